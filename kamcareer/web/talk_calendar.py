"""The calendar file of a talk, for whoever talks and for whoever is talked with."""

from uuid import NAMESPACE_URL, uuid5

from flask import Response, abort, current_app
from flask_babel import gettext as _

from kamcareer.core.applications import Application
from kamcareer.exports.talk_ics import TalkEvent, talk_ics
from kamcareer.services.interview_kits import kit_for
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.attachments import attached
from kamcareer.web.clock import now


def talk_file(found: OpenVacancy, application: Application, summary: str, url: str) -> Response:
    """Return the calendar file of a talk; 404 where no day is set."""
    if application.talk_on is None:
        abort(404)
    uid = f"{uuid5(NAMESPACE_URL, f'kamcareer/talk/{application.id}')}@kamcareer"
    minutes = kit_for(db.session(), found).minutes
    event = TalkEvent(uid, summary, url, application.talk_on, application.talk_at, minutes, application.talk_place)
    body = talk_ics(event, current_app.config["SETTINGS"].zone, now())
    called = _("talk")
    return attached(body, "text/calendar", f"{called}_{application.talk_on:%Y-%m-%d}.ics")
