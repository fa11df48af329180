"""Ambition statements."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class AmbitionRow(Base):
    """What somebody wrote for the talk with their manager."""

    __tablename__ = "ambition"

    assessment_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True
    )
    aim: Mapped[str] = mapped_column(Text)
    reasons: Mapped[str] = mapped_column(Text)
    results: Mapped[str] = mapped_column(Text)
    next_steps: Mapped[str] = mapped_column(Text)
    wish: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(Instant)
