"""Dangerous acts ask anew who is there, and lose nothing of what was written meanwhile."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, TypeVar, cast

from cryptography.fernet import Fernet, InvalidToken
from flask import abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import HiddenField, PasswordField, StringField

from kamcareer.core.passkeys import Purpose
from kamcareer.core.second_factors import Shown
from kamcareer.services.accounts import account_by_passphrase
from kamcareer.services.audit import Event
from kamcareer.services.passkeys import account_by_passkey, passkeys_of
from kamcareer.services.second_factors import asks_for_second_factor, has_codes, show
from kamcareer.services.sign_ins import Known, prove
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.headers import SAFE_METHODS
from kamcareer.web.limits import TRIES, limiter, this_account
from kamcareer.web.mailing import sends_mail
from kamcareer.web.passkeys import asking, site
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known, renew_sign_in

HOUR = 3600
KEPT = "kept"

View = TypeVar("View", bound=Callable[..., Any])


class ProofForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """A fresh proof of who is there, and the form that waits for it, sealed."""

    kept = HiddenField()
    code = StringField(render_kw={"autocomplete": "one-time-code", "spellcheck": "false"})
    passphrase = PasswordField(render_kw={"autocomplete": "current-password"})
    passkey = HiddenField(render_kw={"data-answer": ""})


def needs_fresh_proof(view: View) -> View:
    """Let a form through only where the person has shown within a quarter of an hour who they are; else ask."""

    @wraps(view)
    def guarded(*args: Any, **values: Any) -> ResponseReturnValue:
        found = current_known()
        if request.method in SAFE_METHODS:
            return cast("ResponseReturnValue", view(*args, **values))
        if not found.sign_in.fresh(now()):
            form = ProofForm()
            if KEPT not in request.form or not _shown(found, form):
                return _ask(found, form)
        if KEPT in request.form:
            request.form = _opened(found, request.form[KEPT])
        return cast("ResponseReturnValue", view(*args, **values))

    # Counted over all pages together: a guess is a guess wherever it is made.
    proofs = limiter.shared_limit(TRIES, "proofs", key_func=this_account, exempt_when=lambda: KEPT not in request.form)
    return cast("View", proofs(guarded))


def _ask(found: Known, form: ProofForm) -> ResponseReturnValue:
    if KEPT not in request.form:
        form.kept.data = _sealed(found)
    form.passkey.data = ""
    page = render_template(
        "fresh_proof.html",
        form=form,
        account=found.account,
        sends=sends_mail(),
        has_codes=has_codes(db.session(), found.account.id),
        has_factor=asks_for_second_factor(db.session(), found.account.id),
        has_passkey=bool(site() and passkeys_of(db.session(), found.account.id)),
    )
    return page, 422 if form.errors else 401


def _shown(found: Known, form: ProofForm) -> bool:
    session, account = db.session(), found.account
    factor = asks_for_second_factor(session, account.id)
    if factor and form.passkey.data:
        signed = account_by_passkey(session, asking(found), Purpose.PROVE, form.passkey.data)
        right, field = signed is not None and signed.id == account.id, form.code
    elif factor:
        by = show(session, found, current_app.config["SECRET_KEY"], form.code.data or "", now())
        right, field = by is not None, form.code
        if by is Shown.RECOVERY_CODE:
            note(Event.RECOVERY_CODE_USED, account.id)
    else:
        given, field = form.passphrase.data or "", form.passphrase
        right = account.has_passphrase and account_by_passphrase(session, account.sign_in_name, given) is not None
    note(Event.PROVED if right else Event.PROOF_REFUSED, account.id)
    if right:
        prove(session, found, now(), second_factor=factor)
        renew_sign_in(found)
    else:
        field.errors = [_("This does not fit. Please try again.")]
    session.commit()
    return right


def _sealed(found: Known) -> str:
    """Return the form that was sent, readable by this server alone: it may hold a new passphrase."""
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
    waiting = {"account": found.account.id, "path": request.path, "fields": fields}
    return _cipher().encrypt(json.dumps(waiting).encode()).decode()


def _opened(found: Known, kept: str) -> ImmutableMultiDict[str, str]:
    try:
        waiting = json.loads(_cipher().decrypt(kept.encode(), ttl=HOUR))
    except InvalidToken:
        abort(400)
    if (waiting["account"], waiting["path"]) != (found.account.id, request.path):
        abort(400)
    return ImmutableMultiDict([(name, value) for name, value in waiting["fields"]])


def _cipher() -> Fernet:
    secret = current_app.config["SECRET_KEY"]
    return Fernet(urlsafe_b64encode(sha256(f"kept form:{secret}".encode()).digest()))
