"""Delete the account and everything in it."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import PasswordField

from kamcareer.core.legal_basis import Holder
from kamcareer.services.accounts import account_by_passphrase, erase_account
from kamcareer.services.audit import Event
from kamcareer.services.retention import hold_on
from kamcareer.store.database import db, wipe_log
from kamcareer.web.clock import today
from kamcareer.web.erasures import list_account
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.limits import TRIES, limited
from kamcareer.web.records import note
from kamcareer.web.sitting import forget_sitting
from kamcareer.web.viewer import current_known, forget_sign_in


class EraseForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """The passphrase, where there is one: a browser left open must not be enough to delete everything."""

    passphrase = PasswordField(render_kw={"autocomplete": "current-password"})


@limited(TRIES, by_account=TRIES)
@needs_fresh_proof
def erase_my_account() -> ResponseReturnValue:
    """Ask once, then delete at once and whole."""
    account, form = current_known().account, EraseForm()
    hold = hold_on(db.session(), Holder(account_id=account.id), today())
    if hold:
        return render_template("held.html", hold=hold), 200 if request.method == "GET" else 409
    if form.validate_on_submit():
        given = form.passphrase.data or ""
        if not account.has_passphrase or account_by_passphrase(db.session(), account.sign_in_name, given):
            list_account(account)
            erase_account(db.session(), account)
            note(Event.ACCOUNT_ERASED, account.id)
            db.session.commit()
            wipe_log()
            forget_sitting()
            flash(_("Your account and everything in it are deleted."))
            response = make_response(redirect(url_for("visitor.home"), 303))
            forget_sign_in(response)
            return response
        form.passphrase.errors = [_("This is not your present passphrase")]
    return render_template("account/erase.html", form=form, account=account), 422 if form.errors else 200
