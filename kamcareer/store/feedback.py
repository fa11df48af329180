"""Letters to people about decisions, and by what the others of a vacancy would be recognised in one."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kamcareer.core.feedback import Feedback, Part
from kamcareer.core.somebody_else import Other
from kamcareer.store.tables import ApplicationRow, FeedbackRow


def put_feedback(session: Session, letter: Feedback) -> None:
    """Store a letter in place of the one that was there. The database refuses one approved by nobody."""
    session.merge(
        FeedbackRow(
            decision_id=letter.decision_id,
            language=letter.language,
            signed=letter.signed,
            saved_at=letter.saved,
            approver=letter.approver,
            account_id=letter.account,
            approved_at=letter.approved,
            opened_at=letter.opened,
            **{part.value: text for part, text in letter.parts.items()},
        )
    )
    session.flush()


def feedback_about(session: Session, decision_ids: Iterable[str]) -> dict[str, Feedback]:
    """Return the letters about some decisions."""
    query = select(FeedbackRow).where(FeedbackRow.decision_id.in_(list(decision_ids)))
    rows = session.execute(query.execution_options(populate_existing=True)).scalars()
    return {row.decision_id: _feedback(row) for row in rows}


def delete_draft(session: Session, decision_id: str) -> None:
    """Delete a letter that nobody has approved."""
    unsent = (FeedbackRow.decision_id == decision_id, FeedbackRow.approved_at.is_(None))
    session.execute(delete(FeedbackRow).where(*unsent))


def set_feedback_opened(session: Session, decision_id: str, now: datetime) -> None:
    """Note when the person opened their letter, the first time."""
    row = FeedbackRow
    first = (row.decision_id == decision_id, row.approved_at.is_not(None), row.opened_at.is_(None))
    session.execute(update(row).where(*first).values(opened_at=now))


def others_in(session: Session, vacancy_id: str, application_id: str) -> list[Other]:
    """Return by what everybody else in a vacancy would be recognised."""
    row = ApplicationRow
    query = select(row.name, row.email, row.code).where(row.vacancy_id == vacancy_id, row.id != application_id)
    return [Other(*one) for one in session.execute(query)]


def _feedback(row: FeedbackRow) -> Feedback:
    return Feedback(
        row.decision_id,
        row.language,
        {part: getattr(row, part.value) for part in Part},
        row.signed,
        row.saved_at,
        row.approver,
        row.account_id,
        row.approved_at,
        row.opened_at,
    )
