"""The audit trail as it is stored. Rows are added, never changed."""

from collections.abc import Iterator

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from kamcareer.core.audit import Entry, Event
from kamcareer.store.tables import AuditRow

PART = 1000


def last_entry(session: Session) -> Entry | None:
    """Return the newest entry, and let no other worker add one before this unit of work ends."""
    if session.get_bind().dialect.name == "postgresql":
        # SQLite lets one writer in at a time anyway.
        session.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
    row = session.execute(select(AuditRow).order_by(AuditRow.number.desc()).limit(1)).scalar_one_or_none()
    return _entry(row) if row else None


def add_entry(session: Session, entry: Entry) -> None:
    """Store an entry at the end of the trail."""
    row = AuditRow(number=entry.number, at=entry.at, event=entry.event, person=entry.person)
    row.detail, row.seal = entry.detail, entry.seal
    session.add(row)
    session.flush()


def entries(session: Session) -> Iterator[Entry]:
    """Return the trail from its beginning, read a part at a time."""
    last = 0
    while True:
        query = select(AuditRow).where(AuditRow.number > last).order_by(AuditRow.number).limit(PART)
        part = session.execute(query.execution_options(populate_existing=True)).scalars().all()
        if not part:
            return
        yield from map(_entry, part)
        last = part[-1].number


def _entry(row: AuditRow) -> Entry:
    return Entry(row.number, row.at, Event(row.event), row.person, row.detail, row.seal)
