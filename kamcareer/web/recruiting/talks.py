"""The room of an interviewer: the people to talk with, what everybody is asked, what to ask one person besides.

By code wherever the vacancy hides names: an interviewer reads no name here, also after somebody decided. Only in the
final of a contest are people called by name.
"""

from uuid import UUID

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.core.applications import Application
from kamcareer.core.readings import Capacity
from kamcareer.core.shown_plans import PlanProgress
from kamcareer.services.audit import Event
from kamcareer.services.interview_kits import kit_for, shares_of, sheet_for
from kamcareer.services.scorecards import own_talks
from kamcareer.services.screenings import Row
from kamcareer.services.shown_plans import progress_for
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now
from kamcareer.web.records import note_reading
from kamcareer.web.recruiting.own import panel_or_404, talk_or_404
from kamcareer.web.talk_calendar import talk_file
from kamcareer.web.viewer import current_known


def list_talks() -> str:
    """Show whom an interviewer talks with, and how far their own cards are."""
    found = own_talks(db.session(), current_app.config["SECRET_KEY"], current_known().account)
    return render_template("recruiting/talks.html", found=found, name_of=talk_name)


def show_kit(id: UUID) -> str:
    """Show what everybody is asked."""
    found = panel_or_404(id)
    kit = kit_for(db.session(), found)
    shares = shares_of(db.session(), found, kit) if kit.chosen else {}
    return render_template("recruiting/talk_kit.html", found=found, vacancy=found.vacancy, kit=kit, shares=shares)


def show_sheet(id: UUID, application: UUID) -> str:
    """Show what to ask one person besides; opening it is reading somebody's answers, and is noted as that."""
    found, row = talk_or_404(id, application)
    sheet = sheet_for(db.session(), found, kit_for(db.session(), found), row, now())
    note_reading(Event.ANSWERS_READ, [row.application.assessment_id], found.vacancy.id, Capacity.INTERVIEWER)
    plan = plan_read(found, row, Capacity.INTERVIEWER)
    db.session.commit()
    return render_template(
        "recruiting/sheet.html", found=found, vacancy=found.vacancy, row=row, sheet=sheet, plan=plan, in_the_room=True
    )


def download_talk(id: UUID, application: UUID) -> ResponseReturnValue:
    """Return the talk as a file for the interviewer's calendar, which calls people as their pages do."""
    found, row = talk_or_404(id, application)
    who = talk_name(found, row.application)
    summary = _("Talk: %(who)s, %(title)s", who=who, title=found.vacancy.terms.title)
    url = full_address("recruiting.scorecard", id=id, application=application)
    return talk_file(found, row.application, summary, url)


def plan_read(found: OpenVacancy, row: Row, capacity: Capacity) -> PlanProgress | None:
    """Return how far somebody's plan is where they opened it to the panel; that it was read is noted."""
    plan = progress_for(db.session(), found, [row.application], now()).get(row.application.id)
    if plan:
        note_reading(Event.PLAN_READ, [row.application.assessment_id], found.vacancy.id, capacity)
    return plan


def talk_name(found: OpenVacancy, application: Application) -> str:
    """Return what a person is called before those who talk with them."""
    hidden = not found.vacancy.shows_names(decided=False)
    return _("Candidate %(code)s", code=application.code) if hidden else application.name
