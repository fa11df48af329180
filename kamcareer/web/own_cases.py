"""What whoever decides about the people of a vacancy reads in place of a form to apply for it."""

from flask import Response, make_response, render_template

from kamcareer.core.vacancies import Vacancy
from kamcareer.web.viewer import viewer

REFUSED = 403


def refused(vacancy: Vacancy) -> Response | None:
    """Return the page for somebody who made the vacancy or sits on its panel; None for everybody else."""
    asks = viewer()
    if asks is None or not vacancy.is_for(asks.id):
        return None
    made = asks.id == vacancy.maker
    return make_response(render_template("visitor/apply_panel.html", vacancy=vacancy, made=made), REFUSED)
