"""The talent pool: who is nominated for a role and agreed to it, how far they are, and until when it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

MAX_WORDS = 1_000
LONGEST = timedelta(days=730)
USUAL = timedelta(days=365)
ASKED_BEFORE = timedelta(days=30)
KEPT = timedelta(days=30)  # after it ended


class Status(StrEnum):
    """How far a nomination has come, as people said it."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    PREPARING = "preparing"
    READY = "ready"
    APPOINTED = "appointed"
    LEFT = "left"


class Standing(StrEnum):
    """How a nomination stands today: its status, unless its day or the consent has ended."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    PREPARING = "preparing"
    READY = "ready"
    APPOINTED = "appointed"
    LEFT = "left"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Who(StrEnum):
    """Who wrote an entry of the log."""

    HR = "hr"
    PERSON = "person"


IN_POOL = frozenset({Standing.AGREED, Standing.PREPARING, Standing.READY})
LIVE = IN_POOL | {Standing.PROPOSED}
ENDED = frozenset(Standing) - LIVE
# What HR may say next. That somebody agrees is said by nobody but them.
NEXT: dict[Standing, tuple[Status, ...]] = {
    Standing.PROPOSED: (Status.LEFT,),
    Standing.AGREED: (Status.PREPARING, Status.READY, Status.APPOINTED, Status.LEFT),
    Standing.PREPARING: (Status.READY, Status.APPOINTED, Status.LEFT),
    Standing.READY: (Status.PREPARING, Status.APPOINTED, Status.LEFT),
}


@dataclass(frozen=True)
class Nomination:
    """Somebody nominated for a role. `withdrawn` is when their consent ended, `curator` how the curator is called."""

    id: str
    number: str
    name: str
    unit: str
    post: str | None
    account_id: str | None
    role: str
    status: Status
    curator_id: str | None
    curator: str
    until: date
    proposed: datetime
    agreed: datetime | None = None
    ended: datetime | None = None
    withdrawn: datetime | None = None

    def standing(self, today: date) -> Standing:
        """Return how it stands on a day."""
        if self.status in {Status.APPOINTED, Status.LEFT}:
            return Standing(self.status)
        if self.status is not Status.PROPOSED and (self.withdrawn or self.agreed is None):
            return Standing.WITHDRAWN
        return Standing.LAPSED if today > self.until else Standing(self.status)

    def ends_soon(self, today: date) -> bool:
        """Return whether somebody has to decide about its day now, because it holds for a month or less."""
        return self.standing(today) in LIVE and self.until - today <= ASKED_BEFORE


@dataclass(frozen=True)
class LogEntry:
    """What happened to a nomination: the status or the day it was given, in whose words."""

    at: datetime
    by: Who
    words: str
    status: Status | None = None
    until: date | None = None


def may_follow(standing: Standing, status: Status) -> bool:
    """Return whether HR may give a status to a nomination that stands like this."""
    return status in NEXT.get(standing, ())


def may_hold_until(day: date, today: date) -> bool:
    """Return whether a nomination may hold until a day: it lies ahead, and two years away at most."""
    return today < day <= today + LONGEST


def counted(nominations: Iterable[Nomination], today: date) -> dict[Standing, int]:
    """Return how many nominations stand how, in the order of standings; those that nobody has are left out."""
    standings = [one.standing(today) for one in nominations]
    return {standing: count for standing in Standing if (count := standings.count(standing))}
