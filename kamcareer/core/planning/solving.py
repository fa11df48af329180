"""The best plan of a problem, with the proof of how near it is to the best possible.

CP-SAT first finds the best selection without a calendar, in a tenth of a second, and bounds every plan; then it puts
the selection on the calendar. Where it cannot, the smallest part that does not fit is cut off and the next best
selection is asked for. Where that does not end soon, a plan by rule of thumb and the best of everything that was ever
selected are the answer, with the bound. All limits of effort are counted in steps of the solver, not in seconds: the
same question has the same answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import floor, inf
from typing import TYPE_CHECKING

from kamcareer.core.planning.calendar import Placement, earlier
from kamcareer.core.planning.greedy import greedy_plan
from kamcareer.core.planning.misfits import Misfits
from kamcareer.core.planning.problem import Aim, Candidate, Problem

if TYPE_CHECKING:
    from kamcareer.core.planning.model import PlanModel, Solution
    from kamcareer.core.planning.selection import Selection

ROUNDS = 12
SELECTION_EFFORT = 4.0
CALENDAR_EFFORT = 0.3
PATIENT_EFFORT = 3.0
POOL_EFFORT = 0.5
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


def best_plan(
    problem: Problem, rounds: int = ROUNDS, known: Iterable[Placement] = (), misfits: Misfits | None = None
) -> Found:
    """Return the plan that is worth most; `known` is a plan within the limits that must not be undercut.

    `misfits` is what other questions about the same calendar found; what this one finds is added to it.
    """
    misfits = misfits if misfits is not None else Misfits()
    best = _as_found(problem, tuple(known) or None)
    selection, pool = _selection(problem, Aim.WORTH), {one.id for one in best.chosen}
    misfits.cut_from(selection)
    bound, doubtful = inf, dict[frozenset[str], float]()
    for _ in range(rounds):
        if best.placements is not None:
            selection.above(best.value)
        selected = selection.best(SELECTION_EFFORT)
        bound = min(bound, selected.bound)
        if selected.ids is None:
            break
        pool |= selected.ids
        placed = _placed(problem, selected.ids)
        best = _better(best, _as_found(problem, placed.placements))
        if best.placements is not None and best.value >= bound:
            break
        if placed.placements is None:
            shown = misfits.add(selection, selected.ids) or placed.proved
            # What was not shown to be impossible may be possible: the bound of all plans stays above it.
            if not shown:
                doubtful[selected.ids] = bound
    best, bound = _without_doubt(problem, best, bound, doubtful)
    if bound > (-inf if best.placements is None else best.value):
        best = _better(best, _as_found(problem, greedy_plan(problem)))
        best = _better(best, _best_of(problem, pool | {one.id for one in best.chosen}, best))
    return _tidy(problem, replace(best, bound=floor(min(MOST, max(bound, best.value)))))


def _without_doubt(
    problem: Problem, best: Found, bound: float, doubtful: dict[frozenset[str], float]
) -> tuple[Found, float]:
    """Try sets again of which it was not shown whether they fit, as far as they could be better than the best plan."""
    for ids, value in sorted(doubtful.items(), key=lambda one: -one[1]):
        if best.placements is not None and value <= best.value:
            continue
        placed = _placed(problem, ids, PATIENT_EFFORT)
        best = _better(best, _as_found(problem, placed.placements))
        if not placed.proved:
            return best, max(bound, value)
    return best, bound


def any_plan(problem: Problem, aim: Aim = Aim.TIME, rounds: int = ROUNDS) -> tuple[Placement, ...] | None:
    """Return a plan with the least time or money among those that keep the rules and fit; None where none was found."""
    selection, misfits = _selection(problem, aim), Misfits()
    for _ in range(rounds):
        selected = selection.best(SELECTION_EFFORT)
        if selected.ids is None:
            return None
        placements = on_calendar(problem, selected.ids)
        if placements is not None:
            return placements
        misfits.add(selection, selected.ids)
    return None


def on_calendar(problem: Problem, ids: Iterable[str]) -> tuple[Placement, ...] | None:
    """Return all of these activities in their weeks; None where they do not fit."""
    return _placed(problem, ids).placements


def on_calendar_first(problem: Problem, ids: Iterable[str], first: Iterable[str]) -> tuple[Placement, ...] | None:
    """Return all of these activities in their weeks, some of them as soon as can be; None where they do not fit."""
    model = _model(problem.only(ids, pinned=True))
    model.soonest(first)
    return model.solve(CALENDAR_EFFORT).placements


def _placed(problem: Problem, ids: Iterable[str], effort: float = CALENDAR_EFFORT) -> "Solution":
    return _model(problem.only(ids, pinned=True)).solve(effort)


def _best_of(problem: Problem, pool: set[str], known: Found) -> Found:
    """Return the best plan of a few activities."""
    model = _model(problem.only(pool | {one.id for one in problem.candidates if one.pinned}))
    model.aim(Aim.WORTH)
    if known.placements is not None:
        model.above(known.value)
        model.begin_with(known.placements)
    return _as_found(problem, model.solve(POOL_EFFORT).placements)


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


def _tidy(problem: Problem, found: Found) -> Found:
    if found.placements is None:
        return found
    return replace(found, placements=earlier(problem, found.placements))


def _model(problem: Problem) -> "PlanModel":
    # OR-Tools takes longer to load than most commands take to run: only who plans waits for it.
    from kamcareer.core.planning.model import PlanModel  # noqa: PLC0415

    return PlanModel(problem)


def _selection(problem: Problem, aim: Aim) -> "Selection":
    from kamcareer.core.planning.selection import Selection  # noqa: PLC0415

    selection = Selection(problem)
    selection.aim(aim)
    return selection
