"""What a person can and wants to give to a plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil

FIRST_MONTH = 4  # weeks
FREE_WEEK = 10  # one week in so many is kept free
STARTS_IN_FIRST_MONTH = 2
PRACTICE = frozenset({"project", "rotation"})  # kinds of activity
PRACTICE_SHARE = 0.5
PARALLEL = 3
MOST_PARALLEL = 10
MOST_WEEKS = 156
MOST_HOURS = 60.0
MOST_MONEY = 100_000_000


class Objective(StrEnum):
    """What a plan is best at: most gain by the deadline, or the earliest date of every must-have."""

    GAIN = "gain"
    DATE = "date"


@dataclass(frozen=True)
class Limits:
    """The limits of one plan. Weeks count from 1; money in whole units of the framework's currency, None: no limit.

    `done` is what was finished; its gain is added unless it is `absorbed`: finished before the levels were estimated,
    so that they hold it already. `refused` is what the person does not want or cannot get; `pinned` must be part of the
    plan, from a given week on where one is given; `full` has no place left; `progress` is the part of a begun activity
    that lies behind, 0 to 1.
    """

    hours_per_week: float
    weeks: int
    budget: int | None = None
    objective: Objective = Objective.GAIN
    practice_share: float = PRACTICE_SHARE
    parallel: int = PARALLEL
    starts_in_first_month: int = STARTS_IN_FIRST_MONTH
    track: str | None = None
    done: frozenset[str] = frozenset()
    absorbed: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    full: frozenset[str] = frozenset()
    pinned: Mapping[str, int | None] = field(default_factory=dict)
    progress: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 <= self.hours_per_week <= MOST_HOURS:
            raise ValueError(f"hours per week must be from 0 to {MOST_HOURS:.0f}")
        if not 1 <= self.weeks <= MOST_WEEKS:
            raise ValueError(f"weeks must be from 1 to {MOST_WEEKS}")
        if self.budget is not None and self.budget < 0:
            raise ValueError("the budget cannot be negative")
        if not 0 <= self.practice_share <= 1:
            raise ValueError("the share of practice must be from 0 to 1")
        if not 1 <= self.parallel <= MOST_PARALLEL:
            raise ValueError(f"things at a time must be from 1 to {MOST_PARALLEL}")

    @property
    def minutes_per_week(self) -> int:
        """Whole minutes that a week has for the plan."""
        return int(self.hours_per_week * 60)

    @property
    def planned_weeks(self) -> int:
        """The weeks a plan may fill: one of every ten begun stays free, for holidays, illness and what nobody foresees.

        A plan of a month or less has no free week.
        """
        return self.weeks - (ceil(self.weeks / FREE_WEEK) if self.weeks > FIRST_MONTH else 0)

    @property
    def planned_minutes(self) -> int:
        """The minutes that all activities together may take."""
        return self.planned_weeks * self.minutes_per_week

    @property
    def planned_activity_weeks(self) -> int:
        """The weeks that all activities together may run: on average half a thing less at a time than allowed."""
        return max(self.planned_weeks, self.planned_weeks * (2 * self.parallel - 1) // 2)
