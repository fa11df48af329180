"""Who asked to be written to about their plan."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kamcareer.store.tables import PlanReminderRow


@dataclass(frozen=True)
class PlanReminder:
    """One wish to be written to; `written` is the Monday of the week of the last letter."""

    assessment_id: str
    asked: datetime
    written: date


def find_reminder(session: Session, assessment_id: str) -> PlanReminder | None:
    """Return the wish of the owner of a plan; None while there is none."""
    row = session.get(PlanReminderRow, assessment_id, populate_existing=True)
    return _reminder(row) if row else None


def reminders_written_before(session: Session, monday: date) -> list[PlanReminder]:
    """Return those who were not written to in the week of a Monday."""
    query = select(PlanReminderRow).where(PlanReminderRow.written_monday < monday)
    return [_reminder(row) for row in session.execute(query.order_by(PlanReminderRow.assessment_id)).scalars()]


def put_reminder(session: Session, one: PlanReminder) -> None:
    """Keep a wish, in place of an earlier one."""
    session.merge(PlanReminderRow(assessment_id=one.assessment_id, asked_at=one.asked, written_monday=one.written))
    session.flush()


def note_written(session: Session, assessment_id: str, monday: date) -> bool:
    """Note the week of a letter; False where one was written in it already, so that two jobs write one."""
    query = update(PlanReminderRow).where(
        PlanReminderRow.assessment_id == assessment_id, PlanReminderRow.written_monday < monday
    )
    noted = session.execute(query.values(written_monday=monday).returning(PlanReminderRow.assessment_id))
    return noted.scalar_one_or_none() is not None


def delete_reminder(session: Session, assessment_id: str) -> bool:
    """Forget a wish; False where there was none."""
    gone = delete(PlanReminderRow).where(PlanReminderRow.assessment_id == assessment_id)
    return session.execute(gone.returning(PlanReminderRow.assessment_id)).scalar_one_or_none() is not None


def _reminder(row: PlanReminderRow) -> PlanReminder:
    return PlanReminder(row.assessment_id, row.asked_at, row.written_monday)
