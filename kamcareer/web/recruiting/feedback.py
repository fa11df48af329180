"""The letter about a decision: drafted, edited, approved by name; from then on it stays and the person has it."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import AnyOf, InputRequired, Length

from kamcareer.core.feedback import LONGEST_NAME, LONGEST_PART, Feedback, Part
from kamcareer.core.notifications import Happening
from kamcareer.core.readings import Capacity
from kamcareer.services.audit import Event
from kamcareer.services.decisions import told_to
from kamcareer.services.feedback import (
    ApprovedError,
    FeedbackError,
    approve_feedback,
    facts_about,
    feedback_on,
    forget_draft,
    save_feedback,
)
from kamcareer.services.screenings import Row
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now
from kamcareer.web.languages import LANGUAGES, language
from kamcareer.web.mailing import tell
from kamcareer.web.records import note_reading
from kamcareer.web.recruiting.candidates import shown_name
from kamcareer.web.recruiting.feedback_draft import drafted
from kamcareer.web.recruiting.own import somebody_or_404, vacancy_or_404
from kamcareer.web.recruiting.somebody_else import NamingForm
from kamcareer.web.typed import one_line, plain_text
from kamcareer.web.vacancy_words import FEEDBACK_PROBLEMS, OUTCOMES, PARTS
from kamcareer.web.viewer import current_known


def _part() -> TextAreaField:
    too_long = _l("At most 1,500 characters; please shorten it")
    return TextAreaField(
        filters=[plain_text], validators=[Length(max=LONGEST_PART, message=too_long)], render_kw={"rows": "5"}
    )


class FeedbackForm(NamingForm):
    """The letter; it may be kept half done, and is approved whole."""

    language = HiddenField(validators=[AnyOf(list(LANGUAGES))])
    opening = _part()
    done_well = _part()
    first_step = _part()
    second_step = _part()
    ending = _part()
    signed = StringField(filters=[one_line], validators=[Length(max=LONGEST_NAME)])
    then = RadioField(
        choices=[
            SelectChoice("keep", _l("Keep it as a draft")),
            SelectChoice("approve", _l("I have read it: the person gets it by my name")),
        ],
        validators=[InputRequired(_l("Choose what becomes of it"))],
    )

    @property
    def parts(self) -> dict[Part, str]:
        """Return what was written."""
        return {part: self[part.value].data or "" for part in Part}

    def fill(self, language: str, parts: dict[Part, str], signed: str) -> None:
        """Show what was kept, or a draft."""
        self.language.data, self.signed.data = language, signed
        for part, text in parts.items():
            self[part.value].data = text


def write_feedback(id: UUID, application: UUID) -> ResponseReturnValue:
    """Show the letter to edit it: what was kept, else a draft. On POST keep it, or let the person have it."""
    found, row = _decided_or_404(id, application, lock=request.method == "POST")
    if row.decisions[0] not in told_to(found, row.decisions):
        flash(_("In a contest everybody is told at the same time: letters are written after that."))
        return redirect(url_for("recruiting.candidate", id=id, application=application), 303)
    letter, form = feedback_on(db.session(), row.decisions[0]), FeedbackForm()
    if request.method == "POST" and letter and letter.approved:
        abort(409)
    if form.validate_on_submit() and _kept(found, row, form):
        return redirect(url_for("recruiting.feedback", id=id, application=application), 303)
    if request.method != "POST":
        if letter is None:
            wanted = request.args.get("language")
            wanted = next(one for one in (wanted, row.application.language, language()) if one in LANGUAGES)
            form.fill(wanted, drafted(found, row, facts_about(db.session(), found, row, now()), wanted), "")
        else:
            form.fill(letter.language, dict(letter.parts), letter.signed)
        note_reading(Event.ANSWERS_READ, [row.application.assessment_id], found.vacancy.id, Capacity.RECRUITER)
        db.session.commit()
    page = render_template(
        "recruiting/feedback.html",
        found=found,
        vacancy=found.vacancy,
        row=row,
        name=shown_name(found, row),
        letter=letter,
        form=form,
        press=FlaskForm(formdata=None),
        parts=PARTS,
        outcomes=OUTCOMES,
        languages=LANGUAGES,
    )
    return page, 422 if form.errors else 200


def draft_anew(id: UUID, application: UUID) -> ResponseReturnValue:
    """Forget a draft and begin with another, in the language that is asked for."""
    _found, row = _decided_or_404(id, application, lock=True)
    wanted = request.form.get("language")
    if wanted not in LANGUAGES:
        abort(400)
    try:
        forget_draft(db.session(), row.decisions[0])
    except ApprovedError:
        abort(409)
    db.session.commit()
    return redirect(url_for("recruiting.feedback", id=id, application=application, language=wanted), 303)


def _decided_or_404(id: UUID, application: UUID, *, lock: bool = False) -> tuple[OpenVacancy, Row]:
    """Return the vacancy and a person about whom somebody has decided; a letter is about a decision."""
    found = vacancy_or_404(id)
    row = somebody_or_404(found, application, lock=lock)
    return (found, row) if row.decisions else abort(404)


def _kept(found: OpenVacancy, row: Row, form: FeedbackForm) -> bool:
    """Keep the letter, and where that was pressed approve it; return False with the reason in the form."""
    approving = form.then.data == "approve"
    letter = save_feedback(
        db.session(), row.decisions[0], form.language.data or "", form.parts, form.signed.data or "", now()
    )
    if approving and not _approved(found, row, letter, form):
        return False
    db.session.commit()
    if approving:
        flash(_("The person has the letter on their page now."))
    else:
        flash(_("The draft is kept. Nobody has got it yet."))
    return True


def _approved(found: OpenVacancy, row: Row, letter: Feedback, form: FeedbackForm) -> bool:
    secret, by = current_app.config["SECRET_KEY"], current_known().account
    try:
        approve_feedback(db.session(), secret, found, row, letter, by, now(), form.sure.data or ())
    except FeedbackError as error:
        db.session.rollback()
        if error.doubts:
            form.ask_about(word for those in error.doubts.values() for word in those)
            return False
        where = form.signed if error.problem == "no_name" else form[error.part.value]
        where.errors = [str(FEEDBACK_PROBLEMS[error.problem])]
        return False
    if row.application.email:
        reads = row.application.language
        tell(Happening.FEEDBACK_READY, row.application.email, reads, url=full_address("candidate.outcome"))
    return True
