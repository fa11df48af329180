"""Assessments of the account: taking in the one open in this browser, opening one again."""

from uuid import UUID

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.services.audit import Event
from kamcareer.services.own_assessments import claim
from kamcareer.services.self_assessment import own_sitting
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.records import note
from kamcareer.web.sitting import any_sitting, remember_sitting
from kamcareer.web.viewer import current_known


def take_in() -> ResponseReturnValue:
    """Take the assessment open in this browser into the account."""
    known, assessment = current_known(), any_sitting().assessment
    if not claim(db.session(), assessment.id, known.account.id, now()):
        abort(404)
    note(Event.ASSESSMENT_CLAIMED, known.account.id)
    db.session.commit()
    flash(_("The assessment is in your account now. Its private link opens nothing any more."))
    return redirect(url_for("account.overview"), 303)


def open_here(id: UUID) -> ResponseReturnValue:
    """Open an assessment of the account in this browser."""
    account = current_known().account
    sitting = own_sitting(db.session(), str(id), account.id)
    if sitting is None or sitting.assessment.owner != account.id:
        abort(404)
    remember_sitting(sitting.assessment.id)
    return redirect(url_for("candidate.report" if sitting.assessment.finished else "candidate.tasks"), 303)
