"""What people ask about decisions: who waits and until when, and the answer."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from kamcareer.core.decisions import Decision
from kamcareer.core.feedback import LONGEST_NAME
from kamcareer.core.inquiries import LONGEST_WORDS, Inquiry, InquiryProblem, Kind
from kamcareer.core.notifications import Happening
from kamcareer.services.inquiries import InquiryError, answer, asked_about, waiting_for
from kamcareer.services.screenings import Row
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now, today
from kamcareer.web.languages import language, words
from kamcareer.web.mailing import tell
from kamcareer.web.recruiting.candidates import shown_name
from kamcareer.web.recruiting.own import somebody_or_404, vacancy_or_404
from kamcareer.web.recruiting.somebody_else import NamingForm
from kamcareer.web.typed import one_line, plain_text
from kamcareer.web.vacancy_words import GROUNDS, INQUIRIES, INQUIRY_PROBLEMS, KNOCK_OUTS, OUTCOMES
from kamcareer.web.viewer import current_known


class AnswerForm(NamingForm):
    """The answer to one question about a decision."""

    words = TextAreaField(
        filters=[plain_text],
        validators=[Length(max=LONGEST_WORDS, message=_l("At most 2,000 characters; please shorten it"))],
        render_kw={"rows": "8"},
    )
    signed = StringField(filters=[one_line], validators=[Length(max=LONGEST_NAME)])


def list_inquiries() -> str:
    """Show what was asked in the vacancies of whoever looks: what is due soonest first."""
    asked = waiting_for(db.session(), current_known().account.id)
    return render_template(
        "recruiting/inquiries.html",
        waiting=[one for one in asked if one.inquiry.answered is None],
        answered=[one for one in asked if one.inquiry.answered],
        inquiries=INQUIRIES,
        today=today(),
    )


def answer_inquiry(id: UUID, application: UUID, inquiry: UUID) -> ResponseReturnValue:
    """Show one question with what was decided; on POST answer it."""
    found = vacancy_or_404(id)
    row = somebody_or_404(found, application, lock=request.method == "POST")
    asked = {one.id: one for one in asked_about(db.session(), row.decisions)}.get(str(inquiry)) or abort(404)
    form = AnswerForm()
    if request.method == "POST" and asked.answered:
        abort(409)
    if form.validate_on_submit() and _answered(found, row, asked, form):
        flash(_("Answered. The person reads it on their page."))
        return redirect(url_for("recruiting.inquiries"), 303)
    decision = next(one for one in row.decisions if one.id == asked.decision_id)
    if not form.is_submitted() and asked.kind is Kind.REASON:
        form.words.data = _reason_in_words(found, row, asked)
    page = render_template(
        "recruiting/inquiry.html",
        found=found,
        vacancy=found.vacancy,
        row=row,
        name=shown_name(found, row),
        asked=asked,
        decision=decision,
        form=form,
        inquiries=INQUIRIES,
        outcomes=OUTCOMES,
        today=today(),
    )
    return page, 422 if form.errors else 200


def _answered(found: OpenVacancy, row: Row, asked: Inquiry, form: AnswerForm) -> bool:
    secret, by = current_app.config["SECRET_KEY"], current_known().account
    try:
        text, signed, sure = form.words.data or "", form.signed.data or "", form.sure.data or ()
        answer(db.session(), secret, found, row, asked, text, signed, by, now(), sure)
    except InquiryError as error:
        if error.doubts:
            form.ask_about(error.doubts)
            return False
        where = form.signed if error.problem is InquiryProblem.NO_NAME else form.words
        where.errors = [str(INQUIRY_PROBLEMS[error.problem])]
        return False
    if row.application.email:
        reads = row.application.language
        tell(Happening.ANSWER_READY, row.application.email, reads, url=full_address("candidate.outcome"))
    db.session.commit()
    return True


def _reason_in_words(found: OpenVacancy, row: Row, asked: Inquiry) -> str:
    """Return the reasons as they were given when it was decided, to begin the answer with, as their reader reads."""
    decision = next(one for one in row.decisions if one.id == asked.decision_id)
    with force_locale(row.application.language or language()):
        return "\n".join([decision.words, "", _("What the decision rests on:"), *_grounds_in_words(found, decision)])


def _grounds_in_words(found: OpenVacancy, decision: Decision) -> list[str]:
    lines = []
    for one in decision.because:
        if one.about in found.framework.competencies:
            lines.append(f"— {words(found.framework.competencies[one.about].name)}: {GROUNDS[one.ground]}")
        else:
            lines.append("— " + _("missing: %(what)s", what=dict(KNOCK_OUTS)[one.about]))  # type: ignore[index]
    return lines
