"""Showing a candidate to the client of the vacancy: asking them, making and ending links, what the client answered."""

from datetime import timedelta
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired, Length

from kamcareer.core.client_question import about_the_person
from kamcareer.core.clients import Client
from kamcareer.core.erasures import Erased
from kamcareer.core.legal_basis import NoBasisError
from kamcareer.core.notifications import Happening
from kamcareer.core.presentations import LIVES, LONGEST_ANSWER, Request
from kamcareer.core.readings import Capacity
from kamcareer.services.audit import Event
from kamcareer.services.clients import client_of
from kamcareer.services.presentations import (
    AskedBeforeError,
    Presented,
    ResponseError,
    answers_by,
    ask_to_present,
    end_presentation,
    make_presentation,
    one_presentation,
    presentations_of,
    question_about,
    respond,
    shown_profile,
)
from kamcareer.services.screenings import Row
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now
from kamcareer.web.erasures import list_erased
from kamcareer.web.limits import INVITATIONS, limited, limited_pdfs
from kamcareer.web.mailing import tell
from kamcareer.web.presented_files import presented_file
from kamcareer.web.presented_words import PARTS, REPLIES, RESPONSE_PROBLEMS
from kamcareer.web.records import note, note_about, note_reading
from kamcareer.web.recruiting.candidates import shown_name
from kamcareer.web.recruiting.own import somebody_or_404, vacancy_or_404
from kamcareer.web.typed import plain_text
from kamcareer.web.vacancy_words import ASKED
from kamcareer.web.viewer import current_known

HIDDEN, NAMED = "hidden", "named"
DAYS = dict(zip(map(str, (life.days for life in LIVES)), (_l("a week"), _l("two weeks"), _l("a month")), strict=True))


class LinkForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What a new link shows, and for how long."""

    name = RadioField(validators=[InputRequired()], default=HIDDEN)
    life = RadioField(
        choices=[SelectChoice(days, label) for days, label in DAYS.items()], default="14", validators=[InputRequired()]
    )

    def offer(self, *, named: bool) -> None:
        """Offer the name only where it may be shown."""
        self.name.choices = [SelectChoice(HIDDEN, _("Without the name, as a code; without examples in own words"))]
        if named:
            self.name.choices.append(SelectChoice(NAMED, _("With the name, and the examples that may go along")))


class ResponseForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What the client is told to one of their answers."""

    answer = HiddenField(validators=[InputRequired()])
    response = TextAreaField(
        filters=[plain_text],
        validators=[Length(max=LONGEST_ANSWER, message=_l("At most 1,000 characters; please shorten it"))],
        render_kw={"rows": "3"},
    )


@limited(INVITATIONS, by_account=INVITATIONS)
def show_presentation(id: UUID, application: UUID) -> ResponseReturnValue:
    """Show how far it is with the client; on POST make a link and show it once."""
    found, row, client = _whom(id, application)
    asked = question_about(db.session(), row.application)
    form = _offered(found, row, asked)
    url = _made(found, row, form) if form.validate_on_submit() else ""
    return _page(found, row, client, asked, form, ResponseForm(formdata=None), url)


def respond_here(id: UUID, application: UUID, presentation: UUID) -> ResponseReturnValue:
    """Keep what the client is told to an answer of theirs; they read it by the same link."""
    found, row, client = _whom(id, application, lock=True)
    asked = question_about(db.session(), row.application) or abort(404)
    link = one_presentation(db.session(), asked, str(presentation)) or abort(404)
    form = ResponseForm()
    try:
        if not form.validate():
            return _page(found, row, client, asked, _offered(found, row, asked, sent=False), form)
        respond(db.session(), row, link, form.answer.data or "", form.response.data or "", now())
    except LookupError:
        abort(404)
    except ResponseError as error:
        form.response.errors = [str(RESPONSE_PROBLEMS[error.problem])]
        return _page(found, row, client, asked, _offered(found, row, asked, sent=False), form)
    note(Event.PRESENTATION_RESPONDED, current_known().account.id, link.id)
    db.session.commit()
    flash(_("The client reads it by the same link."))
    return redirect(url_for("recruiting.presentation", id=id, application=application), 303)


def _offered(found: OpenVacancy, row: Row, asked: Request | None, *, sent: bool = True) -> LinkForm:
    form = LinkForm() if sent else LinkForm(formdata=None)
    form.offer(named=bool(asked and asked.may_be_shown(anonymous=False, names_shown=_names_shown(found, row))))
    return form


def _page(  # noqa: PLR0913 - all that one page says
    found: OpenVacancy,
    row: Row,
    client: Client,
    asked: Request | None,
    form: LinkForm,
    response_form: ResponseForm,
    url: str = "",
) -> ResponseReturnValue:
    page = render_template(
        "recruiting/presentation.html",
        found=found,
        vacancy=found.vacancy,
        row=row,
        name=shown_name(found, row),
        client=client,
        asked=asked,
        form=form,
        response_form=response_form,
        about_the_person=lambda words: dict.fromkeys(ASKED[one.asked] for one in about_the_person(words)),
        plain=FlaskForm(formdata=None),
        url=url,
        names_shown=_names_shown(found, row),
        parts=PARTS,
        replies=REPLIES,
        now=now(),
        **_links(asked),
    )
    return page, 422 if form.errors or response_form.errors else 200


@limited(INVITATIONS, by_account=INVITATIONS)
def ask_here(id: UUID, application: UUID) -> ResponseReturnValue:
    """Ask the candidate, and write to them where there is a mailbox."""
    found, row, _client = _whom(id, application, lock=True)
    try:
        asked = ask_to_present(db.session(), found, row.application, current_known().account, now())
    except AskedBeforeError:
        abort(409)
    note(Event.PRESENTATION_ASKED, current_known().account.id, asked.id)
    if row.application.email:
        url = full_address("candidate.presenting")
        tell(Happening.PRESENTATION_WISHED, row.application.email, row.application.language, url=url)
    db.session.commit()
    flash(_("The candidate is asked. Until they agree nothing is shown."))
    return redirect(url_for("recruiting.presentation", id=id, application=application), 303)


def end_here(id: UUID, application: UUID, presentation: UUID) -> ResponseReturnValue:
    """Let a link open nothing any more."""
    _found, row, _client = _whom(id, application)
    asked = question_about(db.session(), row.application) or abort(404)
    link = one_presentation(db.session(), asked, str(presentation)) or abort(404)
    end_presentation(db.session(), link, now())
    list_erased((Erased.LINK, link.id))
    note(Event.PRESENTATION_REVOKED, current_known().account.id, link.id)
    db.session.commit()
    flash(_("The link opens nothing any more."))
    return redirect(url_for("recruiting.presentation", id=id, application=application), 303)


@limited_pdfs
def download_here(id: UUID, application: UUID, presentation: UUID, style: str) -> ResponseReturnValue:
    """Return what a working link shows as a file."""
    found, row, _client = _whom(id, application)
    asked = question_about(db.session(), row.application) or abort(404)
    link = one_presentation(db.session(), asked, str(presentation)) or abort(404)
    profile = shown_profile(db.session(), row, asked, link) if link.works(now()) else None
    if profile is None:
        abort(410)
    note_reading(Event.ANSWERS_READ, [row.application.assessment_id], found.vacancy.id, Capacity.RECRUITER)
    db.session.commit()
    return presented_file(Presented(link, asked, found, profile), style)


def _whom(id: UUID, application: UUID, *, lock: bool = False) -> tuple[OpenVacancy, Row, Client]:
    found = vacancy_or_404(id)
    row = somebody_or_404(found, application, lock=lock)
    return found, row, client_of(db.session(), found.vacancy) or abort(404)


def _names_shown(found: OpenVacancy, row: Row) -> bool:
    return found.vacancy.shows_names(decided=bool(row.decisions))


def _links(asked: Request | None) -> dict[str, object]:
    links = presentations_of(db.session(), asked) if asked else []
    working = {one.id for one in links if one.works(now())}
    return {"links": links, "working": working, "answers": answers_by(db.session(), links)}


def _made(found: OpenVacancy, row: Row, form: LinkForm) -> str:
    """Return the address of a new link; 409 where the candidate does not agree, or does not any more."""
    by, life = current_known().account, timedelta(days=int(form.life.data))
    try:
        made, secret = make_presentation(db.session(), found, row, by, life, now(), anonymous=form.name.data != NAMED)
    except NoBasisError:
        abort(409)
    note_about(Event.PRESENTED, row.application.assessment_id or "", made.id)
    db.session.commit()
    return full_address("visitor.presented", token=secret)
