"""Applying and deciding kept apart: the page in place of a form to apply, and with which account somebody applies."""

from flask import Response, make_response, render_template

from kamcareer.core.vacancies import Vacancy
from kamcareer.services.own_cases import remember_account
from kamcareer.store.database import db
from kamcareer.web.viewer import viewer

REFUSED = 403


def refused(vacancy: Vacancy) -> Response | None:
    """Return the page for somebody who made the vacancy or sits on its panel; None for everybody else."""
    asks = viewer()
    if asks is None or not vacancy.is_for(asks.id):
        return None
    made = asks.id == vacancy.maker
    return make_response(render_template("visitor/apply_panel.html", vacancy=vacancy, made=made), REFUSED)


def remember_applicant(assessment_id: str) -> None:
    """Remember who is signed in in the browser that applies: they are not to judge themselves."""
    asks = viewer()
    remember_account(db.session(), assessment_id, asks.id if asks else None)
