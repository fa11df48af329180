"""Invitations: a link that opens once and brings roles along."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.accounts import Role
from kamcareer.core.notifications import Happening
from kamcareer.core.one_time_links import INVITATION_LIFE
from kamcareer.services.administration import (
    HasAccountError,
    invitations,
    invite_in_person,
    invite_somebody,
    revoke_invitation,
)
from kamcareer.services.audit import Event
from kamcareer.store.database import db
from kamcareer.web.admin.fields import role_names, roles_field
from kamcareer.web.clock import local_day, now
from kamcareer.web.doors import one_time_url
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.limits import INVITATIONS, limited
from kamcareer.web.mailbox_field import email_field
from kamcareer.web.mailing import sends_mail, tell
from kamcareer.web.records import note_about


class InvitationForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Who is invited, and as what."""

    email = email_field(autocomplete="off")
    granted = roles_field()


@limited(INVITATIONS, by_account=INVITATIONS)
@needs_fresh_proof
def invite_here() -> ResponseReturnValue:
    """Invite somebody by mail; without a mail server the link is shown, once, to be handed over."""
    form, link = InvitationForm(), None
    if form.validate_on_submit() and (link := _invite(form)):
        if sends_mail():
            return redirect(url_for("admin.invitations"), 303)
        form = InvitationForm(formdata=None)
    page = render_template(
        "admin/invitations.html",
        form=form,
        link=link,
        role_names=role_names(),
        waiting=invitations(db.session(), now()),
    )
    return page, 422 if form.errors else 200


def _invite(form: InvitationForm) -> str | None:
    """Return the link of a new invitation; None where it would be shown and open somebody's account."""
    email, granted = str(form.email.data), frozenset(map(Role, form.granted.data or []))
    try:
        link = one_time_url(
            (invite_somebody if sends_mail() else invite_in_person)(db.session(), email, granted, now())
        )
    except HasAccountError:
        form.email.errors = [
            _(
                "This address has an account already, and whoever sees the link could open it. Give roles on the "
                "page of the account; where the person cannot sign in, whoever runs the server makes a link: "
                "flask users invite"
            )
        ]
        return None
    note_about(Event.INVITED, "", " ".join(sorted(granted)))
    if sends_mail():
        tell(Happening.INVITATION, email, url=link, day=local_day(now() + INVITATION_LIFE))
        flash(_("The invitation is on its way to %(email)s.", email=email))
    db.session.commit()
    return link


def revoke_here(id: UUID) -> ResponseReturnValue:
    """Let an invitation open nothing any more."""
    taken_back = revoke_invitation(db.session(), str(id))
    if taken_back is None:
        abort(404)
    note_about(Event.INVITATION_REVOKED, "", " ".join(sorted(taken_back.granted)))
    db.session.commit()
    flash(_("The invitation to %(email)s opens nothing any more.", email=taken_back.email))
    return redirect(url_for("admin.invitations"), 303)
