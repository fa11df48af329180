"""Asking others: who was asked to rate, what they said, and what of it may be shown.

What peers say is shown only as a mean of three or more. A mean that grew by one answer would give that answer away to
whoever knew the mean before, so peers join it three at a time: between two means that were ever shown stand at least
three answers. What was sent therefore stays: taking one back would be the same difference seen from the other side.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

LIFE = timedelta(days=30)
TOGETHER = 3
MOST_PEERS = 12
MAX_NAME = 80


class Asked(StrEnum):
    """Whom a request goes to."""

    MANAGER = "manager"
    PEER = "peer"


@dataclass(frozen=True)
class GivenRating:
    """What somebody said of one competency: a level, or no chance to see it."""

    level: int | None = None
    no_chance: bool = False

    @property
    def answered(self) -> bool:
        """Whether anything was said; "no chance to see it" is an answer."""
        return self.level is not None or self.no_chance


@dataclass(frozen=True)
class RatingRequest:
    """One person asked to rate another; `name` is theirs, `asker` how the one who asks is named to them.

    `browser` knows the browser in which the answers were begun: the one who asks has the link too. `rater_id` is the
    account that alone answers: then there is no link.
    """

    id: str
    assessment_id: str
    source: Asked
    name: str
    asker: str
    created: datetime
    expires: datetime
    withdrawn: datetime | None = None
    sent: datetime | None = None
    browser: str | None = None
    rater_id: str | None = None
    ratings: Mapping[str, GivenRating] = field(default_factory=dict)

    def open(self, now: datetime) -> bool:
        """Return whether it may still be answered."""
        return self.withdrawn is None and self.sent is None and now < self.expires

    def begun_elsewhere(self, browser: str | None) -> bool:
        """Return whether answers that are not sent yet were begun in another browser than this one."""
        begun = self.browser is not None or bool(self.ratings)
        return self.sent is None and begun and (browser is None or browser != self.browser)

    def rating(self, competency: str) -> GivenRating:
        """Return what was said of a competency; empty before."""
        return self.ratings.get(competency, GivenRating())

    def levels(self) -> dict[str, int]:
        """Return the levels given; "no chance to see it" is none."""
        return {id: rating.level for id, rating in self.ratings.items() if rating.level is not None}


@dataclass(frozen=True)
class Peers:
    """What peers say together of one competency: the sum of `count` levels, a multiple of three of them."""

    total: int
    count: int

    @property
    def mean(self) -> float:
        """The mean level, 0 to 4."""
        return self.total / self.count

    def alike(self) -> tuple[int, ...]:
        """Return `count` whole levels as near to one another as the total allows: nobody's own answer is in them."""
        low, more = divmod(self.total, self.count)
        return (low,) * (self.count - more) + (low + 1,) * more


def heard(requests: Iterable[RatingRequest], started: datetime, finished: datetime | None) -> list[RatingRequest]:
    """Return what the person asked about may know of, who began at a moment and has finished or not.

    In a round of the company nobody knows the other's answers before their own are in.
    """
    return [one for one in requests if finished or one.rater_id is None or one.created < started]


def sent_by(source: Asked, requests: Iterable[RatingRequest]) -> list[RatingRequest]:
    """Return the requests of a kind that were answered, in the order in which they were sent."""
    answered = [request for request in requests if request.source is source and request.sent]
    return sorted(answered, key=lambda request: (request.sent, request.id))


def of_manager(requests: Iterable[RatingRequest], since: datetime) -> RatingRequest | None:
    """Return what a manager who was asked from a moment on has sent, the last of several; None before."""
    sent = [one for one in sent_by(Asked.MANAGER, requests) if one.created >= since and one.withdrawn is None]
    return sent[-1] if sent else None


def shown_peers(requests: Iterable[RatingRequest]) -> dict[str, Peers]:
    """Return what may be shown of peers: by competency the first three, six, nine… who saw it; nothing of fewer."""
    said: dict[str, list[int]] = {}
    for request in sent_by(Asked.PEER, requests):
        for competency, level in request.levels().items():
            said.setdefault(competency, []).append(level)
    whole = {id: levels[: len(levels) // TOGETHER * TOGETHER] for id, levels in said.items()}
    return {id: Peers(sum(levels), len(levels)) for id, levels in whole.items() if levels}


def peers_waiting(requests: Iterable[RatingRequest]) -> int:
    """Return how many peers answered who are in no mean yet."""
    return len(sent_by(Asked.PEER, requests)) % TOGETHER
