"""The vacancy that an address outside names: an internal one for the company’s own people, a closed one as closed."""

from uuid import UUID

from flask import Response, abort, make_response, render_template

from kamcareer.core.applications import Application
from kamcareer.core.vacancies import Reach, Vacancy
from kamcareer.services.postings import posted_vacancy
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.sitting import sitting_or_none
from kamcareer.web.viewer import NotSignedInError, viewer

GONE = 410  # in place of 404: search engines take the posting out at once


def posted(id: UUID) -> OpenVacancy:
    """Return the vacancy somebody may read and apply for; ends with a page that says so where that time is over."""
    found = posted_vacancy(db.session(), str(id)) or abort(404)
    if found.vacancy.terms.reach is Reach.INTERNAL:
        _must_be_of_the_company()
    if not found.vacancy.takes_people(today()):
        abort(closed_page(found.vacancy))
    return found


def closed_page(vacancy: Vacancy, whose: Application | None = None) -> Response:
    """Return the page that says that a vacancy takes nobody more; `whose` is who follows a link of their own."""
    here = sitting_or_none()
    page = render_template(
        "visitor/vacancy_closed.html",
        vacancy=vacancy,
        own=bool(here and here.vacancy_id == vacancy.id),
        unsent=bool(whose and whose.assessment_id and not whose.finished),
        takes_answers=vacancy.takes_answers(today()),
    )
    return make_response(page, GONE)


def _must_be_of_the_company() -> None:
    asks = viewer()
    if asks is None:
        raise NotSignedInError
    if not asks.granted:
        abort(404)
