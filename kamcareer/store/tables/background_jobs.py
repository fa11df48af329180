"""Background jobs."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class BackgroundJobRow(Base):
    """Something that is done in the background, what it was asked with, how far it is, and what came out, sealed."""

    __tablename__ = "background_job"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('effect', 'import', 'programme', 'screenings', 'mail', 'pool', 'reminders', 'retention')",
            name="kind_known",
        ),
        CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="state_known"),
        CheckConstraint("share BETWEEN 0 AND 1", name="share_is_a_share"),
        Index("ix_background_job_state_asked_at", "state", "asked_at"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    arguments: Mapped[str] = mapped_column(Text)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(8))
    tries: Mapped[int]
    share: Mapped[float] = mapped_column(Float)
    beat_at: Mapped[datetime | None] = mapped_column(Instant)
    result: Mapped[str | None] = mapped_column(Text)
