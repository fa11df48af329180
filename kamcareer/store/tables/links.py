"""Private links and their openings."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class LinkRow(Base):
    """A link that opens an assessment: to continue it, or to show its report. The secret is in the link alone."""

    __tablename__ = "link"
    __table_args__ = (CheckConstraint("kind IN ('continue', 'show')", name="kind"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    extent: Mapped[str] = mapped_column(String(16))
    examples: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(String(80))
    mailbox: Mapped[str | None] = mapped_column(String(254), index=True)


class OpeningRow(Base):
    """One reading of a shown report: as whom, and by which account where it was shown to a named one."""

    __tablename__ = "opening"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    link_id: Mapped[str] = mapped_column(ForeignKey("link.id", ondelete="CASCADE"), index=True)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    reader: Mapped[str] = mapped_column(String(16))
    extent: Mapped[str] = mapped_column(String(16))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
