"""Rounds as HR follows them: who has finished, never a level."""

from datetime import timedelta
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import StringField

from kamcareer.core.notifications import Happening
from kamcareer.services.audit import Event
from kamcareer.services.calibration_sessions import sessions_of_round, sessions_seating
from kamcareer.services.company_rounds import (
    NoRaterError,
    Progress,
    all_company_rounds,
    keep_raters,
    name_rater,
    progress_of,
    proposed_raters,
)
from kamcareer.services.round_peers import proposed_in
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.hr.round_letters import write
from kamcareer.web.mailbox_field import email_field
from kamcareer.web.page_number import page_number
from kamcareer.web.records import note
from kamcareer.web.round_peers import agree_to_peers
from kamcareer.web.rounds import AIMS, OWN
from kamcareer.web.typed import one_line
from kamcareer.web.viewer import current_known

LONGEST = timedelta(days=365)
PAGE = 50
MANAGERS = "managers"


class AccountForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Whose account is that of a mailbox: a manager's."""

    whose = StringField(filters=[one_line])
    email = email_field("off")


def show_rounds() -> str:
    """Show every round, the newest first."""
    return render_template("hr/rounds.html", rounds=all_company_rounds(db.session()), today=today())


def show_round(id: UUID) -> ResponseReturnValue:
    """Show how far a round is, unit by unit and by name."""
    return _page(progress_or_404(id))


def name_rater_here(id: UUID) -> ResponseReturnValue:
    """Say which account is that of a manager; they are told, and rate in it from now on."""
    progress, form = progress_or_404(id), AccountForm(prefix=MANAGERS)
    if not form.validate_on_submit():
        return _page(progress, form), 422
    try:
        rater = name_rater(db.session(), progress, form.whose.data or "", form.email.data or "", now())
    except NoRaterError:
        said = _(
            "%(email)s is no line manager’s account here, or belongs to somebody who would be rated by it",
            email=form.email.data,
        )
        form.email.errors = [said]
        return _page(progress, form), 422
    note(Event.ROUND_RATER_NAMED, current_known().account.id, progress.round.id)
    write(Happening.ROUND_TO_RATE, {rater} - progress.raters, progress.round)
    db.session.commit()
    flash(_("%(name)s rates in their own account now.", name=progress.unknown[form.whose.data or ""]))
    return redirect(url_for("hr.round", id=id), 303)


def keep_raters_here(id: UUID) -> ResponseReturnValue:
    """Take it that managers have the accounts proposed, those that were ticked; they are told."""
    progress, seen = progress_or_404(id), (one.partition(" ") for one in request.form.getlist("held"))
    kept = keep_raters(db.session(), progress, {number: mailbox for mailbox, _space, number in seen}, now())
    if kept:
        for _rater in kept:  # as many entries as where each is said alone
            note(Event.ROUND_RATER_NAMED, current_known().account.id, progress.round.id)
        write(Happening.ROUND_TO_RATE, kept - progress.raters, progress.round)
        db.session.commit()
        flash(ngettext("%(num)d manager can rate now.", "%(num)d managers can rate now.", len(kept)))
    else:
        flash(_("Tick whose account it is."))
    return redirect(url_for("hr.round", id=id) + "#managers", 303)


def peers_here(id: UUID, person: UUID) -> ResponseReturnValue:
    """Agree to the colleagues whom somebody who takes part proposes."""
    progress = progress_or_404(id)
    found = next((one for one, _stand in progress.people if one.record == str(person) and one.assessment_id), None)
    back = url_for("hr.round", id=id)
    return agree_to_peers(progress.round, progress.framework, found or abort(404), back)


def progress_or_404(id: UUID | str) -> Progress:
    """Return a round with how far everybody is."""
    return progress_of(db.session(), str(id)) or abort(404)


def _page(progress: Progress, sent: AccountForm | None = None) -> str:
    """Show a round, with what was sent of its form."""
    number = page_number()
    first = (number - 1) * PAGE
    return render_template(
        "hr/round.html",
        progress=progress,
        people=progress.people[first : first + PAGE],
        number=number,
        first=first + 1,
        more=first + PAGE < len(progress.people),
        form=sent or AccountForm(formdata=None, prefix=MANAGERS),
        raters=proposed_raters(db.session(), progress),
        proposed=proposed_in(db.session(), progress.round.id),
        aims=AIMS,
        own=OWN,
        over=progress.round.over(today()),
        sessions=sessions_of_round(db.session(), progress.round.id),
        seated={one.id for one in sessions_seating(db.session(), current_known().account.id)},
    )
