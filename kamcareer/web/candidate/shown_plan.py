"""Letting the panel of a contest see, in the final, how far one's own development plan is; and taking it back."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired

from kamcareer.core.contests import Contest
from kamcareer.core.erasures import Erased
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.legal_texts import paragraphs
from kamcareer.core.shown_plans import PlanProgress
from kamcareer.services.applications import OpenApplication, application_in, own_application
from kamcareer.services.audit import Event
from kamcareer.services.shown_plans import own_progress, show_plan, shown_plan_of, stop_showing
from kamcareer.store.database import db
from kamcareer.web.agreements import AgreeForm, document_for, note_agreed
from kamcareer.web.clock import now
from kamcareer.web.erasures import list_erased
from kamcareer.web.records import note
from kamcareer.web.sitting import current_sitting
from kamcareer.web.viewer import viewer


class ShowForm(AgreeForm):
    """Which plan is shown, and the button below the words."""

    plan = RadioField(validators=[InputRequired(_l("Choose which plan"))])

    def offer(self, plans: dict[str, PlanProgress]) -> None:
        """Offer the plans of the account; the only one is chosen."""
        self.plan.choices = [SelectChoice(id, id) for id in plans]
        if request.method != "POST" and len(plans) == 1:
            self.plan.data = next(iter(plans))


def add_shown_plan(pages: Blueprint) -> None:
    """Add the addresses of showing a plan to the panel of a contest."""
    shown = "/application/shown-plan"
    pages.add_url_rule(shown, "shown_plan", ask_or_show, methods=["GET", "POST"])
    pages.add_url_rule(f"{shown}/withdraw", "withdraw_shown_plan", withdraw, methods=["POST"])


def ask_or_show() -> ResponseReturnValue:
    """Show what the panel would see, and the words of the consent; keep it once it was given."""
    mine, contest = _contest()
    account, shown = viewer(), shown_plan_of(db.session(), mine.application)
    plans = own_progress(db.session(), account.id, now()) if account else {}
    agreed = document_for(Purpose.CONTEST, {"vacancy": mine.found.vacancy.terms.title})
    form = ShowForm()
    form.for_words(agreed)
    form.offer(plans)
    live = shown is not None and shown.live
    if account and plans and not live and not contest.over and form.validate_on_submit():
        show_plan(db.session(), mine, account.id, form.plan.data, agreed, now())
        note_agreed(Holder(account_id=account.id), agreed)
        db.session.commit()
        flash(_("The panel sees in the final how far your plan is. You can take it back at any moment."))
        return redirect(url_for("candidate.application"), 303)
    page = render_template(
        "candidate/shown_plan.html",
        form=form,
        agreed=agreed,
        paragraphs=paragraphs(agreed.text.body),
        plans=plans,
        shown=shown,
        signed_in=account is not None,
        contest=contest,
        vacancy=mine.found.vacancy,
        framework=mine.found.framework,
    )
    return page, 422 if form.errors else 200


def withdraw() -> ResponseReturnValue:
    """Take it back: the panel sees nothing of the plan from now on."""
    mine, _of = _contest()
    shown = shown_plan_of(db.session(), mine.application)
    ended = stop_showing(db.session(), shown, now()) if shown else None
    if ended:
        account = viewer()
        list_erased((Erased.CONSENT, ended))
        note(Event.CONSENT_WITHDRAWN, account.id if account else mine.application.assessment_id or "", Purpose.CONTEST)
        db.session.commit()
        flash(_("Taken back. The panel sees nothing of your plan any more."))
    return redirect(url_for("candidate.application"), 303)


def _contest() -> tuple[OpenApplication, Contest]:
    mine = own_application(db.session(), current_sitting().assessment.id) or abort(404)
    if request.method == "POST":
        application_in(db.session(), mine.found.vacancy.id, mine.application.id, lock=True)
    return mine, mine.found.vacancy.announced or abort(404)
