"""Uploaded files that wait for a word, and what was decided by hand about columns."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class WaitingFileRow(Base):
    """A file that one account uploaded and has not confirmed; its tables are sealed."""

    __tablename__ = "waiting_file"
    __table_args__ = (CheckConstraint("holds IN ('people', 'matrix', 'invited')", name="holds_known"),)

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    holds: Mapped[str] = mapped_column(String(8), primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)
    mapping: Mapped[str] = mapped_column(Text)
    scored_on: Mapped[date | None] = mapped_column(Date)
    vacancy_id: Mapped[str | None] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), index=True)
    uploaded_at: Mapped[datetime] = mapped_column(Instant)


class ColumnMappingRow(Base):
    """What was decided by hand about columns and words of files, for the next file."""

    __tablename__ = "column_mapping"
    __table_args__ = (CheckConstraint("holds IN ('people', 'matrix', 'invited')", name="holds_known"),)

    holds: Mapped[str] = mapped_column(String(8), primary_key=True)
    mapping: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[datetime] = mapped_column(Instant)
