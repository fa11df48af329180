"""The page that says that a vacancy takes nobody more, and what becomes of what somebody began."""

from flask import Response, make_response, render_template

from kamcareer.core.applications import Application
from kamcareer.core.vacancies import Vacancy
from kamcareer.web.clock import today
from kamcareer.web.sitting import sitting_or_none

GONE = 410  # in place of 404: search engines take the posting out at once


def closed_page(vacancy: Vacancy, whose: Application | None = None) -> Response:
    """Return the page that says that a vacancy takes nobody more; `whose` is who follows a link of their own."""
    here = sitting_or_none()
    own = here is not None and here.vacancy_id == vacancy.id
    unsent = not here.assessment.sealed if here and own else whose and whose.assessment_id and not whose.finished
    page = render_template(
        "visitor/vacancy_closed.html",
        vacancy=vacancy,
        own=own,
        unsent=unsent,
        takes_answers=vacancy.takes_answers(today()),
    )
    return make_response(page, GONE)
