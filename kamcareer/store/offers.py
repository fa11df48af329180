"""Offers of the board, and requests for their places."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from kamcareer.core.offers import Kind, Offer, PlaceRequest, Status
from kamcareer.store.account_names import called
from kamcareer.store.tables import AccountRow, OfferRow, OfferTopicRow, PersonRow, PlaceRequestRow

ONE, ASKS = OfferRow, PlaceRequestRow
WHO, HOLDER, PERSON = aliased(AccountRow), aliased(AccountRow), aliased(PersonRow)


def add_offer(session: Session, one: Offer) -> None:
    """Store a new offer."""
    session.add(
        ONE(
            id=one.id,
            account_id=one.owner_id,
            kind=one.kind,
            title=one.title,
            words=one.words,
            begins_on=one.begins,
            ends_on=one.until,
            hours=one.hours,
            places=one.places,
            contact=one.contact,
            unit=one.unit,
            activity=one.activity,
            posted_at=one.posted,
            closed_at=one.closed,
        )
    )
    session.flush()
    session.add_all(
        OfferTopicRow(offer_id=one.id, competency=topic, level=up_to) for topic, up_to in one.topics.items()
    )
    session.flush()


def lock_offer(session: Session, id: str) -> None:
    """Let nobody else give a place of an offer, or ask for one, until this is committed."""
    session.execute(select(ONE.id).where(ONE.id == id).with_for_update())


def find_offer(session: Session, id: str) -> Offer | None:
    """Return an offer; None when there is none."""
    return next(iter(_offers(session, _all().where(ONE.id == id))), None)


def live_offers(session: Session, today: date) -> list[Offer]:
    """Return the offers that are not over, full ones too, of accounts that are not closed; the first to begin first."""
    live = _all().where(ONE.closed_at.is_(None), ONE.ends_on >= today, WHO.closed_at.is_(None))
    return _offers(session, live.order_by(ONE.begins_on, ONE.posted_at, ONE.id))


def offers_of(session: Session, account_id: str) -> list[Offer]:
    """Return what somebody offers or has offered, the newest first."""
    return _offers(session, _all().where(ONE.account_id == account_id).order_by(ONE.posted_at.desc(), ONE.id))


def offers_asked_by(session: Session, account_id: str) -> list[tuple[Offer, PlaceRequest]]:
    """Return the offers in which somebody asked for a place, with their request, the newest request first."""
    requests = _requests(session, _all_requests().where(ASKS.account_id == account_id))
    query = _all().where(ONE.id.in_(select(ASKS.offer_id).where(ASKS.account_id == account_id)))
    found = {one.id: one for one in _offers(session, query)}
    return [(found[one.offer_id], one) for one in sorted(requests, key=lambda one: one.asked, reverse=True)]


def end_offer(session: Session, id: str, now: datetime) -> bool:
    """End an offer; False where it was ended before."""
    query = update(ONE).where(ONE.id == id, ONE.closed_at.is_(None)).values(closed_at=now).returning(ONE.id)
    return session.execute(query).scalar_one_or_none() is not None


def requests_for(session: Session, offer_id: str) -> list[PlaceRequest]:
    """Return who asked for a place of an offer, in the order in which they did."""
    return requests_for_all(session, [offer_id]).get(offer_id, [])


def requests_for_all(session: Session, offer_ids: Iterable[str]) -> dict[str, list[PlaceRequest]]:
    """Return who asked for a place of some offers, by offer, in the order in which they did; of those with any."""
    query = _all_requests().where(ASKS.offer_id.in_(list(offer_ids))).order_by(ASKS.asked_at, ASKS.id)
    found: dict[str, list[PlaceRequest]] = {}
    for one in _requests(session, query):
        found.setdefault(one.offer_id, []).append(one)
    return found


def request_of(session: Session, offer_id: str, account_id: str) -> PlaceRequest | None:
    """Return what somebody asked of an offer; None where they did not."""
    query = _all_requests().where(ASKS.offer_id == offer_id, ASKS.account_id == account_id)
    return next(iter(_requests(session, query)), None)


def put_request(session: Session, one: PlaceRequest) -> None:
    """Store a request, in the place of one that was taken back."""
    row = session.get(ASKS, one.id) or ASKS(id=one.id, offer_id=one.offer_id, account_id=one.account_id)
    row.status, row.words, row.asked_at = one.status, one.words, one.asked
    row.reason, row.answered_at = one.reason, one.answered
    session.add(row)
    session.flush()


def set_answer(session: Session, one: PlaceRequest, status: Status, reason: str, now: datetime) -> bool:
    """Give a request its next status; False where it has another by now."""
    query = update(ASKS).where(ASKS.id == one.id, ASKS.status == one.status)
    query = query.values(status=status, reason=reason, answered_at=now)
    return session.execute(query.returning(ASKS.id)).scalar_one_or_none() is not None


def offers_ended_before(session: Session, moment: datetime, day: date) -> dict[str, set[str]]:
    """Return the offers that were ended before a moment or whose last day was before a day, with their accounts."""
    query = select(ONE.id, ONE.account_id, ASKS.account_id).join(ASKS, ASKS.offer_id == ONE.id, isouter=True)
    found: dict[str, set[str]] = defaultdict(set)
    for id, owner, asks in session.execute(query.where(or_(ONE.closed_at < moment, ONE.ends_on < day))):
        found[id] |= {one for one in (owner, asks) if one}
    return dict(found)


def requests_over_before(session: Session, moment: datetime) -> list[tuple[str, str]]:
    """Return the requests that were declined or taken back before a moment, with the account of each."""
    over = and_(ASKS.status.in_((Status.DECLINED, Status.TAKEN_BACK)), ASKS.answered_at < moment)
    return [(id, account) for id, account in session.execute(select(ASKS.id, ASKS.account_id).where(over))]


def delete_offer(session: Session, id: str) -> None:
    """Delete an offer with every request for its places."""
    session.execute(delete(ONE).where(ONE.id == id), execution_options={"synchronize_session": False})


def delete_request(session: Session, id: str) -> None:
    """Delete a request."""
    session.execute(delete(ASKS).where(ASKS.id == id), execution_options={"synchronize_session": False})


def _all() -> Select[Any]:
    # Whoever left, and whose account was closed for that, keeps no place from others.
    taken = select(func.count()).select_from(ASKS).join(HOLDER, HOLDER.id == ASKS.account_id)
    taken = taken.where(ASKS.offer_id == ONE.id, ASKS.status == Status.ACCEPTED, HOLDER.closed_at.is_(None))
    query = select(ONE, called(WHO).label("owner"), PERSON.role.label("post"), taken.scalar_subquery().label("taken"))
    query = query.join(WHO, WHO.id == ONE.account_id).join(PERSON, PERSON.account_id == WHO.id, isouter=True)
    return query.execution_options(populate_existing=True)


def _offers(session: Session, query: Select[Any]) -> list[Offer]:
    rows = session.execute(query).all()
    topics = _topics(session, [row[0].id for row in rows]) if rows else {}
    return [_offer(row, topics.get(row[0].id, {})) for row in rows]


def _topics(session: Session, ids: Iterable[str]) -> dict[str, dict[str, int]]:
    row, found = OfferTopicRow, defaultdict[str, dict[str, int]](dict)
    for one in session.execute(select(row).where(row.offer_id.in_(ids)).order_by(row.competency)).scalars():
        found[one.offer_id][one.competency] = one.level
    return found


def _offer(found: Any, topics: dict[str, int]) -> Offer:
    row = found[0]
    return Offer(
        id=row.id,
        kind=Kind(row.kind),
        owner_id=row.account_id,
        owner=found.owner or "",
        post=found.post,
        title=row.title,
        words=row.words,
        topics=topics,
        begins=row.begins_on,
        until=row.ends_on,
        hours=row.hours,
        places=row.places,
        taken=found.taken,
        contact=row.contact,
        unit=row.unit,
        activity=row.activity,
        posted=row.posted_at,
        closed=row.closed_at,
    )


def _all_requests() -> Select[PlaceRequestRow, str]:
    query = select(ASKS, called(WHO).label("name")).join(WHO, WHO.id == ASKS.account_id)
    return query.execution_options(populate_existing=True)


def _requests(session: Session, query: Select[PlaceRequestRow, str]) -> list[PlaceRequest]:
    return [
        PlaceRequest(
            id=row.id,
            offer_id=row.offer_id,
            account_id=row.account_id,
            name=name or "",
            status=Status(row.status),
            words=row.words,
            asked=row.asked_at,
            reason=row.reason,
            answered=row.answered_at,
        )
        for row, name in session.execute(query)
    ]
