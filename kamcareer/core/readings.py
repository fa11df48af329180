"""What others read of a person, as the person is told: one line a day for each reader and what they read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from kamcareer.core.audit import Entry, Event

# What of the reading of one person is noted of them.
READ = (
    Event.ANSWERS_READ,
    Event.PLAN_READ,
    Event.MARKS_READ,
    Event.CONTEST_READ,
    Event.POOL_SEEN,
    Event.SCORES_SEEN,
    Event.TALK_READ,
)


class Capacity(StrEnum):
    """As what somebody read."""

    RECRUITER = "recruiter"
    INTERVIEWER = "interviewer"
    CHAIR = "chair"
    HR = "hr"
    MANAGER = "manager"


@dataclass(frozen=True)
class Reading:
    """What one reader read on one day; `place` is the vacancy or the round, `capacity` None where it was not noted."""

    what: Event
    capacity: Capacity | None
    place: str
    first: datetime
    last: datetime
    times: int = 1


def noted(name: str, place: str, capacity: Capacity | None) -> str:
    """Return the words in the trail of one reading of the person who has this name there."""
    return f"{name} {place} {capacity}" if capacity else f"{name} {place}"


def all_noted(names: Iterable[str], places: Iterable[str]) -> list[str]:
    """Return all the words in the trail by which somebody can have read a person; older ones name no capacity."""
    there = list(places)
    return [noted(name, place, one) for name in names for place in there for one in (None, *Capacity)]


def by_day(entries: Iterable[Entry], day_of: Callable[[datetime], date]) -> list[Reading]:
    """Return readings put together, the newest first: of one reader, in one capacity, of the same, within one day."""
    found: dict[tuple[object, ...], Reading] = {}
    for entry in sorted(entries, key=lambda one: one.at):
        place, capacity = _said(entry)
        key = (day_of(entry.at), entry.person, entry.event, place, capacity)
        before = found.get(key)
        found[key] = (
            replace(before, last=entry.at, times=before.times + 1)
            if before
            else Reading(entry.event, capacity, place, entry.at, entry.at)
        )
    return sorted(found.values(), key=lambda one: one.last, reverse=True)


def _said(entry: Entry) -> tuple[str, Capacity | None]:
    """Return place and capacity of an entry; whoever reads the whole file of a contest notes the place alone."""
    words = entry.detail.split()
    if len(words) == 1:
        return words[0], None
    return words[1], Capacity(words[2]) if words[2:] else None
