"""Who may not apply, or not again: the page in place of a form to apply, and with which account somebody applies."""

from flask import Response, make_response, render_template, request, url_for
from flask_wtf import FlaskForm

from kamcareer.core.applications import Application
from kamcareer.core.vacancies import Vacancy
from kamcareer.services.applications import OpenApplication
from kamcareer.services.own_cases import applied_before, is_of_account, remember_account, sent_before
from kamcareer.store.database import db
from kamcareer.web.operators import operator_contact
from kamcareer.web.viewer import viewer

REFUSED, TWICE = 403, 409
YES = "yes"


def refused(vacancy: Vacancy) -> Response | None:
    """Return the page for somebody who made the vacancy or sits on its panel; None for everybody else."""
    if not judges(vacancy):
        return None
    return make_response(render_template("visitor/apply_panel.html", vacancy=vacancy, made=made_it(vacancy)), REFUSED)


def judges(vacancy: Vacancy) -> bool:
    """Return whether whoever is signed in made the vacancy or sits on its panel."""
    asks = viewer()
    return asks is not None and vacancy.is_for(asks.id)


def made_it(vacancy: Vacancy) -> bool:
    """Return whether whoever is signed in made the vacancy."""
    asks = viewer()
    return asks is not None and asks.id == vacancy.maker


def another() -> str | None:
    """Return what the address carries on where somebody else is said to have applied with the account before."""
    return YES if "another" in request.args else None


def refused_again(vacancy: Vacancy, *, invited: bool) -> Response | None:
    """Return the page for somebody whose account has applied already; None for everybody else.

    What was begun and is lost is begun anew by an invitation: a recruiter gave it to one person.
    Whoever says that it was somebody else begins: the account is remembered, and the recruiter is told.
    """
    if another():
        return None
    asks = viewer()
    before = applied_before(db.session(), vacancy, asks.id if asks else None)
    if before is None or (invited and not before.finished):
        return None
    anyway = url_for(request.endpoint or "", another=YES, **(request.view_args or {}))
    return _again(vacancy, before, anyway=anyway, unsent=False)


def refused_twice(opened: OpenApplication) -> Response | None:
    """Return the page in place of sending where the account sent another application; None where it did not.

    Whoever says that it was somebody else sends: the account stays remembered, and the recruiter is told.
    """
    before = None if another() else sent_earlier(opened)
    anyway = url_for("candidate.send_answers", another=YES)
    return _again(opened.found.vacancy, before, anyway=anyway, unsent=True) if before else None


def sent_earlier(opened: OpenApplication) -> Application | None:
    """Return what the account of an application, or whoever is signed in, sent to the vacancy already."""
    asks = viewer()
    return sent_before(db.session(), opened.application, asks.id if asks else None)


def is_open_here(vacancy: Vacancy, before: Application) -> bool:
    """Return whether what was applied with before is of whoever is signed in: nobody else is told when."""
    asks = viewer()
    return is_of_account(db.session(), vacancy, before, asks.id if asks else None)


def _again(vacancy: Vacancy, before: Application, *, anyway: str, unsent: bool) -> Response:
    page = render_template(
        "visitor/apply_again.html",
        form=FlaskForm(formdata=None),
        vacancy=vacancy,
        before=before,
        here=is_open_here(vacancy, before),
        anyway=anyway,
        unsent=unsent,
        contact=operator_contact(),
    )
    return make_response(page, TWICE)


def remember_applicant(assessment_id: str) -> None:
    """Remember who is signed in in the browser that applies: they are not to judge themselves."""
    asks = viewer()
    remember_account(db.session(), assessment_id, asks.id if asks else None)
