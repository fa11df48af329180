"""Signing in with a passphrase, and out."""

from datetime import datetime

from flask import Response, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.accounts import Account
from kamcareer.services.accounts import account_by_passphrase
from kamcareer.services.audit import Event
from kamcareer.services.notifications import remember_language
from kamcareer.services.second_factors import asks_for_second_factor
from kamcareer.services.sign_ins import end, sign_in
from kamcareer.store.database import db
from kamcareer.web.account.fields import present_passphrase_field
from kamcareer.web.addresses import own_path
from kamcareer.web.clock import now
from kamcareer.web.known_browser import remember_browser
from kamcareer.web.languages import language
from kamcareer.web.limits import TRIES, limited
from kamcareer.web.mailbox_field import sign_in_field
from kamcareer.web.records import note
from kamcareer.web.sitting import forget_sitting
from kamcareer.web.viewer import current_known, forget_sign_in, half_known, remember_sign_in, viewer


class SignInForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Who the person is, and how they show it."""

    email = sign_in_field()
    passphrase = present_passphrase_field()


@limited(TRIES, by_name=TRIES)
def sign_in_here() -> ResponseReturnValue:
    """Ask for mailbox and passphrase. A wrong one and an unknown mailbox get the same answer."""
    form = SignInForm()
    if form.validate_on_submit():
        account = account_by_passphrase(db.session(), str(form.email.data), str(form.passphrase.data))
        if account:
            return enter(account, "passphrase", request.args.get("next"))
        note(Event.SIGN_IN_REFUSED, "", "passphrase")
        db.session.commit()
        form.passphrase.errors = [_("The address or the passphrase is not right")]
    elif request.method != "POST" and viewer():
        return redirect(url_for("account.overview"), 303)
    return render_template("account/sign_in.html", form=form, refused=None), 422 if form.errors else 200


def enter(account: Account, way: str, then: str | None = None, *, second_factor: datetime | None = None) -> Response:
    """Open an account in this browser and go where the person was heading; first to the code, where one is due."""
    after = own_path(then) if then else url_for("account.overview")
    asked = second_factor is None and asks_for_second_factor(db.session(), account.id)
    response = make_response(redirect(url_for("account.show_code", next=then) if asked else after, 303))
    return stay(response, account, way, second_factor=second_factor)


def stay(response: Response, account: Account, way: str, *, second_factor: datetime | None) -> Response:
    """Let this browser have the account open under a new secret, in place of the one it had."""
    before = half_known()
    if before:
        end(db.session(), before.account.id, before.sign_in.id)
    secret = sign_in(db.session(), account, request.user_agent.string, now(), second_factor)
    note(Event.SIGNED_IN, account.id, way)
    remember_language(db.session(), account, language())
    db.session.commit()
    if before is None or before.account.id != account.id:
        session.pop("csrf_token", None)  # a token that somebody else may know; one's own form in another tab goes on
    remember_sign_in(response, secret)
    remember_browser(response, account)
    return response


def sign_out() -> ResponseReturnValue:
    """End the sign-in of this browser; it forgets the open assessment too."""
    known = current_known()
    end(db.session(), known.account.id, known.sign_in.id)
    note(Event.SIGNED_OUT, known.account.id)
    db.session.commit()
    forget_sitting()
    flash(_("You are signed out in this browser."))
    response = make_response(redirect(url_for("visitor.home"), 303))
    forget_sign_in(response)
    return response
