"""The development plan of the open assessment."""

from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kamcareer.services.development_plan import Explained, keep_limits, limits_of, plan_of
from kamcareer.services.gap_report import report_of
from kamcareer.store.database import db
from kamcareer.web.candidate.plan_form import PlanForm
from kamcareer.web.clock import now
from kamcareer.web.plan_context import next_monday, plan_context
from kamcareer.web.plan_timeline import Weeks
from kamcareer.web.sitting import current_sitting


def show_plan() -> ResponseReturnValue:
    """Show the best plan within what the person can give, and take it when that changes."""
    sitting, form = current_sitting(), PlanForm(now().date())
    if form.validate_on_submit():
        keep_limits(db.session(), sitting, form.limits, now())
        db.session.commit()
        return redirect(url_for("candidate.plan"), 303)
    stored, kept = report_of(db.session(), sitting, now().date()), limits_of(db.session(), sitting, now())
    monday = next_monday(kept.since.date())
    if not form.is_submitted():
        form.fill(kept.limits, Weeks(monday))
    priced = "prices" in request.args
    made = plan_of(stored, kept.limits, priced=priced) if stored.report.answered else None
    shown = page_context(made, monday) if made else {"plan": None}
    page = render_template("candidate/plan.html", form=form, report=stored.report, **shown)
    return page, 422 if form.errors else 200


def page_context(made: Explained, monday: date) -> dict[str, Any]:
    """Return what the page and the printed plan say."""
    return plan_context(made.plan, monday, made.prices, made.left, made.helps, made.evidence)
