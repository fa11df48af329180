"""A development plan for the calendar of its owner: by a private address, without a browser."""

from flask import Response, abort
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from kamcareer.core.planning.evidence import reassessment_week
from kamcareer.exports.plan_ics import plan_ics
from kamcareer.services.gap_report import report_of
from kamcareer.services.plan_feed import opened_feed
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.own_plan import current_plan
from kamcareer.web.plan_calendar import calendar_uid, calendar_words


def show_feed(token: str) -> ResponseReturnValue:
    """Return the plan as it stands, under the identifiers of the downloaded calendar."""
    found = opened_feed(db.session(), token)
    if found is None:
        abort(404)
    stored = report_of(db.session(), found.sitting, today())
    if not stored.report.answered:
        abort(404)
    own = current_plan(found.sitting, stored)
    with force_locale(found.language):
        again = reassessment_week(own.explained.evidence)
        uid = calendar_uid(own.plan, found.sitting.assessment.id)
        body = plan_ics(own.plan, own.kept.monday, again, uid, calendar_words(own.plan))
    return Response(body, mimetype="text/calendar")
