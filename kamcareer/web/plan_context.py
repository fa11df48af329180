"""The values that pages, print templates and texts of a development plan share."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from flask_babel import format_date, format_decimal

from kamcareer.core.planning.explanation import NotChosen, Prices
from kamcareer.core.planning.plan import Plan, Relaxation, Step


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


def next_monday(today: date) -> date:
    """Return the Monday a plan begins on: today on a Monday, else the next."""
    return today + timedelta(days=-today.weekday() % 7)


def plan_context(
    plan: Plan,
    monday: date,
    prices: Prices | None = None,
    left: tuple[NotChosen, ...] = (),
    helps: tuple[Relaxation, ...] = (),
) -> dict[str, Any]:
    """Return what every template of a plan needs; what was not asked for is not shown."""
    weeks = Weeks(monday)
    return {
        "plan": plan,
        "framework": plan.framework,
        "weeks": weeks,
        "months": by_month(plan, weeks),
        "first": first_at_work(plan),
        "prices": prices,
        "left": left,
        "helps": helps,
        "day_month": day_month,
        "month_name": month_name,
        "hours_number": hours_number,
        "reassess_on": monday + timedelta(days=90),
    }


def by_month(plan: Plan, weeks: Weeks) -> list[tuple[date, list[Step]]]:
    """Return the steps by the calendar month in which they start, each month by its first day."""

    def month(step: Step) -> date:
        return weeks.begin(step.start_week).replace(day=1)

    return [(first, list(steps)) for first, steps in groupby(plan.steps, key=month)]


def first_at_work(plan: Plan) -> Step | None:
    """Return what to begin with: of the things that start first one that fits into the usual week, if there is one."""
    if not plan.steps:
        return None
    earliest = [step for step in plan.steps if step.start_week == plan.steps[0].start_week]
    return min(earliest, key=lambda step: (step.activity.hours_at == "own", step.minutes_per_week))


def day_month(moment: date) -> str:
    """Return a day without its year, in words."""
    return str(format_date(moment, "d MMMM"))


def month_name(moment: date) -> str:
    """Return a month with its year, in words."""
    return str(format_date(moment, "LLLL yyyy")).replace("\u202f", "\u00a0")


def hours_number(hours: float) -> str:
    """Return hours without needless decimals."""
    return str(format_decimal(round(hours, 1), "0.#"))
