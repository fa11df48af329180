"""The best training programme for a budget: asked for on a page, worked out in the background, looked at here."""

from typing import Any
from uuid import UUID

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.background_jobs import KEPT, BackgroundJob, Kind
from kamcareer.core.programme.report import Report
from kamcareer.exports.programme import programme_table
from kamcareer.services.audit import Event
from kamcareer.services.background_jobs import ask_for, forget, jobs_of, own_job, result_of
from kamcareer.services.programme import as_arguments, from_arguments, read
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.frameworks import current_framework
from kamcareer.web.heat_map import basis, chosen_filters
from kamcareer.web.hr.people import sheet_answer
from kamcareer.web.hr.programme_form import ProgrammeForm
from kamcareer.web.languages import language
from kamcareer.web.plan_context import hours_number
from kamcareer.web.programme import SECONDS, table_words
from kamcareer.web.records import note, note_scores
from kamcareer.web.viewer import current_known

AT_ONCE = 3  # searches of one account that wait or run; each keeps the processors busy


def ask_for_programme() -> ResponseReturnValue:
    """Ask for a programme; show what was asked for in the last days."""
    framework, filters = current_framework(), chosen_filters()
    form = ProgrammeForm(framework, filters)
    mine = jobs_of(db.session(), current_known().account.id, Kind.PROGRAMME)
    busy = sum(not job.over for job in mine) >= AT_ONCE
    if form.validate_on_submit() and not busy:
        account, asked = current_known().account.id, form.asked
        id = ask_for(db.session(), Kind.PROGRAMME, as_arguments(asked), account, now())
        db.session.commit()
        return redirect(url_for("hr.programme", id=id), 303)
    asked_before = [(job, from_arguments(job.arguments)) for job in mine]
    page = render_template(
        "hr/programmes.html",
        framework=framework,
        filters=filters,
        form=form,
        mine=[(job, asked) for job, asked in asked_before if asked.target in framework.roles],
        busy=busy,
        hours_number=hours_number,
        kept=KEPT.days,
    )
    return page, 422 if form.errors or (busy and request.method == "POST") else 200


def show_programme(id: UUID) -> str:
    """Show what came out of a search, or how far it is."""
    job = _own(id)
    asked = from_arguments(job.arguments)
    told, gone = _told(job) or (None, 0)
    note_scores([number for number in told.people if number in told.programme.chosen] if told else ())
    return render_template(
        "hr/programme.html",
        job=job,
        asked=asked,
        target=current_framework().roles.get(asked.target),
        framework=current_framework(),
        told=told,
        gone=gone,
        hours_number=hours_number,
        late=job.is_late(now()),
        minutes=max(1, round(asked.searches(SECONDS) / 60)),
        until=job.asked + KEPT,
        form=FlaskForm(),
    )


def download_programme(id: UUID) -> ResponseReturnValue:
    """Answer a form with the programme as XLSX; that somebody took it is noted."""
    found = _told(_own(id))
    if found is None:
        abort(404)
    told, _gone = found
    note(Event.PROGRAMME_EXPORTED, current_known().account.id, f"{len(told.people)} people")
    title = _("training programme")
    answer = sheet_answer(programme_table(told, language(), table_words()), f"{title}_{now():%Y-%m-%d}")
    db.session.commit()
    return answer


def drop_programme(id: UUID) -> ResponseReturnValue:
    """Delete a search and what came out of it."""
    forget(db.session(), _own(id))
    db.session.commit()
    return redirect(url_for("hr.programmes"), 303)


def _own(id: UUID) -> BackgroundJob:
    job = own_job(db.session(), str(id), current_known().account.id, Kind.PROGRAMME)
    if job is None:
        abort(404)
    return job


def _told(job: BackgroundJob) -> tuple[Report, int] | None:
    secret: Any = current_app.config["SECRET_KEY"]
    kept = result_of(db.session(), job, secret)
    return read(db.session(), current_framework(), basis(), kept) if kept else None
