"""The development plan of a person for a role: the entrance of this package."""

from dataclasses import replace

from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.measurement import Profile
from kamcareer.core.planning.limits import Limits, Objective
from kamcareer.core.planning.outcome import Ground, plan_of
from kamcareer.core.planning.plan import Plan, Status
from kamcareer.core.planning.problem import Problem
from kamcareer.core.planning.relaxation import first, relaxations
from kamcareer.core.planning.solving import Found, any_plan, best_plan


def development_plan(framework: Framework, role: Role, profile: Profile, limits: Limits) -> Plan:
    """Return the best plan within the limits; where they allow none, an empty plan that says what would help."""
    ground = Ground(framework, role, profile)
    plan = earliest_plan(ground, limits) if limits.objective == Objective.DATE else most_gain(ground, limits)
    if not plan.steps and plan.unreached:
        plan = replace(plan, status=Status.INFEASIBLE)
    return replace(plan, relaxations=relaxations(ground, plan)) if plan.status is Status.INFEASIBLE else plan


def most_gain(ground: Ground, limits: Limits) -> Plan:
    """Return the plan that gains most by the deadline; what is pinned and fits nowhere is named as unmet."""
    problem = ground.problem(limits)
    found = best_plan(problem)
    if found.placements is None:
        free = most_gain(ground, replace(limits, pinned={}))
        return replace(free, limits=limits, status=Status.INFEASIBLE, unmet_pins=tuple(sorted(limits.pinned)))
    return _plan(ground, problem, found)


def earliest_plan(ground: Ground, limits: Limits) -> Plan:
    """Return the plan by which every must-have is expected to be held soonest, and which gains most by then.

    Where that cannot be within the limits: the plan that gains most, as infeasible.
    """
    week = earliest_week(ground, limits)
    if week is None:
        return replace(most_gain(ground, limits), status=Status.INFEASIBLE)
    if week == 0:
        return most_gain(ground, limits)
    problem = replace(ground.problem(replace(limits, weeks=week)), hold_must_haves=True)
    found = best_plan(problem, known=any_plan(problem) or ())
    return replace(_plan(ground, problem, found), limits=limits)


def earliest_week(ground: Ground, limits: Limits) -> int | None:
    """Return the first week by which every must-have can be expected to be held; 0 for now, None within no week."""

    def reached(weeks: int) -> bool:
        problem = replace(ground.problem(replace(limits, weeks=weeks)), hold_must_haves=True)
        return not problem.unmet_pins and any_plan(problem) is not None

    if ground.problem(limits).holds_must_haves(()):
        return 0
    return first(reached, 1, limits.weeks)


def _plan(ground: Ground, problem: Problem, found: Found) -> Plan:
    status = Status.OPTIMAL if found.proved else Status.FEASIBLE
    if found.placements is None or problem.unmet_pins:
        status = Status.INFEASIBLE
    return plan_of(ground, problem, found.placements or (), status, found.value, found.bound)
