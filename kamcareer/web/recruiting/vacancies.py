"""Vacancies: the list, and one of them."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.posting_lint import findings
from kamcareer.core.vacancies import better_roles, guards
from kamcareer.services.applications import everybody_in
from kamcareer.services.audit import Event
from kamcareer.services.clients import all_clients, client_of
from kamcareer.services.inquiries import waiting_for
from kamcareer.services.postings import written_postings
from kamcareer.services.vacancies import (
    LeftBehindError,
    UnderWayError,
    WrongStateError,
    close_vacancy,
    left_behind,
    open_vacancy,
    own_vacancies,
    vacancy_changes,
)
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.contest_words import STAGES as CONTEST_STAGES
from kamcareer.web.languages import LANGUAGES
from kamcareer.web.records import note
from kamcareer.web.recruiting.own import vacancy_or_404
from kamcareer.web.vacancy_words import (
    EDUCATIONS_ASKED,
    EXPECTATIONS,
    KNOCK_OUTS,
    REACHES,
    REASONS,
    WEIGHTS,
    asked_education,
    state_words,
)
from kamcareer.web.viewer import current_known


def list_vacancies() -> str:
    """Show the vacancies of whoever asks."""
    by = current_known().account.id
    return render_template(
        "recruiting/vacancies.html",
        found=own_vacancies(db.session(), by),
        state_words=state_words,
        waiting=[one for one in waiting_for(db.session(), by) if one.inquiry.answered is None],
        clients=bool(all_clients(db.session())),
        today=today(),
    )


def show_vacancy(id: UUID) -> str:
    """Show one vacancy: what it asks, what speaks against it, what comes next."""
    found = vacancy_or_404(id)
    everybody = everybody_in(db.session(), found.vacancy.id)
    postings = written_postings(db.session(), found.vacancy, LANGUAGES)
    return render_template(
        "recruiting/vacancy.html",
        form=FlaskForm(formdata=None),
        found=found,
        vacancy=found.vacancy,
        role=found.framework.roles[found.vacancy.role],
        guards=guards(found.stored, found.vacancy),
        better=better_roles(found.stored, found.vacancy),
        changes=vacancy_changes(db.session(), found.vacancy),
        panel=found.vacancy.members,
        client=client_of(db.session(), found.vacancy),
        people=len(everybody),
        by_hand=bool(postings),
        marks=sum(len(findings(one.words)) for one in postings),
        left=left_behind(db.session(), found.vacancy),
        sent=sum(one.finished is not None for one in everybody),
        state_words=state_words,
        reaches=REACHES,
        knock_outs=KNOCK_OUTS,
        expectations=EXPECTATIONS,
        educations=EDUCATIONS_ASKED,
        asked_education=asked_education,
        reasons=REASONS,
        weights=WEIGHTS,
        contest_stages=CONTEST_STAGES,
        today=today(),
    )


def open_here(id: UUID) -> ResponseReturnValue:
    """Let people apply."""
    return _moved(id, open_vacancy, Event.VACANCY_OPENED, _("The vacancy is open."))


def close_here(id: UUID) -> ResponseReturnValue:
    """Let nobody apply any more."""
    told = _("The vacancy is closed: nobody can apply any more.")
    try:
        return _moved(id, partial(close_vacancy, sure="sure" in request.form), Event.VACANCY_CLOSED, told)
    except LeftBehindError:
        flash(
            _(
                "Not closed yet: some people still answer or wait. See to them first, or tick that it is closed "
                "all the same."
            )
        )
        return redirect(url_for("recruiting.vacancy", id=id, _anchor="close"), 303)


def _moved(id: UUID, move: Callable[..., None], event: Event, told: str) -> ResponseReturnValue:
    found = vacancy_or_404(id, lock=True)
    try:
        move(db.session(), found.vacancy, now())
    except WrongStateError:
        abort(409)
    except UnderWayError:
        flash(_("A contest is under way: tell its result, or call it off in words. Until then the vacancy stays open."))
        return redirect(url_for("recruiting.contest", id=id), 303)
    note(event, current_known().account.id, found.vacancy.id)
    db.session.commit()
    flash(told)
    return redirect(url_for("recruiting.vacancy", id=id), 303)
