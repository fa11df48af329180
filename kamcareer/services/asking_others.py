"""Asking a manager and peers how they see one's work: the person decides whom, and can withdraw a request."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.assessment import questions
from kamcareer.core.rating_requests import LIFE, MOST_PEERS, Asked, GivenRating, RatingRequest
from kamcareer.services.legal_bases import require_for
from kamcareer.services.secret import hash_of
from kamcareer.services.self_assessment import Sitting, sitting_by_link
from kamcareer.store.assessments import find_assessment
from kamcareer.store.rating_requests import (
    add_request,
    find_request,
    put_rating,
    requests_of,
    set_browser,
    set_sent,
    set_withdrawn,
)


class TooManyError(Exception):
    """A manager is asked already, or as many peers as make sense."""


@dataclass(frozen=True)
class OpenRequest:
    """A request as whoever rates has it open, with what they are asked about, most important first."""

    request: RatingRequest
    sitting: Sitting
    asked: tuple[str, ...]
    first: int  # how many of them are the must-haves

    @property
    def answered(self) -> int:
        """How many topics have an answer."""
        return sum(self.request.rating(id).answered for id in self.asked)


@dataclass(frozen=True)
class InAccount:
    """That a request is answered in an account, by the end of a round, and by no link."""

    rater_id: str | None
    until: datetime


def ask_somebody(  # noqa: PLR0913 - who asks whom, as what, and where it is answered
    session: Session,
    assessment_id: str,
    source: Asked,
    name: str,
    asker: str,
    now: datetime,
    where: InAccount | None = None,
) -> RatingRequest:
    """Return a new request; TooManyError where a manager is being asked already, or as many peers as make sense.

    Whoever assesses themselves again may ask their manager again. NoBasisError when nothing allows it any more, here
    and in what follows from a request. Without `where` a link answers it.
    """
    _allowed(session, assessment_id)
    standing = [r for r in requests_of(session, assessment_id) if r.source is source and (r.sent or r.open(now))]
    if source is Asked.MANAGER and (assessment := find_assessment(session, assessment_id)):
        standing = [r for r in standing if r.open(now) or r.created >= assessment.started]
    if len(standing) >= (1 if source is Asked.MANAGER else MOST_PEERS):
        raise TooManyError
    where = where or InAccount(None, now + LIFE)
    request = RatingRequest(str(uuid4()), assessment_id, source, name, asker, now, where.until, rater_id=where.rater_id)
    add_request(session, request)
    return request


def all_requests(session: Session, assessment_id: str) -> list[RatingRequest]:
    """Return every request of an assessment, the oldest first."""
    return requests_of(session, assessment_id)


def withdraw(session: Session, assessment_id: str, request_id: str, now: datetime) -> bool:
    """Let a request open nothing any more; False where it was answered already: what was sent stays."""
    request = find_request(session, request_id, lock=True)
    if request is None or request.assessment_id != assessment_id or not request.open(now):
        return False
    set_withdrawn(session, request_id, now)
    return True


def opened_request(session: Session, request_id: str) -> OpenRequest | None:
    """Return a request for whoever has its link, withdrawn and expired ones too; None when it is gone or needs none."""
    request = find_request(session, request_id)
    if request and request.rater_id:
        return None
    sitting = sitting_by_link(session, request.assessment_id) if request else None
    if request is None or sitting is None or not sitting.allowed():
        return None
    role = sitting.framework.roles[sitting.assessment.target]
    every = questions(sitting.framework, role.id)
    first = [id for id in every if id in role.must_haves]
    return OpenRequest(request, sitting, (*first, *(id for id in every if id not in first)), len(first))


def begun_elsewhere(request: RatingRequest, secret: str | None) -> bool:
    """Return whether answers that are not sent yet were begun in a browser that does not hold this secret."""
    return request.begun_elsewhere(_browser(request.id, secret) if secret else None)


def give_rating(
    session: Session, request_id: str, competency: str, rating: GivenRating, now: datetime, secret: str
) -> bool:
    """Store what somebody said of one competency in the browser that holds the secret.

    False where the request is not open any more, or was begun in another browser.
    """
    request = find_request(session, request_id, lock=True)
    if request is None or not request.open(now) or begun_elsewhere(request, secret):
        return False
    _allowed(session, request.assessment_id)
    set_browser(session, request_id, _browser(request_id, secret))
    put_rating(session, request_id, competency, rating)
    return True


def send_ratings(session: Session, request_id: str, now: datetime, secret: str | None) -> bool:
    """Send what was said; False where there is nothing to send, it is not open any more, or was begun elsewhere."""
    request = find_request(session, request_id, lock=True)
    if request is None or not request.open(now) or not any(r.answered for r in request.ratings.values()):
        return False
    if begun_elsewhere(request, secret):
        return False
    _allowed(session, request.assessment_id)
    before = [one.sent for one in requests_of(session, request.assessment_id) if one.sent]
    # Whose answers are shown together follows from the order of sending: two may not share a moment.
    set_sent(session, request_id, max([now, *(sent + timedelta(microseconds=1) for sent in before)]))
    return True


def _browser(request_id: str, secret: str) -> str:
    # With the request in it, two requests answered in one browser do not look alike in the database.
    return hash_of(f"{request_id}:{secret}")


def _allowed(session: Session, assessment_id: str) -> None:
    assessment = find_assessment(session, assessment_id, lock=True)
    if assessment is not None:
        require_for(session, assessment)
