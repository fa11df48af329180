"""Requests to rate somebody, and the ratings given."""

from collections.abc import Collection
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session, selectinload

from kamcareer.core.rating_requests import Asked, GivenRating, RatingRequest
from kamcareer.store.database import Base
from kamcareer.store.tables import GivenRatingRow, RatingRequestRow

REQUEST, GIVEN = (Base.metadata.tables[row.__tablename__] for row in (RatingRequestRow, GivenRatingRow))

OF_ASSESSMENTS = (
    select(REQUEST, GIVEN.c.competency, GIVEN.c.level, GIVEN.c.no_chance)
    .join(GIVEN, GIVEN.c.request_id == REQUEST.c.id, isouter=True)
    .where(REQUEST.c.assessment_id.in_(bindparam("ids", expanding=True)))
    .order_by(REQUEST.c.created_at, REQUEST.c.id)
)


def add_request(session: Session, request: RatingRequest) -> None:
    """Store a new request."""
    session.add(
        RatingRequestRow(
            id=request.id,
            assessment_id=request.assessment_id,
            source=request.source,
            name=request.name,
            asker=request.asker,
            created_at=request.created,
            expires_at=request.expires,
            rater_id=request.rater_id,
        )
    )
    session.flush()


def find_request(session: Session, id: str, *, lock: bool = False) -> RatingRequest | None:
    """Return a request with its ratings; None when there is none, for example after the assessment was deleted."""
    query = select(RatingRequestRow).where(RatingRequestRow.id == id).options(selectinload(RatingRequestRow.ratings))
    if lock:
        query = query.with_for_update()
    row = session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    if row is None:
        return None
    return _request(row, {one.competency: GivenRating(one.level, one.no_chance) for one in row.ratings})


def requests_of(session: Session, assessment_id: str) -> list[RatingRequest]:
    """Return the requests of an assessment in the order in which they were made."""
    return requests_of_all(session, [assessment_id]).get(assessment_id, [])


def requests_of_all(session: Session, assessment_ids: Collection[str]) -> dict[str, list[RatingRequest]]:
    """Return the requests of some assessments, each in the order in which they were made; of those that have any."""
    found: dict[str, list[RatingRequest]] = {}
    for _, of_one in groupby(session.execute(OF_ASSESSMENTS, {"ids": list(assessment_ids)}), lambda row: row.id):
        rows = list(of_one)
        given = {row.competency: GivenRating(row.level, row.no_chance) for row in rows if row.competency}
        found.setdefault(rows[0].assessment_id, []).append(_request(rows[0], given))
    return found


def put_rating(session: Session, request_id: str, competency: str, rating: GivenRating) -> None:
    """Store what somebody said of one competency."""
    session.merge(
        GivenRatingRow(request_id=request_id, competency=competency, level=rating.level, no_chance=rating.no_chance)
    )
    session.flush()


def set_browser(session: Session, id: str, browser: str) -> None:
    """Bind the answers of a request to the browser in which they were begun."""
    session.execute(update(RatingRequestRow).where(RatingRequestRow.id == id).values(browser=browser))


def set_sent(session: Session, id: str, now: datetime) -> None:
    """Note that the ratings were sent: from now on they count."""
    session.execute(update(RatingRequestRow).where(RatingRequestRow.id == id).values(sent_at=now))


def set_withdrawn(session: Session, id: str, now: datetime) -> None:
    """Let a request open nothing any more."""
    session.execute(update(RatingRequestRow).where(RatingRequestRow.id == id).values(withdrawn_at=now))


def _request(row: Any, given: dict[str, GivenRating]) -> RatingRequest:
    return RatingRequest(
        id=row.id,
        assessment_id=row.assessment_id,
        source=Asked(row.source),
        name=row.name,
        asker=row.asker,
        created=row.created_at,
        expires=row.expires_at,
        withdrawn=row.withdrawn_at,
        sent=row.sent_at,
        browser=row.browser,
        rater_id=row.rater_id,
        ratings=given,
    )
