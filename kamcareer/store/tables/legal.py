"""What allows the processing, and what forbids the erasure."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class LegalTextRow(Base):
    """A document exactly as people read it, under the hash of its words."""

    __tablename__ = "legal_text"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(32))
    law: Mapped[str] = mapped_column(String(16))
    version: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(2))
    status: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    counts: Mapped[bool]
    counts_models: Mapped[bool]
    stored_at: Mapped[datetime] = mapped_column(Instant)


class LegalBasisRow(Base):
    """What allows the processing of somebody's data for one purpose: a consent, or another basis they were told of."""

    __tablename__ = "legal_basis"
    __table_args__ = (CheckConstraint("(account_id IS NULL) <> (assessment_id IS NULL)", name="one_holder"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    assessment_id: Mapped[str | None] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    basis: Mapped[str] = mapped_column(String(16))
    text_sha256: Mapped[str] = mapped_column(ForeignKey("legal_text.sha256"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    way: Mapped[str] = mapped_column(String(16))
    since: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime | None] = mapped_column(Instant)


class LegalHoldRow(Base):
    """An order to keep somebody's data beyond its clock."""

    __tablename__ = "legal_hold"
    __table_args__ = (CheckConstraint("(account_id IS NULL) <> (assessment_id IS NULL)", name="one_holder"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    assessment_id: Mapped[str | None] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(300))
    placed_at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[date] = mapped_column(Date)
