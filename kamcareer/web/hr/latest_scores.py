"""Newest scores as a flat table with personnel numbers, for 1С:ЗУП and its like."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.exports.latest_scores_xlsx import latest_scores_table
from kamcareer.services.audit import Event
from kamcareer.services.latest_scores import scored_people
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.frameworks import current_framework
from kamcareer.web.heat_map import basis
from kamcareer.web.hr.people import asked_for, sheet_answer
from kamcareer.web.languages import language
from kamcareer.web.latest_scores import latest_scores_words
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known


def download_latest_scores() -> ResponseReturnValue:
    """Answer a form with the newest scores of the people that the address asks for; that somebody took it is noted."""
    framework = current_framework()
    found = scored_people(db.session(), framework, asked_for(), basis())
    content = latest_scores_table(framework, found.people, language(), latest_scores_words())
    note(Event.LEVELS_EXPORTED, current_known().account.id, f"newest scores, {len(found.people)} people")
    called = _("newest scores")
    answer = sheet_answer(content, f"{called}_{now():%Y-%m-%d}")
    db.session.commit()
    return answer
