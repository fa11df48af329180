"""A plan as it is kept: what was shown, so that it can be shown again without planning, and compared with the next."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from kamcareer.core.planning.calendar import Placement
from kamcareer.core.planning.limits import Limits
from kamcareer.core.planning.outcome import Ground, plan_of
from kamcareer.core.planning.plan import Plan, Relaxation, Status
from kamcareer.core.planning.problem import Pace
from kamcareer.core.planning.worth import SCALE


@dataclass(frozen=True)
class KeptStep:
    """An activity in its weeks; they count from 1."""

    activity: str
    start_week: int
    weeks: int
    minutes_per_week: int

    @property
    def waits(self) -> bool:
        """Whether it is done and only waits for the practice that closes it."""
        return self.minutes_per_week <= 1


@dataclass(frozen=True)
class KeptPlan:
    """A plan whose week 1 begins on `monday`. `fingerprint` is of what it was made from; `in_place` is 0 to 1."""

    made: datetime
    fingerprint: str
    monday: date
    weeks: int
    status: Status
    value: int
    bound: int
    ready_week: int | None
    in_place: float
    steps: tuple[KeptStep, ...]
    helps: tuple[Relaxation, ...] = ()
    unmet_pins: tuple[str, ...] = ()

    def begin(self, step: KeptStep) -> date:
        """Return the Monday on which a step begins."""
        return self.monday + timedelta(weeks=step.start_week - 1)

    def end(self, step: KeptStep) -> date:
        """Return the last day of a step, a Sunday."""
        return self.begin(step) + timedelta(weeks=step.weeks, days=-1)

    @property
    def ready(self) -> date | None:
        """The day by which every must-have is expected to be held; None where there is no such day ahead."""
        return self.monday + timedelta(weeks=self.ready_week, days=-1) if self.ready_week else None


def fingerprint(ground: Ground, framework_sha256: str, limits: Limits, begins: date, until: date) -> str:
    """Return what tells whether a plan would have to be made anew: of everything it follows from but the weeks gone by.

    Progress is left out on purpose: a week that went as planned changes no plan.
    """
    profile = ground.profile
    said = {
        "framework": framework_sha256,
        "role": ground.role.id,
        "levels": {id: [round(profile[id].mean, 3), round(profile[id].deviation, 3)] for id in profile.competencies},
        "hours": limits.minutes_per_week,
        "begins": begins.isoformat(),
        "until": until.isoformat(),
        "budget": limits.budget,
        "objective": limits.objective,
        "practice": limits.practice_share,
        "parallel": limits.parallel,
        "done": sorted(limits.done),
        "absorbed": sorted(limits.absorbed),
        "refused": sorted(limits.refused),
        "pinned": sorted(limits.pinned),
    }
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def kept(plan: Plan, monday: date, made: datetime, print_: str, helps: tuple[Relaxation, ...]) -> KeptPlan:
    """Return what is kept of a plan."""
    return KeptPlan(
        made=made,
        fingerprint=print_,
        monday=monday,
        weeks=plan.limits.weeks,
        status=plan.status,
        value=round(plan.value * SCALE),
        bound=round(plan.bound * SCALE),
        ready_week=plan.ready_week,
        in_place=plan.after.estimate,
        steps=tuple(KeptStep(step.id, step.start_week, len(step.weeks), step.minutes_per_week) for step in plan.steps),
        helps=helps,
        unmet_pins=plan.unmet_pins,
    )


def rebuilt(ground: Ground, limits: Limits, one: KeptPlan) -> Plan | None:
    """Return a kept plan with everything that is expected of it; None where an activity of it is not possible now."""
    possible = replace(limits, pinned={}) if one.unmet_pins else limits
    problem = ground.problem(possible)
    if any(step.activity not in problem.by_id for step in one.steps):
        return None
    placements = [
        Placement(problem.by_id[step.activity], step.start_week, Pace(step.weeks, step.minutes_per_week))
        for step in one.steps
    ]
    plan = plan_of(ground, problem, placements, one.status, one.value, one.bound)
    infeasible = one.status is Status.INFEASIBLE
    return replace(plan, limits=limits, unmet_pins=one.unmet_pins, relaxations=one.helps if infeasible else ())
