"""Planning again without turning everything over: what was begun goes on first, the rest stays or comes earlier."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from kamcareer.core.planning.calendar import Placement, earlier
from kamcareer.core.planning.kept_plan import KeptPlan
from kamcareer.core.planning.limits import Limits, Objective
from kamcareer.core.planning.outcome import Ground, plan_of
from kamcareer.core.planning.plan import Plan
from kamcareer.core.planning.problem import Candidate, Pace, Problem
from kamcareer.core.planning.solving import on_calendar, on_calendar_first
from kamcareer.core.planning.worth import SCALE

NOTHING: AbstractSet[str] = frozenset()


def steadied(
    ground: Ground, plan: Plan, limits: Limits, before: KeptPlan, monday: date, first: AbstractSet[str] = NOTHING
) -> Plan:
    """Return a plan of the same activities, worth the same, in weeks that suit the person better.

    What is to go on comes `first`; the others stay in the weeks of an earlier plan as far as all fit there. What a plan
    is worth depends on its activities, not on their weeks; where the date counts, that stays too.
    """
    if plan.unmet_pins:
        return plan
    problem, by_date = ground.problem(limits), limits.objective is Objective.DATE
    first &= {step.id for step in plan.ahead}
    going_on = _going_on(ground, plan, limits, first)
    kept = {} if by_date else _weeks_kept(plan, before, monday)
    weeks = kept | {one.candidate.id: (one.start, one.pace) for one in going_on if one.candidate.id in first}
    placements = _held_to(problem, plan, weeks) or going_on
    if not placements:
        return plan
    steady = _with_placements(ground, plan, problem, placements)
    return plan if by_date and steady.ready_week != plan.ready_week else steady


def _going_on(ground: Ground, plan: Plan, limits: Limits, first: AbstractSet[str]) -> tuple[Placement, ...]:
    """Return the plan with some of it as soon as can be, () for none; where the date counts nothing ends later."""
    if not first:
        return ()
    if limits.objective is Objective.DATE:
        limits = replace(limits, weeks=max(step.end_week for step in plan.steps))
    return on_calendar_first(ground.problem(limits), [step.id for step in plan.steps], sorted(first)) or ()


def _held_to(problem: Problem, plan: Plan, weeks: Mapping[str, tuple[int, Pace]]) -> tuple[Placement, ...] | None:
    """Return the plan with some of it in given weeks; None where that cannot be."""
    held = replace(problem, candidates=tuple(_held(one, weeks.get(one.id)) for one in problem.candidates))
    return on_calendar(held, [step.id for step in plan.steps]) if weeks else None


def _with_placements(ground: Ground, plan: Plan, problem: Problem, placements: tuple[Placement, ...]) -> Plan:
    free = [replace(one, candidate=problem.by_id[one.candidate.id]) for one in placements]
    value, bound = round(plan.value * SCALE), round(plan.bound * SCALE)
    return replace(
        plan_of(ground, problem, earlier(problem, free), plan.status, value, bound), relaxations=plan.relaxations
    )


def _weeks_kept(plan: Plan, before: KeptPlan, monday: date) -> dict[str, tuple[int, Pace]]:
    """Return where the steps of both plans were that are still ahead, in weeks from the new Monday."""
    gone, here = (monday - before.monday).days // 7, {step.id for step in plan.steps}
    return {
        step.activity: (step.start_week - gone, Pace(step.weeks, step.minutes_per_week))
        for step in before.steps
        if step.activity in here and step.start_week > gone
    }


def _held(candidate: Candidate, where: tuple[int, Pace] | None) -> Candidate:
    if where is None or where[1] not in candidate.paces:
        return candidate
    return replace(candidate, start=where[0], paces=(where[1],))
