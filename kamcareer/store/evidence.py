"""The evidence log."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from kamcareer.core.evidence_log import EvidenceEntry
from kamcareer.store.database import Base
from kamcareer.store.tables import AssessmentRow, EvidenceRow

EVIDENCE, SITTING = (Base.metadata.tables[row.__tablename__] for row in (EvidenceRow, AssessmentRow))

OF_PEOPLE = (
    select(EVIDENCE, SITTING.c.account_id)
    .join(SITTING, SITTING.c.id == EVIDENCE.c.assessment_id)
    .where(
        or_(
            EVIDENCE.c.assessment_id.in_(bindparam("assessments", expanding=True)),
            SITTING.c.account_id.in_(bindparam("accounts", expanding=True)),
        )
    )
    .order_by(EVIDENCE.c.day.desc(), EVIDENCE.c.id)
)


def add_entry(session: Session, entry: EvidenceEntry) -> None:
    """Store a new entry."""
    session.add(
        EvidenceRow(
            id=entry.id,
            assessment_id=entry.assessment_id,
            competency=entry.competency,
            kind=entry.kind,
            level=entry.level,
            day=entry.day,
            note=entry.note,
            hidden=entry.hidden,
            created_at=entry.created,
            confirmer=entry.confirmer,
            asker=entry.asker,
            link_id=entry.link_id,
            link_expires_at=entry.link_expires,
            confirmed_at=entry.confirmed,
            declined_at=entry.declined,
        )
    )
    session.flush()


def entries_of_people(
    session: Session, assessment_ids: Collection[str], account_ids: Collection[str]
) -> list[tuple[EvidenceEntry, str | None]]:
    """Return the entries of some assessments and of all those of some accounts, the newest deed first.

    Beside each entry the account whose assessment it belongs to; None for an assessment of nobody.
    """
    rows = session.execute(OF_PEOPLE, {"assessments": list(assessment_ids), "accounts": list(account_ids)})
    return [(_entry(row), row.account_id) for row in rows]


def find_entry(session: Session, id: str) -> EvidenceEntry | None:
    """Return an entry; None when there is none."""
    row = session.get(EvidenceRow, id, populate_existing=True)
    return _entry(row) if row else None


def entry_of_link(session: Session, link_id: str) -> EvidenceEntry | None:
    """Return the entry that a link asks to confirm; None once the link was withdrawn or the entry deleted."""
    query = select(EvidenceRow).where(EvidenceRow.link_id == link_id).execution_options(populate_existing=True)
    row = session.execute(query).scalar_one_or_none()
    return _entry(row) if row else None


def set_hidden(session: Session, id: str, *, hidden: bool) -> None:
    """Keep an entry out of shown reports, or let it in."""
    session.execute(update(EvidenceRow).where(EvidenceRow.id == id).values(hidden=hidden))


def set_link(
    session: Session, id: str, link_id: str | None, expires: datetime | None, confirmer: str, asker: str
) -> bool:
    """Note who is asked to confirm by which link, no link where nobody is; False where it is confirmed already."""
    values = {"link_id": link_id, "link_expires_at": expires, "confirmer": confirmer, "asker": asker}
    query = update(EvidenceRow).where(EvidenceRow.id == id, EvidenceRow.confirmed_at.is_(None))
    changed = session.execute(query.values(declined_at=None, **values).returning(EvidenceRow.id))
    return changed.scalar_one_or_none() is not None


def set_answer(session: Session, id: str, *, confirmed: datetime | None, declined: datetime | None) -> None:
    """Note what the one who was asked said."""
    values = {"confirmed_at": confirmed, "declined_at": declined}
    session.execute(update(EvidenceRow).where(EvidenceRow.id == id).values(**values))


def delete_entry(session: Session, id: str) -> None:
    """Delete an entry."""
    session.execute(delete(EvidenceRow).where(EvidenceRow.id == id))


def _entry(row: Any) -> EvidenceEntry:
    return EvidenceEntry(
        id=row.id,
        assessment_id=row.assessment_id,
        competency=row.competency,
        kind=row.kind,
        level=row.level,
        day=row.day,
        note=row.note,
        created=row.created_at,
        hidden=row.hidden,
        confirmer=row.confirmer,
        asker=row.asker,
        link_id=row.link_id,
        link_expires=row.link_expires_at,
        confirmed=row.confirmed_at,
        declined=row.declined_at,
    )
