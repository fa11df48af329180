"""The talent pool: nominations for roles, and what happened to them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class NominationRow(Base):
    """Somebody nominated for a role. Without the consent in `basis_id` it has come no further than a proposal."""

    __tablename__ = "nomination"
    __table_args__ = (
        CheckConstraint("status IN ('proposed', 'agreed', 'preparing', 'ready', 'appointed', 'left')", name="status"),
        CheckConstraint("status IN ('proposed', 'left') OR agreed_at IS NOT NULL", name="nobody_unasked"),
        CheckConstraint("(status IN ('appointed', 'left')) = (ended_at IS NOT NULL)", name="ended_once"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    person_number: Mapped[str] = mapped_column(ForeignKey("person.number", ondelete="CASCADE"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))
    curator_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    holds_until: Mapped[date] = mapped_column(Date, index=True)
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    basis_id: Mapped[str | None] = mapped_column(ForeignKey("legal_basis.id", ondelete="SET NULL"), index=True)
    agreed_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)


class NominationEntryRow(Base):
    """One thing that happened to a nomination, with the words of whoever did it."""

    __tablename__ = "nomination_entry"
    __table_args__ = (CheckConstraint("said_by IN ('hr', 'person')", name="said_by"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    nomination_id: Mapped[str] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    said_by: Mapped[str] = mapped_column(String(8))
    status: Mapped[str | None] = mapped_column(String(16))
    holds_until: Mapped[date | None] = mapped_column(Date)
    words: Mapped[str] = mapped_column(Text)
