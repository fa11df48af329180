"""Where the activities of a plan lie on a line of weeks, in percent of its length."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from kamcareer.core.planning.plan import Plan, Step

MOST_MONTHS = 8  # names of months that stand side by side
MOST_WEEKS = 60  # marks of weeks that can be told apart
BESIDE = 0.8  # percent of the line between two marks that can be told apart


@dataclass(frozen=True)
class Weeks:
    """The weeks of a plan as dates; week 1 begins on a Monday."""

    monday: date

    def begin(self, week: int) -> date:
        """Return the Monday of a week."""
        return self.monday + timedelta(weeks=week - 1)

    def end(self, week: int) -> date:
        """Return the Sunday of a week."""
        return self.monday + timedelta(weeks=week, days=-1)


@dataclass(frozen=True)
class Bar:
    """An activity on the line: where it begins, how long it is, 0 to 100."""

    step: Step
    begin: float
    length: float


@dataclass(frozen=True)
class Timeline:
    """The line of a plan: its activities, its Mondays, the first days of its months, and two days to mark on it."""

    bars: tuple[Bar, ...]
    mondays: tuple[float, ...]
    months: tuple[tuple[float, date], ...]
    ready: float | None
    reassess: float | None
    every: int = 1  # weeks between two of `mondays`


def timeline(plan: Plan, weeks: Weeks, reassess: int | None = None) -> Timeline:
    """Return the line from the first week to the last; `reassess` is the week in which to assess oneself again."""
    days = 7 * plan.limits.weeks
    bars = tuple(
        Bar(step, 700 * (step.start_week - 1) / days, 700 * len(step.weeks) / days)
        for step in sorted(plan.ahead, key=lambda step: (step.start_week, step.end_week, step.id))
    )
    ready = 700 * plan.ready_week / days if plan.ready_week else None
    again = 700 * (reassess - 1) / days if reassess else None
    if ready and again and abs(ready - again) < BESIDE:
        again = ready - BESIDE
    every = 1 if plan.limits.weeks <= MOST_WEEKS else 4
    mondays = tuple(700 * week / days for week in range(every, plan.limits.weeks, every))
    return Timeline(bars, mondays, _months(weeks.monday, days), ready, again, every)


def _months(monday: date, days: int) -> tuple[tuple[float, date], ...]:
    last = monday + timedelta(days=days - 1)
    firsts = []
    first = monday.replace(day=1)
    while (first := (first + timedelta(days=31)).replace(day=1)) <= last:
        firsts.append(first)
    every = max(1, ceil(len(firsts) / MOST_MONTHS))
    return tuple((100 * (first - monday).days / days, first) for first in firsts[::every])
