"""Plans by rule of thumb: the start for the solver, and what it is measured against.

Each step takes the activity that is best by a rule, with what must come before and what closes it, at the earliest
weeks that fit. No rule looks ahead.
"""

from collections.abc import Callable

from kamcareer.core.planning.calendar import Calendar, Placement, closed_after
from kamcareer.core.planning.problem import Candidate, Problem

Rule = Callable[[Problem, Calendar, list[Candidate]], float]


def gain_per_hour(problem: Problem, calendar: Calendar, bundle: list[Candidate]) -> float:
    """Return the worth that a bundle adds per minute."""
    here = [one.candidate for one in calendar.placed.values()]
    added = problem.value([*here, *bundle]) - problem.value(here)
    return added / sum(candidate.minutes for candidate in bundle)


def gap_first(problem: Problem, calendar: Calendar, bundle: list[Candidate]) -> float:
    """Return the largest gap that a bundle works on, in weighted worth still to be had; ties by what is added."""
    here = [one.candidate for one in calendar.placed.values()]
    if problem.value([*here, *bundle]) <= problem.value(here):
        return 0.0
    still = {}
    for id in {id for candidate in bundle for id in candidate.lifts}:
        target = problem.targets[id]
        lift = problem.level_with(id, here) - target.level
        still[id] = target.worth.of(10**6) - target.worth.of(lift)
    return max(still.values(), default=0.0) + min(gain_per_hour(problem, calendar, bundle), 1e3) * 1e-6


def greedy_plan(problem: Problem, rule: Rule = gain_per_hour) -> tuple[Placement, ...]:
    """Return a plan within every limit, taken step by step by a rule; () where nothing fits."""
    calendar = Calendar(problem)
    for candidate in problem.candidates:
        if candidate.pinned:
            _try(problem, calendar, _bundle(problem, calendar, candidate))
    while True:
        ranked = []
        for candidate in problem.candidates:
            if candidate.id not in calendar.placed:
                bundle = _bundle(problem, calendar, candidate)
                ranked.append((-rule(problem, calendar, bundle), candidate.id, bundle))
        ranked.sort(key=lambda entry: entry[:2])
        if not any(score < 0 and _try(problem, calendar, bundle) for score, _, bundle in ranked):
            return tuple(calendar.placed.values())


def _bundle(problem: Problem, calendar: Calendar, candidate: Candidate) -> list[Candidate]:
    """Return a candidate with what must come before it and the practice that closes each, in order."""
    order: list[Candidate] = []

    def take(one: Candidate) -> None:
        if one.id in calendar.placed or one in order:
            return
        for id in one.after:
            take(problem.by_id[id])
        order.append(one)
        there = [id for id in one.closers if id in problem.by_id and id not in calendar.placed]
        if there:
            take(problem.by_id[there[0]])

    take(candidate)
    return order


def _try(problem: Problem, calendar: Calendar, bundle: list[Candidate]) -> bool:
    """Place a bundle if it fits as a whole."""
    trial = calendar.copy()
    for candidate in bundle:
        placement = trial.earliest(candidate, closed_after(candidate, trial))
        if placement is None:
            return False
        trial.add(placement)
    if not _keeps_rules(problem, trial):
        return False
    for candidate in bundle:
        calendar.add(trial.placed[candidate.id])
    return True


def _keeps_rules(problem: Problem, calendar: Calendar) -> bool:
    chosen = [one.candidate for one in calendar.placed.values()]
    limits = problem.limits
    total = sum(candidate.minutes for candidate in chosen)
    groups = [candidate.group for candidate in chosen if candidate.group]
    closed = all(
        not one.candidate.closers
        or any(id in calendar.placed and calendar.placed[id].start > one.end for id in one.candidate.closers)
        for one in calendar.placed.values()
    )
    return (
        closed
        and sum(calendar.minutes) <= limits.planned_minutes
        and sum(calendar.under_way) <= limits.planned_activity_weeks
        and len(groups) == len(set(groups))
        and (limits.budget is None or sum(candidate.cost for candidate in chosen) <= limits.budget)
        and sum(candidate.minutes for candidate in chosen if candidate.practice) * 1000
        >= round(limits.practice_share * 1000) * total
    )
