"""The vacancy that an address outside names: an internal one for the company’s own people, a closed one as closed."""

from uuid import UUID

from flask import abort

from kamcareer.core.vacancies import Reach
from kamcareer.services.postings import posted_vacancy
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.closed_vacancy import closed_page
from kamcareer.web.viewer import NotSignedInError, viewer


def posted(id: UUID) -> OpenVacancy:
    """Return the vacancy somebody may read and apply for; ends with a page that says so where that time is over."""
    found = posted_vacancy(db.session(), str(id)) or abort(404)
    if found.vacancy.terms.reach is Reach.INTERNAL:
        _must_be_of_the_company()
    if not found.vacancy.takes_people(today()):
        abort(closed_page(found.vacancy))
    return found


def _must_be_of_the_company() -> None:
    asks = viewer()
    if asks is None:
        raise NotSignedInError
    if not asks.granted:
        abort(404)
