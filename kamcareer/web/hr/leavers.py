"""People who left: HR says so of one or of those the newest list does not name, reads what goes, and confirms."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm

from kamcareer.core.erasures import Erased
from kamcareer.core.leavers import Leaver
from kamcareer.core.retention import Outcome
from kamcareer.services.audit import Event
from kamcareer.services.leavers import forget_leavers, goes_with, leavers, missing
from kamcareer.store.database import db, wipe_log
from kamcareer.web.clock import now, today
from kamcareer.web.erasures import list_erased
from kamcareer.web.frameworks import current_framework
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.records import note_about
from kamcareer.web.retention import months_of

MOST = 100


def choose_leavers() -> ResponseReturnValue:
    """Show who is not in the newest list; once some are chosen, say what is deleted with them and ask."""
    if "who" in request.values:
        return _confirmation(_chosen() or abort(404)), 200
    found = missing(db.session())
    page = render_template(
        "hr/leavers.html",
        missing=found.first(MOST) if found else None,
        count=found.count if found else 0,
        nobody_ticked=request.method == "POST",
        framework=current_framework(),
        form=FlaskForm(),
    )
    return page, 422 if request.method == "POST" else 200


@needs_fresh_proof
def forget_here() -> ResponseReturnValue:
    """Delete the records of those who were confirmed; whom an order keeps stays."""
    people = [one for one in _chosen() if one.hold is None]
    if not people:
        flash(_("Nobody was deleted: nothing is known of them any more, or an order keeps it."))
        return redirect(url_for("hr.people"), 303)
    list_erased(*((Erased.PERSON, one.known.record) for one in people))
    list_erased(*((Erased.CONSENT, basis) for basis in forget_leavers(db.session(), people, now())))
    for one in people:
        note_about(Event.PERSON_FORGOTTEN, one.known.account_id or "")
    db.session.commit()
    wipe_log()
    flash(ngettext("%(num)d person who left is deleted.", "%(num)d people who left are deleted.", len(people)))
    return redirect(url_for("hr.people"), 303)


def _chosen() -> list[Leaver]:
    """Return the people whom the address or the form names, a hundred at most."""
    said = request.form if request.method == "POST" else request.args
    return leavers(db.session(), said.getlist("who")[:MOST], today())


def _confirmation(people: list[Leaver]) -> str:
    return render_template(
        "hr/leaving.html",
        people=people,
        going=[one for one in people if one.hold is None],
        traces=goes_with(db.session(), people, today()),
        with_account=any(one.known.account_id for one in people),
        idle=months_of(Outcome.IDLE_ACCOUNT),
        framework=current_framework(),
        form=FlaskForm(),
    )
