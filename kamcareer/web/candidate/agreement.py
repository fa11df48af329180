"""Consent to the self-assessment: given before anything is stored, seen again and withdrawn at any time."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Basis, Holder, Purpose, live
from kamcareer.core.legal_texts import paragraphs
from kamcareer.services.legal_bases import holder_of
from kamcareer.services.self_assessment import start
from kamcareer.services.situations import seen_situations
from kamcareer.store.database import db
from kamcareer.web.agreements import PURPOSES, AgreeForm, document_for, note_agreed, take, take_back
from kamcareer.web.clock import now
from kamcareer.web.frameworks import current_framework
from kamcareer.web.limits import STARTS, limited
from kamcareer.web.retention import kept_until
from kamcareer.web.sitting import any_sitting, remember_sitting, sitting_or_none
from kamcareer.web.viewer import viewer


@limited(STARTS)
def agree_and_start() -> ResponseReturnValue:
    """Show the document before the first question; nothing is stored until the button below it is pressed."""
    framework = current_framework()
    present, target = _roles(framework)
    if target is None:
        return redirect(url_for("candidate.target", present=request.args.get("present")), 303)
    agreed = document_for(Purpose.DEVELOPMENT)
    form = AgreeForm().for_words(agreed)
    if form.validate_on_submit():
        begun = start(db.session(), framework, present, target, now(), agreed, _seen())
        note_agreed(Holder(assessment_id=begun.id), agreed)
        db.session.commit()
        remember_sitting(begun.id)
        return redirect(url_for("candidate.role"), 303)
    back = url_for("candidate.target", present=request.args.get("present"), target=target)
    page = render_template(
        "candidate/agree.html", form=form, agreed=agreed, paragraphs=paragraphs(agreed.text.body), back_to=back
    )
    return page, 422 if form.errors else 200


def show_agreement() -> ResponseReturnValue:
    """Show what was agreed to for the open assessment; take it anew where nothing holds any more."""
    sitting = any_sitting()
    purpose = sitting.assessment.purpose
    agreed = document_for(purpose)
    form = AgreeForm().for_words(agreed)
    allowed = live(purpose, sitting.bases)
    if form.validate_on_submit():
        if allowed is None:
            take(holder_of(sitting.assessment), agreed)
            db.session.commit()
        return redirect(url_for("candidate.tasks"), 303)
    page = render_template(
        "candidate/agreement.html",
        form=form,
        agreed=agreed,
        paragraphs=paragraphs(agreed.text.body),
        allowed=allowed,
        by_consent=allowed is not None and allowed.basis is Basis.CONSENT,
        history=[one for one in sitting.bases if one.purpose is purpose],
        purposes=PURPOSES,
        assessment=sitting.assessment,
        kept=kept_until(sitting),
    )
    return page, 422 if form.errors else 200


def withdraw_agreement() -> ResponseReturnValue:
    """Withdraw the consent: from now on nothing is done with the answers but keeping them until they are deleted."""
    assessment = any_sitting().assessment
    if take_back(holder_of(assessment), assessment.purpose):
        db.session.commit()
        flash(_("Your consent is withdrawn. The report and its links show nothing any more."))
    return redirect(url_for("candidate.agreement"), 303)


def _seen() -> tuple[str, ...]:
    account, here = viewer(), sitting_or_none()
    return seen_situations(db.session(), account.id if account else None, here.assessment if here else None)


def _roles(framework: Framework) -> tuple[str | None, str | None]:
    present, target = request.args.get("present"), request.args.get("target")
    return present if present in framework.roles else None, target if target in framework.roles else None
