"""Consents of the account: what was agreed to, when, in which words; withdrawn with one tap."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.legal_basis import Basis, Holder, Purpose, live
from kamcareer.services.legal_bases import history
from kamcareer.store.database import db, wipe_log
from kamcareer.web.agreements import BASES, PURPOSES, take_back
from kamcareer.web.viewer import current_known


def show_agreements() -> str:
    """Show every purpose that anything was ever agreed for, with its history."""
    records = history(db.session(), _holder())
    by_purpose = {purpose: [one for one in records if one.purpose is purpose] for purpose in Purpose}
    return render_template(
        "account/agreements.html",
        records={purpose: found for purpose, found in by_purpose.items() if found},
        live=live,
        consent=Basis.CONSENT,
        purposes=PURPOSES,
        bases=BASES,
        form=FlaskForm(),
    )


def withdraw_agreement(purpose: str) -> ResponseReturnValue:
    """Withdraw the consents for a purpose."""
    if purpose not in set(Purpose):
        abort(404)
    if take_back(_holder(), Purpose(purpose)):
        db.session.commit()
        wipe_log()
        flash(_("Your consent is withdrawn. What it was for has stopped; the data can be deleted."))
    return redirect(url_for("account.agreements"), 303)


def _holder() -> Holder:
    return Holder(account_id=current_known().account.id)
