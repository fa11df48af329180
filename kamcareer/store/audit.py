"""The audit trail as it is stored. Rows are added, never changed."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from sqlalchemy import inspect, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from kamcareer.core.audit import Entry, Event
from kamcareer.store.tables import AuditRow

PART = 1000
# What SQLite says of text that is none any more.
NO_TEXT = "decode to UTF-8"


class UnreadableEntryError(Exception):
    """An entry that no program wrote: a moment that is none, an unknown event, bytes that are no text."""

    def __init__(self, number: int) -> None:
        super().__init__(f"entry {number} cannot be read")
        self.number = number


def has_trail(session: Session) -> bool:
    """Return whether the database has the table of the trail; one that was never migrated has not."""
    return inspect(session.connection()).has_table(AuditRow.__tablename__)


def last_entries(session: Session) -> tuple[Entry | None, Entry | None]:
    """Return the newest entry and the one before it, and let no other worker add one before this unit of work ends."""
    if session.get_bind().dialect.name == "postgresql":
        # SQLite lets one writer in at a time anyway.
        session.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
    return newest_entries(session)


def newest_entries(session: Session) -> tuple[Entry | None, Entry | None]:
    """Return the newest entry and the one before it."""
    rows = session.execute(select(AuditRow).order_by(AuditRow.number.desc()).limit(2)).scalars()
    newest, before, *_ = (*map(_entry, rows), None, None)
    return newest, before


def first_entries(session: Session, most: int) -> list[Entry]:
    """Return the beginning of the trail. UnreadableEntryError."""
    return _part(session, 0, most)


def newest_entry(session: Session) -> Entry | None:
    """Return the newest entry; None before the first."""
    row = session.execute(select(AuditRow).order_by(AuditRow.number.desc()).limit(1)).scalar_one_or_none()
    return _entry(row) if row else None


def add_entries(session: Session, added: Iterable[Entry]) -> None:
    """Store entries at the end of the trail."""
    for entry in added:
        row = AuditRow(number=entry.number, at=entry.at, event=entry.event, person=entry.person)
        row.detail, row.seal = entry.detail, entry.seal
        session.add(row)
    session.flush()


def entries(session: Session) -> Iterator[Entry]:
    """Return the trail from its beginning, read a part at a time. UnreadableEntryError."""
    last = 0
    while True:
        try:
            part = _part(session, last, PART)
        except UnreadableEntryError:
            part = _part(session, last, 1)  # up to the entry itself everything is still read
        if not part:
            return
        yield from part
        last = part[-1].number


def entries_about(session: Session, detail: str, events: Iterable[Event]) -> list[Entry]:
    """Return the entries of some events with this very detail, oldest first."""
    query = select(AuditRow).where(AuditRow.detail == detail, AuditRow.event.in_(list(events)))
    return [_entry(row) for row in session.execute(query.order_by(AuditRow.number)).scalars()]


def details_noted(session: Session, details: Collection[str], event: Event, person: str, since: datetime) -> set[str]:
    """Return those of some details that one person noted of an event since a moment."""
    query = select(AuditRow.detail).where(AuditRow.detail.in_(details), AuditRow.event == event)
    return set(session.execute(query.where(AuditRow.person == person, AuditRow.at >= since)).scalars())


def entries_with(session: Session, details: Collection[str], events: Iterable[Event]) -> list[Entry]:
    """Return the entries of some events with any of these very details, oldest first."""
    query = select(AuditRow).where(AuditRow.detail.in_(details), AuditRow.event.in_(list(events)))
    return [_entry(row) for row in session.execute(query.order_by(AuditRow.number)).scalars()]


def entries_of(session: Session, event: Event) -> list[Entry]:
    """Return the entries of one event, newest first."""
    query = select(AuditRow).where(AuditRow.event == event).order_by(AuditRow.number.desc())
    return [_entry(row) for row in session.execute(query).scalars()]


def _part(session: Session, after: int, most: int) -> list[Entry]:
    query = select(AuditRow).where(AuditRow.number > after).order_by(AuditRow.number).limit(most)
    try:
        return [_entry(row) for row in session.execute(query.execution_options(populate_existing=True)).scalars()]
    except (ValueError, OperationalError) as error:
        if isinstance(error, OperationalError) and NO_TEXT not in str(error):
            raise
        raise UnreadableEntryError(after + 1) from error


def _entry(row: AuditRow) -> Entry:
    return Entry(row.number, row.at, Event(row.event), row.person, row.detail, row.seal)
