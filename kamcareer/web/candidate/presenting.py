"""Being shown to a client company: the recruiter asks, the person agrees to that client alone, and may withdraw."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import Length, ValidationError

from kamcareer.core.applications import Application
from kamcareer.core.erasures import Erased
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.legal_texts import Agreement, paragraphs
from kamcareer.core.presentations import Part, Request, Shown, State
from kamcareer.services.applications import OpenApplication, application_in, own_application
from kamcareer.services.audit import Event
from kamcareer.services.legal_bases import holder_of
from kamcareer.services.presentations import (
    agree_to_present,
    answers_by,
    decline_to_present,
    presentations_of,
    question_about,
    stop_presenting,
)
from kamcareer.store.database import db
from kamcareer.web.agreements import AgreeForm, document_for, note_agreed
from kamcareer.web.clock import now
from kamcareer.web.erasures import list_erased
from kamcareer.web.languages import words
from kamcareer.web.presentation_news import tell_recruiters
from kamcareer.web.presented_words import PARTS
from kamcareer.web.records import note
from kamcareer.web.sitting import current_sitting

MOST_EXAMPLES = 2  # with the topics they still are one page


class PresentForm(AgreeForm):
    """What else may stand on the page, and the button below the words."""

    parts = SelectMultipleField()
    examples = SelectMultipleField(
        validators=[Length(max=MOST_EXAMPLES, message=_l("At most two examples, so that it stays one page"))]
    )

    def validate_examples(self, field: SelectMultipleField) -> None:
        """Take no word for an example that would never be shown."""
        if field.data and Part.NAME not in (self.parts.data or []):
            raise ValidationError(_("Examples go along only with your name. Tick the name too, or leave them out"))

    def offer(self, application: Application) -> None:
        """Offer what the person has said; nothing is chosen for them."""
        facts = application.facts
        said = {
            Part.NAME: application.name,
            Part.SALARY: facts.salary is not None,
            Part.NOTICE: facts.notice_weeks is not None,
            Part.REGIONS: facts.regions,
        }
        self.parts.choices = [SelectChoice(part, PARTS[part]) for part, there in said.items() if there]
        sitting = current_sitting()
        written = [id for id, draft in sitting.assessment.drafts.items() if draft.example]
        self.examples.choices = [SelectChoice(id, words(sitting.framework.competencies[id].name)) for id in written]

    def ticked(self) -> Shown:
        """Return what was ticked."""
        return Shown(frozenset(map(Part, self.parts.data or [])), tuple(self.examples.data or ()))


def add_presenting(pages: Blueprint) -> None:
    """Add the addresses of being shown to a client."""
    pages.add_url_rule("/application/client", "presenting", ask_or_agree, methods=["GET", "POST"])
    pages.add_url_rule("/application/client/decline", "decline_presenting", decline, methods=["POST"])
    pages.add_url_rule("/application/client/withdraw", "withdraw_presenting", withdraw, methods=["POST"])


def ask_or_agree() -> ResponseReturnValue:
    """Show what being shown to the client means; keep the consent once it was given."""
    mine, asked = _asked()
    agreed = _document(mine, asked)
    form = PresentForm()
    form.for_words(agreed)
    form.offer(mine.application)
    if asked.state is not State.AGREED and form.validate_on_submit():
        agree_to_present(db.session(), mine, asked, agreed, form.ticked(), now())
        note_agreed(holder_of(current_sitting().assessment), agreed)
        _told(mine, asked, _("The recruiter may show you to %(client)s now.", client=asked.client.name))
        return redirect(url_for("candidate.application"), 303)
    links = presentations_of(db.session(), asked)
    page = render_template(
        "candidate/presenting.html",
        form=form,
        asked=asked,
        agreed=agreed,
        paragraphs=paragraphs(agreed.text.body),
        links=links,
        answered=next(iter(answers_by(db.session(), links)), None),
        application=mine.application,
        assessment=current_sitting().assessment,
        framework=current_sitting().framework,
        vacancy=mine.found.vacancy,
        parts=PARTS,
        now=now(),
    )
    return page, 422 if form.errors else 200


def decline() -> ResponseReturnValue:
    """Say that one would rather not be shown."""
    mine, asked = _asked()
    if asked.state is State.AGREED:
        abort(409)
    decline_to_present(db.session(), asked, now())
    _told(mine, asked, _("Thank you for answering. You are not shown to %(client)s.", client=asked.client.name))
    return redirect(url_for("candidate.application"), 303)


def withdraw() -> ResponseReturnValue:
    """Withdraw the consent: the links of the client open nothing from now on."""
    mine, asked = _asked()
    ended = stop_presenting(db.session(), asked, now())
    if ended:
        list_erased((Erased.CONSENT, ended))
        note(Event.CONSENT_WITHDRAWN, mine.application.assessment_id or "", Purpose.PRESENTATION)
        _told(
            mine,
            asked,
            _("Your consent is withdrawn. The links for %(client)s open nothing any more.", client=asked.client.name),
        )
    return redirect(url_for("candidate.application"), 303)


def _asked() -> tuple[OpenApplication, Request]:
    mine = own_application(db.session(), current_sitting().assessment.id) or abort(404)
    if request.method == "POST":
        application_in(db.session(), mine.found.vacancy.id, mine.application.id, lock=True)
    return mine, question_about(db.session(), mine.application) or abort(404)


def _document(mine: OpenApplication, asked: Request) -> Agreement:
    more = {"client": asked.client.name, "vacancy": mine.found.vacancy.terms.title}
    return document_for(Purpose.PRESENTATION, more)


def _told(mine: OpenApplication, asked: Request, said: str) -> None:
    tell_recruiters(mine.found, asked)
    db.session.commit()
    flash(said)
