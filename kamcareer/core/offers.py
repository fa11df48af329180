"""The board: projects, courses and mentors that colleagues offer one another, and who asks for a place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LONGEST_TITLE = 120
LONGEST_CONTACT = 200
MAX_WORDS = 2_000
MAX_REASON = 1_000
MOST_PLACES = 500
MOST_HOURS = 60
LONGEST = timedelta(days=730)
KEPT = timedelta(days=30)  # after it ended


class Kind(StrEnum):
    """What is offered."""

    PROJECT = "project"
    COURSE = "course"
    MENTORING = "mentoring"


class Standing(StrEnum):
    """How an offer stands on a day."""

    OPEN = "open"
    FULL = "full"
    ENDED = "ended"


class Status(StrEnum):
    """How far a request for a place has come."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


WAITING_OR_IN = frozenset({Status.ASKED, Status.ACCEPTED})


@dataclass(frozen=True)
class Offer:
    """What somebody offers: which topics it trains, each up to a level, from when until when, for how many people.

    `owner` is how whoever offers it is called, `post` the role they hold. `taken` counts the places that were given.
    """

    id: str
    kind: Kind
    owner_id: str
    owner: str
    post: str | None
    title: str
    words: str
    topics: Mapping[str, int]
    begins: date
    until: date
    hours: float | None
    places: int
    taken: int
    contact: str
    unit: str
    activity: str | None
    posted: datetime
    closed: datetime | None = None

    @property
    def free(self) -> int:
        """How many places are left."""
        return max(0, self.places - self.taken)

    def standing(self, today: date) -> Standing:
        """Return how it stands on a day: over once its last day is, or once its owner has ended it."""
        if self.closed or today > self.until:
            return Standing.ENDED
        return Standing.OPEN if self.free else Standing.FULL


@dataclass(frozen=True)
class PlaceRequest:
    """Somebody who asks for a place, in their words; `reason` is what whoever offers it answered."""

    id: str
    offer_id: str
    account_id: str
    name: str
    status: Status
    words: str
    asked: datetime
    reason: str = ""
    answered: datetime | None = None


@dataclass(frozen=True)
class Capacity:
    """What mentors can give in a topic: how many they are, of these how many hold a role, and places that are free."""

    mentors: int
    holders: int
    free: int


def may_ask(offer: Offer, account_id: str, before: PlaceRequest | None, today: date) -> bool:
    """Return whether somebody may ask for a place: it is open, not their own, and they were not answered before."""
    again = before is None or before.status is Status.TAKEN_BACK
    return again and offer.owner_id != account_id and offer.standing(today) is Standing.OPEN


def may_last(begins: date, until: date, today: date) -> bool:
    """Return whether something may be offered for these days: they are in order, not over, two years away at most."""
    return begins <= until and today <= until <= today + LONGEST


def by_need(offers: Iterable[Offer], lacking: Sequence[tuple[str, int]]) -> list[tuple[Offer, str | None]]:
    """Return offers with the topic for which each serves somebody most, the largest need first; full ones last.

    `lacking` are topics and the levels that somebody has in them, the largest gap first. An offer serves a topic that
    it trains beyond that level.
    """
    ranks = {topic: rank for rank, (topic, _) in enumerate(lacking)}
    levels = dict(lacking)

    def served(one: Offer) -> str | None:
        found = [topic for topic, up_to in one.topics.items() if topic in levels and levels[topic] < up_to]
        return min(found, key=lambda topic: ranks[topic], default=None)

    def order(pair: tuple[Offer, str | None]) -> tuple[bool, int, date, datetime, str]:
        one, topic = pair
        return (not one.free, len(ranks) if topic is None else ranks[topic], one.begins, one.posted, one.id)

    return sorted(((one, served(one)) for one in offers), key=order)


def by_month(offers: Iterable[Offer], today: date) -> list[tuple[date, list[Offer]]]:
    """Return what has days and is not over, under the first day of the month in which it begins.

    What has begun stands under the present month. Mentors are no event of a day, and are left out.
    """
    found: dict[date, list[Offer]] = {}
    dated = [one for one in offers if one.kind is not Kind.MENTORING and one.standing(today) is not Standing.ENDED]
    for one in sorted(dated, key=lambda one: (one.begins, one.until, one.id)):
        found.setdefault(max(one.begins, today).replace(day=1), []).append(one)
    return sorted(found.items())


def mentor_capacity(offers: Iterable[Offer], role: str, today: date) -> dict[str, Capacity]:
    """Return what mentors can give, by topic; how many of them hold a role is counted besides."""
    found: dict[str, Capacity] = {}
    for one in offers:
        if one.kind is not Kind.MENTORING or one.standing(today) is Standing.ENDED:
            continue
        for topic in one.topics:
            so_far = found.get(topic, Capacity(0, 0, 0))
            found[topic] = Capacity(so_far.mentors + 1, so_far.holders + (one.post == role), so_far.free + one.free)
    return found
