"""Letters about development plans, for those who asked for them."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class PlanReminderRow(Base):
    """The owner of a plan asked to be written to, and when; the Monday of the week of the last letter."""

    __tablename__ = "plan_reminder"

    assessment_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True
    )
    asked_at: Mapped[datetime] = mapped_column(Instant)
    written_monday: Mapped[date] = mapped_column(Date)
