"""What a development plan says as a Word file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext

from kamcareer.core.planning.plan import Plan, Step
from kamcareer.exports.document_template import Values
from kamcareer.web.languages import day, money, percent, words
from kamcareer.web.plain_text import plain_macros
from kamcareer.web.plan_context import day_month, hours_number


def plan_labels() -> dict[str, str]:
    """Return the words that stand in the shipped template, in the language of the reader."""
    return {
        "title": gettext("Development plan: %(role)s", role="{{ role }}"),
        "employee": gettext("Employee"),
        "period": gettext("Time"),
        "effort": gettext("What is put in"),
        "monday": gettext("On Monday, %(day)s", day="{{ monday }}"),
        "weeks": gettext("When"),
        "what": gettext("What to do"),
        "hours": gettext("Hours"),
        "signatures": gettext("Talked over and agreed"),
        "name": gettext("Full name"),
        "signature": gettext("Signature"),
        "date": gettext("Date"),
        "manager": gettext("Manager"),
        "hr": gettext("HR"),
        "activities": gettext("Week by week"),
        "first_step": gettext("First step"),
        "result": gettext("What to show at the end"),
        "whom": gettext("Whom to ask"),
        "evidence": gettext("To know better where you stand"),
    }


def plan_values(shown: Mapping[str, Any], today: date) -> Values:
    """Return what stands in the places of the template, of what the page of the plan shows; all of it is plain text."""
    plan: Plan = shown["plan"]
    weeks, first = shown["weeks"], shown["first"]
    say = plain_macros("macros/plan_words.html", **shown)
    return {
        "role": words(plan.role.name),
        "begin": day(weeks.begin(1)),
        "end": day(weeks.end(plan.limits.weeks)),
        "effort": _effort(plan),
        "caution": _of(plain_macros("macros/sources.html").low_evidence(plan.profile)),
        "standing": _of(say.standing(plan, True)),  # noqa: FBT003 - a macro
        "monday": day_month(weeks.begin(first.start_week)) if first else "",
        "first_step": words(first.activity.first_step) if first else "",
        "steps": [_step(say, shown, step) for step in plan.ahead],
        "expected": _expected(say, shown) if plan.steps else [],
        "evidence": [_of(say.evidence_step(weeks, one)) for one in _planned(shown)] if plan.steps else [],
        "missing": [f"{_topic(plan, one.competency)}: {_of(say.reach(one))}" for one in plan.unreached],
        "notes": _notes(plan),
        "today": day(today),
    }


def _effort(plan: Plan) -> str:
    prices, budget = plan.framework.prices, plan.limits.budget
    parts = [gettext("%(hours)s h a week", hours=hours_number(plan.limits.hours_per_week))]
    if budget and prices:
        parts.append(gettext("up to %(money)s", money=money(budget, prices.currency)))
    elif budget is not None:
        parts.append(gettext("no money"))
    return ", ".join(parts)


def _step(say: Any, shown: Mapping[str, Any], step: Step) -> dict[str, str]:
    activity = step.activity
    return {
        "weeks": _of(say.period(shown["weeks"], step)),
        "name": words(activity.name),
        "kind": _of(plain_macros("macros/activity_words.html").kind(activity)),
        "hours": hours_number(step.hours),
        "effort": _of(say.step_effort(step)),
        "cost": _of(say.step_cost(shown["framework"], step)),
        "task": words(activity.task),
        "first_step": words(activity.first_step),
        "result": words(activity.result),
        "whom": words(activity.whom_to_ask),
        "why": _of(say.why(shown["plan"], step)),
    }


def _expected(say: Any, shown: Mapping[str, Any]) -> list[str]:
    plan: Plan = shown["plan"]
    said = [
        gettext(
            "The part of the role that is in place: %(before)s now, %(after)s at the end",
            before=percent(plan.before.estimate),
            after=percent(plan.after.estimate),
        ),
        gettext(
            "People like you with all must-haves at once: %(before)s now, %(after)s at the end",
            before=_of(say.in_hundred(plan.before.probability_must_haves)),
            after=_of(say.in_hundred(plan.after.probability_must_haves)),
        ),
        gettext(
            "Dates hold if the hours are found and nobody stands in the way. A promotion also depends on a vacancy."
        ),
    ]
    if again := shown["reassess_on"]:
        on = day_month(again)
        said.append(
            gettext(
                "Assess yourself again on %(day)s: what you know of yourself then counts more than any plan.", day=on
            )
        )
    return said


def _planned(shown: Mapping[str, Any]) -> list[Any]:
    return sorted((one for one in shown["evidence"] if one.week), key=lambda one: one.week)


def _notes(plan: Plan) -> str:
    name, version = words(plan.framework.name), plan.framework.version
    said = (
        gettext(
            "Dates hold if the hours are found and nobody stands in the way. A promotion also depends on a vacancy."
        ),
        gettext("Gains, hours and levels are drafts of experts; a person decides."),
        gettext("Model “%(name)s”, version %(version)s, draft", name=name, version=version) + ".",
    )
    return " ".join(said)


def _topic(plan: Plan, id: str) -> str:
    return words(plan.framework.competencies[id].name)


def _of(said: object) -> str:
    return " ".join(str(said).split(" ")).strip()
