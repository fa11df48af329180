"""What people of the company offer on the board, and who asks for a place."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Float, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class OfferRow(Base):
    """A project, a course or mentoring that somebody offers."""

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("kind IN ('project', 'course', 'mentoring')", name="kind"),
        CheckConstraint("places > 0", name="places"),
        CheckConstraint("begins_on <= ends_on", name="days"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(Text)
    begins_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date, index=True)
    hours: Mapped[float | None] = mapped_column(Float)
    places: Mapped[int] = mapped_column(Integer)
    contact: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(120))
    activity: Mapped[str | None] = mapped_column(String(64))
    posted_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class OfferTopicRow(Base):
    """A topic that an offer trains, and the level that it can lead to."""

    __tablename__ = "offer_topic"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 4", name="level"),)

    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(64), primary_key=True)
    level: Mapped[int] = mapped_column(Integer)


class PlaceRequestRow(Base):
    """Somebody who asks for a place, and what they were answered; one a person and offer."""

    __tablename__ = "place_request"
    __table_args__ = (
        UniqueConstraint("offer_id", "account_id"),
        CheckConstraint("status IN ('asked', 'accepted', 'declined', 'taken_back')", name="status"),
        CheckConstraint("(status = 'asked') = (answered_at IS NULL)", name="answered_once"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    status: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
