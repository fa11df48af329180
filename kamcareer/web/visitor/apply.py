"""Applying for a vacancy: by an own link or from a posting. First the notice, then the consent, then the questions."""

from uuid import UUID, uuid4, uuid5

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField

from kamcareer.core.applications import Application
from kamcareer.core.blocks import quick_minutes_to
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.legal_texts import Agreement, paragraphs
from kamcareer.core.posting import parts
from kamcareer.services.application_reminders import opened_by_reminder
from kamcareer.services.applications import (
    OpenApplication,
    application_begun,
    begin,
    go_on_here,
    just_begun,
    note_opened,
    opened_link,
)
from kamcareer.services.audit import Event
from kamcareer.services.own_answers import OwnAnswers, carry_over, own_answers
from kamcareer.services.situations import seen_situations
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.agreements import AgreeForm, document_for, note_agreed
from kamcareer.web.clock import now, today
from kamcareer.web.closed_vacancy import closed_page
from kamcareer.web.languages import language
from kamcareer.web.limits import APPLICATIONS, limited
from kamcareer.web.links import Purpose as LinkPurpose
from kamcareer.web.links import private_id
from kamcareer.web.operators import operator_contact, operator_words
from kamcareer.web.own_cases import another, refused, refused_again, remember_applicant
from kamcareer.web.postings import posting_words
from kamcareer.web.records import note
from kamcareer.web.retention import keep_words
from kamcareer.web.robots import is_robot
from kamcareer.web.sitting import remember_sitting, sitting_or_none
from kamcareer.web.vacancy_words import asked_education
from kamcareer.web.viewer import viewer
from kamcareer.web.visitor.posted import posted

TAKEN = "answers"  # in the address: the own assessment whose answers are carried


class BeginForm(AgreeForm):
    """The button that begins; of the same page in the same browser it begins the same, however often it is pressed."""

    press = HiddenField()

    def for_words(self, shown: Agreement) -> "BeginForm":
        """Accept the button only below exactly these words, and tell this page from others."""
        self.press.data = self.press.data or uuid4().hex
        super().for_words(shown)
        return self

    def begins(self, found: OpenVacancy) -> str:
        """Return the id of the assessment that it begins; only who has this browser's cookie can ask for the same."""
        return str(uuid5(UUID(found.vacancy.id), f"{session['csrf_token']} {self.press.data}"))


def opened_by(token: str, *, lock: bool = False) -> OpenApplication | None:
    """Return whose link it is, their own one or that of a reminder; None where it opens nothing."""
    reminded = private_id(token, LinkPurpose.APPLY)
    if reminded:
        return opened_by_reminder(db.session(), reminded, now(), lock=lock)
    return opened_link(db.session(), token, now(), lock=lock)


def show_invitation(token: str) -> ResponseReturnValue:
    """Say what is asked, who reads it and how long it is kept; a link that was begun leads to where one was.

    Once nobody applies any more it says so, in whichever browser.
    """
    opened = opened_by(token)
    if opened is None:
        return render_template("visitor/apply_closed.html"), 404
    application, vacancy = opened.application, opened.found.vacancy
    if _is_open_here(application):
        return redirect(url_for("candidate.application"), 303)
    if _to_go_on_with(opened):
        return render_template("visitor/apply_go_on.html", vacancy=vacancy, form=FlaskForm(formdata=None))
    if not vacancy.takes_people(today()):
        return closed_page(vacancy, application)
    if application.bound:
        return render_template("visitor/apply_elsewhere.html", vacancy=vacancy)
    if request.method == "GET" and not is_robot():
        note_opened(db.session(), application, now())
        db.session.commit()
    return _notice(opened.found, url_for("visitor.agree_invited", token=token, another=another()), application)


def go_on(token: str) -> ResponseReturnValue:
    """Go on in this browser with what was begun in another one, by a link that was renewed."""
    opened = opened_by(token, lock=True)
    begun = _to_go_on_with(opened) if opened else None
    if opened is None or begun is None:
        return redirect(url_for("visitor.apply", token=token), 303)
    go_on_here(db.session(), opened.application)
    db.session.commit()
    remember_sitting(begun)
    return redirect(url_for("candidate.application"), 303)


def agree_invited(token: str) -> ResponseReturnValue:
    """Show the consent on a page of its own; begin once it was given."""
    opened = opened_by(token, lock=request.method == "POST")
    again = _second_tap(opened.found, opened.application) if opened else None
    if again:
        return again
    if opened is None or opened.application.assessment_id or not opened.found.vacancy.takes_people(today()):
        return redirect(url_for("visitor.apply", token=token), 303)
    return _agree(opened.found, opened.application, url_for("visitor.apply", token=token, another=another()))


def show_posted(id: UUID) -> ResponseReturnValue:
    """Say what applying from the posting is; nothing is stored."""
    found = posted(id)
    own = _own(found)
    if own:
        return redirect(url_for("candidate.application"), 303)
    return _notice(found, url_for("visitor.agree_posted", id=id, another=another()), None)


@limited(APPLICATIONS)
def agree_posted(id: UUID) -> ResponseReturnValue:
    """Show the consent on a page of its own; begin once it was given."""
    found = posted(id)
    if _own(found):
        return redirect(url_for("candidate.application"), 303)
    again = _second_tap(found)
    if again:
        return again
    return _agree(found, None, url_for("visitor.apply_posted", id=id, another=another()))


def _second_tap(found: OpenVacancy, application: Application | None = None) -> ResponseReturnValue | None:
    """Go on with what the first tap began: a browser that is tapped twice never reads the answer to the first."""
    form = BeginForm()
    if not form.is_submitted():
        return None
    id = form.begins(found)
    begun = application or application_begun(db.session(), found, id)
    if begun is None or not just_begun(begun, id, now()):
        return None
    remember_sitting(id)
    return redirect(url_for("candidate.about_me"), 303)


def _own(found: OpenVacancy) -> bool:
    """Return whether this browser has an application to the vacancy open already: nobody applies twice by a slip."""
    here = sitting_or_none()
    return bool(here and here.vacancy_id == found.vacancy.id)


def _is_open_here(application: Application) -> bool:
    here = sitting_or_none()
    return bool(here and here.assessment.id == application.assessment_id)


def _to_go_on_with(opened: OpenApplication) -> str | None:
    """Return what was begun in another browser and a link that was renewed lets this one go on with."""
    application = opened.application
    return None if application.bound or not application.link_works(now()) else application.assessment_id


def _carriable(found: OpenVacancy) -> OwnAnswers | None:
    asks, here = viewer(), sitting_or_none()
    return own_answers(db.session(), found, asks.id if asks else None, here.assessment if here else None, now())


def _turned_away(found: OpenVacancy, application: Application | None) -> ResponseReturnValue | None:
    return refused(found.vacancy) or refused_again(found.vacancy, invited=application is not None)


def _notice(found: OpenVacancy, further: str, application: Application | None) -> ResponseReturnValue:
    return _turned_away(found, application) or render_template(
        "visitor/apply.html",
        vacancy=found.vacancy,
        name=application.name if application else "",
        further=further,
        framework=found.framework,
        own=_carriable(found),
        minutes=quick_minutes_to(found.framework, found.vacancy.role, language()),
        asked_education=asked_education,
        parts=parts(posting_words(found, language())),
        keep=keep_words(Purpose.SELECTION),
        operator=operator_words(language())["operator"],
        contact=operator_contact(),
    )


def _agree(found: OpenVacancy, application: Application | None, back: str) -> ResponseReturnValue:
    page = _turned_away(found, application)
    if page:
        return page
    own = _carriable(found) if TAKEN in request.args else None
    if TAKEN in request.args and (own is None or own.source != request.args[TAKEN]):
        return redirect(back, 303)
    agreed = document_for(Purpose.SELECTION)
    form = BeginForm().for_words(agreed)
    if form.validate_on_submit():
        asks, here = viewer(), sitting_or_none()
        seen = seen_situations(db.session(), asks.id if asks else None, here.assessment if here else None)
        begun = begin(db.session(), found, application, agreed, now(), seen, form.begins(found))
        remember_applicant(begun.id)
        note_agreed(Holder(assessment_id=begun.id), agreed)
        if own:
            carry_over(db.session(), begun, own)
        note(Event.APPLIED, begun.id, found.vacancy.id)
        db.session.commit()
        remember_sitting(begun.id)
        return redirect(url_for("candidate.about_me"), 303)
    shown = render_template(
        "candidate/agree.html", form=form, agreed=agreed, paragraphs=paragraphs(agreed.text.body), back_to=back, own=own
    )
    return shown, 422 if form.errors else 200
