"""One account as an administrator sees it: roles and state, never what the person answered."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired

from kamcareer.core.accounts import Account, Role
from kamcareer.services.accounts import find, reopen
from kamcareer.services.administration import LastAdministratorError, change_roles, close_account
from kamcareer.services.audit import Event
from kamcareer.services.second_factors import asks_for_second_factor, give_up_everything
from kamcareer.services.sign_ins import open_browsers
from kamcareer.store.database import db
from kamcareer.web.admin.fields import REASONS, role_names, roles_field
from kamcareer.web.clock import now
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.records import note_about


class RolesForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """The roles an account is to have."""

    granted = roles_field()


class ReasonForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Why a second factor is taken away."""

    reason = RadioField(
        choices=[SelectChoice(word, text) for word, text in REASONS.items()], validators=[InputRequired()]
    )


def show_account(id: UUID) -> str:
    """Show an account."""
    return _page(_account(id), ReasonForm(formdata=None))


@needs_fresh_proof
def set_roles(id: UUID) -> ResponseReturnValue:
    """Give the account exactly the roles ticked; the person is signed out everywhere."""
    account, form = _account(id), RolesForm()
    if not form.validate_on_submit():
        return _page(account, ReasonForm(formdata=None)), 422
    granted = frozenset(map(Role, form.granted.data or []))
    try:
        change_roles(db.session(), account, granted)
    except LastAdministratorError:
        return _last(account)
    note_about(Event.ROLES_SET, account.id, " ".join(sorted(granted)))
    return _done(account, _("The roles are set. The person signs in anew."))


@needs_fresh_proof
def close_here(id: UUID) -> ResponseReturnValue:
    """Switch the account off."""
    account = _account(id)
    try:
        close_account(db.session(), account, now())
    except LastAdministratorError:
        return _last(account)
    note_about(Event.ACCOUNT_CLOSED, account.id)
    return _done(account, _("The account is closed. Its data stays, nothing opens it."))


@needs_fresh_proof
def reopen_here(id: UUID) -> ResponseReturnValue:
    """Switch the account on again."""
    account = _account(id)
    reopen(db.session(), account)
    note_about(Event.ACCOUNT_REOPENED, account.id)
    return _done(account, _("The account is open again. The person signs in anew."))


@needs_fresh_proof
def reset_second_factor(id: UUID) -> ResponseReturnValue:
    """Take every second factor away, for a reason that goes into the trail."""
    account, form = _account(id), ReasonForm()
    if not form.validate_on_submit():
        form.reason.errors = [_("Choose a reason: it goes into the audit trail")]
        return _page(account, form), 422
    give_up_everything(db.session(), account)
    note_about(Event.SECOND_FACTOR_GIVEN_UP, account.id, form.reason.data)
    return _done(account, _("The second factor is gone. The person signs in anew and sets up another."))


def _account(id: UUID) -> Account:
    return find(db.session(), str(id)) or abort(404)


def _done(account: Account, said: str) -> ResponseReturnValue:
    db.session.commit()
    flash(said)
    return redirect(url_for("admin.account", id=account.id), 303)


def _last(account: Account) -> ResponseReturnValue:
    flash(_("Nothing was changed: this is the last administrator. Make somebody else one first."))
    return _page(account, ReasonForm(formdata=None)), 409


def _page(account: Account, reason: ReasonForm) -> str:
    return render_template(
        "admin/account.html",
        account=account,
        roles=RolesForm(formdata=None),
        reason=reason,
        role_names=role_names(),
        has_factor=asks_for_second_factor(db.session(), account.id),
        browsers=len(open_browsers(db.session(), account.id, now())),
    )
