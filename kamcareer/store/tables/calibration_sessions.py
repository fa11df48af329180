"""Calibration sessions: who sits in one, whose levels are compared, and what was agreed on, line by line."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class CalibrationSessionRow(Base):
    """A meeting about people of one round; once closed nothing in it changes."""

    __tablename__ = "calibration_session"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("company_round.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    day: Mapped[date] = mapped_column(Date)
    unit: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class CalibrationSeatRow(Base):
    """Somebody who sits in a session, by the name that the people in it were told."""

    __tablename__ = "calibration_seat"
    __table_args__ = (CheckConstraint("part IN ('lead', 'manager', 'hr')", name="part"),)

    session_id: Mapped[str] = mapped_column(ForeignKey("calibration_session.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True)
    name: Mapped[str] = mapped_column(String(254))
    part: Mapped[str] = mapped_column(String(8))


class CalibrationPersonRow(Base):
    """Somebody who takes part in the round and was asked for a session."""

    __tablename__ = "calibration_person"
    __table_args__ = (
        UniqueConstraint("session_id", "assessment_id", name="uq_calibration_person_once"),
        CheckConstraint("word IN ('awaited', 'agreed', 'declined')", name="word"),
        CheckConstraint("(word = 'awaited') = (answered_at IS NULL)", name="answered_with_a_word"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("calibration_session.id", ondelete="CASCADE"))
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    word: Mapped[str] = mapped_column(String(8))
    answered_at: Mapped[datetime | None] = mapped_column(Instant)


class CalibratedLevelRow(Base):
    """One line of the log of a session: rows are added, and never changed."""

    __tablename__ = "calibrated_level"
    __table_args__ = (
        UniqueConstraint("person_id", "competency", "number", name="uq_calibrated_level_in_order"),
        CheckConstraint("before BETWEEN 0 AND 4 AND after BETWEEN 0 AND 4", name="levels_on_scale"),
        CheckConstraint("before = after OR reason <> ''", name="no_change_without_a_reason"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("calibration_person.id", ondelete="CASCADE"))
    competency: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]
    before: Mapped[int]
    after: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    agreed_by: Mapped[str] = mapped_column(String(254))
    agreed_at: Mapped[datetime] = mapped_column(Instant)
