"""Invitations by letter to the people of a round who have a work address in the staff list and no account yet."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from kamcareer.core.notifications import Happening
from kamcareer.core.one_time_links import INVITATION_LIFE
from kamcareer.services.audit import Event
from kamcareer.services.company_rounds import said_accounts
from kamcareer.services.listed_addresses import invite_listed, listed_addresses
from kamcareer.store.database import db
from kamcareer.web.clock import local_day, now
from kamcareer.web.doors import one_time_url
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.hr.round_people import running_or_404
from kamcareer.web.limits import INVITATIONS, limited
from kamcareer.web.mailing import sends_mail, tell
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known


@limited(INVITATIONS, by_account=INVITATIONS)
@needs_fresh_proof
def invite_here(id: UUID) -> ResponseReturnValue:
    """Invite everybody at once who can be; nobody where no letter would leave."""
    progress = running_or_404(id)
    if not sends_mail():
        flash(_("This installation sends no mail: nobody was invited."))
    else:
        said = said_accounts(db.session(), progress)
        links = invite_listed(db.session(), listed_addresses(db.session(), progress, said, now()), now())
        for email, secret in links.items():
            tell(Happening.INVITATION, email, url=one_time_url(secret), day=local_day(now() + INVITATION_LIFE))
        if links:
            note(Event.INVITED, current_known().account.id, f"{progress.round.id} {len(links)} people")
            db.session.commit()
            flash(ngettext("%(num)d person is invited.", "%(num)d people are invited.", len(links)))
        else:
            flash(_("There is nobody left to invite."))
    return redirect(url_for("hr.name_accounts", id=id), 303)
