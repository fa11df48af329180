"""Things done that show a level."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class EvidenceRow(Base):
    """Something done that shows a level of one competency; a second person may confirm it by a private link."""

    __tablename__ = "evidence"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 4", name="level_on_scale"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    competency: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(64))
    level: Mapped[int]
    day: Mapped[date] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text)
    hidden: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(Instant)
    confirmer: Mapped[str] = mapped_column(String(80))
    asker: Mapped[str] = mapped_column(String(80))
    link_id: Mapped[str | None] = mapped_column(String(36), unique=True)
    link_expires_at: Mapped[datetime | None] = mapped_column(Instant)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    declined_at: Mapped[datetime | None] = mapped_column(Instant)
