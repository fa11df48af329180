"""The second factor: set up, shown when signing in, given up."""

from datetime import datetime

from flask import Response, current_app, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from kamcareer.core.second_factors import Shown, address, new_seed
from kamcareer.services.audit import Event
from kamcareer.services.passkeys import passkeys_of
from kamcareer.services.second_factors import (
    asks_for_second_factor,
    give_up_codes,
    has_codes,
    recovery_codes_left,
    renew_codes,
    set_up,
    show,
)
from kamcareer.services.sign_ins import Known
from kamcareer.store.database import db
from kamcareer.web.account.passkeys import PasskeyForm
from kamcareer.web.account.sign_in import stay
from kamcareer.web.addresses import own_path
from kamcareer.web.clock import now
from kamcareer.web.drawing import picture_code
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.limits import TRIES, limited
from kamcareer.web.passkeys import site
from kamcareer.web.records import note
from kamcareer.web.viewer import NotSignedInError, current_known, half_known

LONGEST = 40
SEED = "second_factor_seed"


class CodeForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """A code from the phone, or a recovery code."""

    code = StringField(
        validators=[InputRequired(_l("Write the code")), Length(max=LONGEST)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"},
    )


@limited(TRIES, by_account=TRIES)
def show_code() -> ResponseReturnValue:
    """Ask for the code after the first factor."""
    found, form = half_known(), CodeForm()
    if found is None:
        raise NotSignedInError
    then = request.args.get("next")
    after = own_path(then) if then else url_for("account.overview")
    if found.complete:
        return redirect(after, 303)
    if form.validate_on_submit() and _right(found, form):
        return stay(make_response(redirect(after, 303)), found.account, "second factor", second_factor=now())
    page = render_template(
        "account/show_code.html",
        form=form,
        has_codes=has_codes(db.session(), found.account.id),
        has_passkey=bool(site() and passkeys_of(db.session(), found.account.id)),
    )
    return page, 422 if form.errors else 200


@limited(TRIES, by_account=TRIES)
@needs_fresh_proof
def set_up_here() -> ResponseReturnValue:
    """Show passkeys, codes and recovery codes; switch the codes on when one of them was shown."""
    found, form = current_known(), CodeForm()
    account, secret = found.account, current_app.config["SECRET_KEY"]
    # Until a code was right the seed waits in the person's own signed cookie: looking at the page stores nothing.
    seed = session.setdefault(SEED, new_seed())
    if form.validate_on_submit():
        codes = set_up(db.session(), found, secret, seed, form.code.data or "", now())
        if codes is not None:
            note(Event.SECOND_FACTOR_SET, account.id)
            session.pop(SEED)
            return _show_codes(found, codes, "codes set up", second_factor=now())
        form.code.errors = [_("This code is not right. Is the clock of the phone right?")]
    page = render_template(
        "account/second_factor.html",
        form=form,
        has_codes=has_codes(db.session(), account.id),
        picture=picture_code(address(seed, account.sign_in_name)),
        seed=seed,
        left=recovery_codes_left(db.session(), account.id),
        passkeys=passkeys_of(db.session(), account.id),
        new_passkey=PasskeyForm(formdata=None),
        site=site(),
    )
    return page, 422 if form.errors else 200


@needs_fresh_proof
def give_up_here() -> ResponseReturnValue:
    """Ask once, then give up the codes from the application."""
    found = current_known()
    if not has_codes(db.session(), found.account.id):
        return redirect(url_for("account.second_factor"), 303)
    if not FlaskForm().validate_on_submit():
        return render_template("account/give_up_second_factor.html", form=FlaskForm())
    give_up_codes(db.session(), found.account)
    note(Event.SECOND_FACTOR_GIVEN_UP, found.account.id)
    flash(_("The codes are off. Everywhere else you are signed out."))
    kept = found.sign_in.second_factor if asks_for_second_factor(db.session(), found.account.id) else None
    response = make_response(redirect(url_for("account.second_factor"), 303))
    return stay(response, found.account, "codes given up", second_factor=kept)


@needs_fresh_proof
def renew_recovery_codes() -> ResponseReturnValue:
    """Make new recovery codes; the old ones open nothing any more."""
    found = current_known()
    if not asks_for_second_factor(db.session(), found.account.id):
        return redirect(url_for("account.second_factor"), 303)
    codes = renew_codes(db.session(), found.account)
    note(Event.RECOVERY_CODES_RENEWED, found.account.id)
    return _show_codes(found, codes, "recovery codes", second_factor=found.sign_in.second_factor)


def _show_codes(found: Known, codes: list[str], way: str, *, second_factor: datetime | None) -> Response:
    """Show recovery codes, where there are new ones, and let this browser stay signed in."""
    page = render_template("account/recovery_codes.html", codes=codes) if codes else None
    response = make_response(page or redirect(url_for("account.second_factor"), 303))
    return stay(response, found.account, way, second_factor=second_factor)


def _right(found: Known, form: CodeForm) -> bool:
    secret = current_app.config["SECRET_KEY"]
    shown = show(db.session(), found, secret, form.code.data or "", now())
    if shown is Shown.RECOVERY_CODE:
        note(Event.RECOVERY_CODE_USED, found.account.id)
    if shown:
        return True
    note(Event.SECOND_FACTOR_REFUSED, found.account.id)
    db.session.commit()
    form.code.errors = [_("This code is not right, or it was used already. Wait for the next one.")]
    return False
