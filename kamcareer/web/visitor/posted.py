"""The vacancy that an address outside names: an internal one for the company’s own people, a closed one as closed."""

from uuid import UUID

from flask import Response, abort, make_response, render_template

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


def closed_page(vacancy: Vacancy) -> Response:
    """Return the page that says that a vacancy takes nobody more."""
    here = sitting_or_none()
    own = bool(here and here.vacancy_id == vacancy.id)
    return make_response(render_template("visitor/vacancy_closed.html", vacancy=vacancy, own=own), GONE)


def _must_be_of_the_company() -> None:
    asks = viewer()
    if asks is None:
        raise NotSignedInError
    if not asks.granted:
        abort(404)
