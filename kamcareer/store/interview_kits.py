"""The questions that were chosen for everybody who applies for a vacancy."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.store.tables import InterviewKitRow


def find_kit(session: Session, vacancy_id: str) -> tuple[int, list[str], datetime] | None:
    """Return the minutes, the codes of the questions and when they were chosen; None before anybody chose."""
    row = session.get(InterviewKitRow, vacancy_id, populate_existing=True)
    return (row.minutes, row.questions, row.chosen_at) if row else None


def put_kit(session: Session, vacancy_id: str, minutes: int, codes: Sequence[str], now: datetime) -> None:
    """Store what was chosen, in place of what was chosen before."""
    session.merge(InterviewKitRow(vacancy_id=vacancy_id, minutes=minutes, questions=list(codes), chosen_at=now))
    session.flush()
