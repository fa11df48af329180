"""What would be known better: a reassessment, the manager's view, a talk with a panel.

These steps lift nobody. They narrow the interval around what is already thought, and before they happen they change no
expected probability; so a plan names them, finds room for them in its weeks and says how much they would narrow, and
never counts them as progress.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from kamcareer.core.measurement import Profile, Rating, measure
from kamcareer.core.planning.outcome import Ground
from kamcareer.core.planning.plan import Plan


@dataclass(frozen=True)
class EvidenceKind:
    """A way to learn more: whose rating it brings, the minutes it takes, the part of the plan after which it is due."""

    id: str
    source: str
    minutes: int
    due: float


REASSESSMENT = EvidenceKind("reassessment", "self", 15, 0.5)
MANAGER = EvidenceKind("manager", "manager", 60, 0.0)
PANEL = EvidenceKind("panel", "interview", 60, 1.0)
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


def evidence_steps(ground: Ground, plan: Plan, kinds: Iterable[EvidenceKind] = KINDS) -> tuple[EvidenceStep, ...]:
    """Return evidence steps in weeks of the plan that have room for them, each on top of those before it."""
    room = [int(plan.limits.hours_per_week * 60) - minutes for minutes in plan.minutes_by_week]
    profile, steps = ground.profile, []
    for kind in sorted(kinds, key=lambda kind: kind.due):
        first = min(max(1, round(kind.due * plan.limits.weeks)), plan.limits.weeks)
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


def _deviation(ground: Ground, profile: Profile) -> float:
    counted = ground.role.must_haves or tuple(ground.role.requirements)
    return float(np.mean([profile[id].deviation for id in counted]))
