"""Ambition statements."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from kamcareer.core.ambition import Ambition
from kamcareer.store.tables import AmbitionRow


def find_ambition(session: Session, assessment_id: str) -> Ambition | None:
    """Return the statement kept with an assessment; None while there is none."""
    row = session.get(AmbitionRow, assessment_id, populate_existing=True)
    return Ambition(row.aim, row.reasons, row.results, row.next_steps, row.wish) if row else None


def put_ambition(session: Session, assessment_id: str, one: Ambition, now: datetime) -> None:
    """Keep a statement, in place of an earlier one."""
    session.merge(
        AmbitionRow(
            assessment_id=assessment_id,
            aim=one.aim,
            reasons=one.reasons,
            results=one.results,
            next_steps=one.next_steps,
            wish=one.wish,
            saved_at=now,
        )
    )
    session.flush()


def delete_ambition(session: Session, assessment_id: str) -> None:
    """Forget a statement."""
    session.execute(delete(AmbitionRow).where(AmbitionRow.assessment_id == assessment_id))
