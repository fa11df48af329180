"""About sex and age: voluntary, apart, with a consent of its own; taken back with one tap."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.core.demographics import AgeGroup, Sex
from kamcareer.core.legal_basis import Holder, Purpose, live
from kamcareer.core.legal_texts import paragraphs
from kamcareer.services.demographics import give, own
from kamcareer.services.legal_bases import history
from kamcareer.store.database import db
from kamcareer.web.agreements import AgreeForm, document_for, take
from kamcareer.web.clock import today
from kamcareer.web.demographics import DemographicsForm
from kamcareer.web.viewer import current_known


def show_demographics() -> ResponseReturnValue:
    """Show the document first, the questions once it was agreed to; on POST note the agreement."""
    account = current_known().account
    holder, agreed = Holder(account_id=account.id), document_for(Purpose.DEMOGRAPHICS)
    form = AgreeForm().for_words(agreed)
    allowed = live(Purpose.DEMOGRAPHICS, history(db.session(), holder))
    if allowed is None and form.validate_on_submit():
        take(holder, agreed)
        db.session.commit()
        return redirect(url_for("account.demographics"), 303)
    if allowed is None:
        page = render_template(
            "account/demographics_consent.html", form=form, agreed=agreed, paragraphs=paragraphs(agreed.text.body)
        )
        return page, 422 if form.errors else 200
    return _questions(account.id)


def give_demographics() -> ResponseReturnValue:
    """Keep what the person says of themselves; NoBasisError without the consent."""
    account, form = current_known().account, DemographicsForm()
    if not form.validate_on_submit():
        return _questions(account.id), 422
    sex, age = Sex(form.sex.data), AgeGroup(form.age_group.data)
    give(db.session(), current_app.config["SECRET_KEY"], Holder(account_id=account.id), sex, age, today())
    db.session.commit()
    flash(_("Thank you. Nobody sees this but you; others see counts of many people."))
    return redirect(url_for("account.demographics"), 303)


def _questions(account_id: str) -> str:
    said = own(db.session(), current_app.config["SECRET_KEY"], Holder(account_id=account_id))
    form = DemographicsForm(formdata=None, sex=said.sex, age_group=said.age_group) if said else DemographicsForm()
    return render_template("account/demographics.html", form=form, said=said)
