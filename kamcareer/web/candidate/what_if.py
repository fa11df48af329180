"""What would be if: the person's own plan beside one within other limits or for another role. Keeps nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3

from kamcareer.core.framework.model import Framework
from kamcareer.core.planning.limits import Limits
from kamcareer.core.planning.plan import Relaxation
from kamcareer.services.development_plan import OwnPlan, plan_if
from kamcareer.services.gap_report import report_of
from kamcareer.store.database import db
from kamcareer.web.candidate.plan_form import PlanForm
from kamcareer.web.clock import today
from kamcareer.web.languages import words
from kamcareer.web.own_plan import current_plan
from kamcareer.web.plan_context import plan_context
from kamcareer.web.plan_timeline import Weeks
from kamcareer.web.sitting import current_sitting


class WhatIfForm(PlanForm):
    """Hours, day and money as on the page of the plan, and the role; everything else stays."""

    # How WTForms leaves a field of the form above out.
    objective = seen = begins = practice = parallel = None  # type: ignore[assignment]
    target = SelectField()

    def __init__(self, framework: Framework, kept: Limits, until: date, target: str, today: date) -> None:
        """Begin with the limits that are kept, their last day and the role; an address may ask for others."""
        asked = request.args if "hours" in request.args else None
        super().__init__(today, formdata=asked, meta={"csrf": False})
        self.kept = kept
        self.target.choices = [SelectChoice(id, words(role.name)) for id, role in framework.roles.items()]
        if not asked:
            self.hours.data = Decimal(f"{kept.hours_per_week:g}")
            self.until.data, self.budget.data, self.target.data = until, kept.budget, target

    def limits_from(self, monday: date) -> Limits:
        """Return what was said, the weeks counted from a Monday."""
        weeks = ((self.until.data - monday).days + 1) // 7 if self.until.data else 1
        hours = float(self.hours.data or 0)
        return replace(self.kept, hours_per_week=hours, weeks=max(1, weeks), budget=self.budget.data)


def address_within(own: OwnPlan, wider: Relaxation) -> str:
    """Return the address that compares the own plan with one within limits that are wider in what has to give way."""
    limits, more = own.course.limits, {one.limit: one.value - one.present for one in wider.changes}
    return url_for(
        "candidate.what_if",
        hours=f"{limits.hours_per_week + more.get('hours_per_week', 0):g}",
        until=Weeks(own.course.first_monday).end(limits.weeks + round(more.get("weeks", 0))),
        budget=None if limits.budget is None else limits.budget + round(more.get("budget", 0)),
        target=own.plan.role.id,
        _anchor="compared",
    )


def what_if_form(own: OwnPlan, today: date) -> WhatIfForm:
    """Return the form beside a plan."""
    course = own.course
    return WhatIfForm(own.plan.framework, course.limits, course.until, own.plan.role.id, today)


def show_what_if() -> ResponseReturnValue:
    """Show both plans side by side; without anything asked the form alone."""
    sitting, day = current_sitting(), today()
    stored = report_of(db.session(), sitting, day)
    if not stored.report.answered:
        return redirect(url_for("candidate.plan"), 303)
    own = current_plan(sitting, stored)
    if own.course.over(day):
        return redirect(url_for("candidate.plan"), 303)
    form, other = what_if_form(own, day), None
    if "hours" in request.args and form.validate():
        limits = form.limits_from(own.course.first_monday)
        other = plan_if(db.session(), sitting, own, limits, form.target.data, day)
    page = render_template(
        "candidate/what_if.html",
        form=form,
        press=FlaskForm(),
        other=other,
        own=own,
        this_day=day,
        until=Weeks(own.course.first_monday).end(own.course.limits.weeks),
        **plan_context(own.plan, own.kept.monday),
    )
    return page, 422 if form.errors else 200
