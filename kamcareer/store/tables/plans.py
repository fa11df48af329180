"""Development plans."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, String, Text
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
    practice_percent: Mapped[int]
    parallel: Mapped[int]
    begins_on: Mapped[date | None] = mapped_column(Date)
    saved_at: Mapped[datetime] = mapped_column(Instant)


class PlanDecisionRow(Base):
    """What the person decided about one activity: refused, pinned, done."""

    __tablename__ = "plan_decision"
    __table_args__ = (CheckConstraint("said IN ('refused', 'pinned', 'done')", name="said"),)

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    activity: Mapped[str] = mapped_column(String(64), primary_key=True)
    said: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(String(16))
    other_activity: Mapped[str | None] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime] = mapped_column(Instant)


class PlanCheckInRow(Base):
    """How one week of an activity went, and the minutes that were planned for it.

    Nothing in `went`: the plan was made anew since, and the week is still asked about.
    """

    __tablename__ = "plan_check_in"
    __table_args__ = (CheckConstraint("went IN ('done', 'later', 'failed')", name="went"),)

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    activity: Mapped[str] = mapped_column(String(64), primary_key=True)
    monday: Mapped[date] = mapped_column(Date, primary_key=True)
    went: Mapped[str | None] = mapped_column(String(8))
    minutes: Mapped[int]
    said_at: Mapped[datetime] = mapped_column(Instant)


class KeptPlanRow(Base):
    """The plan that was shown last, and the one shown before it; weeks count from the Monday."""

    __tablename__ = "kept_plan"
    __table_args__ = (CheckConstraint("place IN ('last', 'before')", name="place"),)

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(String(8), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    fingerprint: Mapped[str] = mapped_column(String(64))
    monday: Mapped[date] = mapped_column(Date)
    weeks: Mapped[int]
    status: Mapped[str] = mapped_column(String(16))
    value: Mapped[int]
    bound: Mapped[int] = mapped_column(BigInteger)
    ready_week: Mapped[int | None]
    thousandths_in_place: Mapped[int]
    helps: Mapped[list[str]] = mapped_column(JSON)
    unmet_pins: Mapped[list[str]] = mapped_column(JSON)


class KeptPlanStepRow(Base):
    """An activity of a kept plan in its weeks."""

    __tablename__ = "kept_plan_step"
    __table_args__ = (
        ForeignKeyConstraint(
            ["assessment_id", "place"], ["kept_plan.assessment_id", "kept_plan.place"], ondelete="CASCADE"
        ),
    )

    assessment_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    place: Mapped[str] = mapped_column(String(8), primary_key=True)
    activity: Mapped[str] = mapped_column(String(64), primary_key=True)
    start_week: Mapped[int]
    weeks: Mapped[int]
    minutes_per_week: Mapped[int]
