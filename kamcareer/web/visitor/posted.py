"""The vacancy that an address outside names: an internal one for the company’s own people, a closed one as closed."""

from uuid import UUID

from flask import abort, make_response, render_template

from kamcareer.core.vacancies import Reach
from kamcareer.services.postings import posted_vacancy
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.viewer import NotSignedInError, viewer

GONE = 410  # in place of 404: search engines take the posting out at once


def posted(id: UUID) -> OpenVacancy:
    """Return the vacancy somebody may read and apply for; ends with a page that says so where that time is over."""
    found = posted_vacancy(db.session(), str(id)) or abort(404)
    if found.vacancy.terms.reach is Reach.INTERNAL:
        _must_be_of_the_company()
    if not found.vacancy.takes_people(today()):
        abort(make_response(render_template("visitor/vacancy_closed.html", vacancy=found.vacancy), GONE))
    return found


def _must_be_of_the_company() -> None:
    asks = viewer()
    if asks is None:
        raise NotSignedInError
    if not asks.granted:
        abort(404)
