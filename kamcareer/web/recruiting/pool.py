"""People who agreed to be looked at for later vacancies, held against one; and calling them back."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.notifications import Happening
from kamcareer.core.readings import Capacity
from kamcareer.services.audit import Event
from kamcareer.services.pool import call_back, one_for, pool_for
from kamcareer.services.readings import POOL
from kamcareer.store.database import db, written_apart
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now, today
from kamcareer.web.limits import INVITATIONS, limited
from kamcareer.web.mailing import sends_mail, tell
from kamcareer.web.pool_columns import pool_columns
from kamcareer.web.records import note, note_reading
from kamcareer.web.recruiting.invitations import ends_of, show_made
from kamcareer.web.recruiting.own import vacancy_or_404
from kamcareer.web.vacancy_words import ACTS, KNOCK_OUTS
from kamcareer.web.viewer import current_known


def show_pool(id: UUID) -> str:
    """Show whom of the pool it may be worth to call back for a vacancy."""
    found = vacancy_or_404(id)
    pool = pool_for(db.session(), found, today(), pool_columns(now()))
    with written_apart():
        note(Event.POOL_READ, current_known().account.id, found.vacancy.id)
        seen = [row.kept.application.assessment_id for row in pool.rows]
        note_reading(Event.POOL_SEEN, seen, POOL, Capacity.RECRUITER)
    return render_template(
        "recruiting/pool.html",
        found=found,
        vacancy=found.vacancy,
        pool=pool,
        acts=ACTS,
        knock_outs=KNOCK_OUTS,
        form=FlaskForm(formdata=None),
        sends_mail=sends_mail(),
        takes_people=found.vacancy.takes_people(today()),
    )


@limited(INVITATIONS, by_account=INVITATIONS)
def call_back_here(id: UUID, application: UUID) -> ResponseReturnValue:
    """Invite somebody of the pool: by letter where there is mail and a mailbox, else by a link that is shown once."""
    found = vacancy_or_404(id)
    if not found.vacancy.takes_people(today()):
        abort(409)
    whom = one_for(db.session(), found, str(application)) or abort(404)
    by_letter = bool(whom.email and sends_mail())
    made, secret = call_back(db.session(), found, whom, ends_of(found), now(), by_letter=by_letter)
    note(Event.CANDIDATE_INVITED, current_known().account.id, found.vacancy.id)
    if not by_letter:
        return show_made(found, made, secret)
    url = full_address("visitor.apply", token=secret)
    tell(Happening.CALLED_BACK, made.email or "", made.language, url=url, day=found.vacancy.terms.deadline)
    db.session.commit()
    flash(_("The invitation is on its way to the person’s mailbox. Nobody else sees the link."))
    return redirect(url_for("recruiting.pool", id=id), 303)
