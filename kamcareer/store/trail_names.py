"""What people are called in the trail, where it stands beside what they did: cards, decisions, letters, answers."""

from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from kamcareer.store.tables import AgreedMarkRow, DecisionRow, FeedbackRow, InquiryRow, ScorecardRow

COLUMNS: tuple[InstrumentedAttribute[str] | InstrumentedAttribute[str | None], ...] = (
    ScorecardRow.rater,
    DecisionRow.decider,
    AgreedMarkRow.decider,
    FeedbackRow.approver,
    InquiryRow.answerer,
)


def rename_people(session: Session, names: Mapping[str, str]) -> None:
    """Put new names in place of old ones; who is not among them, for their account was erased, keeps theirs."""
    for column in COLUMNS:
        for name in session.execute(select(column).distinct()).scalars().all():
            if anew := names.get(name or ""):
                session.execute(update(column.class_).where(column == name).values({column.key: anew}))
