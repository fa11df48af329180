"""Before the first question: present role, target role, the role card."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired

from kamcareer.core.assessment import Depth
from kamcareer.core.blocks import Block, Kind, total_minutes
from kamcareer.core.careers import edges_from, step
from kamcareer.core.framework.model import Framework
from kamcareer.services.self_assessment import Sitting, aim_at, ask
from kamcareer.store.database import db
from kamcareer.web.flow import blocks_of, first_open_address
from kamcareer.web.frameworks import current_framework
from kamcareer.web.languages import words
from kamcareer.web.sitting import current_sitting, forget_sitting_of_request

OUTSIDE = "outside"


class PresentRoleForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Who the person is today."""

    present = RadioField(validators=[InputRequired(_l("Choose what is nearest to your work, or “none of these”"))])

    def offer(self, framework: Framework) -> None:
        """Offer every role, and none of them."""
        roles = [SelectChoice(id, words(role.name)) for id, role in framework.roles.items()]
        self.present.choices = [*roles, SelectChoice(OUTSIDE, OUTSIDE)]


class DepthForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """How much the person wants to be asked: each button of the page is one of the choices."""

    depth = RadioField(choices=[SelectChoice(depth, depth) for depth in Depth], validators=[InputRequired()])


@dataclass(frozen=True)
class DepthWay:
    """What one way asks, and the minutes that it still takes."""

    blocks: Mapping[Kind, Block]
    minutes: int


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
    """Ask for the target role, the next steps of the career map first; then show what there is to agree to."""
    framework, present = current_framework(), request.args.get("present")
    return _choose(framework, present if present in framework.roles else None, _to_the_agreement)


def choose_another() -> ResponseReturnValue:
    """Ask for another target of the open assessment, among the roles of the framework it was started on."""
    sitting = current_sitting()
    return _choose(sitting.framework, sitting.assessment.present, _aim)


def _choose(framework: Framework, present: str | None, go: Callable[[str | None, str], str]) -> ResponseReturnValue:
    form = TargetRoleForm()
    form.offer(framework)
    if form.validate_on_submit():
        return redirect(go(present, form.target.data), 303)
    if request.method == "GET" and request.args.get("target") in framework.roles:
        form.target.data = request.args["target"]
    nexts = [edge.to_role for edge in edges_from(framework, present) if edge.to_role] if present else []
    page = render_template(
        "candidate/target.html", framework=framework, form=form, present=present, nexts=nexts, step=step
    )
    return page, 422 if form.errors else 200


def _to_the_agreement(present: str | None, target: str) -> str:
    return url_for("candidate.agree", present=present or OUTSIDE, target=target)


def _aim(_present: str | None, target: str) -> str:
    aim_at(db.session(), current_sitting().assessment.id, target)
    db.session.commit()
    return url_for("candidate.role")


def show_role_card() -> str:
    """Show what the target role is, and how much may be asked, before the first question."""
    sitting = current_sitting()
    return render_template(
        "candidate/role_card.html",
        framework=sitting.framework,
        role=sitting.framework.roles[sitting.assessment.target],
        form=DepthForm(formdata=None),
        ways=ways_of(sitting),
    )


def ways_of(sitting: Sitting) -> dict[Depth, DepthWay]:
    """Return what the quick and the full way ask of the open assessment, and how long each still takes."""
    found = {}
    for depth in Depth:
        asked = blocks_of(sitting, depth)
        found[depth] = DepthWay(asked, total_minutes(sitting.assessment, asked))
    return found


def choose_depth() -> ResponseReturnValue:
    """Ask less or more, and go to the first question that is open then."""
    sitting, form = current_sitting(), DepthForm()
    if not form.validate():
        abort(422)
    ask(db.session(), sitting.assessment.id, Depth(form.depth.data))
    db.session.commit()
    forget_sitting_of_request()
    return redirect(first_open_address(current_sitting()), 303)
