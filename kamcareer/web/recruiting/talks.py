"""The room of an interviewer: the people to talk with, what everybody is asked, what to ask one person besides.

By code wherever the vacancy hides names: an interviewer reads no name here, also after somebody decided.
"""

from uuid import UUID

from flask import current_app, render_template
from flask_babel import gettext as _

from kamcareer.core.applications import Application
from kamcareer.services.audit import Event
from kamcareer.services.interview_kits import kit_for, sheet_for
from kamcareer.services.scorecards import own_talks
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.records import note_about
from kamcareer.web.recruiting.own import panel_or_404, talk_or_404
from kamcareer.web.viewer import current_known


def list_talks() -> str:
    """Show whom an interviewer talks with, and how far their own cards are."""
    found = own_talks(db.session(), current_app.config["SECRET_KEY"], current_known().account)
    return render_template("recruiting/talks.html", found=found, name_of=talk_name)


def show_kit(id: UUID) -> str:
    """Show what everybody is asked."""
    found = panel_or_404(id)
    kit = kit_for(db.session(), found)
    return render_template("recruiting/talk_kit.html", found=found, vacancy=found.vacancy, kit=kit)


def show_sheet(id: UUID, application: UUID) -> str:
    """Show what to ask one person besides; opening it is reading somebody's answers, and is noted as that."""
    found, row = talk_or_404(id, application)
    sheet = sheet_for(db.session(), found, kit_for(db.session(), found), row, now())
    note_about(Event.ANSWERS_READ, row.application.assessment_id or "", found.vacancy.id)
    db.session.commit()
    return render_template(
        "recruiting/sheet.html", found=found, vacancy=found.vacancy, row=row, sheet=sheet, in_the_room=True
    )


def talk_name(found: OpenVacancy, application: Application) -> str:
    """Return what a person is called before those who talk with them."""
    hidden = found.vacancy.terms.blind
    return _("Candidate %(code)s", code=application.code) if hidden else application.name
