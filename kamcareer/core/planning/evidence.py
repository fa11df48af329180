"""What would be known better: a reassessment, the manager's view, a talk with a panel.

These steps lift nobody. They narrow the interval around what is already thought, and before they happen they change no
expected probability; so a plan names them, finds room for them in its weeks and says how much they would narrow, and
never counts them as progress.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

import numpy as np

from kamcareer.core.measurement import Profile, Rating, measure
from kamcareer.core.planning.outcome import Ground
from kamcareer.core.planning.plan import Plan


@dataclass(frozen=True)
class EvidenceKind:
    """A way to learn more: whose rating it brings, the minutes it takes, and when it is due.

    That is after a part of the plan, 0 to 1; a reassessment has a day of its own.
    """

    id: str
    source: str
    minutes: int
    due: float = 0.0


REASSESSMENT = EvidenceKind("reassessment", "self", 15)
AGAIN = 13  # the week in which to assess oneself again, where the day is not known: 90 days from the first
MANAGER = EvidenceKind("manager", "manager", 60)
PANEL = EvidenceKind("panel", "interview", 60, due=1.0)
KINDS = (MANAGER, REASSESSMENT, PANEL)


@dataclass(frozen=True)
class EvidenceStep:
    """One of them in a week with room for it; deviations in levels, on average over the must-haves of the role.

    `week` is None where no week from its due date on has the minutes left.
    """

    kind: EvidenceKind
    week: int | None
    deviation_before: float
    deviation_after: float


def evidence_steps(
    ground: Ground, plan: Plan, kinds: Iterable[EvidenceKind] = KINDS, again: int = AGAIN
) -> tuple[EvidenceStep, ...]:
    """Return evidence steps in weeks of the plan that have room for them, each on top of those before it.

    `again` is the first week, from 1, in which to assess oneself again; at the latest that is the last of the plan.
    """
    room = [int(plan.limits.hours_per_week * 60) - minutes for minutes in plan.minutes_by_week]
    profile, steps = ground.profile, []
    due = [(_first_week(kind, plan.limits.weeks, again), kind) for kind in kinds]
    for first, kind in sorted(due, key=itemgetter(0)):
        # What is due at the end and finds no room there may come earlier.
        order = [*range(first, plan.limits.weeks + 1), *range(first - 1, 0, -1)]
        week = next((week for week in order if room[week - 1] >= kind.minutes), None)
        narrowed = narrower(ground, profile, kind.source) if week else profile
        steps.append(EvidenceStep(kind, week, _deviation(ground, profile), _deviation(ground, narrowed)))
        if week:
            room[week - 1] -= kind.minutes
            profile = narrowed
    return tuple(steps)


def narrower(ground: Ground, profile: Profile, source: str) -> Profile:
    """Return the profile with one more rating by a source in every competency of the role; the levels stay as they are.

    How much a rating narrows does not depend on what it says, so it is known beforehand.
    """
    asked = [id for id, need in ground.role.requirements.items() if need.level]
    # One's own word stays one's own: the mood that colours it is the same as before.
    rater = "" if source == REASSESSMENT.source else "to come"
    more = [Rating(id, source, round(profile[id].mean), rater=rater) for id in asked]
    later = measure(ground.framework, None, [*profile.ratings, *more], prior=profile.prior_mean)
    return replace(later, mean=profile.mean)


def week_from(day: date, monday: date) -> int:
    """Return the first week, from 1, that begins on a day or later; week 1 begins on the Monday."""
    return max(1, -((monday - day).days // 7) + 1)


def _first_week(kind: EvidenceKind, weeks: int, again: int) -> int:
    week = again if kind is REASSESSMENT else round(kind.due * weeks)
    return min(max(1, week), weeks)


def _deviation(ground: Ground, profile: Profile) -> float:
    counted = ground.role.must_haves or tuple(ground.role.requirements)
    return float(np.mean([profile[id].deviation for id in counted]))


def reassessment_week(steps: Iterable[EvidenceStep]) -> int | None:
    """Return the week in which to assess oneself again; None where none has room."""
    return next((step.week for step in steps if step.kind is REASSESSMENT), None)
