"""Development plans."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class PlanLimitsRow(Base):
    """What a person can give to the development plan of an assessment; weeks count from when they last said so."""

    __tablename__ = "plan_limits"
    __table_args__ = (CheckConstraint("objective IN ('gain', 'date')", name="objective"),)

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    minutes_per_week: Mapped[int]
    weeks: Mapped[int]
    budget: Mapped[int | None]
    objective: Mapped[str] = mapped_column(String(8))
    saved_at: Mapped[datetime] = mapped_column(Instant)
