"""A development plan: what to do in which weeks, what it adds, and what can be expected of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import ceil

from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.measurement import Profile
from kamcareer.core.planning.limits import PRACTICE, Limits
from kamcareer.core.readiness import Readiness


class Status(StrEnum):
    """Whether a plan was proved to be the best, is the best found, or the limits allow none."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


class Reach(StrEnum):
    """Why a requirement is not expected to be held at the end."""

    LIMITS = "limits"  # more time or money would do
    CATALOGUE = "catalogue"  # no known activities lift that far; only the work itself does


@dataclass(frozen=True)
class Step:
    """An activity in its weeks. Weeks count from 1 and both ends belong to it; gains in levels of the scale.

    What it adds counts from `counts_from` on: a training when the practice task that closes it is done.
    """

    activity: Activity
    start_week: int
    end_week: int
    minutes_per_week: int
    hours: float
    cost: int
    gains: Mapping[str, float]
    counts_from: int
    closed_by: str | None = None
    needed_by: tuple[str, ...] = ()  # steps that it closes, comes before or makes possible

    @property
    def id(self) -> str:
        """The activity."""
        return self.activity.id

    @property
    def weeks(self) -> range:
        """Its weeks."""
        return range(self.start_week, self.end_week + 1)


@dataclass(frozen=True)
class Milestone:
    """What can be expected at the end of a week in which something begins to count."""

    week: int
    steps: tuple[str, ...]
    readiness: Readiness


@dataclass(frozen=True)
class Unreached:
    """A requirement that is not expected to be held at the end: mean below the required level less the margin."""

    competency: str
    required: int
    expected: float
    must_have: bool
    reach: Reach


@dataclass(frozen=True)
class Relaxation:
    """The smallest change of one limit that would help, everything else as it is: hours_per_week, weeks or budget.

    Where no single change helps, the others that must give way `together_with` it.
    """

    limit: str
    value: float
    present: float
    together_with: tuple["Relaxation", ...] = ()

    @property
    def changes(self) -> tuple["Relaxation", ...]:
        """Every limit that gives way, this one first."""
        return (replace(self, together_with=()), *self.together_with)


@dataclass(frozen=True)
class Plan:
    """The plan with what is expected of it. Value and bound in parts of readiness over doing nothing, see worth.py."""

    framework: Framework
    role: Role
    profile: Profile
    limits: Limits
    status: Status
    steps: tuple[Step, ...]
    value: float
    bound: float
    levels_before: Mapping[str, float]
    levels_after: Mapping[str, float]
    before: Readiness
    after: Readiness
    milestones: tuple[Milestone, ...]
    unreached: tuple[Unreached, ...]
    ready_week: int | None  # the week from which every must-have is expected to be held; 0: already now
    unmet_pins: tuple[str, ...] = ()
    relaxations: tuple[Relaxation, ...] = field(default=())

    @property
    def bound_gap(self) -> float:
        """How much better a plan could be at most, relative to this one."""
        return max(0.0, self.bound - self.value) / max(self.value, 1e-9)

    @property
    def late_ready_week(self) -> int | None:
        """The week of readiness if every fourth week falls out; None where there is no such week ahead."""
        return ceil(self.ready_week * 4 / 3) if self.ready_week else None

    @property
    def ahead(self) -> tuple[Step, ...]:
        """The steps still to be done: all but knowledge that only waits for the practice that closes it."""
        return tuple(step for step in self.steps if self.limits.progress.get(step.id, 0.0) < 1)

    @property
    def minutes_by_week(self) -> tuple[int, ...]:
        """Minutes of each week from the first to the last."""
        return tuple(
            sum(step.minutes_per_week for step in self.steps if week in step.weeks)
            for week in range(1, self.limits.weeks + 1)
        )

    @property
    def hours(self) -> float:
        """All hours."""
        return sum(step.hours for step in self.steps)

    @property
    def cost(self) -> int:
        """All money."""
        return sum(step.cost for step in self.steps)

    @property
    def practice_share(self) -> float:
        """The part of the hours that is practice: projects and rotations; 1 for an empty plan."""
        practice = sum(step.hours for step in self.steps if step.activity.kind in PRACTICE)
        return practice / self.hours if self.hours else 1.0
