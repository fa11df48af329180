"""Scores that a company gave its people before."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class EarlierScoreRow(Base):
    """One score as the file says it, on its scale; what it is in levels is worked out, and follows the mapping."""

    __tablename__ = "earlier_score"
    __table_args__ = (CheckConstraint("scale IN ('0-4', '1-5', '1-10', 'percent')", name="scale_known"),)

    person_number: Mapped[str] = mapped_column(ForeignKey("person.number", ondelete="CASCADE"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(64), primary_key=True)
    scored_on: Mapped[date] = mapped_column(Date, primary_key=True)
    rater: Mapped[str] = mapped_column(String(120), primary_key=True)
    scale: Mapped[str] = mapped_column(String(8))
    score: Mapped[str] = mapped_column(String(12))
    imported_at: Mapped[datetime] = mapped_column(Instant)
