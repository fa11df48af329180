"""Contests for internal vacancies, and the plans that applicants let a panel see."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class ContestRow(Base):
    """The contest as which a vacancy is run: its chair, the days that are announced, and how far it is."""

    __tablename__ = "contest"
    __table_args__ = (
        CheckConstraint("first_stage_on < final_on AND final_on <= result_on", name="days_in_order"),
        CheckConstraint("revealed_at IS NULL OR announced_at IS NOT NULL", name="announced_before_final"),
        CheckConstraint("decided_at IS NULL OR revealed_at IS NOT NULL", name="final_before_result"),
        CheckConstraint("decided_at IS NULL OR length(trim(words)) >= 10", name="result_in_words"),
        CheckConstraint("finished_at IS NULL OR decided_at IS NOT NULL", name="result_before_end"),
        CheckConstraint("called_off_at IS NULL OR announced_at IS NOT NULL", name="announced_before_called_off"),
        CheckConstraint("called_off_at IS NULL OR decided_at IS NULL", name="called_off_or_decided"),
        CheckConstraint("called_off_at IS NULL OR length(trim(words)) >= 10", name="called_off_in_words"),
    )

    vacancy_id: Mapped[str] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), primary_key=True)
    chair_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    first_stage_on: Mapped[date] = mapped_column(Date)
    final_on: Mapped[date] = mapped_column(Date)
    result_on: Mapped[date] = mapped_column(Date)
    announced_at: Mapped[datetime | None] = mapped_column(Instant)
    revealed_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    words: Mapped[str] = mapped_column(Text)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    called_off_at: Mapped[datetime | None] = mapped_column(Instant)


class ContestAmendmentRow(Base):
    """One change of an announced contest: a later last day, or somebody who joined its panel or left it."""

    __tablename__ = "contest_amendment"
    __table_args__ = (
        CheckConstraint("amends IN ('deadline', 'joined', 'left')", name="amends"),
        CheckConstraint("(amends = 'deadline') = (deadline_before IS NOT NULL)", name="day_before"),
        CheckConstraint("(amends = 'deadline') = (deadline_after IS NOT NULL)", name="day_after"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    vacancy_id: Mapped[str] = mapped_column(ForeignKey("contest.vacancy_id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    amends: Mapped[str] = mapped_column(String(16))
    member_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    deadline_before: Mapped[date | None] = mapped_column(Date)
    deadline_after: Mapped[date | None] = mapped_column(Date)


class ShownPlanRow(Base):
    """The development plan whose progress an applicant lets the panel see, on a consent of its own."""

    __tablename__ = "shown_plan"

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    basis_id: Mapped[str] = mapped_column(ForeignKey("legal_basis.id", ondelete="CASCADE"), index=True)
    shown_at: Mapped[datetime] = mapped_column(Instant)
