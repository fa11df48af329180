"""A large file that is imported in the background: how far it is, and what came out."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import current_app, render_template
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.background_jobs import BackgroundJob, State
from kamcareer.core.waiting_files import Holds, WaitingFile
from kamcareer.services.imports import counts_of, last_import
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.file_form import own_file
from kamcareer.web.viewer import current_known


class Outcome(NamedTuple):
    """What became of an import, in words, and whether anything was imported."""

    job: BackgroundJob
    words: str
    good: bool


def own_import(holds: Holds) -> BackgroundJob | None:
    """Return the last import of a kind that whoever asks asked for."""
    return last_import(db.session(), current_known().account.id, holds)


def free_file(holds: Holds) -> WaitingFile | None:
    """Return what whoever asks has waiting; None also while it is being imported."""
    last = own_import(holds)
    return None if last and not last.over else own_file(holds)


def being_imported(job: BackgroundJob, here: str, drop: str) -> str:
    """Return the page that says how far an import is; `here` and `drop` are addresses of its kind."""
    return render_template(
        "hr/import_progress.html", job=job, here=here, drop=drop, late=job.is_late(now()), form=FlaskForm()
    )


def outcome_of(job: BackgroundJob | None) -> Outcome | None:
    """Return what became of an import that is over."""
    if job is None or not job.over:
        return None
    secret: Any = current_app.config["SECRET_KEY"]
    counts = counts_of(db.session(), job, secret)
    if "new" in counts:
        return Outcome(job, people_words(counts), good=True)
    if "scores" in counts:
        return Outcome(job, matrix_words(counts), good=True)
    if job.state is State.FAILED:
        return Outcome(job, _("Something went wrong on our side; nothing of the file was imported."), good=False)
    return Outcome(job, _("The file was not imported: something in it is to be mended, or it is gone."), good=False)


def people_words(counts: Mapping[str, int]) -> str:
    """Say how many people were imported."""
    return str(_("Imported: %(new)s new, %(changed)s changed.", new=counts["new"], changed=counts["changed"]))


def matrix_words(counts: Mapping[str, int]) -> str:
    """Say how many scores were kept."""
    return str(_("Kept: %(scores)s scores of %(people)s people.", scores=counts["scores"], people=counts["people"]))
