"""The values that pages, print templates and texts of a development plan share."""

from datetime import date
from itertools import groupby
from typing import Any

from flask_babel import format_date, format_decimal

from kamcareer.core.planning.evidence import EvidenceStep, reassessment_week
from kamcareer.core.planning.explanation import NotChosen, Prices
from kamcareer.core.planning.plan import Plan, Relaxation, Step
from kamcareer.web.plan_timeline import Weeks, timeline

LEAST_QUARTER = 1 / 8  # of an hour; above it, a quarter is nearer than nothing
LEAST_SAID = 0.01


def plan_context(
    plan: Plan,
    monday: date,
    prices: Prices | None = None,
    left: tuple[NotChosen, ...] = (),
    helps: tuple[Relaxation, ...] = (),
    evidence: tuple[EvidenceStep, ...] = (),
) -> dict[str, Any]:
    """Return what every template of a plan needs; what was not asked for is not shown."""
    weeks, again = Weeks(monday), reassessment_week(evidence)
    return {
        "plan": plan,
        "timeline": timeline(plan, weeks, again),
        "framework": plan.framework,
        "weeks": weeks,
        "months": by_month(plan, weeks),
        "first": first_at_work(plan),
        "prices": prices,
        "left": left,
        "helps": helps,
        "evidence": evidence,
        "day_month": day_month,
        "month_name": month_name,
        "month_short": month_short,
        "hours_number": hours_number,
        "reassess_on": weeks.begin(again) if again else None,
    }


def by_month(plan: Plan, weeks: Weeks) -> list[tuple[date, list[Step]]]:
    """Return the steps by the calendar month in which they start, each month by its first day."""

    def month(step: Step) -> date:
        return weeks.begin(step.start_week).replace(day=1)

    return [(first, list(steps)) for first, steps in groupby(plan.ahead, key=month)]


def first_at_work(plan: Plan) -> Step | None:
    """Return what to begin with: of the things that start first one that fits into the usual week, if there is one."""
    if not plan.ahead:
        return None
    earliest = [step for step in plan.ahead if step.start_week == plan.ahead[0].start_week]
    return min(earliest, key=lambda step: (step.activity.hours_at == "own", step.minutes_per_week))


def day_month(moment: date) -> str:
    """Return a day without its year, in words."""
    return str(format_date(moment, "d MMMM"))


def month_name(moment: date) -> str:
    """Return a month with its year, in words."""
    return str(format_date(moment, "LLLL yyyy")).replace("\u202f", "\u00a0")


def month_short(moment: date) -> str:
    """Return the name of a month, cut to what fits over a line."""
    return str(format_date(moment, "LLL")).rstrip(".")


def hours_number(hours: float) -> str:
    """Return hours to the nearest quarter, as people say them: 4½; a few minutes are a decimal, and not nothing."""
    if 0 < hours <= LEAST_QUARTER:
        return str(format_decimal(max(hours, LEAST_SAID), "0.##"))
    whole, quarters = divmod(round(hours * 4), 4)
    return (str(format_decimal(whole)) if whole or not quarters else "") + ("", "¼", "½", "¾")[quarters]
