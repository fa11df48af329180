"""A chair who is no recruiter decides about the applicants of that contest; and calling a contest off."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from kamcareer.core.contests import LEAST_WORDS, LONGEST_WORDS
from kamcareer.core.notifications import Happening
from kamcareer.core.readings import Capacity
from kamcareer.services.audit import Event
from kamcareer.services.contests import MoveError, call_off, chairs, may_move
from kamcareer.services.decisions import possible, waits_for_marks
from kamcareer.services.inquiries import asked_about, open_objections
from kamcareer.services.own_cases import own_cases
from kamcareer.services.screenings import answers_of
from kamcareer.store.database import db, written_apart
from kamcareer.web.clock import now, today
from kamcareer.web.records import note_reading
from kamcareer.web.recruiting.candidates import DecisionForm, keep_decision, newest_of, shown_name
from kamcareer.web.recruiting.contest_news import tell_who_took_part
from kamcareer.web.recruiting.own import somebody_or_404, vacancy_or_404
from kamcareer.web.typed import plain_text
from kamcareer.web.vacancy_words import ACTS, GROUNDS, KNOCK_OUTS, OUTCOMES
from kamcareer.web.viewer import current_known


class CallOffForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Why a contest ends without a result."""

    words = TextAreaField(
        filters=[plain_text],
        validators=[
            InputRequired(_l("Write why, in at least ten characters")),
            Length(min=LEAST_WORDS, message=_l("Write why, in at least ten characters")),
            Length(max=LONGEST_WORDS, message=_l("At most 2,000 characters; please shorten it")),
        ],
        render_kw={"rows": "4"},
    )


def decide_here(id: UUID, application: UUID) -> ResponseReturnValue:
    """Show an applicant to the chair of the contest topic by topic; on POST keep a decision about them."""
    found = vacancy_or_404(id)
    if not chairs(found, current_known().account):
        abort(404)
    row = somebody_or_404(found, application, lock=request.method == "POST")
    form = DecisionForm()
    asked = asked_about(db.session(), row.decisions)
    form.offer(possible(found, row, asked, today()))
    if request.method == "POST" and not form.outcome.choices:
        abort(409)
    if request.method != "POST":
        form.began_with(newest_of(row))
    if form.validate_on_submit() and form.still_seen(newest_of(row)) and keep_decision(found, row, form):
        flash(_("The decision is kept with its reasons."))
        return redirect(url_for("recruiting.contest", id=id), 303)
    with written_apart():
        assessment = answers_of(db.session(), row.application, now())
        note_reading(Event.ANSWERS_READ, [assessment.id], found.vacancy.id, Capacity.CHAIR)
    page = render_template(
        "recruiting/contest_applicant.html",
        form=form,
        found=found,
        vacancy=found.vacancy,
        row=row,
        name=shown_name(found, row),
        examples={one: draft.example for one, draft in assessment.drafts.items() if draft.example},
        waits=waits_for_marks(found, row, today()),
        objections=open_objections(asked),
        acts=ACTS,
        outcomes=OUTCOMES,
        grounds=GROUNDS,
        knock_outs=KNOCK_OUTS,
    )
    return page, 422 if form.errors else 200


def call_off_here(id: UUID) -> ResponseReturnValue:
    """Show what calling a contest off means; on POST end it without a result, and tell everybody who took part."""
    found, by = vacancy_or_404(id, lock=request.method == "POST"), current_known().account
    contest = found.vacancy.contest
    if contest is None or not may_move(found, by, own_cases(db.session(), found.vacancy.id, by)):
        abort(404)
    if not contest.under_way:
        return redirect(url_for("recruiting.contest", id=id), 303)
    form = CallOffForm()
    if form.validate_on_submit():
        tell_who_took_part(found, Happening.CONTEST_STOPPED)
        try:
            call_off(db.session(), current_app.config["SECRET_KEY"], found, by, now(), form.words.data or "")
        except MoveError:
            abort(409)
        db.session.commit()
        flash(_("The contest is called off, and everybody who took part is told."))
        return redirect(url_for("recruiting.contest", id=id), 303)
    return render_template("recruiting/contest_call_off.html", vacancy=found.vacancy, form=form), (
        422 if form.errors else 200
    )
