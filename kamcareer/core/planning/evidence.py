"""What would be known better: a reassessment, the manager's view, a talk with a panel.

These steps lift nobody. They narrow the interval around what is already thought, and before they happen they change no
expected probability; so a plan names them, finds room for them in its weeks and says how much they would narrow, and
never counts them as progress.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import itemgetter

import numpy as np

from kamcareer.core.measurement import Profile, Rating, measure
from kamcareer.core.planning.outcome import Ground
from kamcareer.core.planning.plan import Plan


@dataclass(frozen=True)
class EvidenceKind:
    """A way to learn more: whose rating it brings, the minutes it takes, and when it is due.

    That is after a part of the plan, 0 to 1, or every so many weeks since the first week of all.
    """

    id: str
    source: str
    minutes: int
    due: float = 0.0
    every: int | None = None

    def first_week(self, weeks: int, gone: int) -> int:
        """Return the week of a plan of so many weeks in which it is due, so many weeks having gone by before it."""
        if self.every is not None:
            return max(1, min(self.every - gone % self.every, weeks))
        return min(max(1, round(self.due * weeks)), weeks)


REASSESSMENT = EvidenceKind("reassessment", "self", 15, every=13)  # 90 days
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
    ground: Ground, plan: Plan, kinds: Iterable[EvidenceKind] = KINDS, gone: int = 0
) -> tuple[EvidenceStep, ...]:
    """Return evidence steps in weeks of the plan that have room for them, each on top of those before it.

    `gone` are the weeks of earlier plans before its first week.
    """
    room = [int(plan.limits.hours_per_week * 60) - minutes for minutes in plan.minutes_by_week]
    profile, steps = ground.profile, []
    for first, kind in sorted(((kind.first_week(plan.limits.weeks, gone), kind) for kind in kinds), key=itemgetter(0)):
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


def reassessment_week(steps: Iterable[EvidenceStep]) -> int | None:
    """Return the week in which to assess oneself again; None where none has room."""
    return next((step.week for step in steps if step.kind is REASSESSMENT), None)
