"""Writing to interviewers that a talk is ahead, and that all marks are in: neither says who, nor any mark."""

from collections.abc import Iterable

from flask import current_app

from kamcareer.core.accounts import Account
from kamcareer.core.notifications import Happening
from kamcareer.services.scorecards import readers_of_marks
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.mailing import tell
from kamcareer.web.viewer import current_known


def tell_of_talks(interviewers: Iterable[Account]) -> None:
    """Queue the letter that somebody is to be talked with; whoever did it knows already."""
    _tell(Happening.TALK_AHEAD, interviewers, full_address("recruiting.talks"))


def tell_of_marks(found: OpenVacancy, application_id: str) -> None:
    """Queue the letter to those who marked somebody, if all marks are in; whoever locked last sees it on the page."""
    there = readers_of_marks(db.session(), current_app.config["SECRET_KEY"], found, application_id)
    _tell(Happening.MARKS_IN, there, full_address("recruiting.marks", id=found.vacancy.id, application=application_id))


def _tell(happening: Happening, interviewers: Iterable[Account], url: str) -> None:
    for one in interviewers:
        if one.email and one.id != current_known().account.id:
            tell(happening, one.email, url=url)
