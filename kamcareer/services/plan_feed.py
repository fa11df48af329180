"""The private address from which a calendar fetches a plan: one an assessment, made, renewed and taken back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.services.secret import hash_of, new_secret
from kamcareer.services.self_assessment import Sitting, sitting_by_link
from kamcareer.store.plan_feeds import PlanFeed, delete_feed_by_hash, find_feed, find_feed_by_hash, put_feed


@dataclass(frozen=True)
class FedCalendar:
    """Whose plan a feed holds, and in which language."""

    sitting: Sitting
    language: str


def feed_of(session: Session, sitting: Sitting) -> PlanFeed | None:
    """Return the feed of an assessment; None while there is none."""
    return find_feed(session, sitting.assessment.id)


def new_feed(session: Session, sitting: Sitting, language: str, now: datetime) -> str:
    """Return the secret of a new feed; an earlier one opens nothing any more. NoBasisError."""
    sitting.must_be_allowed()
    secret = new_secret()
    put_feed(session, PlanFeed(sitting.assessment.id, hash_of(secret), language, now))
    return secret


def close_feed(session: Session, sitting: Sitting) -> str | None:
    """Let the feed open nothing any more; return its hash, None where there was none."""
    feed = feed_of(session, sitting)
    if feed is None:
        return None
    delete_feed_by_hash(session, feed.secret_sha256)
    return feed.secret_sha256


def opened_feed(session: Session, secret: str) -> FedCalendar | None:
    """Return what a secret opens; None when it was taken back, or when nothing allows it any more."""
    feed = find_feed_by_hash(session, hash_of(secret))
    sitting = sitting_by_link(session, feed.assessment_id) if feed else None
    return FedCalendar(sitting, feed.language) if feed and sitting and sitting.allowed() else None
