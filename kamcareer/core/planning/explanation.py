"""Why a plan is as it is: what each activity is worth to it, what was left out and why, what each limit costs.

Every answer comes from planning again with one thing changed, so each costs a moment; ask only for what is shown.
Questions about the same plan may share `misfits`: most of them are about the same calendar.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from kamcareer.core.planning.calendar import Placement
from kamcareer.core.planning.candidates import LeftOut, left_out
from kamcareer.core.planning.limits import MOST_HOURS, MOST_WEEKS, Limits
from kamcareer.core.planning.misfits import Misfits
from kamcareer.core.planning.outcome import Ground
from kamcareer.core.planning.plan import Plan
from kamcareer.core.planning.problem import Pace, Problem
from kamcareer.core.planning.solving import Found, best_plan
from kamcareer.core.planning.worth import SCALE
from kamcareer.core.readiness import Readiness

MONEY = 10_000
MONTH = 4  # weeks
HARMLESS = 1e-6


@dataclass(frozen=True)
class Change:
    """A plan with one thing changed: what it is worth more, and what could be expected then."""

    value: float
    readiness: Readiness

    def over(self, plan: Plan) -> tuple[float, float]:
        """Return how much readiness and the probability of all must-haves would grow."""
        return (
            self.readiness.estimate - plan.after.estimate,
            self.readiness.probability_must_haves - plan.after.probability_must_haves,
        )


@dataclass(frozen=True)
class Without:
    """What a plan loses without one of its activities, and what would come instead."""

    activity: str
    change: Change
    instead: tuple[str, ...]


class WhyNot(StrEnum):
    """Why an activity that would add something is not in a plan."""

    CROWDED_OUT = "crowded_out"  # it fits, but only in place of something better
    DOES_NOT_FIT = "does_not_fit"
    REFUSED = "refused"
    FULL = "full"
    TIME = "time"
    HOURS = "hours"
    MONEY = "money"
    BEFORE = "before"


@dataclass(frozen=True)
class NotChosen:
    """An activity that was left out, why, what taking it would cost, and what it would push out."""

    activity: str
    why: WhyNot
    loss: float = 0.0
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prices:
    """What each limit costs: the change by one more hour a week, week, month, 10,000, and without a practice share.

    `money` is None where the plan has no limit of money.
    """

    hour: Change
    week: Change
    month: Change
    money: Change | None
    practice: Change


def without(ground: Ground, plan: Plan, activity: str, misfits: Misfits | None = None) -> Without:
    """Return what the plan loses if one of its activities is refused."""
    limits = plan.limits
    free = {id: week for id, week in limits.pinned.items() if id != activity}
    change, found = _changed(ground, plan, replace(limits, refused=limits.refused | {activity}, pinned=free), misfits)
    chosen = {one.id for one in found.chosen}
    return Without(activity, change, tuple(sorted(chosen - {step.id for step in plan.steps})))


def prices(ground: Ground, plan: Plan, misfits: Misfits | None = None) -> Prices:
    """Return what more of each limit would bring."""
    limits = plan.limits
    hours = min(limits.hours_per_week + 1, MOST_HOURS)
    return Prices(
        hour=_changed(ground, plan, replace(limits, hours_per_week=hours))[0],
        week=_changed(ground, plan, replace(limits, weeks=min(limits.weeks + 1, MOST_WEEKS)))[0],
        month=_changed(ground, plan, replace(limits, weeks=min(limits.weeks + MONTH, MOST_WEEKS)))[0],
        money=None if limits.budget is None
        else _changed(ground, plan, replace(limits, budget=limits.budget + MONEY), misfits)[0],
        practice=_changed(ground, plan, replace(limits, practice_share=0.0), misfits)[0],
    )  # fmt: skip


def not_chosen(ground: Ground, plan: Plan, most: int = 3, misfits: Misfits | None = None) -> tuple[NotChosen, ...]:
    """Return the best few activities that are not in the plan, by what each would add to it, and why they are not."""
    chosen = {step.id for step in plan.steps}
    widest = ground.problem(_wide(plan.limits))
    base = [widest.by_id[id] for id in chosen if id in widest.by_id]
    adds = {
        one.id: widest.value([*base, one]) - widest.value(base) for one in widest.candidates if one.id not in chosen
    }
    ranked = sorted((id for id in adds if adds[id] > 0), key=lambda id: (-adds[id], id))
    misfits = misfits if misfits is not None else Misfits()
    reasons = left_out(ground.framework, ground.role, ground.profile, plan.limits)
    return tuple(_why_not(ground, plan, id, reasons.get(id), misfits) for id in ranked[:most])


def _why_not(ground: Ground, plan: Plan, activity: str, reason: LeftOut | None, misfits: Misfits) -> NotChosen:
    if reason is not None and reason.value in {why.value for why in WhyNot}:
        return NotChosen(activity, WhyNot(reason.value))
    limits = replace(plan.limits, pinned={**plan.limits.pinned, activity: None})
    found = best_plan(ground.problem(limits), misfits=misfits)
    if found.placements is None:
        return NotChosen(activity, WhyNot.DOES_NOT_FIT)
    there = {one.id for one in found.chosen}
    pushed = tuple(step.id for step in plan.steps if step.id not in there)
    return NotChosen(activity, WhyNot.CROWDED_OUT, max(0.0, plan.value - found.value / SCALE), pushed)


def _changed(ground: Ground, plan: Plan, limits: Limits, misfits: Misfits | None = None) -> tuple[Change, Found]:
    """Return what planning again within other limits brings; never less than the plan, where it still fits."""
    problem = ground.problem(limits)
    found = best_plan(problem, known=_placements(plan, problem), misfits=misfits)
    base = problem.value(())
    chosen = found.chosen
    lifts = {
        id: (problem.level_with(id, chosen) - target.level) / 100
        + target.level / 100
        - round(ground.profile[id].mean * 100) / 100
        for id, target in problem.targets.items()
    }
    value = (found.value - base) / SCALE - plan.value
    return Change(0.0 if abs(value) < HARMLESS else value, ground.readiness_with(lifts)), found


def _placements(plan: Plan, problem: Problem) -> Iterable[Placement]:
    """Return the plan as placements of another problem; () where something of it is not possible there."""
    if any(step.id not in problem.by_id for step in plan.steps):
        return ()
    return tuple(
        Placement(problem.by_id[step.id], step.start_week, Pace(len(step.weeks), step.minutes_per_week))
        for step in plan.steps
    )


def _wide(limits: Limits) -> Limits:
    return replace(limits, weeks=MOST_WEEKS, hours_per_week=MOST_HOURS, budget=None, refused=frozenset(),
                   full=frozenset(), pinned={})  # fmt: skip
