"""What would help when limits are too narrow: the smallest change of one limit, else of several together."""

from collections.abc import Callable
from dataclasses import replace

from kamcareer.core.planning.limits import MOST_WEEKS, Limits, Objective
from kamcareer.core.planning.outcome import Ground
from kamcareer.core.planning.plan import Plan, Relaxation
from kamcareer.core.planning.solving import any_plan, best_plan

HALF_HOURS = 80  # at most forty hours a week
MONEY_STEP = 1000
MOST_STEPS = 1000

Helps = Callable[[Limits], bool]


def relaxations(ground: Ground, plan: Plan) -> tuple[Relaxation, ...]:
    """Return by how little each limit alone would have to give way for the plan's aim, else several together.

    () where nothing suffices. The aim is every must-have held in expectation, or, where nothing fits at all, the first
    step that brings something.
    """
    limits = plan.limits
    helps = _must_haves_held(ground) if plan.steps or limits.objective == Objective.DATE else _something_fits(ground)
    return _each(limits, helps)


def must_have_relaxations(ground: Ground, limits: Limits) -> tuple[Relaxation, ...]:
    """Return by how little the limits would have to give way for every must-have to be held in expectation."""
    return _each(limits, _must_haves_held(ground))


def first(reached: Callable[[int], bool], low: int, high: int) -> int | None:
    """Return the smallest number from low to high for which something holds that holds for all larger ones too."""
    if low > high or not reached(high):
        return None
    while low < high:
        middle = (low + high) // 2
        if reached(middle):
            high = middle
        else:
            low = middle + 1
    return high


def _each(limits: Limits, helps: Helps) -> tuple[Relaxation, ...]:
    found = [_hours(limits, helps), _weeks(limits, helps), _money(limits, helps)]
    alone = tuple(one for one in found if one is not None)
    return alone or _together(limits, helps)


def _together(limits: Limits, helps: Helps) -> tuple[Relaxation, ...]:
    """Return the smallest change of hours and weeks together, of money too only where it binds; () for none."""
    wider = _hours_and_weeks(limits, helps)
    money = None
    if wider is None and limits.budget is not None:
        wider = _hours_and_weeks(replace(limits, budget=None), helps)
        money = _money(replace(wider, budget=limits.budget), helps) if wider else None
        wider = wider if money else None
    if wider is None:
        return ()
    changes = [
        Relaxation("hours_per_week", wider.hours_per_week, limits.hours_per_week),
        Relaxation("weeks", wider.weeks, limits.weeks),
        *([money] if money else []),
    ]
    first_one, *others = [one for one in changes if one.value != one.present]
    return (replace(first_one, together_with=tuple(others)),)


def _hours_and_weeks(limits: Limits, helps: Helps) -> Limits | None:
    """Return limits that help: half an hour and a week more at a time, then of each as little as will do."""

    def wider(halves: int, weeks: int) -> Limits:
        hours = max(limits.hours_per_week, min(HALF_HOURS, int(limits.hours_per_week * 2) + halves) / 2)
        return replace(limits, hours_per_week=hours, weeks=min(MOST_WEEKS, limits.weeks + weeks))

    steps = first(lambda number: helps(wider(number, number)), 1, MOST_WEEKS)
    if steps is None:
        return None
    halves = first(lambda number: helps(wider(number, steps)), 0, steps) or 0
    weeks = first(lambda number: helps(wider(halves, number)), 0, steps) or 0
    return wider(halves, weeks)


def _hours(limits: Limits, helps: Helps) -> Relaxation | None:
    """Return the smallest number of half hours a week that helps."""
    least = int(limits.hours_per_week * 2) + 1
    found = first(lambda halves: helps(replace(limits, hours_per_week=halves / 2)), least, HALF_HOURS)
    return None if found is None else Relaxation("hours_per_week", found / 2, limits.hours_per_week)


def _weeks(limits: Limits, helps: Helps) -> Relaxation | None:
    found = first(lambda weeks: helps(replace(limits, weeks=weeks)), limits.weeks + 1, MOST_WEEKS)
    return None if found is None else Relaxation("weeks", found, limits.weeks)


def _money(limits: Limits, helps: Helps) -> Relaxation | None:
    """Return the smallest number of thousands that helps; None where money is not what lacks."""
    if limits.budget is None or not helps(replace(limits, budget=None)):
        return None
    least = limits.budget // MONEY_STEP + 1
    found = first(lambda steps: helps(replace(limits, budget=steps * MONEY_STEP)), least, least + MOST_STEPS)
    return None if found is None else Relaxation("budget", found * MONEY_STEP, limits.budget)


def _must_haves_held(ground: Ground) -> Helps:
    def helps(limits: Limits) -> bool:
        problem = replace(ground.problem(limits), hold_must_haves=True)
        return not problem.unmet_pins and any_plan(problem) is not None

    return helps


def _something_fits(ground: Ground) -> Helps:
    def helps(limits: Limits) -> bool:
        problem = ground.problem(limits)
        return not problem.unmet_pins and bool(best_plan(problem, rounds=1).placements)

    return helps
