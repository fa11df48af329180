"""Being kept in mind for later vacancies: a consent of its own, asked once the answers are sent; earlier answers."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.core.legal_basis import Holder, Purpose, live
from kamcareer.core.legal_texts import paragraphs
from kamcareer.services.applications import own_application
from kamcareer.services.legal_bases import holder_of
from kamcareer.services.pool import keep_for_later, take_over
from kamcareer.store.database import db
from kamcareer.web.agreements import AgreeForm, document_for, note_agreed, take_back
from kamcareer.web.clock import now
from kamcareer.web.retention import kept_until
from kamcareer.web.sitting import current_sitting


def add_later(pages: Blueprint) -> None:
    """Add the addresses of being kept for later."""
    pages.add_url_rule("/application/later", "later", ask_for_later, methods=["GET", "POST"])
    pages.add_url_rule("/application/later/withdraw", "withdraw_later", withdraw_later, methods=["POST"])
    pages.add_url_rule("/application/earlier", "take_earlier", take_earlier, methods=["POST"])


def ask_for_later() -> ResponseReturnValue:
    """Show what being kept for later vacancies means; keep the consent once it was given."""
    sitting = current_sitting()
    opened = own_application(db.session(), sitting.assessment.id)
    if opened is None or opened.application.finished is None:
        return redirect(url_for("candidate.tasks"), 303)
    agreed = document_for(Purpose.STORAGE)
    form = AgreeForm().for_words(agreed)
    allowed = live(Purpose.STORAGE, sitting.bases)
    if form.validate_on_submit():
        if allowed is None:
            keep_for_later(db.session(), opened, agreed, now())
            note_agreed(Holder(assessment_id=sitting.assessment.id), agreed)
            db.session.commit()
            flash(_("You will be kept in mind for later vacancies."))
        return redirect(url_for("candidate.application"), 303)
    page = render_template(
        "candidate/later.html",
        form=form,
        agreed=agreed,
        paragraphs=paragraphs(agreed.text.body),
        allowed=allowed,
        kept=kept_until(sitting),
    )
    return page, 422 if form.errors else 200


def withdraw_later() -> ResponseReturnValue:
    """Withdraw the consent to being kept for later; the present selection goes on."""
    if take_back(holder_of(current_sitting().assessment), Purpose.STORAGE):
        db.session.commit()
        flash(_("You are not kept for later vacancies any more. This selection goes on as before."))
    return redirect(url_for("candidate.application"), 303)


def take_earlier() -> ResponseReturnValue:
    """Take the answers of an earlier application over."""
    opened = own_application(db.session(), current_sitting().assessment.id)
    if opened and take_over(db.session(), opened, now()):
        db.session.commit()
        flash(_("Your earlier answers are here. Look through them, change what is different now, then send them."))
    return redirect(url_for("candidate.application"), 303)
