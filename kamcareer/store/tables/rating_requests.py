"""Requests to others and what they said."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class RatingRequestRow(Base):
    """Somebody was asked to rate a person by a private link, whose secret is in the link alone, or in their account."""

    __tablename__ = "rating_request"
    __table_args__ = (CheckConstraint("source IN ('manager', 'peer')", name="source"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(80))
    asker: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    browser: Mapped[str | None] = mapped_column(String(64))
    rater_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    ratings: Mapped[list["GivenRatingRow"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class GivenRatingRow(Base):
    """What somebody who was asked said of one competency."""

    __tablename__ = "given_rating"
    __table_args__ = (
        CheckConstraint("level IS NULL OR level BETWEEN 0 AND 4", name="level_on_scale"),
        CheckConstraint("NOT (no_chance AND level IS NOT NULL)", name="no_chance_has_no_level"),
    )

    request_id: Mapped[str] = mapped_column(ForeignKey("rating_request.id", ondelete="CASCADE"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(64), primary_key=True)
    level: Mapped[int | None]
    no_chance: Mapped[bool]
