"""Whether vacancies treat people alike: counted once for each quarter, told of large groups alone."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from kamcareer.core.demographics import Demographics
from kamcareer.core.fairness import Applied, Period, Stage, Trait, closing_of, counted, periods, quarter_of
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.selection.screening import Act
from kamcareer.services.demographics import rests_under
from kamcareer.store.demographics import all_demographics, delete_demographics
from kamcareer.store.fairness import Willing, add_counts, all_counts, counted_quarters, every_willing


def told(session: Session) -> dict[Trait, list[Period]]:
    """Return what may be told by sex and by age, the earliest period first."""
    counts = all_counts(session)
    return {trait: periods(counts, trait) for trait in Trait}


def is_counted(sent: datetime, zone: ZoneInfo, now: datetime) -> bool:
    """Return whether the people who sent their answers in a moment's quarter are counted: who comes now is too late."""
    return closing_of(quarter_of(_day(sent, zone))) <= _day(now, zone)


def count_quarters(session: Session, secret: str, zone: ZoneInfo, now: datetime) -> None:
    """Count every quarter that has closed, once, and delete what its people said of themselves.

    What nobody stands behind any more is deleted too: whose application was deleted, by whatever way.
    """
    said = {entry.pseudonym: entry for entry in all_demographics(session, Purpose.FAIRNESS)}
    done, waiting, people = counted_quarters(session), set[str](), list[Applied]()
    for one in every_willing(session):
        name = rests_under(secret, Holder(assessment_id=one.assessment_id), one.consent_id)
        if not is_counted(one.sent, zone, now):
            waiting.add(name)
        elif name in said and quarter_of(_day(one.sent, zone)) not in done:
            people.append(_applied(one, said[name], zone))
    add_counts(session, counted(people))
    for name in said.keys() - waiting:
        delete_demographics(session, name)


def _applied(one: Willing, said: Demographics, zone: ZoneInfo) -> Applied:
    day = _day(one.sent, zone)
    closed = datetime.combine(closing_of(quarter_of(day)), time(), zone)
    reached = {
        Stage.READ: one.read is not None and one.read < closed,
        Stage.PROPOSED: one.act is Act.INVITE,
        Stage.TALK: one.talk is not None and one.talk < closed,
    }
    came = frozenset(stage for stage, there in reached.items() if there)
    return Applied(one.vacancy_id, day, said.sex, said.age_group, came)


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
