"""Assessments and what was answered in them."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class AssessmentRow(Base):
    """One sitting of self-assessment."""

    __tablename__ = "assessment"
    __table_args__ = (
        CheckConstraint("depth IN ('quick', 'full')", name="depth"),
        CheckConstraint("purpose IN ('development', 'selection')", name="purpose"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    framework_sha256: Mapped[str] = mapped_column(ForeignKey("framework.sha256"), index=True)
    present_role: Mapped[str | None] = mapped_column(String(64))
    target_role: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    demo_name: Mapped[str | None] = mapped_column(String(80))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    depth: Mapped[str] = mapped_column(String(8))
    seen_situations: Mapped[list[str]] = mapped_column(JSON)
    purpose: Mapped[str] = mapped_column(String(16))
    # Of rows that point at one another each may come first where a database is copied.
    round_of: Mapped[str | None] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED"), index=True
    )


class AnswerRow(Base):
    """The present state of one answer."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("level IS NULL OR level BETWEEN 0 AND 4", name="level_on_scale"),
        CheckConstraint("NOT (no_chance AND level IS NOT NULL)", name="no_chance_has_no_level"),
    )

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(64), primary_key=True)
    level: Mapped[int | None]
    no_chance: Mapped[bool]
    confidence: Mapped[str | None] = mapped_column(String(16))
    example: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    first_saved_at: Mapped[datetime] = mapped_column(Instant)
    last_saved_at: Mapped[datetime] = mapped_column(Instant)


class SituationAnswerRow(Base):
    """What was chosen in one situation; closed once the explanation may be read."""

    __tablename__ = "situation_answer"
    __table_args__ = (
        CheckConstraint("best IS NULL OR best IN ('A', 'B', 'C', 'D')", name="best_is_an_option"),
        CheckConstraint("worst IS NULL OR worst IN ('A', 'B', 'C', 'D')", name="worst_is_an_option"),
    )

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    situation: Mapped[str] = mapped_column(String(64), primary_key=True)
    best: Mapped[str | None] = mapped_column(String(1))
    worst: Mapped[str | None] = mapped_column(String(1))
    revision: Mapped[int]
    first_saved_at: Mapped[datetime] = mapped_column(Instant)
    last_saved_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class FrequencyRow(Base):
    """How often a person does what one indicator of a competency describes; the rows of a page share a revision."""

    __tablename__ = "frequency"
    __table_args__ = (CheckConstraint("frequency BETWEEN 0 AND 3", name="frequency_on_scale"),)

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(64), primary_key=True)
    indicator: Mapped[str] = mapped_column(String(64), primary_key=True)
    frequency: Mapped[int]
    revision: Mapped[int]
    first_saved_at: Mapped[datetime] = mapped_column(Instant)
    last_saved_at: Mapped[datetime] = mapped_column(Instant)


class SaveRow(Base):
    """A save that was acknowledged, under the key its client made: the same save sent again changes nothing."""

    __tablename__ = "answer_save"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(36), primary_key=True)
    competency: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]
