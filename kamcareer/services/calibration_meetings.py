"""A calibration session as those who sit in it go through it: levels side by side, what is agreed on, the end.

A manager's level stays as it was sent; what is agreed on stands beside it and counts in nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.calibration_sessions import Agreed, CalibrationSession, Compared, Line, Part, Seat, Word, lines
from kamcareer.core.company_rounds import CompanyRound, asked_of_team
from kamcareer.core.framework.model import Framework
from kamcareer.core.rating_requests import of_manager
from kamcareer.services.self_assessment import Sitting, open_sittings
from kamcareer.store.calibration_sessions import (
    add_agreed,
    compared_in,
    find_calibration_session,
    lock_calibration_session,
    log_of,
    seats_of,
    set_session_closed,
    word_of,
)
from kamcareer.store.company_rounds import find_company_round
from kamcareer.store.frameworks import stored_framework
from kamcareer.store.rating_requests import requests_of_all


class SessionClosedError(Exception):
    """The session is closed, and stays as it is."""


@dataclass(frozen=True)
class Meeting:
    """A session as somebody who sits in it sees it: the levels of those who agreed, and what was said of them."""

    session: CalibrationSession
    round: CompanyRound
    framework: Framework
    seats: tuple[Seat, ...]
    people: tuple[Compared, ...]
    given: Mapping[str, Mapping[str, int]]
    topics: tuple[str, ...]
    log: tuple[Agreed, ...]
    account_id: str

    @property
    def leads(self) -> bool:
        """Whether whoever looks writes down what is agreed on."""
        return any(one.account_id == self.account_id and one.part is Part.LEAD for one in self.seats)

    @property
    def agreed(self) -> tuple[Compared, ...]:
        """Those who agreed."""
        return tuple(one for one in self.people if one.word is Word.AGREED)

    @property
    def rated(self) -> tuple[Compared, ...]:
        """Those who agreed and of whom their manager has sent levels."""
        return tuple(one for one in self.people if one.id in self.given)

    def lines(self, competency: str) -> tuple[Line, ...]:
        """Return everybody beside one another in one competency."""
        return lines(self.rated, competency, self.given, self.log)

    def to_settle(self, competency: str) -> tuple[Line, ...]:
        """Return those lines of which the account may say something."""
        return tuple(line for line in self.lines(competency) if not line.person.not_by(self.account_id))

    @property
    def untouched(self) -> list[str]:
        """The topics in which nothing was said of anybody."""
        return [topic for topic in self.topics if not any(line.settled for line in self.lines(topic))]

    @property
    def changed(self) -> tuple[Line, ...]:
        """What stands otherwise than it was sent, topic by topic."""
        return tuple(line for topic in self.topics for line in self.lines(topic) if line.changed)


def open_meeting(session: Session, id: str, account_id: str) -> Meeting | None:
    """Return a session for somebody who sits in it; None for everybody else. Nobody reads their own line."""
    one = find_calibration_session(session, id)
    seats = seats_of(session, id) if one else []
    if one is None or account_id not in {seat.account_id for seat in seats}:
        return None
    about = find_company_round(session, one.round_id)
    if about is None:
        return None
    framework = stored_framework(session, about.framework_sha256)
    people = [person for person in compared_in(session, id) if person.account_id != account_id]
    sent = levels_sent(session, [person for person in people if person.word is Word.AGREED])
    given = {id: levels for id, (_, levels) in sent.items() if levels}
    targets = [sent[id][0].assessment.target for id in given]
    topics = [id for id in asked_of_team(framework, targets) if any(id in levels for levels in given.values())]
    log = log_of(session, given)
    return Meeting(one, about, framework, tuple(seats), tuple(people), given, tuple(topics), tuple(log), account_id)


@dataclass(frozen=True)
class Said:
    """What the meeting agreed on of one person in one competency; the reason may be empty where nothing changes."""

    person: str
    competency: str
    level: int
    reason: str = ""


def settle(session: Session, meeting: Meeting, said: Said, now: datetime) -> bool:
    """Write down what was agreed on of one person in one competency; False where that stands already.

    LookupError where nothing may be said of it: no lead, a person who is not compared, their own manager or themselves.
    ReasonMissingError, SessionClosedError.
    """
    _must_be_open(session, meeting)
    line = next((one for one in meeting.lines(said.competency) if one.person.id == said.person), None)
    if line is None or not meeting.leads or line.person.not_by(meeting.account_id):
        raise LookupError(said.person)
    if word_of(session, said.person) is not Word.AGREED:  # they said no since the meeting was read
        raise LookupError(said.person)
    # Another tab may have written since the page was read.
    now_known = lines([line.person], said.competency, meeting.given, log_of(session, [said.person]))[0]
    by = next(seat.name for seat in meeting.seats if seat.account_id == meeting.account_id)
    agreed = now_known.agreed(said.level, said.reason, by, now)
    if agreed:
        add_agreed(session, agreed)
    return agreed is not None


def close_session(session: Session, meeting: Meeting, now: datetime) -> None:
    """Close a session for good. LookupError for whoever does not lead it, SessionClosedError."""
    if not meeting.leads:
        raise LookupError(meeting.session.id)
    _must_be_open(session, meeting)
    set_session_closed(session, meeting.session.id, now)


def levels_sent(session: Session, people: Collection[Compared]) -> dict[str, tuple[Sitting, dict[str, int]]]:
    """Return what managers sent about some people since these joined the round, with their sittings, by `Compared.id`.

    Of whom nothing allows it any more is left out.
    """
    ids = {one.assessment_id for one in people if one.joined}
    sittings, asked = open_sittings(session, ids), requests_of_all(session, ids)
    found = {}
    for one in people:
        sitting = sittings.get(one.assessment_id)
        if sitting and one.joined and sitting.allowed():
            sent = of_manager(asked.get(one.assessment_id, []), one.joined)
            found[one.id] = (sitting, sent.levels() if sent else {})
    return found


def _must_be_open(session: Session, meeting: Meeting) -> None:
    now_known = lock_calibration_session(session, meeting.session.id)
    if now_known is None or now_known.closed:
        raise SessionClosedError
