"""Sex and age of somebody who applied: asked apart once the answers are sent, if they like; withdrawn with one tap."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.config import Settings
from kamcareer.core.applications import Application
from kamcareer.core.demographics import AgeGroup, Sex
from kamcareer.core.legal_basis import Holder, Purpose, live
from kamcareer.core.legal_texts import paragraphs
from kamcareer.services.applications import own_application
from kamcareer.services.demographics import give, own
from kamcareer.services.fairness import is_counted
from kamcareer.store.database import db, wipe_log
from kamcareer.web.agreements import AgreeForm, document_for, take, take_back
from kamcareer.web.clock import now, today
from kamcareer.web.demographics import DemographicsForm
from kamcareer.web.sitting import current_sitting


def add_fairness(pages: Blueprint) -> None:
    """Add the addresses of what somebody who applied says of sex and age."""
    pages.add_url_rule("/application/fairness", "fairness", ask_for_fairness, methods=["GET", "POST"])
    pages.add_url_rule("/application/fairness/give", "give_fairness", give_fairness, methods=["POST"])
    pages.add_url_rule("/application/fairness/withdraw", "withdraw_fairness", withdraw_fairness, methods=["POST"])


def ask_for_fairness() -> ResponseReturnValue:
    """Show the document first, the questions once it was agreed to; on POST note the agreement."""
    application, holder = _sent(), _holder()
    if application is None:
        return redirect(url_for("candidate.application"), 303)
    if too_late(application):
        return render_template("candidate/fairness_counted.html")
    agreed = document_for(Purpose.FAIRNESS)
    form = AgreeForm().for_words(agreed)
    allowed = live(Purpose.FAIRNESS, current_sitting().bases)
    if allowed:
        return _questions(holder)
    if form.validate_on_submit():
        take(holder, agreed)
        db.session.commit()
        return redirect(url_for("candidate.fairness"), 303)
    page = render_template(
        "candidate/fairness_consent.html", form=form, agreed=agreed, paragraphs=paragraphs(agreed.text.body)
    )
    return page, 422 if form.errors else 200


def give_fairness() -> ResponseReturnValue:
    """Keep what the person says of themselves until their quarter is counted; NoBasisError without the consent."""
    application, holder, form = _sent(), _holder(), DemographicsForm()
    if application is None or too_late(application):
        abort(409)
    if not form.validate_on_submit():
        return _questions(holder), 422
    sex, age = Sex(form.sex.data), AgeGroup(form.age_group.data)
    give(db.session(), current_app.config["SECRET_KEY"], holder, sex, age, today())
    db.session.commit()
    flash(_("Thank you. Whoever reads your answers or decides does not see this."))
    return redirect(url_for("candidate.fairness"), 303)


def withdraw_fairness() -> ResponseReturnValue:
    """Withdraw the consent and delete what was said; the selection goes on."""
    if take_back(_holder(), Purpose.FAIRNESS):
        db.session.commit()
        wipe_log()
        flash(_("What you said of sex and age is deleted. This selection goes on as before."))
    return redirect(url_for("candidate.application"), 303)


def too_late(application: Application) -> bool:
    """Return whether the people who sent their answers with somebody are counted already."""
    settings: Settings = current_app.config["SETTINGS"]
    return application.finished is not None and is_counted(application.finished, settings.zone, now())


def _sent() -> Application | None:
    opened = own_application(db.session(), current_sitting().assessment.id)
    return opened.application if opened and opened.application.finished else None


def _holder() -> Holder:
    return Holder(assessment_id=current_sitting().assessment.id)


def _questions(holder: Holder) -> str:
    said = own(db.session(), current_app.config["SECRET_KEY"], holder)
    form = DemographicsForm(formdata=None, sex=said.sex, age_group=said.age_group) if said else DemographicsForm()
    return render_template("candidate/fairness.html", form=form, said=said)
