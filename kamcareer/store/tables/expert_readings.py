"""What experts read of a model, who was invited, and what they said."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class ExpertReadingRow(Base):
    """A content by its address and the topics of it that experts read; `draft_id` names a draft that may be gone."""

    __tablename__ = "expert_reading"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    framework_id: Mapped[str] = mapped_column(String(64))
    framework_sha256: Mapped[str] = mapped_column(ForeignKey("framework.sha256"), index=True)
    version: Mapped[str] = mapped_column(String(32))
    topics: Mapped[list[str]] = mapped_column(JSON)
    draft_id: Mapped[str | None] = mapped_column(String(36))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime] = mapped_column(Instant)


class ExpertRow(Base):
    """Somebody who was invited by a private link, of which only the hash is kept. The name goes before the answers."""

    __tablename__ = "expert"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    reading_id: Mapped[str] = mapped_column(ForeignKey("expert_reading.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)


class ExpertAnswerRow(Base):
    """A level of a description, a rating of a way to act, or how real a situation is; the latter has no letter."""

    __tablename__ = "expert_answer"
    __table_args__ = (
        CheckConstraint("asked IN ('level', 'rating', 'realism')", name="asked"),
        CheckConstraint("said BETWEEN 0 AND 4", name="said"),
    )

    expert_id: Mapped[str] = mapped_column(ForeignKey("expert.id", ondelete="CASCADE"), primary_key=True)
    asked: Mapped[str] = mapped_column(String(16), primary_key=True)
    element: Mapped[str] = mapped_column(String(64), primary_key=True)
    letter: Mapped[str] = mapped_column(String(1), primary_key=True)
    said: Mapped[int] = mapped_column(Integer)


class ExpertRemarkRow(Base):
    """What an expert wrote about a topic or a situation."""

    __tablename__ = "expert_remark"

    expert_id: Mapped[str] = mapped_column(ForeignKey("expert.id", ondelete="CASCADE"), primary_key=True)
    element: Mapped[str] = mapped_column(String(64), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
