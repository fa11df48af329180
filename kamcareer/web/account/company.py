"""Signing in by the company's own accounts (OpenID Connect), and linking one to an account here."""

from flask import abort, current_app, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.services.accounts import working_one_time_link
from kamcareer.services.audit import Event
from kamcareer.services.identities import (
    accept_invitation,
    account_by_identity,
    identity_of,
    link_identity,
    unlink,
)
from kamcareer.store.database import db
from kamcareer.web.account.sign_in import enter, stay
from kamcareer.web.clock import now
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.openid_client import ProviderError, Subject, lead_to_provider, provider_name, whom_provider_names
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known, viewer

INVITATION, LINKING, THEN = "company_invitation", "company_linking", "company_then"
ACCEPTING = "company_accepting"


def start_at_company() -> ResponseReturnValue:
    """Send the browser to the company's provider; an invitation and the page one wanted wait in the signed cookie."""
    _provider()
    for key, name in ((INVITATION, "invitation"), (THEN, "next")):
        session.pop(key, None)
        if request.args.get(name):
            session[key] = request.args[name]
    try:
        return lead_to_provider()
    except ProviderError as error:
        return _failed(error)


def return_from_company() -> ResponseReturnValue:
    """Take whom the provider names: let them in, ask about their invitation, or offer to link the two accounts."""
    _provider()
    try:
        named = whom_provider_names()
    except ProviderError as error:
        note(Event.SIGN_IN_REFUSED, "", f"company {error}")
        db.session.commit()
        return _failed(error)
    invitation = session.pop(INVITATION, None)
    account = account_by_identity(db.session(), named.issuer, named.subject, now())
    if account:
        return enter(account, "company", session.pop(THEN, None))
    if invitation:
        session[ACCEPTING] = [invitation, named.issuer, named.subject]
        return redirect(url_for("account.accept_by_company"), 303)
    if viewer():
        session[LINKING] = [named.issuer, named.subject]
        return redirect(url_for("account.company"), 303)
    return render_template("account/company_unknown.html", provider=_provider()), 403


def accept_by_company() -> ResponseReturnValue:
    """Ask whether an invitation is for whoever the provider named; on POST take it and link both.

    Whoever followed a link of somebody else would find their company account linked to an account of that other.
    """
    provider, waiting = _provider(), session.get(ACCEPTING)
    link = working_one_time_link(db.session(), waiting[0], now()) if waiting else None
    if waiting and link and FlaskForm().validate_on_submit():
        secret, issuer, subject = session.pop(ACCEPTING)
        account = accept_invitation(db.session(), secret, issuer, subject, now())
        if account:
            return enter(account, "company", session.pop(THEN, None))
        link = None
    if link is None:
        session.pop(ACCEPTING, None)
        return render_template("account/company_unknown.html", provider=provider), 403
    form = FlaskForm()
    return render_template("account/company_invitation.html", form=form, provider=provider, email=link.email)


@needs_fresh_proof
def company_account() -> ResponseReturnValue:
    """Show whether the company's account opens this one; link the one that has just been shown."""
    provider, found = _provider(), current_known()
    issuer = current_app.config["SETTINGS"].oidc_issuer
    waiting = session.get(LINKING)
    if FlaskForm().validate_on_submit():
        named = Subject(*session.pop(LINKING)) if waiting else None
        if named is None or not link_identity(db.session(), found.account, named.issuer, named.subject, now()):
            flash(_("Nothing was linked: show your company account once more."))
            return redirect(url_for("account.company"), 303)
        note(Event.IDENTITY_LINKED, found.account.id)
        flash(_("From now on your company account opens this one."))
        response = make_response(redirect(url_for("account.company"), 303))
        return stay(response, found.account, "company linked", second_factor=found.sign_in.second_factor)
    return render_template(
        "account/company.html",
        form=FlaskForm(),
        provider=provider,
        linked=identity_of(db.session(), issuer, found.account.id),
        waiting=waiting,
    )


@needs_fresh_proof
def leave_company() -> ResponseReturnValue:
    """End the link with the company's account."""
    _provider()
    found = current_known()
    if not unlink(db.session(), found.account):
        abort(404)
    note(Event.IDENTITY_UNLINKED, found.account.id)
    flash(_("Your company account opens nothing here any more."))
    response = make_response(redirect(url_for("account.company"), 303))
    return stay(response, found.account, "company unlinked", second_factor=found.sign_in.second_factor)


def _provider() -> str:
    return provider_name() or abort(404)


def _failed(error: ProviderError) -> ResponseReturnValue:
    current_app.logger.error("company sign-in: %s", error)
    text = _("The company's sign-in did not answer as it should. Try again, or sign in in another way.")
    return render_template("error.html", status=502, title=_("That did not work"), text=text), 502
