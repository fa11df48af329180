"""Who works where in the company, as the staff department's file says."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class UnitRow(Base):
    """A unit of the company; its name is its key, as it is in the files."""

    __tablename__ = "unit"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)


class PersonRow(Base):
    """Somebody who works here; `named_at` is the last import whose file named them.

    `id` tells a record from a later one of the same number, so that erasing the first again spares the second.
    `plain_name` is the name as it is compared: SQLite knows no small letters but Latin ones.
    """

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("manager_number <> number", name="nobodys_own_manager"),)

    number: Mapped[str] = mapped_column(String(32), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    plain_name: Mapped[str] = mapped_column(String(160), index=True)
    unit: Mapped[str | None] = mapped_column(ForeignKey("unit.name", ondelete="SET NULL"), index=True)
    manager_number: Mapped[str | None] = mapped_column(ForeignKey("person.number", ondelete="SET NULL"), index=True)
    role: Mapped[str | None] = mapped_column(String(64))
    since: Mapped[date | None] = mapped_column(Date)
    named_at: Mapped[datetime] = mapped_column(Instant)
    email: Mapped[str | None] = mapped_column(String(254))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), unique=True)
