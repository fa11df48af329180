"""A release beside the company's own version of the model: what both changed is decided, the rest is put together."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField

from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.merge import Conflict, Place, typed_value
from kamcareer.core.framework.yaml_reader import Value
from kamcareer.exports.framework_merge import Sides, place_name, sides
from kamcareer.services.audit import Event
from kamcareer.services.framework_drafts import begin_with_release
from kamcareer.services.framework_release import Waiting, waiting_release
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.frameworks import current_framework, framework_place
from kamcareer.web.languages import language
from kamcareer.web.problem_words import problem_lines
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known

OURS, RELEASE, TYPED = "ours", "release", "typed"


class ReleaseForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Which state of the three was read; the choices have names of their own."""

    mark = HiddenField()


@dataclass(frozen=True)
class Choice:
    """One place to decide, what each side says there, and what was chosen so far."""

    conflict: Conflict
    where: str
    name: str
    sides: Sides
    chosen: str
    text: str
    wrong: str

    @property
    def value(self) -> Value:
        """What was decided."""
        if self.chosen == TYPED:
            return typed_value(self.conflict, self.text)
        return self.conflict.release if self.chosen == RELEASE else self.conflict.ours


def bring_in_release() -> ResponseReturnValue:
    """Show every place that the company and the release changed differently; begin a draft with what was decided."""
    place, form = framework_place(), ReleaseForm()
    waiting = waiting_release(db.session(), place)
    if waiting is None:
        flash(_("The files of the installation bring nothing that could be put together with the version in use."))
        return redirect(url_for("hr.models"), 303)
    problems: list[str] = []
    choices: list[Choice] = []
    stale = form.is_submitted() and form.mark.data != waiting.mark
    try:
        choices = [_choice(one, asked=form.is_submitted()) for one in waiting.merge().conflicts]
        if form.validate_on_submit() and not stale and not any(one.wrong for one in choices):
            return _begin(waiting, choices)
    except FileError as error:
        problems = problem_lines(error.problems)
    form.mark.data = waiting.mark
    page = render_template(
        "hr/model_release.html",
        form=form,
        choices=choices,
        wrong=[one for one in choices if one.wrong] if not stale else [],
        problems=problems,
        stale=stale,
        changed=waiting.changed,
    )
    return page, 409 if stale else 422 if form.is_submitted() else 200


def _begin(waiting: Waiting, choices: Iterable[Choice]) -> ResponseReturnValue:
    decided: dict[Place, Value] = {one.conflict.place: one.value for one in choices}
    files, by = waiting.merge(decided).files, current_known().account.id
    head = begin_with_release(db.session(), framework_place(), files, by, now())
    note(Event.MODEL_DRAFT_BEGUN, by, f"{head.id} release {head.release_sha256 or ''}"[:80])
    db.session.commit()
    flash(_("A draft holds your version with the release in it. Read what changes, then ask for a second look."))
    return redirect(url_for("hr.model_changes", id=head.id), 303)


def _choice(conflict: Conflict, *, asked: bool) -> Choice:
    name = f"{conflict.file}:{'.'.join(map(str, conflict.path))}"
    chosen, text = request.form.get(f"choice:{name}", ""), request.form.get(f"text:{name}", "")
    chosen = chosen or request.form.get("rest", "")
    text = text.replace("\r\n", "\n").strip()
    shown = sides(conflict, language(), current_framework())
    said = place_name(conflict, current_framework(), language())
    wrong = _wrong(conflict, shown, chosen, text, said) if asked else ""
    return Choice(conflict, said, name, shown, chosen, text, wrong)


def _wrong(conflict: Conflict, shown: Sides, chosen: str, text: str, place: str) -> str:
    if chosen not in {OURS, RELEASE, TYPED} or (chosen == TYPED and not shown.may_be_typed):
        return str(_l("%(place)s: choose yours, the release’s, or write your own", place=place))
    if chosen == TYPED and not text:
        return str(_l("%(place)s: write the text, or choose one of the two", place=place))
    try:
        if chosen == TYPED:
            typed_value(conflict, text)
    except ValueError:
        how = _l("%(place)s: write level 0–4, a stroke and weight 1–3, as in 3/2, with * for a must-have", place=place)
        return str(how)
    return ""
