"""The best plan by trying everything: every set of activities, every week, every pace; no solver and no cleverness."""

import math
from collections.abc import Iterator
from itertools import combinations

from kamcareer.core.planning.calendar import Placement
from kamcareer.core.planning.problem import Candidate, Problem


def best_value(problem: Problem) -> int:
    """Return the value of the best plan that keeps every rule."""
    candidates = problem.candidates
    sets = [chosen for count in range(len(candidates) + 1) for chosen in combinations(candidates, count)]
    allowed = [chosen for chosen in sets if _may_be_chosen(problem, chosen)]
    for chosen in sorted(allowed, key=lambda those: -problem.value(those)):
        if any(_in_order(problem, placements) for placements in _calendars(problem, chosen, ())):
            return problem.value(chosen)
    raise AssertionError("not even the empty plan keeps the rules")


def _may_be_chosen(problem: Problem, chosen: tuple[Candidate, ...]) -> bool:
    limits, ids = problem.limits, {one.id for one in chosen}
    groups = [one.group for one in chosen if one.group]
    practice = sum(one.minutes for one in chosen if one.practice)
    return (
        len(groups) == len(set(groups))
        and (limits.budget is None or sum(one.cost for one in chosen) <= limits.budget)
        and practice >= limits.practice_share * sum(one.minutes for one in chosen)
        and all(set(one.after) <= ids and (not one.closers or ids & set(one.closers)) for one in chosen)
    )


def _calendars(
    problem: Problem, left: tuple[Candidate, ...], placed: tuple[Placement, ...]
) -> Iterator[tuple[Placement, ...]]:
    if not left:
        yield placed
        return
    for pace in left[0].paces:
        for start in range(1, problem.limits.weeks - pace.weeks + 2):
            trial = (*placed, Placement(left[0], start, pace))
            if _has_room(problem, trial):
                yield from _calendars(problem, left[1:], trial)


def _has_room(problem: Problem, placed: tuple[Placement, ...]) -> bool:
    limits = problem.limits
    for week in range(1, limits.weeks + 1):
        here = [one for one in placed if one.start <= week <= one.end]
        if sum(one.pace.minutes for one in here) > limits.hours_per_week * 60 or len(here) > limits.parallel:
            return False
    early = [one.candidate for one in placed if one.start <= 4]
    weeks = limits.weeks - (math.ceil(limits.weeks / 10) if limits.weeks > 4 else 0)
    return (
        len(early) <= limits.starts_in_first_month
        and sum(one.own_time for one in early) <= 1
        and sum(one.pace.minutes * one.pace.weeks for one in placed) <= weeks * limits.hours_per_week * 60
        and sum(one.pace.weeks for one in placed) <= weeks * max(1, limits.parallel - 0.5)
    )


def _in_order(problem: Problem, placements: tuple[Placement, ...]) -> bool:
    there = {one.candidate.id: one for one in placements}
    for one in placements:
        candidate = one.candidate
        if any(there[id].end >= one.start for id in candidate.after):
            return False
        if candidate.closers and not any(id in there and there[id].start > one.end for id in candidate.closers):
            return False
        before = [other.candidate for other in placements if other.end < one.start]
        if any(problem.level_with(id, before) < least for id, least in candidate.entries.items()):
            return False
    return True
