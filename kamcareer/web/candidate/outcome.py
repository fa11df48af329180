"""What became of an application: the decision, the letter, and what the person may ask about it, with its clock."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from kamcareer.core.decisions import Decision
from kamcareer.core.inquiries import DAYS, LONGEST_WORDS, Kind
from kamcareer.core.notifications import Happening
from kamcareer.services.applications import OpenApplication, application_in, own_application
from kamcareer.services.decisions import Outcome, decisions_on, told_to
from kamcareer.services.feedback import letters_for, note_read
from kamcareer.services.inquiries import InquiryError, SettledError, ask, asked_about, whom_to_tell
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now, today
from kamcareer.web.mailing import tell
from kamcareer.web.sitting import current_sitting
from kamcareer.web.talk_calendar import talk_file
from kamcareer.web.typed import plain_text
from kamcareer.web.vacancy_words import INQUIRIES, INQUIRY_PROBLEMS, TOLD


class AskForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What is asked, about which decision."""

    decision = HiddenField()
    words = TextAreaField(
        filters=[plain_text],
        validators=[Length(max=LONGEST_WORDS, message=_l("At most 2,000 characters; please shorten it"))],
        render_kw={"rows": "5"},
    )


def add_outcome(pages: Blueprint) -> None:
    """Add the addresses of what became of an application."""
    pages.add_url_rule("/application/outcome", "outcome", show_outcome)
    pages.add_url_rule("/application/outcome/reason", "ask_reason", ask_reason, methods=["POST"])
    pages.add_url_rule("/application/outcome/contest", "contest_decision", contest_decision, methods=["POST"])
    pages.add_url_rule("/application/talk", "talk_calendar", download_talk)


def show_outcome() -> ResponseReturnValue:
    """Show the decision and the letter about it; that the letter was opened is noted once."""
    opened, decisions = _opened()
    return _page(opened, decisions, AskForm(formdata=None))


def download_talk() -> ResponseReturnValue:
    """Return the talk as a file for the person's calendar, once they are told that there is one."""
    opened, decisions = _opened()
    if not decisions or decisions[0].outcome is not Outcome.TALK:
        abort(404)
    summary = _("Talk: %(title)s", title=opened.found.vacancy.terms.title)
    return talk_file(opened.found, opened.application, summary, full_address("candidate.application"))


def ask_reason() -> ResponseReturnValue:
    """Ask for the reason in writing."""
    return _ask(Kind.REASON)


def contest_decision() -> ResponseReturnValue:
    """Ask for the decision to be looked at again, in words."""
    return _ask(Kind.OBJECTION)


def _ask(kind: Kind) -> ResponseReturnValue:
    opened, decisions = _opened()
    decision = next(iter(decisions), None)
    form, settings = AskForm(), current_app.config["SETTINGS"]
    if decision is None or not _may_ask(decision):
        abort(409)
    if form.decision.data != decision.id:
        return redirect(url_for("candidate.outcome"), 303)  # something else was decided since the page was made
    application_in(db.session(), opened.found.vacancy.id, opened.application.id, lock=True)
    if not form.validate():
        return _page(opened, decisions, form), 422
    try:
        secret = current_app.config["SECRET_KEY"]
        asked = ask(db.session(), secret, decision, kind, form.words.data or "", now(), settings.zone)
    except InquiryError as error:
        form.words.errors = [str(INQUIRY_PROBLEMS[error.problem])]
        return _page(opened, decisions, form), 422
    except SettledError:
        return redirect(url_for("candidate.outcome"), 303)
    for one in whom_to_tell(db.session(), opened.found, decision):
        tell(Happening.INQUIRY_MADE, one.email or "", day=asked.due, url=full_address("recruiting.inquiries"))
    db.session.commit()
    flash(_("Asked. When it is answered at the latest stands below."))
    return redirect(url_for("candidate.outcome"), 303)


def _opened() -> tuple[OpenApplication, list[Decision]]:
    opened = own_application(db.session(), current_sitting().assessment.id) or abort(404)
    return opened, told_to(opened.found, decisions_on(db.session(), opened.application.id))


def _page(opened: OpenApplication, decisions: list[Decision], form: AskForm) -> str:
    letters, asked = letters_for(db.session(), decisions), asked_about(db.session(), decisions)
    newest = letters.get(decisions[0].id) if decisions else None
    if request.method == "GET" and newest and not newest.opened:
        note_read(db.session(), newest, now())
        db.session.commit()
    return render_template(
        "candidate/outcome.html",
        vacancy=opened.found.vacancy,
        contest=opened.found.vacancy.announced,
        decisions=decisions,
        letters=letters,
        asked=asked,
        may_ask=bool(decisions) and _may_ask(decisions[0]),
        days=DAYS,
        form=form,
        outcomes=TOLD,
        inquiries=INQUIRIES,
        today=today(),
    )


def _may_ask(decision: Decision) -> bool:
    return decision.outcome is Outcome.DECLINE
