"""Orders to keep somebody's data beyond its clock."""

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from kamcareer.core.legal_basis import Holder
from kamcareer.core.retention import Hold
from kamcareer.store.tables import LegalHoldRow


def add_hold(session: Session, holder: Holder, hold: Hold) -> None:
    """Store a new order."""
    row = LegalHoldRow(id=hold.id, account_id=holder.account_id, assessment_id=holder.assessment_id)
    row.reason, row.placed_at, row.until = hold.reason, hold.placed, hold.until
    session.add(row)
    session.flush()


def holds_of(session: Session, holder: Holder) -> list[Hold]:
    """Return every order about a holder, those that are over too."""
    query = select(LegalHoldRow).where(_about(holder)).order_by(LegalHoldRow.placed_at, LegalHoldRow.id)
    return [_hold(row) for row in session.execute(query).scalars()]


def all_holds(session: Session) -> list[tuple[Holder, Hold]]:
    """Return every order with whom it is about, oldest first."""
    rows = session.execute(select(LegalHoldRow).order_by(LegalHoldRow.placed_at, LegalHoldRow.id)).scalars()
    return [(Holder(row.account_id, row.assessment_id), _hold(row)) for row in rows]


def delete_hold(session: Session, id: str) -> bool:
    """Delete an order; return whether it was there."""
    query = delete(LegalHoldRow).where(LegalHoldRow.id == id).returning(LegalHoldRow.id)
    return session.execute(query).scalar_one_or_none() is not None


def move_holds(session: Session, assessment_id: str, account_id: str) -> None:
    """Let the orders about an assessment be about the account that takes it."""
    query = update(LegalHoldRow).where(LegalHoldRow.assessment_id == assessment_id)
    session.execute(query.values(assessment_id=None, account_id=account_id))


def _about(holder: Holder) -> ColumnElement[bool]:
    if holder.account_id:
        return LegalHoldRow.account_id == holder.account_id
    return LegalHoldRow.assessment_id == holder.assessment_id


def _hold(row: LegalHoldRow) -> Hold:
    return Hold(row.id, row.reason, row.placed_at, row.until)
