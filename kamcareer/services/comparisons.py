"""People of a vacancy side by side: on what each estimate rests, what other weights change, and what a talk would."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from kamcareer.core.answers import Answers
from kamcareer.core.assessment import Assessment
from kamcareer.core.interviews.disagreement import AgreedMark
from kamcareer.core.interviews.grounds import Grounds, grounds_of
from kamcareer.core.interviews.scorecard import Scorecard, opinions_in
from kamcareer.core.selection.telling_apart import Telling, tellings
from kamcareer.core.selection.turns import Turn, applicants, turns
from kamcareer.core.selection.weighing import Weighing, weighing
from kamcareer.services.legal_bases import require_for_all
from kamcareer.services.screenings import Row
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.applications import set_first_read
from kamcareer.store.assessments import find_assessments
from kamcareer.store.scorecards import agreed_about, scorecards_about


@dataclass(frozen=True)
class Comparison:
    """What is known of some people of a vacancy; `grounds` and `turns` by application."""

    grounds: Mapping[str, Mapping[str, Grounds]]
    weighing: Weighing
    tellings: tuple[Telling, ...]
    turns: Mapping[str, tuple[Turn, ...]]


@dataclass(frozen=True)
class _Read:
    """The answers of one person, the cards of their interviewers once all are in, and what these agreed upon."""

    assessment: Assessment
    cards: Sequence[Scorecard]
    agreed: Mapping[str, AgreedMark]

    def answers(self) -> Answers:
        return replace(self.assessment.answers(), others=opinions_in(self.cards))


def compare(session: Session, found: OpenVacancy, rows: Sequence[Row], now: datetime, today: date) -> Comparison:
    """Lay people beside each other, and note for them that their answers were read. NoBasisError."""
    framework, target = found.framework, found.vacancy.role
    read = _read(session, rows)
    unread = [row.application.id for row in rows if row.application.read is None]
    if unread:
        set_first_read(session, unread, now)
    told = [(read[row.application.id].answers(), row.screening) for row in rows]
    known = dict(zip(read, applicants(framework, target, told, today), strict=True))
    profiles = {id: one.profile for id, one in known.items()}
    role = framework.roles[target]
    return Comparison(
        {id: grounds_of(framework, one.assessment.answers(), one.cards, one.agreed) for id, one in read.items()},
        weighing(framework, role, profiles),
        tellings(framework, role, profiles),
        {id: turns(one) for id, one in known.items()},
    )


def grounds_about(session: Session, found: OpenVacancy, row: Row, assessment: Assessment) -> Mapping[str, Grounds]:
    """Return on what the estimates of one person rest, by competency; `assessment` was allowed to be read."""
    cards = _cards(session, [row]).get(row.application.id, [])
    agreed = _agreed(session, [row]).get(row.application.id, {})
    return grounds_of(found.framework, assessment.answers(), cards, agreed)


def _read(session: Session, rows: Sequence[Row]) -> dict[str, _Read]:
    given = find_assessments(session, [row.application.assessment_id or "" for row in rows])
    require_for_all(session, given.values())
    cards, people = _cards(session, rows), [row.application for row in rows]
    agreed = _agreed(session, rows)
    return {
        one.id: _Read(given[one.assessment_id or ""], cards.get(one.id, []), agreed.get(one.id, {})) for one in people
    }


def _cards(session: Session, rows: Iterable[Row]) -> dict[str, list[Scorecard]]:
    """Return the locked cards about some people; of those alone whose interviewers nobody waits for."""
    complete = _complete(rows)
    found = scorecards_about(session, complete) if complete else {}
    return {id: [card for card in cards if card.locked] for id, cards in found.items()}


def _agreed(session: Session, rows: Iterable[Row]) -> dict[str, dict[str, AgreedMark]]:
    complete = _complete(rows)
    return agreed_about(session, complete) if complete else {}


def _complete(rows: Iterable[Row]) -> list[str]:
    return [row.application.id for row in rows if row.application.interviewed]
