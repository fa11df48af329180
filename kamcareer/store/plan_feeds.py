"""Feeds of development plans."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kamcareer.store.tables import PlanFeedRow


@dataclass(frozen=True)
class PlanFeed:
    """A feed, known by the hash of its secret."""

    assessment_id: str
    secret_sha256: str
    language: str
    created: datetime


def find_feed(session: Session, assessment_id: str) -> PlanFeed | None:
    """Return the feed of an assessment; None while there is none."""
    return _feed(session.get(PlanFeedRow, assessment_id, populate_existing=True))


def find_feed_by_hash(session: Session, secret_sha256: str) -> PlanFeed | None:
    """Return the feed with this hash; None when there is none."""
    query = select(PlanFeedRow).where(PlanFeedRow.secret_sha256 == secret_sha256)
    return _feed(session.execute(query).scalar_one_or_none())


def feed_hashes(session: Session) -> list[str]:
    """Return the hash of every feed."""
    return list(session.execute(select(PlanFeedRow.secret_sha256)).scalars())


def put_feed(session: Session, one: PlanFeed) -> None:
    """Keep a feed, in place of an earlier one."""
    session.merge(
        PlanFeedRow(
            assessment_id=one.assessment_id,
            secret_sha256=one.secret_sha256,
            language=one.language,
            created_at=one.created,
        )
    )
    session.flush()


def delete_feed_by_hash(session: Session, secret_sha256: str) -> None:
    """Let a feed open nothing any more."""
    session.execute(delete(PlanFeedRow).where(PlanFeedRow.secret_sha256 == secret_sha256))


def _feed(row: PlanFeedRow | None) -> PlanFeed | None:
    return PlanFeed(row.assessment_id, row.secret_sha256, row.language, row.created_at) if row else None
