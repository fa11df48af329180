"""What people offer on the board, who asks for a place, and what they are answered; nothing of any assessment."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.framework.model import Framework
from kamcareer.core.offers import (
    WAITING_OR_IN,
    Capacity,
    Kind,
    Offer,
    PlaceRequest,
    Standing,
    Status,
    may_ask,
    may_last,
    mentor_capacity,
)
from kamcareer.store.accounts import find_account
from kamcareer.store.offers import (
    add_offer,
    end_offer,
    find_offer,
    live_offers,
    lock_offer,
    offers_asked_by,
    offers_of,
    put_request,
    request_of,
    requests_for,
    requests_for_all,
    set_answer,
)
from kamcareer.store.people import join_accounts, unit_of_account

__all__ = [
    "find_offer",
    "live_offers",
    "offers_asked_by",
    "offers_of",
    "request_of",
    "requests_for",
    "requests_for_all",
    "unit_of_account",
]


class NotNowError(ValueError):
    """The offer or the request stands otherwise by now, or its days are too far or out of order."""


class FullError(ValueError):
    """Every place was given."""


@dataclass(frozen=True)
class Offered:
    """What somebody offers, as they typed it. Without topics of its own it trains what its activity lifts."""

    kind: Kind
    title: str
    words: str
    topics: dict[str, int]
    begins: date
    until: date
    hours: float | None
    places: int
    contact: str
    unit: str = ""
    activity: str | None = None


def post(session: Session, framework: Framework, said: Offered, owner: Account, now: datetime, today: date) -> Offer:
    """Put an offer on the board. NotNowError for days that are over, out of order, or too far away."""
    if not may_last(said.begins, said.until, today):
        raise NotNowError
    join_accounts(session)
    activity = framework.activities.get(said.activity or "")
    topics = said.topics or ({id: gain.cap for id, gain in activity.gains.items()} if activity else {})
    made = Offer(
        id=str(uuid4()),
        kind=said.kind,
        owner_id=owner.id,
        owner=owner.sign_in_name,
        post=None,
        title=said.title,
        words=said.words,
        topics=topics,
        begins=said.begins,
        until=said.until,
        hours=said.hours,
        places=said.places,
        taken=0,
        contact=said.contact,
        unit=said.unit,
        activity=activity.id if activity else None,
        posted=now,
    )
    add_offer(session, made)
    return made


def own_offer(session: Session, id: str, account_id: str) -> Offer | None:
    """Return an offer of somebody's own; None where it is not theirs."""
    one = find_offer(session, id)
    return one if one and one.owner_id == account_id else None


def ask_for_place(session: Session, one: Offer, account: Account, words: str, now: datetime, today: date) -> None:
    """Ask for a place in somebody else's offer. NotNowError once it is full or over, or was asked for before."""
    join_accounts(session)
    lock_offer(session, one.id)
    there, before = find_offer(session, one.id), request_of(session, one.id, account.id)
    if there is None or not may_ask(there, account.id, before, today):
        raise NotNowError
    id = before.id if before else str(uuid4())
    put_request(session, PlaceRequest(id, one.id, account.id, account.sign_in_name, Status.ASKED, words, now))


def take_back(session: Session, one: PlaceRequest, now: datetime) -> None:
    """Let somebody take their request back, or give back the place they have. NotNowError."""
    if one.status not in WAITING_OR_IN or not set_answer(session, one, Status.TAKEN_BACK, one.reason, now):
        raise NotNowError


def answer(  # noqa: PLR0913 - which request of which offer, what is said, and when
    session: Session, offer: Offer, request_id: str, reason: str, now: datetime, today: date, *, accepted: bool
) -> PlaceRequest:
    """Let whoever offers something say yes or no to a request, with a reason; return it. NotNowError, FullError."""
    lock_offer(session, offer.id)
    there = find_offer(session, offer.id)
    one = next((one for one in requests_for(session, offer.id) if one.id == request_id), None)
    if there is None or one is None or one.status is not Status.ASKED:
        raise NotNowError
    if accepted and there.standing(today) is Standing.ENDED:
        raise NotNowError
    if accepted and not there.free:
        raise FullError
    if not set_answer(session, one, Status.ACCEPTED if accepted else Status.DECLINED, reason, now):
        raise NotNowError
    return one


def end(session: Session, offer: Offer, now: datetime) -> list[PlaceRequest]:
    """End an offer before its last day; return the requests of those who have to be told. NotNowError."""
    if not end_offer(session, offer.id, now):
        raise NotNowError
    return [one for one in requests_for(session, offer.id) if one.status in WAITING_OR_IN]


def capacity(session: Session, role: str, today: date) -> dict[str, Capacity]:
    """Return what mentors can give, by topic, and how many of them hold a role."""
    return mentor_capacity(live_offers(session, today), role, today)


def account_by_id(session: Session, id: str) -> Account | None:
    """Return the account of whoever offers or asks, to write to it; None where there is none any more."""
    return find_account(session, id)
