"""Passkeys: signing in by one, adding one, removing one."""

from uuid import UUID

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from kamcareer.core.passkeys import LONGEST_NAME, Purpose
from kamcareer.services.audit import Event
from kamcareer.services.passkeys import account_by_passkey, register, registration_options, remove
from kamcareer.store.database import db
from kamcareer.web.account.sign_in import SignInForm, enter, stay
from kamcareer.web.browser_names import browser_name
from kamcareer.web.clock import now
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.limits import TRIES, limited
from kamcareer.web.passkeys import asking, challenge, challenge_for, site
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known, half_known


class PasskeyForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """The answer of a device, put in by the script of the page; a name for a new passkey."""

    passkey = HiddenField(render_kw={"data-answer": ""})
    name = StringField(validators=[Length(max=LONGEST_NAME)], render_kw={"autocomplete": "off"})


@limited(TRIES)
def ask_device_to_enter() -> ResponseReturnValue:
    """Give the script a question for any passkey of this site; after a first factor for those of that account."""
    found = half_known()
    return challenge_for(Purpose.ENTER, None, found.account.id if found else None)


@limited(TRIES, by_account=TRIES)
def ask_device_to_prove() -> ResponseReturnValue:
    """Give the script a question for the passkeys of whoever is signed in."""
    found = current_known()
    return challenge_for(Purpose.PROVE, found, found.account.id)


@limited(TRIES, by_account=TRIES)
def ask_device_for_a_new_one() -> ResponseReturnValue:
    """Give the script what the device needs to make a passkey."""
    found = current_known()
    return challenge(registration_options(db.session(), asking(found), found.account))


@limited(TRIES)
def enter_by_passkey() -> ResponseReturnValue:
    """Open the account whose passkey signed the question; it is a first and a second factor in one."""
    form = PasskeyForm()
    if site() and form.validate_on_submit() and form.passkey.data:
        account = account_by_passkey(db.session(), asking(None), Purpose.ENTER, form.passkey.data)
        if account:
            return enter(account, "passkey", request.args.get("next"), second_factor=now())
        note(Event.SIGN_IN_REFUSED, "", "passkey")
        db.session.commit()
    return render_template("account/sign_in.html", form=SignInForm(formdata=None), refused=_refused()), 422


@limited(TRIES, by_account=TRIES)
@needs_fresh_proof
def add_passkey() -> ResponseReturnValue:
    """Take in the passkey that the device has made."""
    found, form = current_known(), PasskeyForm()
    if site() and form.validate_on_submit() and form.passkey.data:
        name = (form.name.data or "").strip() or browser_name(request.user_agent.string) or _("A passkey")
        codes = register(db.session(), asking(found), form.passkey.data, name)
        if codes is not None:
            note(Event.PASSKEY_ADDED, found.account.id)
            flash(_("The passkey is added. Everywhere else you are signed out."))
            page = render_template("account/recovery_codes.html", codes=codes) if codes else None
            response = make_response(page or redirect(url_for("account.second_factor"), 303))
            return stay(response, found.account, "new passkey", second_factor=now())
        db.session.commit()
    form.name.errors = [_refused()]
    return render_template("account/passkey_refused.html", form=form), 422


@needs_fresh_proof
def remove_passkey(id: UUID) -> ResponseReturnValue:
    """Remove a passkey of the account."""
    found = current_known()
    if not remove(db.session(), found.account, str(id)):
        abort(404)
    note(Event.PASSKEY_REMOVED, found.account.id)
    flash(_("The passkey is removed. Everywhere else you are signed out."))
    response = make_response(redirect(url_for("account.second_factor"), 303))
    return stay(response, found.account, "passkey removed", second_factor=found.sign_in.second_factor)


def _refused() -> str:
    if site() is None:
        return str(_("At this address browsers allow no passkeys: they need https and a name. Sign in in another way."))
    words = _("The passkey did not fit or came too late. Try again, or go on without it, by passphrase or by link.")
    return str(words)
