"""Letters about one's plan: asked for, and stopped."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.services.plan_reminders import ask_for_letters, stop_letters
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.mailing import sends_mail
from kamcareer.web.sitting import current_sitting
from kamcareer.web.viewer import viewer


def ask_letters() -> ResponseReturnValue:
    """Write to the owner of the plan once a week from now on."""
    account = viewer()
    if not (account and sends_mail() and ask_for_letters(db.session(), current_sitting(), account, now(), today())):
        abort(404)
    db.session.commit()
    flash(_("From next Monday on you get a letter in weeks for which something is planned."))
    return redirect(url_for("candidate.plan_calendar"), 303)


def stop_own_letters() -> ResponseReturnValue:
    """Write no more."""
    if stop_letters(db.session(), current_sitting().assessment.id):
        db.session.commit()
        flash(_("There will be no more letters about the plan."))
    return redirect(url_for("candidate.plan_calendar"), 303)
