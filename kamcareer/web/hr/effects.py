"""After which activities levels rose more: of groups of ten people or more, on a page and as XLSX."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.activity_effects import Effects
from kamcareer.core.small_cells import LEAST
from kamcareer.exports.activity_effects import effects_table
from kamcareer.services.activity_effects import effects_of
from kamcareer.services.audit import Event
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.effects import effect_words, levels, said_of
from kamcareer.web.frameworks import current_framework
from kamcareer.web.hr.people import sheet_answer
from kamcareer.web.languages import language
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known


def show_effects() -> str:
    """Show every comparison that may be told, what is clear first, and why it is no proof."""
    return render_template(
        "hr/effects.html",
        framework=current_framework(),
        found=_found(),
        said_of=said_of,
        levels=levels,
        least=LEAST,
        form=FlaskForm(),
    )


def download_effects() -> ResponseReturnValue:
    """Answer a form with every comparison as XLSX; that somebody took it is noted."""
    found = _found()
    content = effects_table(current_framework(), found, language(), effect_words(), said_of)
    note(Event.EFFECTS_EXPORTED, current_known().account.id, f"{len(found.told)} comparisons")
    called = _("effect of activities")
    answer = sheet_answer(content, f"{called}_{now():%Y-%m-%d}")
    db.session.commit()
    return answer


def _found() -> Effects:
    return effects_of(db.session(), current_framework(), today())
