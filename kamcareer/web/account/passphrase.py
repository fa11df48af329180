"""Setting a passphrase, or changing it."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import PasswordField

from kamcareer.services.accounts import account_by_passphrase, set_passphrase
from kamcareer.services.audit import Event
from kamcareer.store.database import db
from kamcareer.web.account.fields import problem_with
from kamcareer.web.account.sign_in import enter
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.limits import TRIES, limited
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known


class PassphraseForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """The passphrase that is, where there is one, and the one that is to be."""

    present = PasswordField(render_kw={"autocomplete": "current-password"})
    new = PasswordField(render_kw={"autocomplete": "new-password"})


@limited(TRIES, by_account=TRIES)
@needs_fresh_proof
def change() -> ResponseReturnValue:
    """Set a new passphrase. Every other browser is signed out by it."""
    known, form = current_known(), PassphraseForm()
    account = known.account
    if form.validate_on_submit():
        right = not account.has_passphrase or account_by_passphrase(
            db.session(), account.sign_in_name, form.present.data or ""
        )
        chosen = form.new.data or ""
        problem = problem_with(chosen, account.sign_in_name)
        if right and problem is None:
            set_passphrase(db.session(), account, chosen)
            flash(_("The passphrase is set. Everywhere else you are signed out."))
            note(Event.PASSPHRASE_SET, account.id)
            return enter(account, "new passphrase", second_factor=known.sign_in.second_factor)
        form.present.errors = [] if right else [_("This is not your present passphrase")]
        form.new.errors = [problem] if problem else []
    page = render_template("account/passphrase.html", form=form, account=account)
    return page, 422 if form.errors else 200
