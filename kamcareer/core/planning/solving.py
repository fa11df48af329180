"""The best plan of a problem, with the proof of how near it is to the best possible.

Two solvers share the work. HiGHS finds the best selection without a calendar, in a tenth of a second, and bounds every
plan; CP-SAT puts the selection on the calendar. Where it cannot, the smallest part that does not fit is cut off and the
next best selection is asked for; meanwhile CP-SAT looks for the best plan among everything that was ever selected.
All limits of effort are counted in steps of the solvers, not in seconds: the same question has the same answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import floor, inf
from typing import TYPE_CHECKING

from kamcareer.core.planning.calendar import Placement, earlier
from kamcareer.core.planning.greedy import greedy_plan
from kamcareer.core.planning.problem import Aim, Candidate, Problem

if TYPE_CHECKING:
    from kamcareer.core.planning.model import PlanModel
    from kamcareer.core.planning.selection import Selection

ROUNDS = 12
EXACT = 1e-6  # as far as HiGHS computes
CALENDAR_EFFORT = 0.3
POOL_EFFORT = 0.5
SMALLEST_EFFORT = 0.05
MOST = 2.0**62


@dataclass(frozen=True)
class Found:
    """A plan on the calendar, its value and the bound of any plan, in parts of worth; None where no plan was found."""

    placements: tuple[Placement, ...] | None
    value: int
    bound: int

    @property
    def proved(self) -> bool:
        """Whether nothing better exists; without a plan: whether there is none."""
        return self.bound <= self.value

    @property
    def chosen(self) -> tuple[Candidate, ...]:
        """The candidates of the plan."""
        return tuple(placement.candidate for placement in self.placements or ())


NOTHING = Found(None, 0, 0)


def best_plan(problem: Problem, rounds: int = ROUNDS, known: Iterable[Placement] = ()) -> Found:
    """Return the plan that is worth most; `known` is a plan within the limits that must not be undercut."""
    best = _better(_as_found(problem, greedy_plan(problem)), _as_found(problem, tuple(known)))
    selection, pool = _selection(problem), {one.id for one in best.chosen}
    bound = inf
    for turn in range(1, rounds + 1):
        selected = selection.best()
        if selected.ids is None:
            # Everything better was cut off, or the effort is spent.
            bound = min(bound, selected.bound) if selected.bound else best.value
            break
        bound = min(bound, selected.bound)
        if _reached(best, bound):
            break
        placements = on_calendar(problem, selected.ids)
        best = _better(best, _as_found(problem, placements))
        if placements is not None:
            break
        _cut(selection, problem, selected.ids)
        pool |= selected.ids
        if turn in {1, rounds // 2, rounds}:
            best = _better(best, _best_of(problem, pool, best))
    return _tidy(problem, replace(best, bound=best.value if _reached(best, bound) else floor(min(bound, MOST))))


def any_plan(problem: Problem, aim: Aim = Aim.TIME, rounds: int = ROUNDS) -> tuple[Placement, ...] | None:
    """Return a plan with the least time or money among those that keep the rules and fit; None where none was found."""
    selection = _selection(problem, aim)
    for _ in range(rounds):
        selected = selection.best()
        if selected.ids is None:
            return None
        placements = on_calendar(problem, selected.ids)
        if placements is not None:
            return placements
        _cut(selection, problem, selected.ids)
    return None


def on_calendar(problem: Problem, ids: Iterable[str]) -> tuple[Placement, ...] | None:
    """Return all of these activities in their weeks; None where they do not fit."""
    return _model(problem.only(ids, pinned=True)).solve(CALENDAR_EFFORT).placements


def _best_of(problem: Problem, pool: set[str], known: Found) -> Found:
    """Return the best plan of a few activities."""
    model = _model(problem.only(pool | {one.id for one in problem.candidates if one.pinned}))
    model.most_worth()
    if known.placements is not None:
        model.begin_with(known.placements)
    return _as_found(problem, model.solve(POOL_EFFORT).placements)


def _cut(selection: "Selection", problem: Problem, ids: frozenset[str]) -> None:
    """Cut off a selection that does not fit the calendar, and with it everything that holds the same core."""
    core = _core(problem, ids)
    if core is not None:
        selection.cut(core)
        return
    # Only what must be there before stands in the way; another helper or another closing task might make it fit.
    members = [problem.by_id[id] for id in sorted(ids)]
    ways = {helper.id for one in members for id in one.entries for helper in problem.lifting[id]}
    ways |= {id for one in members for id in one.closers if id in problem.by_id}
    selection.cut(ids, sorted(ways - ids))


def _core(problem: Problem, ids: frozenset[str]) -> frozenset[str] | None:
    """Return a small part of a selection that does not fit even without entry levels; None where it fits so."""
    if _fits_loosely(problem, ids):
        return None
    core = set(ids)
    for id in sorted(ids):
        if len(core) > 1 and not _fits_loosely(problem, core - {id}):
            core.discard(id)
    return frozenset(core)


def _fits_loosely(problem: Problem, ids: Iterable[str]) -> bool:
    """Whether activities fit the weeks, looking only at rules that hold whatever else is chosen."""
    kept = frozenset(ids)
    loose = replace(
        problem,
        candidates=tuple(
            replace(
                one,
                pinned=True,
                entries={},
                after=tuple(id for id in one.after if id in kept),
                closers=one.closers if len(one.closers) == 1 and one.closers[0] in kept else (),
            )
            for one in problem.candidates
            if one.id in kept
        ),
        limits=replace(problem.limits, practice_share=0.0, budget=None),
        hold_must_haves=False,
    )
    found = _model(loose).solve(SMALLEST_EFFORT)
    return found.placements is not None or not found.proved


def _as_found(problem: Problem, placements: tuple[Placement, ...] | None) -> Found:
    if placements is None:
        return NOTHING
    chosen = [placement.candidate for placement in placements]
    pinned = {one.id for one in problem.candidates if one.pinned}
    if not pinned <= {one.id for one in chosen} or (problem.hold_must_haves and not problem.holds_must_haves(chosen)):
        return NOTHING
    value = problem.value(chosen)
    return Found(placements, value, value)


def _better(one: Found, other: Found) -> Found:
    return other if one.placements is None or (other.placements is not None and other.value > one.value) else one


def _reached(best: Found, bound: float) -> bool:
    """Whether a plan is as good as the bound, as far as HiGHS computes."""
    return best.placements is not None and best.value >= bound - max(1.0, abs(bound)) * EXACT


def _tidy(problem: Problem, found: Found) -> Found:
    if found.placements is None:
        return found
    return replace(found, placements=earlier(problem, found.placements))


def _model(problem: Problem) -> "PlanModel":
    # OR-Tools and SciPy take longer to load than most commands take to run: only who plans waits for them.
    from kamcareer.core.planning.model import PlanModel  # noqa: PLC0415

    return PlanModel(problem)


def _selection(problem: Problem, aim: Aim = Aim.WORTH) -> "Selection":
    from kamcareer.core.planning.selection import Selection  # noqa: PLC0415

    return Selection(problem, aim)
