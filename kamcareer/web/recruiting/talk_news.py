"""Writing to interviewers of a talk ahead and of all marks being in, and to the person of the day, never any mark."""

from collections.abc import Iterable
from datetime import date, datetime, time

from flask import current_app

from kamcareer.core.accounts import Account
from kamcareer.core.applications import Application
from kamcareer.core.notifications import Happening
from kamcareer.services.scorecards import readers_of_marks
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import today
from kamcareer.web.mailing import tell
from kamcareer.web.viewer import current_known


def tell_of_talks(interviewers: Iterable[Account]) -> None:
    """Queue the letter that somebody is to be talked with; whoever did it knows already."""
    _tell(Happening.TALK_AHEAD, interviewers, full_address("recruiting.talks"))


def tell_of_marks(found: OpenVacancy, application_id: str) -> None:
    """Queue the letter to those who marked somebody, if all marks are in; whoever locked last sees it on the page."""
    there = readers_of_marks(db.session(), current_app.config["SECRET_KEY"], found, application_id)
    _tell(Happening.MARKS_IN, there, full_address("recruiting.marks", id=found.vacancy.id, application=application_id))


def tell_of_day(application: Application, day: date | None, at: time | None) -> None:
    """Queue the letter to the person that the day of their talk is set, moved or cancelled; never of a day gone by."""
    url, reads = full_address("candidate.application"), application.language
    if not application.email or (day or application.talk_on or today()) < today():
        return
    if day is None:
        tell(Happening.TALK_DAY_GONE, application.email, reads, url=url)
        return
    zone = current_app.config["SETTINGS"].zone
    tell(Happening.TALK_DAY, application.email, reads, url=url, day=datetime.combine(day, at, zone) if at else day)


def _tell(happening: Happening, interviewers: Iterable[Account], url: str) -> None:
    for one in interviewers:
        if one.email and one.id != current_known().account.id:
            tell(happening, one.email, url=url)
