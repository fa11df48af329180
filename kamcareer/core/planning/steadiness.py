"""Planning again without turning everything over: what stays in a plan stays in its weeks, or comes earlier."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kamcareer.core.planning.calendar import earlier
from kamcareer.core.planning.kept_plan import KeptPlan
from kamcareer.core.planning.limits import Limits, Objective
from kamcareer.core.planning.outcome import Ground, plan_of
from kamcareer.core.planning.plan import Plan
from kamcareer.core.planning.problem import Candidate, Pace
from kamcareer.core.planning.solving import on_calendar
from kamcareer.core.planning.worth import SCALE


def steadied(ground: Ground, plan: Plan, limits: Limits, before: KeptPlan, monday: date) -> Plan:
    """Return a plan of the same activities, worth the same, in the weeks of an earlier plan as far as all fit there.

    What a plan is worth depends on its activities, not on their weeks; where the date counts, the weeks are the plan.
    """
    if limits.objective is Objective.DATE or plan.unmet_pins:
        return plan
    weeks = _weeks_kept(plan, before, monday)
    problem = ground.problem(limits)
    held = replace(problem, candidates=tuple(_held(one, weeks.get(one.id)) for one in problem.candidates))
    placements = on_calendar(held, [step.id for step in plan.steps]) if weeks else None
    if placements is None:
        return plan
    free = [replace(one, candidate=problem.by_id[one.candidate.id]) for one in placements]
    value, bound = round(plan.value * SCALE), round(plan.bound * SCALE)
    return replace(
        plan_of(ground, problem, earlier(problem, free), plan.status, value, bound), relaxations=plan.relaxations
    )


def _weeks_kept(plan: Plan, before: KeptPlan, monday: date) -> Mapping[str, tuple[int, Pace]]:
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
