"""Ways to a far role, step by step, with the time and the activities that each step takes, and what sets them apart.

The traveller exactly meets the role they start from, and after each step the role they have reached; what an earlier
role asked more is kept. Nothing is done twice on one way: its gain is in the levels reached. A step is done when every
must-have of the next role is expected to be held, as far as activities of the catalogue lift at all: what only the work
itself teaches is named, not hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from kamcareer.core.careers import routes, step
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Edge
from kamcareer.core.measurement import assumed_level, measure
from kamcareer.core.planning.calendar import Placement
from kamcareer.core.planning.limits import MOST_WEEKS, Limits
from kamcareer.core.planning.outcome import Ground
from kamcareer.core.planning.problem import Problem
from kamcareer.core.planning.relaxation import first
from kamcareer.core.planning.solving import any_plan

Levels = tuple[float, ...]


@dataclass(frozen=True)
class RouteStep:
    """One step: its size, and the plan that takes it in the fewest weeks. `weeks` is None where none was found."""

    edge: Edge
    target: str
    levels: int  # missing levels together
    short: Mapping[str, int]
    weeks: int | None
    hours: float
    cost: int
    placements: tuple[Placement, ...]
    beyond: tuple[str, ...]  # must-haves that no activity lifts far enough: the work itself does


@dataclass(frozen=True)
class Route:
    """A way from role to role."""

    steps: tuple[RouteStep, ...]

    @property
    def weeks(self) -> int | None:
        """Weeks of all steps; None where one has no plan."""
        weeks = [one.weeks for one in self.steps]
        return None if None in weeks else sum(week for week in weeks if week)

    @property
    def hours(self) -> float:
        """Hours of all steps."""
        return sum(one.hours for one in self.steps)

    @property
    def cost(self) -> int:
        """Money of all steps."""
        return sum(one.cost for one in self.steps)

    @property
    def largest_step(self) -> int:
        """Levels missing in the largest step: the smaller, the gentler the way."""
        return max(one.levels for one in self.steps)


@dataclass(frozen=True)
class Comparison:
    """Every way, shortest first, and which is fastest, gentlest and cheapest; None where none has a time.

    Of equal ways the first is named here; what is said of each way is `best_at`.
    """

    routes: tuple[Route, ...]

    @property
    def fastest(self) -> int | None:
        """The way that takes the fewest weeks, then the fewest hours."""
        return self._first("fastest")

    @property
    def gentlest(self) -> int | None:
        """The way whose largest step is the smallest, then the one with the fewest steps."""
        return self._first("gentlest")

    @property
    def cheapest(self) -> int | None:
        """The way that takes the least money, then the fewest hours."""
        return self._first("cheapest")

    def best_at(self, number: int) -> tuple[str, ...]:
        """Return what no other way is better at; what is true of every way sets none apart and is not said."""
        return tuple(name for name in self._sizes if number in self._best(name) and not self._all_alike(name))

    def _best(self, name: str) -> list[int]:
        sizes = self._sizes[name]
        least = min((size[0] for size in sizes.values()), default=None)
        return [number for number, size in sizes.items() if size[0] == least]

    def _all_alike(self, name: str) -> bool:
        return len(self._best(name)) == len(self.routes)

    def _first(self, name: str) -> int | None:
        sizes = self._sizes[name]
        return min(sizes, key=lambda number: (sizes[number], number), default=None)

    @cached_property
    def _sizes(self) -> Mapping[str, Mapping[int, tuple[float, float]]]:
        """What decides of each way, and what decides which of equal ones comes first."""
        every = dict(enumerate(self.routes))
        timed = {number: (route, route.weeks) for number, route in every.items() if route.weeks is not None}
        return {
            "fastest": {number: (weeks, route.hours) for number, (route, weeks) in timed.items()},
            "gentlest": {number: (route.largest_step, len(route.steps)) for number, route in every.items()},
            "cheapest": {number: (route.cost, route.hours) for number, (route, _weeks) in timed.items()},
        }


def sized_routes(framework: Framework, present: str, target: str) -> Comparison:
    """Return every way from one role to another with the size of each step; nothing is planned."""
    ways = routes(framework, present, target)
    return Comparison(tuple(Route(tuple(_sized(framework, edge) for edge in way)) for way in ways))


def compared_routes(framework: Framework, present: str, target: str, limits: Limits) -> Comparison:
    """Return every way from one role to another with the plan of each step; hours and money of the limits hold."""
    traveller = Traveller(framework, replace(limits, weeks=MOST_WEEKS))
    return Comparison(tuple(traveller.route(present, way) for way in routes(framework, present, target)))


@dataclass(frozen=True)
class Traveller:
    """Somebody who goes from role to role; steps that several ways share are planned once."""

    framework: Framework
    limits: Limits
    known: dict[tuple[Levels, str, frozenset[str]], tuple[tuple[Placement, ...] | None, int, tuple[str, ...]]] = field(
        default_factory=dict
    )

    def route(self, present: str, way: Sequence[Edge]) -> Route:
        """Return a way with the plan of each step."""
        levels: Levels = tuple(assumed_level(self.framework, present, id) for id in self.framework.competencies)
        steps: list[RouteStep] = []
        done: frozenset[str] = frozenset()
        for edge in way:
            target = str(edge.to_role)
            steps.append(self._step(edge, target, levels, done))
            done |= {one.candidate.id for one in steps[-1].placements}
            needs = self.framework.roles[target].requirements
            levels = tuple(
                max(level, needs[id].level if id in needs else 0.0)
                for id, level in zip(self.framework.competencies, levels, strict=True)
            )
        return Route(tuple(steps))

    def _step(self, edge: Edge, target: str, levels: Levels, done: frozenset[str]) -> RouteStep:
        if (levels, target, done) not in self.known:
            self.known[levels, target, done] = self._soonest(edge.from_role, target, levels, done)
        placements, weeks, beyond = self.known[levels, target, done]
        those = placements or ()
        return replace(
            _sized(self.framework, edge),
            weeks=None if placements is None else weeks,
            hours=sum(one.candidate.minutes for one in those) / 60,
            cost=sum(one.candidate.cost for one in those),
            placements=those,
            beyond=beyond,
        )

    def _soonest(
        self, present: str, target: str, levels: Levels, done: frozenset[str]
    ) -> tuple[tuple[Placement, ...] | None, int, tuple[str, ...]]:
        profile = replace(measure(self.framework, present, []), mean=np.array(levels))
        ground = Ground(self.framework, self.framework.roles[target], profile)
        # What earlier steps brought is in the levels of the role that was reached.
        limits = replace(self.limits, done=done, absorbed=done)
        widest, beyond = _within_reach(ground.problem(limits))
        found: dict[int, tuple[Placement, ...] | None] = {self.limits.weeks: any_plan(widest)}
        everything = found[self.limits.weeks]
        if not everything:
            return everything, 0, beyond

        def reached(weeks: int) -> bool:
            if weeks not in found:
                found[weeks] = any_plan(_as_far(ground.problem(replace(limits, weeks=weeks)), widest))
            return found[weeks] is not None

        least = sum(one.candidate.minutes for one in everything) // self.limits.minutes_per_week
        weeks = first(reached, max(1, least), self.limits.weeks) or self.limits.weeks
        return found[weeks], weeks, beyond


def _sized(framework: Framework, edge: Edge) -> RouteStep:
    """Return a step of which nothing is planned."""
    target = str(edge.to_role)
    size = step(framework, edge.from_role, target)
    return RouteStep(edge, target, size.levels, size.short, None, 0.0, 0, (), ())


def _within_reach(problem: Problem) -> tuple[Problem, tuple[str, ...]]:
    """Return the problem with must-haves no higher than activities lift, and those that were lowered."""
    beyond, targets = [], dict(problem.targets)
    for id, target in problem.targets.items():
        most = problem.level_with(id, problem.lifting[id])
        if target.least is not None and most < target.least:
            beyond.append(id)
            targets[id] = replace(target, least=most)
    return replace(problem, targets=targets, hold_must_haves=True), tuple(beyond)


def _as_far(problem: Problem, widest: Problem) -> Problem:
    """Return a narrower problem that asks as much as the widest."""
    targets = {id: replace(target, least=widest.targets[id].least) for id, target in problem.targets.items()}
    return replace(problem, targets=targets, hold_must_haves=True)
