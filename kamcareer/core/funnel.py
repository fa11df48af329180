"""How far people of a vacancy came, how long each step took, by which way they had come: counts, nobody's figures."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil

from kamcareer.core.applications import CameBy

LEAST_TIMES = 5  # below it a median is one person's time
MOST = 0.9


class Step(StrEnum):
    """How far somebody came, in this order; whoever came by the posting begins at once."""

    CAME = "came"
    BEGUN = "begun"
    SENT = "sent"
    READ = "read"
    DECIDED = "decided"
    TALK = "talk"
    OFFER = "offer"


@dataclass(frozen=True)
class Passage:
    """One person's way: the moments of the steps that happened; a talk and an offer are decisions for them."""

    came_by: CameBy
    moments: Mapping[Step, datetime]

    def reached(self, step: Step) -> bool:
        """Whether the person came as far; a later step tells that an earlier one was there."""
        order = tuple(Step)
        return any(one in self.moments for one in order[order.index(step) :])


@dataclass(frozen=True)
class Line:
    """One step: how many came as far, by the way they had come, and days from the step before; None of too few."""

    step: Step
    reached: int
    by_source: Mapping[CameBy, int]
    usual_days: float | None  # the median
    most_days: float | None  # nine of ten needed no longer


def funnel(passages: Iterable[Passage]) -> tuple[Line, ...]:
    """Return the steps of a vacancy, the first first. Durations are of those who have both moments."""
    everybody = list(passages)
    return tuple(_line(everybody, step) for step in Step)


def _line(everybody: Sequence[Passage], step: Step) -> Line:
    there = [one for one in everybody if one.reached(step)]
    by_source = {source: sum(one.came_by is source for one in there) for source in CameBy}
    days = sorted(found for one in everybody if (found := _days(one, step)) is not None)
    few = len(days) < LEAST_TIMES
    return Line(step, len(there), by_source, None if few else _at(days, 0.5), None if few else _at(days, MOST))


def _days(one: Passage, step: Step) -> float | None:
    """Return the days from the step before; a decision and the one for a talk are both counted from reading."""
    before: Callable[[int], Step] = tuple(Step).__getitem__
    place = tuple(Step).index(step)
    earlier = Step.READ if step is Step.TALK else before(place - 1) if place else None
    if earlier is None or step not in one.moments or earlier not in one.moments:
        return None
    return max(0.0, (one.moments[step] - one.moments[earlier]).total_seconds() / 86_400)


def _at(ordered: Sequence[float], share: float) -> float:
    """Return the smallest of the values that so many of all do not pass."""
    return ordered[max(ceil(share * len(ordered)), 1) - 1]
