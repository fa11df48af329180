"""Delete my answers, and forget them on this device."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug import Response

from kamcareer.core.erasures import Erased
from kamcareer.core.legal_basis import Holder
from kamcareer.services.legal_bases import holder_of
from kamcareer.services.retention import hold_on
from kamcareer.services.self_assessment import erase
from kamcareer.store.database import db, wipe_log
from kamcareer.web.clock import today
from kamcareer.web.erasures import forget_demographics, list_erased
from kamcareer.web.sitting import any_sitting, forget_sitting


def erase_answers() -> ResponseReturnValue:
    """Ask once, then delete at once and whole."""
    sitting, form = any_sitting(), FlaskForm()
    hold = hold_on(db.session(), holder_of(sitting.assessment), today())
    if hold:
        return render_template("held.html", hold=hold), 200 if request.method == "GET" else 409
    if form.validate_on_submit():
        forget_demographics(Holder(assessment_id=sitting.assessment.id))
        list_erased((Erased.ASSESSMENT, sitting.assessment.id))
        erase(db.session(), sitting.assessment.id)
        db.session.commit()
        wipe_log()
        forget_sitting()
        flash(_("Your answers, the report and all its links are deleted."))
        return _forgotten()
    return render_template("candidate/erase.html", form=form, assessment=sitting.assessment)


def leave() -> ResponseReturnValue:
    """Forget the assessment in this browser; the private link still opens it."""
    forget_sitting()
    flash(_("This browser has forgotten your assessment. Your private link still opens it."))
    return _forgotten()


def _forgotten() -> Response:
    """Go to the start page and let the browser drop answers that were waiting in it."""
    response = redirect(url_for("visitor.home"), 303)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
