"""Ending sign-ins: one, or all but this."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.services.audit import Event
from kamcareer.services.sign_ins import end, end_others
from kamcareer.store.database import db
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known


@needs_fresh_proof
def end_one(id: UUID) -> ResponseReturnValue:
    """End one sign-in of the account."""
    ended = end(db.session(), current_known().account.id, str(id))
    return _ended(_("That browser is signed out."), noted=ended)


@needs_fresh_proof
def end_the_others() -> ResponseReturnValue:
    """End every sign-in but this one."""
    end_others(db.session(), current_known())
    return _ended(_("Every other browser is signed out."))


def _ended(said: str, *, noted: bool = True) -> ResponseReturnValue:
    # A button pressed twice says the same twice; the trail has it once.
    if noted:
        note(Event.SIGN_IN_ENDED, current_known().account.id)
    db.session.commit()
    flash(said)
    return redirect(url_for("account.overview", _anchor="sign-ins"), 303)
