"""Before the first question: present role, target role, the role card."""

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired

from kamcareer.core.assessment import minutes_left, questions
from kamcareer.core.careers import edges_from, step
from kamcareer.core.framework.model import Framework
from kamcareer.services.self_assessment import aim_at, start
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.frameworks import current_framework
from kamcareer.web.languages import words
from kamcareer.web.sitting import current_sitting, remember_sitting

OUTSIDE = "outside"


class PresentRoleForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Who the person is today."""

    present = RadioField(validators=[InputRequired(_l("Choose what is nearest to your work, or “none of these”"))])

    def offer(self, framework: Framework) -> None:
        """Offer every role, and none of them."""
        roles = [SelectChoice(id, words(role.name)) for id, role in framework.roles.items()]
        self.present.choices = [*roles, SelectChoice(OUTSIDE, OUTSIDE)]


class TargetRoleForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Who the person would like to be."""

    target = RadioField(validators=[InputRequired(_l("Choose the role you want to compare yourself with"))])

    def offer(self, framework: Framework) -> None:
        """Offer every role."""
        self.target.choices = [SelectChoice(id, words(role.name)) for id, role in framework.roles.items()]


def choose_present() -> ResponseReturnValue:
    """Ask for the present role."""
    framework, form = current_framework(), PresentRoleForm()
    form.offer(framework)
    if form.validate_on_submit():
        return redirect(url_for("candidate.target", present=form.present.data), 303)
    if request.method == "GET" and request.args.get("present") in framework.roles | {OUTSIDE: None}:
        form.present.data = request.args["present"]
    page = render_template("candidate/present.html", framework=framework, form=form, outside=OUTSIDE)
    return page, 422 if form.errors else 200


def choose_target() -> ResponseReturnValue:
    """Ask for the target role, the next steps of the career map first; then begin."""
    framework, present = current_framework(), request.args.get("present")
    return _choose(framework, present if present in framework.roles else None, _begin)


def choose_another() -> ResponseReturnValue:
    """Ask for another target of the open assessment, among the roles of the framework it was started on."""
    sitting = current_sitting()
    return _choose(sitting.framework, sitting.assessment.present, _aim)


def _choose(framework: Framework, present: str | None, go: Callable[[str | None, str], None]) -> ResponseReturnValue:
    form = TargetRoleForm()
    form.offer(framework)
    if form.validate_on_submit():
        go(present, form.target.data)
        db.session.commit()
        return redirect(url_for("candidate.role"), 303)
    if request.method == "GET" and request.args.get("target") in framework.roles:
        form.target.data = request.args["target"]
    nexts = [edge.to_role for edge in edges_from(framework, present) if edge.to_role] if present else []
    page = render_template(
        "candidate/target.html", framework=framework, form=form, present=present, nexts=nexts, step=step
    )
    return page, 422 if form.errors else 200


def _begin(present: str | None, target: str) -> None:
    remember_sitting(start(db.session(), current_framework(), present, target, now()).id)


def _aim(_present: str | None, target: str) -> None:
    aim_at(db.session(), current_sitting().assessment.id, target)


def show_role_card() -> str:
    """Show what the target role is, before the first question."""
    sitting = current_sitting()
    asked = questions(sitting.framework, sitting.assessment.target)
    return render_template(
        "candidate/role_card.html",
        framework=sitting.framework,
        role=sitting.framework.roles[sitting.assessment.target],
        total=len(asked),
        minutes=minutes_left(sitting.assessment, asked),
    )
