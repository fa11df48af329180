"""Messages that wait."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class MailRow(Base):
    """A message that waits to be sent; the row goes when it has been handed over."""

    __tablename__ = "mail"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int]
    next_try_at: Mapped[datetime] = mapped_column(Instant, index=True)
