"""Second looks at drafts of frameworks."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kamcareer.core.framework.review import Outcome, Review
from kamcareer.store.tables import FrameworkReviewRow


def add_review(session: Session, review: Review) -> None:
    """Store that somebody asks for a second look."""
    session.add(
        FrameworkReviewRow(
            id=review.id,
            draft_id=review.draft_id,
            revision=review.revision,
            version=review.version,
            asked_by=review.asked_by,
            asked_at=review.asked,
            words=review.words,
            reason="",
        )
    )
    session.flush()


def answer_review(session: Session, id: str, outcome: Outcome, by: str, reason: str, now: datetime) -> bool:
    """Store what came of a review; False where somebody has answered it already."""
    open_one = (FrameworkReviewRow.id == id, FrameworkReviewRow.outcome.is_(None))
    answered = update(FrameworkReviewRow).where(*open_one).returning(FrameworkReviewRow.id)
    values = {"outcome": outcome, "answered_by": by, "answered_at": now, "reason": reason}
    return session.execute(answered.values(values)).scalar_one_or_none() is not None


def drop_unpublished(session: Session, draft_id: str) -> None:
    """Delete the reviews of a draft that nothing was published of."""
    row = FrameworkReviewRow
    session.execute(delete(row).where(row.draft_id == draft_id, row.outcome.is_distinct_from(Outcome.PUBLISHED)))


def drop_open(session: Session, draft_id: str) -> None:
    """Delete what was asked about a draft and nobody answered: it is asked anew."""
    row = FrameworkReviewRow
    session.execute(delete(row).where(row.draft_id == draft_id, row.outcome.is_(None)))


def reviews_of(session: Session, draft_id: str) -> list[Review]:
    """Return the reviews of a draft, newest first."""
    row = FrameworkReviewRow
    newest_first = select(row).where(row.draft_id == draft_id).order_by(row.asked_at.desc(), row.id)
    return [_review(one) for one in session.scalars(newest_first)]


def open_reviews(session: Session) -> list[Review]:
    """Return every review that nobody has answered, the one asked first first."""
    row = FrameworkReviewRow
    oldest_first = select(row).where(row.outcome.is_(None)).order_by(row.asked_at, row.id)
    return [_review(one) for one in session.scalars(oldest_first)]


def reviews_by_id(session: Session, ids: list[str]) -> dict[str, Review]:
    """Return reviews by their ids."""
    found = session.scalars(select(FrameworkReviewRow).where(FrameworkReviewRow.id.in_(ids)))
    return {one.id: _review(one) for one in found}


def _review(row: FrameworkReviewRow) -> Review:
    return Review(
        row.id,
        row.draft_id,
        row.revision,
        row.version,
        row.asked_by,
        row.asked_at,
        row.words,
        Outcome(row.outcome) if row.outcome else None,
        row.answered_by,
        row.answered_at,
        row.reason,
    )
