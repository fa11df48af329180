"""When a chosen activity can be done: weeks with their minutes, things under way, things started in the first month."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kamcareer.core.planning.limits import FIRST_MONTH
from kamcareer.core.planning.problem import Candidate, Pace, Problem


@dataclass(frozen=True)
class Placement:
    """An activity in its weeks; `start` and `end` count from 1 and are both part of it."""

    candidate: Candidate
    start: int
    pace: Pace

    @property
    def end(self) -> int:
        """The last week."""
        return self.start + self.pace.weeks - 1


@dataclass
class Calendar:
    """What is placed so far, kept within the limits of the problem."""

    problem: Problem
    placed: dict[str, Placement] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.minutes = [0] * (self.problem.limits.weeks + 1)
        self.under_way = [0] * (self.problem.limits.weeks + 1)
        for placement in self.placed.values():
            self._count(placement)

    def copy(self) -> "Calendar":
        """Return the same calendar, to try something in."""
        return Calendar(self.problem, dict(self.placed))

    def add(self, placement: Placement) -> None:
        """Place an activity."""
        self.placed[placement.candidate.id] = placement
        self._count(placement)

    def earliest(self, candidate: Candidate, after: int = 0, pace: Pace | None = None) -> Placement | None:
        """Return the placement that ends first, starting after a week; None where nothing fits."""
        ready = self._ready(candidate)
        if ready is None:
            return None
        found = [
            placement
            for pace in ((pace,) if pace else candidate.paces)
            if (placement := self._first(candidate, pace, max(after, ready)))
        ]
        return min(found, key=lambda placement: (placement.end, placement.start), default=None)

    def _first(self, candidate: Candidate, pace: Pace, after: int) -> Placement | None:
        starts: Iterable[int] = range(after + 1, self.problem.limits.weeks - pace.weeks + 2)
        if candidate.start is not None:
            starts = [candidate.start] if candidate.start in starts else []
        for start in starts:
            placement = Placement(candidate, start, pace)
            if self._fits(placement):
                return placement
        return None

    def _fits(self, placement: Placement) -> bool:
        limits = self.problem.limits
        if not self._may_start(placement):
            return False
        weeks = range(placement.start, placement.end + 1)
        return all(
            self.minutes[week] + placement.pace.minutes <= limits.minutes_per_week
            and self.under_way[week] < limits.parallel
            for week in weeks
        )

    def _may_start(self, placement: Placement) -> bool:
        if placement.start > FIRST_MONTH or placement.candidate.begun:
            return True
        early = [
            one.candidate
            for one in self.placed.values()
            if one.start <= FIRST_MONTH and not one.candidate.begun and one.candidate.id != placement.candidate.id
        ]
        own = sum(candidate.own_time for candidate in [*early, placement.candidate])
        return len(early) < self.problem.limits.starts_in_first_month and own <= 1

    def _ready(self, candidate: Candidate) -> int | None:
        """Return the week after which the candidate may start; None while something before it is missing."""
        if any(id not in self.placed for id in candidate.after):
            return None
        ready = max((self.placed[id].end for id in candidate.after), default=0)
        for id, least in candidate.entries.items():
            helpers = sorted(
                (one for one in self.placed.values() if id in one.candidate.lifts), key=lambda placement: placement.end
            )
            for count in range(1, len(helpers) + 1):
                if self.problem.level_with(id, (one.candidate for one in helpers[:count])) >= least:
                    ready = max(ready, helpers[count - 1].end)
                    break
            else:
                return None
        return ready

    def _count(self, placement: Placement) -> None:
        for week in range(placement.start, placement.end + 1):
            self.minutes[week] += placement.pace.minutes
            self.under_way[week] += 1


def earlier(problem: Problem, placements: Iterable[Placement]) -> tuple[Placement, ...]:
    """Return the same plan with everything as early as it fits, in the order of its starts; paces stay."""
    calendar = Calendar(problem)
    for placement in sorted(placements, key=lambda one: (one.start, one.end, one.candidate.id)):
        candidate = placement.candidate
        moved = calendar.earliest(candidate, closed_after(candidate, calendar), placement.pace)
        if moved is None or moved.start > placement.start:
            moved = placement
        calendar.add(moved)
    return tuple(calendar.placed.values())


def closed_after(candidate: Candidate, calendar: Calendar) -> int:
    """Return the last week of what a candidate would close; 0 where it closes nothing."""
    return max((one.end for one in calendar.placed.values() if candidate.id in one.candidate.closers), default=0)
