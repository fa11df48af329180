"""What a person is told about a decision, and what they ask about it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class FeedbackRow(Base):
    """A letter to a person about one decision. Nobody is shown one that nobody has approved by name."""

    __tablename__ = "feedback"
    __table_args__ = (
        CheckConstraint("language IN ('ru', 'en')", name="language"),
        CheckConstraint(
            "approved_at IS NULL OR (approver IS NOT NULL AND length(approver) = 32 AND length(trim(signed)) >= 2"
            " AND length(trim(done_well)) >= 20 AND length(trim(first_step)) >= 20"
            " AND length(trim(second_step)) >= 20)",
            name="approved_by_somebody",
        ),
        CheckConstraint("opened_at IS NULL OR approved_at IS NOT NULL", name="approved_before_opened"),
    )

    decision_id: Mapped[str] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2))
    opening: Mapped[str] = mapped_column(Text)
    done_well: Mapped[str] = mapped_column(Text)
    first_step: Mapped[str] = mapped_column(Text)
    second_step: Mapped[str] = mapped_column(Text)
    ending: Mapped[str] = mapped_column(Text)
    signed: Mapped[str] = mapped_column(String(80))
    saved_at: Mapped[datetime] = mapped_column(Instant)
    approver: Mapped[str | None] = mapped_column(String(32))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)


class InquiryRow(Base):
    """What a person asks about a decision, by when it is answered, and the answer of a named person."""

    __tablename__ = "inquiry"
    __table_args__ = (
        UniqueConstraint("decision_id", "kind", name="uq_inquiry_one_each"),
        CheckConstraint("kind IN ('reason', 'objection')", name="kind"),
        CheckConstraint("kind = 'reason' OR length(trim(words)) >= 10", name="objects_in_words"),
        CheckConstraint(
            "answered_at IS NULL OR (answerer IS NOT NULL AND length(answerer) = 32 AND length(trim(signed)) >= 2"
            " AND length(trim(answer)) >= 10)",
            name="answered_by_somebody",
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    decision_id: Mapped[str] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    due_on: Mapped[date] = mapped_column(Date)
    answer: Mapped[str] = mapped_column(Text)
    signed: Mapped[str] = mapped_column(String(80))
    answerer: Mapped[str | None] = mapped_column(String(32))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
