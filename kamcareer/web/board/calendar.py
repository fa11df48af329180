"""What is on, month by month; and the days of a place one has, as a calendar file."""

from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from kamcareer.core.offers import Status, by_month
from kamcareer.exports.offer_ics import offer_ics
from kamcareer.services.offers import find_offer, live_offers, offers_asked_by, request_of
from kamcareer.store.database import db
from kamcareer.web.attachments import attached
from kamcareer.web.clock import today
from kamcareer.web.frameworks import current_framework
from kamcareer.web.offers import KINDS, STANDINGS, STATUSES
from kamcareer.web.viewer import current_known


def show_calendar() -> str:
    """Show projects and courses under the month in which they begin."""
    months = by_month(live_offers(db.session(), today()), today())
    asked = offers_asked_by(db.session(), current_known().account.id)
    return render_template(
        "board/calendar.html",
        months=[(format_date(month, "LLLL y"), there) for month, there in months],
        own={one.id: request.status for one, request in asked},
        framework=current_framework(),
        kinds=KINDS,
        standings=STANDINGS,
        statuses=STATUSES,
        today=today(),
    )


def download_days(id: UUID) -> ResponseReturnValue:
    """Return the days of a project or course in which somebody has a place, as a calendar file."""
    one = find_offer(db.session(), str(id)) or abort(404)
    asked = request_of(db.session(), one.id, current_known().account.id)
    if asked is None or asked.status is not Status.ACCEPTED:
        abort(404)
    title = one.title or _("Mentor: %(name)s", name=one.owner)
    return attached(offer_ics(one, title, _("Contact: %(contact)s", contact=one.contact)), "text/calendar", "place.ics")
