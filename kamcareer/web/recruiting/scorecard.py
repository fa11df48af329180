"""The card of an interviewer about one person: one page, saved while they write or when they say so, locked once."""

from collections.abc import Iterable
from uuid import UUID

from flask import current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import Length, Optional, Regexp

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.interviews.kit import Kit
from kamcareer.core.interviews.scorecard import LONGEST_HEARD, LONGEST_NOTE, Mark, Marks, Scorecard
from kamcareer.services.interview_kits import chosen_kit
from kamcareer.services.scorecards import (
    ClosedError,
    Conflict,
    NotReadyError,
    asked_on,
    lock_card,
    own_card,
    save_card,
)
from kamcareer.services.screenings import Row
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.recruiting.own import talk_or_404
from kamcareer.web.recruiting.talk_news import tell_of_marks
from kamcareer.web.recruiting.talks import talk_name
from kamcareer.web.typed import plain_text
from kamcareer.web.viewer import current_known

NO_CHANCE = "no_chance"
LOOK_OVER = "lock"
JSON = "application/json"  # what the page asks for while somebody writes


class CardForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """The revision that was seen; the marks are added for what is asked."""

    revision = HiddenField(validators=[Regexp(r"\A\d{1,6}\Z")])


def fill_card(id: UUID, application: UUID) -> ResponseReturnValue:
    """Show the card; on POST keep it, and go on to looking it over where that is asked for."""
    found, row = talk_or_404(id, application, lock=request.method == "POST")
    card = own_card(db.session(), current_app.config["SECRET_KEY"], row, current_known().account)
    kit = chosen_kit(db.session(), found)
    asked = asked_on(found, kit, card)
    form = _form(asked)
    if request.method != "POST":
        _fill(form, card)
        return _page(found, row, card, form, asked, kit)
    if request.headers.get("Accept") == JSON:
        return _save_quietly(found, row, form, asked)
    if not form.validate():
        return _page(found, row, card, form, asked, kit), 422
    return _save(found, row, card, form, asked, kit)


def _save_quietly(found: OpenVacancy, row: Row, form: CardForm, asked: tuple[str, ...]) -> ResponseReturnValue:
    """Keep the card while it is written: 200 with the new revision, 409 where somebody was faster or it is closed."""
    if not form.validate():
        return jsonify(error=next(iter(form.errors.values()))[0]), 422
    try:
        outcome = _kept(found, row, form, asked)
    except ClosedError:
        return jsonify(error="closed"), 409
    if isinstance(outcome, Conflict):
        return jsonify(revision=outcome.stored.revision), 409
    db.session.commit()
    return jsonify(revision=outcome.revision)


def _save(
    found: OpenVacancy, row: Row, card: Scorecard, form: CardForm, asked: tuple[str, ...], kit: Kit | None
) -> ResponseReturnValue:
    here = url_for("recruiting.scorecard", id=found.vacancy.id, application=row.application.id)
    offered = _marks(form, asked)
    try:
        outcome = _kept(found, row, form, asked)
    except ClosedError:
        return _page(found, row, card, form, asked, kit), 409
    if isinstance(outcome, Conflict):
        form.revision.data = str(outcome.stored.revision)
        differs = [one for one in asked if offered[one] != outcome.stored.mark(one)]
        return _page(found, row, outcome.stored, form, asked, kit, differs), 409
    db.session.commit()
    if request.form.get("then") == LOOK_OVER:
        return redirect(url_for("recruiting.lock_scorecard", id=found.vacancy.id, application=row.application.id), 303)
    flash(_("Saved. Nobody else reads it before all have locked."))
    return redirect(here, 303)


def _kept(found: OpenVacancy, row: Row, form: CardForm, asked: tuple[str, ...]) -> Scorecard | Conflict:
    secret, by, seen = current_app.config["SECRET_KEY"], current_known().account, int(form.revision.data or 0)
    return save_card(db.session(), secret, found, row, by, _marks(form, asked), seen)


def lock_here(id: UUID, application: UUID) -> ResponseReturnValue:
    """Show what is about to be locked; on POST lock it. What was locked stays as it is."""
    found, row = talk_or_404(id, application, lock=request.method == "POST")
    secret, by, form = current_app.config["SECRET_KEY"], current_known().account, FlaskForm()
    card = own_card(db.session(), secret, row, by)
    asked = asked_on(found, chosen_kit(db.session(), found), card)
    if form.validate_on_submit():
        try:
            lock_card(db.session(), secret, found, row, by, now())
        except (ClosedError, NotReadyError):
            return redirect(url_for("recruiting.lock_scorecard", id=id, application=application), 303)
        tell_of_marks(found, row.application.id)
        db.session.commit()
        flash(_("Locked. Your marks stay as they are."))
        return redirect(url_for("recruiting.marks", id=id, application=application), 303)
    return render_template(
        "recruiting/lock_scorecard.html",
        found=found,
        row=row,
        name=talk_name(found, row.application),
        card=card,
        asked=asked,
        form=form,
        open_ones=card.open_ones(asked),
    )


def level_name(id: str) -> str:
    """Return the name of the field with the mark of a competency."""
    return f"level_{id}"


def heard_name(id: str) -> str:
    """Return the name of the field with what was heard."""
    return f"heard_{id}"


def note_name(id: str) -> str:
    """Return the name of the field with a note."""
    return f"note_{id}"


def _form(asked: Iterable[str]) -> CardForm:
    levels = [SelectChoice(one, one) for one in (*map(str, range(MAX_LEVEL + 1)), NO_CHANCE)]
    fields: dict[str, RadioField | TextAreaField] = {}
    for id in asked:
        fields[level_name(id)] = RadioField(choices=levels, validators=[Optional()])
        fields[heard_name(id)] = _text(LONGEST_HEARD, _l("At most 1,200 characters; please shorten it"), "3")
        fields[note_name(id)] = _text(LONGEST_NOTE, _l("At most 400 characters; please shorten it"), "2")
    form: CardForm = type("ScorecardForm", (CardForm,), fields)()
    return form


def _text(longest: int, told: str, rows: str) -> TextAreaField:
    return TextAreaField(filters=[plain_text], validators=[Length(max=longest, message=told)], render_kw={"rows": rows})


def _fill(form: CardForm, card: Scorecard) -> None:
    form.revision.data = str(card.revision)
    for id, mark in card.marks.items():
        if level_name(id) in form:
            chosen = None if mark.level is None else str(mark.level)
            form[level_name(id)].data = NO_CHANCE if mark.no_chance else chosen
            form[heard_name(id)].data, form[note_name(id)].data = mark.heard, mark.note


def _marks(form: CardForm, asked: Iterable[str]) -> Marks:
    found = {}
    for id in asked:
        chosen = form[level_name(id)].data or None
        no_chance = chosen == NO_CHANCE
        level = None if no_chance or chosen is None else int(chosen)
        found[id] = Mark(level, no_chance, form[heard_name(id)].data or "", form[note_name(id)].data or "")
    return found


def _page(  # noqa: PLR0913 - what the page shows
    found: OpenVacancy,
    row: Row,
    card: Scorecard,
    form: CardForm,
    asked: tuple[str, ...],
    kit: Kit | None,
    differs: Iterable[str] = (),
) -> str:
    questions = {one.competency: one for one in kit.asked} if kit else {}
    return render_template(
        "recruiting/scorecard.html",
        found=found,
        row=row,
        name=talk_name(found, row.application),
        card=card,
        form=form,
        asked=asked,
        questions=questions,
        differs=list(differs),
        level_name=level_name,
        heard_name=heard_name,
        note_name=note_name,
        no_chance=NO_CHANCE,
        look_over=LOOK_OVER,
        targets={name: f"{name}-0" if name.startswith("level_") else name for name in form.data},
    )
