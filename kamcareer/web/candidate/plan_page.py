"""The development plan of the open assessment."""

from datetime import date
from functools import partial
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.services.development_plan import OwnPlan, keep_limits, limits_of
from kamcareer.services.gap_report import report_of
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.database import db
from kamcareer.web.candidate.plan_activity import REASONS
from kamcareer.web.candidate.plan_form import PlanForm
from kamcareer.web.candidate.what_if import address_within, what_if_form
from kamcareer.web.clock import now, today
from kamcareer.web.own_plan import current_plan
from kamcareer.web.plan_context import hours_number, plan_context
from kamcareer.web.plan_timeline import Weeks
from kamcareer.web.sitting import current_sitting


def show_plan() -> ResponseReturnValue:
    """Show the plan within what the person can give, and take it when that changes."""
    sitting, form = current_sitting(), PlanForm(today())
    if form.validate_on_submit() and not _overtaken(form, sitting):
        keep_limits(db.session(), sitting, form.limits, now(), form.begins.data)
        db.session.commit()
        return redirect(url_for("candidate.plan"), 303)
    stored = report_of(db.session(), sitting, today())
    own = current_plan(sitting, stored, priced="prices" in request.args) if stored.report.answered else None
    if own and not form.is_submitted():
        form.fill(own.course.limits, Weeks(own.course.first_monday), own.course.begins)
        form.seen.data = own.course.since.isoformat()
    shown = page_context(own, today()) if own else {"plan": None}
    page = render_template("candidate/plan.html", form=form, press=FlaskForm(), report=stored.report, **shown)
    return page, 422 if form.errors else 200


def _overtaken(form: PlanForm, sitting: Sitting) -> bool:
    """Whether other limits were kept since the page was opened; the form then says which, and is not lost."""
    kept = limits_of(db.session(), sitting, now())
    if not form.seen.data or form.seen.data == kept.since.isoformat():
        return False
    form.seen.data = kept.since.isoformat()
    form.seen.errors = [
        _(
            "Meanwhile %(hours)s hours a week were kept, in another tab or on another device. Nothing was overwritten; "
            "press again to take what stands here.",
            hours=hours_number(kept.limits.hours_per_week),
        )
    ]
    return True


def page_context(own: OwnPlan, today: date) -> dict[str, Any]:
    """Return what the page and the printed plan say."""
    made = own.explained
    return {
        **plan_context(made.plan, own.kept.monday, made.prices, made.left, made.helps, made.evidence),
        "own": own,
        "decided": own.decided,
        "changes": own.changes,
        "weeks_to_tell": own.weeks(today),
        "this_day": today,
        "what_if": what_if_form(own, today),
        "over": own.course.over(today),
        "reasons": REASONS,
        "address_within": partial(address_within, own),
    }
