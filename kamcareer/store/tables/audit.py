"""The audit trail."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class AuditRow(Base):
    """An entry of the audit trail. The person is a pseudonym; the seal covers the entry and the one before."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    event: Mapped[str] = mapped_column(String(32))
    person: Mapped[str] = mapped_column(String(32))
    detail: Mapped[str] = mapped_column(String(200), index=True)
    seal: Mapped[str] = mapped_column(String(64))
