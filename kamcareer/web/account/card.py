"""Coming in by a card: personnel number, the code printed on it, and a passphrase for all the times after."""

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from kamcareer.services.audit import Event
from kamcareer.services.cards import open_card
from kamcareer.store.database import db
from kamcareer.web.account.fields import problem_with
from kamcareer.web.account.sign_in import enter
from kamcareer.web.clock import now
from kamcareer.web.limits import TRIES, limited
from kamcareer.web.mailbox_field import number_field
from kamcareer.web.records import note

LONGEST_CODE = 40


class CardForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What is on the card, and the passphrase that is to be."""

    number = number_field()
    code = StringField(
        validators=[InputRequired(_l("Write the code from the card")), Length(max=LONGEST_CODE)],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"},
    )
    passphrase = PasswordField(
        validators=[InputRequired(_l("Write a passphrase"))], render_kw={"autocomplete": "new-password"}
    )


@limited(TRIES, by_name=TRIES, field="number")
def come_in_by_card() -> ResponseReturnValue:
    """Take a card. A wrong code, one that is used up and an unknown number get the same answer."""
    form = CardForm()
    if request.method != "POST":
        form.number.data, form.code.data = (request.args.get(name, "")[:LONGEST_CODE] for name in ("number", "code"))
    if form.validate_on_submit():
        number, chosen = str(form.number.data), str(form.passphrase.data)
        # Before the code is looked at: what is said of the passphrase then tells nothing about the code.
        problem = problem_with(chosen, number)
        if problem:
            form.passphrase.errors = [problem]
            return render_template("account/card.html", form=form), 422
        secret = current_app.config["SECRET_KEY"]
        account = open_card(db.session(), secret, number, str(form.code.data), chosen, now())
        if account:
            note(Event.PASSPHRASE_SET, account.id)
            return enter(account, "card")
        note(Event.SIGN_IN_REFUSED, "", "card")
        db.session.commit()
        form.code.errors = [_("Number and code do not fit, or the code was used or is too old. Ask for a new card.")]
    return render_template("account/card.html", form=form), 422 if form.errors else 200
