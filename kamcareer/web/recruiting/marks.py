"""What the interviewers of one person have done: who has locked; once all have, the map of their marks."""

from functools import partial
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired, Length

from kamcareer.core.accounts import Role
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.interviews.disagreement import AgreedMark
from kamcareer.core.interviews.scorecard import LEAST_REASON, LONGEST_NOTE
from kamcareer.core.interviews.tendencies import ENOUGH_PEOPLE
from kamcareer.core.readings import Capacity
from kamcareer.services.audit import Event
from kamcareer.services.scorecards import ClosedError, agree_upon, agreed_upon, map_of, release, seats
from kamcareer.services.screenings import Row
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db, written_apart
from kamcareer.web.clock import now
from kamcareer.web.languages import number
from kamcareer.web.records import note_reading
from kamcareer.web.recruiting.candidates import shown_name
from kamcareer.web.recruiting.own import marked_or_404, vacancy_or_404
from kamcareer.web.recruiting.talk_news import tell_of_marks
from kamcareer.web.recruiting.talks import talk_name
from kamcareer.web.seen_form import SeenForm
from kamcareer.web.typed import plain_text
from kamcareer.web.viewer import current_known, roles

IN_WORDS = Length(min=LEAST_REASON, max=LONGEST_NOTE, message=_l("Say why, in 10 to 400 characters"))


class AgreedForm(SeenForm):
    """What was agreed upon in one competency, and why."""

    competency = HiddenField()
    level = RadioField(
        choices=[SelectChoice(str(level), str(level)) for level in range(MAX_LEVEL + 1)],
        validators=[InputRequired(_l("Choose the level you agreed upon"))],
    )
    note = TextAreaField(filters=[plain_text], validators=[IN_WORDS], render_kw={"rows": "2"})
    meanwhile = _l(
        "A colleague kept another mark here meanwhile; it stands above. What you wrote stands below: send it again "
        "only if you agreed upon it together."
    )


class ReleaseForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Whom nobody waits for any more, and why."""

    rater = HiddenField()
    reason = TextAreaField(filters=[plain_text], validators=[IN_WORDS], render_kw={"rows": "2"})


def show_marks(id: UUID, application: UUID) -> ResponseReturnValue:
    """Show who has locked; once nobody is waited for, all marks. On POST keep what was agreed upon."""
    found, row = marked_or_404(id, application, lock=request.method == "POST")
    form = AgreedForm()
    about = form.competency.data or ""
    if request.method == "POST" and form.validate() and form.still_seen(_saved(agreed_upon(db.session(), row, about))):
        secret, by = current_app.config["SECRET_KEY"], current_known().account
        level, note = int(form.level.data), form.note.data or ""
        try:
            agree_upon(db.session(), secret, found, row, about, level, note, by, now())
        except ClosedError:
            abort(409)
        except LookupError:
            abort(400)
        db.session.commit()
        flash(_("What you agreed upon is kept; the marks of each stay as they are."))
        return redirect(url_for("recruiting.marks", id=id, application=application), 303)
    return _page(found, row, form, ReleaseForm(formdata=None)), 422 if form.errors else 200


def _saved(mark: AgreedMark | None) -> object:
    return mark and (mark.level, mark.note)


def release_here(id: UUID, application: UUID) -> ResponseReturnValue:
    """Wait for an interviewer no longer, for a reason."""
    vacancy_or_404(id)
    found, row = marked_or_404(id, application, lock=True)
    form = ReleaseForm()
    if not form.validate():
        return _page(found, row, AgreedForm(formdata=None), form), 422
    secret, by = current_app.config["SECRET_KEY"], current_known().account
    try:
        release(db.session(), secret, found, row, form.rater.data or "", form.reason.data or "", by, now())
    except LookupError:
        abort(400)
    tell_of_marks(found, row.application.id)
    db.session.commit()
    flash(_("Nobody waits for this interviewer any more; the reason is kept."))
    return redirect(url_for("recruiting.marks", id=id, application=application), 303)


def _page(found: OpenVacancy, row: Row, form: AgreedForm, release_form: ReleaseForm) -> str:
    secret, recruits = current_app.config["SECRET_KEY"], Role.RECRUITER in roles()
    recruits = recruits and found.vacancy.is_for(current_known().account.id)
    around = seats(db.session(), secret, found, row)
    seen = map_of(db.session(), found, row)
    if seen:
        capacity = Capacity.RECRUITER if recruits else Capacity.INTERVIEWER
        with written_apart():
            note_reading(Event.MARKS_READ, [row.application.assessment_id], found.vacancy.id, capacity)
    return render_template(
        "recruiting/marks.html",
        found=found,
        vacancy=found.vacancy,
        row=row,
        name=shown_name(found, row) if recruits else talk_name(found, row.application),
        seats=around,
        map=seen,
        form=form,
        sign_of=lambda mark: AgreedForm.sign_of(_saved(mark)),
        release_form=release_form,
        recruits=recruits,
        levels=range(MAX_LEVEL + 1),
        enough_people=ENOUGH_PEOPLE,
        signed=partial(number, signed=True),
    )
