"""The second factor: set up, shown when signing in, given up."""

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from kamcareer.core.second_factors import address, new_seed
from kamcareer.services.audit import Event
from kamcareer.services.second_factors import (
    give_up,
    has_second_factor,
    recovery_codes_left,
    set_up,
    show,
)
from kamcareer.services.sign_ins import Known
from kamcareer.store.database import db
from kamcareer.web.addresses import own_path
from kamcareer.web.clock import now
from kamcareer.web.drawing import picture_code
from kamcareer.web.limits import TRIES, limited
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
        db.session.commit()
        session.pop("csrf_token", None)
        return redirect(after, 303)
    return render_template("account/show_code.html", form=form), 422 if form.errors else 200


@limited(TRIES, by_account=TRIES)
def set_up_here() -> ResponseReturnValue:
    """Show the key as a picture and in letters; switch the factor on when a code of it was shown."""
    found, form = current_known(), CodeForm()
    account, secret = found.account, current_app.config["SECRET_KEY"]
    if has_second_factor(db.session(), account.id):
        left = recovery_codes_left(db.session(), account.id)
        return render_template("account/second_factor.html", form=form, picture=None, left=left)
    # Until a code was right the seed waits in the person's own signed cookie: looking at the page stores nothing.
    seed = session.setdefault(SEED, new_seed())
    if form.validate_on_submit():
        codes = set_up(db.session(), found, secret, seed, form.code.data or "", now())
        if codes:
            note(Event.SECOND_FACTOR_SET, account.id)
            db.session.commit()
            session.pop(SEED)
            return render_template("account/recovery_codes.html", codes=codes)
        form.code.errors = [_("This code is not right. Is the clock of the phone right?")]
    picture = picture_code(address(seed, account.email))
    page = render_template("account/second_factor.html", form=form, picture=picture, seed=seed)
    return page, 422 if form.errors else 200


@limited(TRIES, by_account=TRIES)
def give_up_here() -> ResponseReturnValue:
    """Ask for one more code, then let the account open without."""
    found, form = current_known(), CodeForm()
    if not has_second_factor(db.session(), found.account.id):
        return redirect(url_for("account.second_factor"), 303)
    if form.validate_on_submit() and _right(found, form):
        give_up(db.session(), found.account.id)
        note(Event.SECOND_FACTOR_GIVEN_UP, found.account.id)
        db.session.commit()
        flash(_("The second factor is off."))
        return redirect(url_for("account.overview"), 303)
    return render_template("account/give_up_second_factor.html", form=form), 422 if form.errors else 200


def _right(found: Known, form: CodeForm) -> bool:
    secret = current_app.config["SECRET_KEY"]
    if show(db.session(), found, secret, form.code.data or "", now()):
        return True
    note(Event.SECOND_FACTOR_REFUSED, found.account.id)
    db.session.commit()
    form.code.errors = [_("This code is not right, or it was used already. Wait for the next one.")]
    return False
