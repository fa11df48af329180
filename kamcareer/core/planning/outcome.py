"""From activities in their weeks to a plan with everything that is expected of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.measurement import Profile
from kamcareer.core.planning.calendar import Placement
from kamcareer.core.planning.candidates import planning_problem
from kamcareer.core.planning.limits import MOST_HOURS, MOST_WEEKS, Limits
from kamcareer.core.planning.plan import Milestone, Plan, Reach, Status, Step, Unreached
from kamcareer.core.planning.problem import Problem
from kamcareer.core.planning.worth import SCALE, UNIT
from kamcareer.core.readiness import Readiness, readiness


@dataclass(frozen=True)
class Ground:
    """Who plans for what: a person's estimated levels, and the role they want."""

    framework: Framework
    role: Role
    profile: Profile

    def problem(self, limits: Limits) -> Problem:
        """Return the planning problem within some limits."""
        return planning_problem(self.framework, self.role, self.profile, limits)

    def readiness_with(self, lifts: Mapping[str, float]) -> Readiness:
        """Return readiness with levels lifted; what is not known of the person stays as uncertain as it is."""
        added = np.array([lifts.get(id, 0.0) for id in self.profile.competencies])
        return readiness(self.framework, self.role, replace(self.profile, mean=self.profile.mean + added))


def plan_of(
    ground: Ground, problem: Problem, placements: Iterable[Placement], status: Status, value: int, bound: int
) -> Plan:
    """Return the plan that placements make."""
    those = sorted(placements, key=lambda one: (one.start, one.end, one.candidate.id))
    order = sorted(those, key=lambda one: (_counts_from(one, those), one.end, one.candidate.id))
    gains, milestones = _along_the_way(ground, problem, order)
    start = {id: target.level / UNIT for id, target in problem.targets.items()}
    chosen = [one.candidate for one in those]
    end = {id: problem.level_with(id, chosen) / UNIT for id in problem.targets}
    before = _lifts_done(ground, start)
    return Plan(
        framework=ground.framework,
        role=ground.role,
        profile=ground.profile,
        limits=problem.limits,
        status=status,
        steps=tuple(_step(ground, problem, one, those, gains[one.candidate.id]) for one in those),
        value=value / SCALE,
        bound=bound / SCALE,
        levels_before=start,
        levels_after=end,
        before=ground.readiness_with(before),
        after=milestones[-1].readiness if milestones else ground.readiness_with(before),
        milestones=milestones,
        unreached=_unreached(ground, problem, end),
        ready_week=_ready_week(problem, order),
        unmet_pins=problem.unmet_pins,
    )


def _lifts_done(ground: Ground, start: Mapping[str, float]) -> dict[str, float]:
    """Return what was lifted since the levels were estimated; exactly nothing where nothing was done."""
    lifts = {id: level - round(ground.profile[id].mean * UNIT) / UNIT for id, level in start.items()}
    return {id: lift for id, lift in lifts.items() if lift}


def _along_the_way(
    ground: Ground, problem: Problem, order: list[Placement]
) -> tuple[dict[str, dict[str, float]], tuple[Milestone, ...]]:
    """Return what each activity adds in the order in which they count, and what is expected after each week."""
    start = {id: target.level for id, target in problem.targets.items()}
    base = _lifts_done(ground, {id: level / UNIT for id, level in start.items()})
    here, gains, milestones = dict(start), {}, []
    weeks = [_counts_from(one, order) for one in order]
    for number, one in enumerate(order):
        done = [other.candidate for other in order[: number + 1]]
        reached = {id: problem.level_with(id, done) for id in one.candidate.lifts}
        gains[one.candidate.id] = {id: (level - here[id]) / UNIT for id, level in reached.items() if level > here[id]}
        here |= reached
        if number + 1 == len(order) or weeks[number + 1] > weeks[number]:
            lifts = {id: base.get(id, 0.0) + (level - start[id]) / UNIT for id, level in here.items()}
            steps = tuple(other.candidate.id for other, week in zip(order, weeks, strict=True) if week == weeks[number])
            milestones.append(Milestone(weeks[number], steps, ground.readiness_with(lifts)))
    return gains, tuple(milestones)


def _step(ground: Ground, problem: Problem, one: Placement, those: list[Placement], gains: Mapping[str, float]) -> Step:
    closing = _closing(one, those)
    return Step(
        activity=ground.framework.activities[one.candidate.id],
        start_week=one.start,
        end_week=one.end,
        minutes_per_week=one.pace.minutes,
        hours=round(one.candidate.minutes / 60, 2),
        cost=one.candidate.cost,
        gains=gains,
        counts_from=_counts_from(one, those),
        closed_by=closing.candidate.id if closing else None,
        needed_by=tuple(other.candidate.id for other in those if _needs(problem, other, one, those)),
    )


def _closing(one: Placement, those: list[Placement]) -> Placement | None:
    """Return the practice task that closes an activity first."""
    closing = [other for other in those if other.candidate.id in one.candidate.closers and other.start > one.end]
    return min(closing, key=lambda other: other.end, default=None)


def _counts_from(one: Placement, those: list[Placement]) -> int:
    closing = _closing(one, those)
    return closing.end if closing else one.end


def _needs(problem: Problem, later: Placement, one: Placement, those: list[Placement]) -> bool:
    """Whether a later activity could not stand in the plan without this one."""
    if one.candidate.id in later.candidate.after or later.candidate.id == one.candidate.id:
        return one.candidate.id in later.candidate.after
    if _closing(later, those) is one:
        return True
    before = [other.candidate for other in those if other.end < later.start and other is not one]
    return any(
        id in one.candidate.lifts and problem.level_with(id, before) < least
        for id, least in later.candidate.entries.items()
    )


def _unreached(ground: Ground, problem: Problem, end: Mapping[str, float]) -> tuple[Unreached, ...]:
    margin = ground.framework.measurement.margin.value
    short = {id: need for id, need in ground.role.requirements.items() if end[id] < need.level - margin}
    if not short:
        return ()
    widest = replace(problem.limits, weeks=MOST_WEEKS, hours_per_week=MOST_HOURS, budget=None, refused=frozenset(),
                     full=frozenset(), pinned={})  # fmt: skip
    most = ground.problem(widest)
    return tuple(
        Unreached(
            id,
            need.level,
            end[id],
            need.must_have,
            Reach.LIMITS if most.level_with(id, most.lifting[id]) >= (need.level - margin) * UNIT else Reach.CATALOGUE,
        )
        for id, need in sorted(short.items(), key=lambda item: (not item[1].must_have, end[item[0]] - item[1].level))
    )


def _ready_week(problem: Problem, order: list[Placement]) -> int | None:
    """Return the week from which every must-have is expected to be held; None where that is not reached."""
    for count in range(len(order) + 1):
        if problem.holds_must_haves(one.candidate for one in order[:count]):
            return _counts_from(order[count - 1], order) if count else 0
    return None
