"""Noting that somebody read what there is of a person, and telling that person who did."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from kamcareer.core.applications import Application
from kamcareer.core.readings import READ, Capacity, Reading, all_noted, by_day, noted
from kamcareer.services.audit import Event, name_of, names_of, note_events
from kamcareer.store.audit import details_noted, entries_with
from kamcareer.store.database import written_apart
from kamcareer.store.people import record_of_account, records_of

DayOf = Callable[[datetime], date]
# In place of a vacancy: whoever is in the pool is not told for which somebody looked, and a round may be left.
POOL, SCORES, TALK = "pool", "scores", "talk"


def note_readings(  # noqa: PLR0913 - who read what of whom, where, as what, when
    session: Session,
    secret: str,
    what: Event,
    reader_id: str,
    about: Iterable[str],
    place: str,
    capacity: Capacity,
    now: datetime,
) -> None:
    """Note that somebody read about some people, by assessment or record, in as many statements as about one."""
    details = [noted(name_of(secret, one), place, capacity) for one in about]
    if details:
        note_events(session, secret, what, reader_id, details, now)


def note_scores_seen(
    session: Session, secret: str, reader_id: str, numbers: Iterable[str], since: datetime, now: datetime
) -> None:
    """Note that HR saw scores of some people, but for those of whom the trail says so of this reader `since` then.

    Lists are turned over all day. Whom it does not say so of is found by two statements, and noted in a unit of work
    of its own: this session's ends then.
    """
    records = records_of(session, numbers).values()
    details = [noted(name_of(secret, one), SCORES, Capacity.HR) for one in records]
    before = details_noted(session, details, Event.SCORES_SEEN, name_of(secret, reader_id), since)
    new = [one for one in details if one not in before]
    if new:
        with written_apart():
            note_events(session, secret, Event.SCORES_SEEN, reader_id, new, now)


def readings_of_application(session: Session, secret: str, application: Application, day_of: DayOf) -> list[Reading]:
    """Return who read what of somebody who applied, the newest first; one statement. Nobody reads what was not sent.

    Whoever takes the whole file of a contest reads about everybody who has sent by then.
    """
    sent, assessment_id = application.finished, application.assessment_id
    if sent is None or assessment_id is None:
        return []
    details = all_noted(names_of(secret, assessment_id), [application.vacancy_id, POOL])
    found = entries_with(session, [*details, application.vacancy_id], READ)
    return by_day((entry for entry in found if entry.at >= sent), day_of)


def readings_of_account(
    session: Session,
    secret: str,
    account_id: str,
    assessments: Iterable[str],
    day_of: DayOf,
) -> list[Reading]:
    """Return who read what of a person with an account: their talk in a round, their scores; two statements."""
    details = [one for id in assessments for one in all_noted(names_of(secret, id), [TALK])]
    record = record_of_account(session, account_id)
    if record:
        details += all_noted(names_of(secret, record), [SCORES])
    own = set(names_of(secret, account_id))
    found = entries_with(session, details, READ) if details else []
    return by_day((entry for entry in found if entry.person not in own), day_of)
