"""Feeds of development plans."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class PlanFeedRow(Base):
    """The address from which a calendar fetches a plan: its secret hashed, the language of its words."""

    __tablename__ = "plan_feed"

    assessment_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True
    )
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime] = mapped_column(Instant)
