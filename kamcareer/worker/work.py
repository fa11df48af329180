"""What is done for each kind of job."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import current_app

from kamcareer.config import Settings
from kamcareer.core.background_jobs import BackgroundJob, Kind
from kamcareer.services.pool_columns import in_pool
from kamcareer.store.database import db
from kamcareer.web.imports import import_waiting
from kamcareer.web.mailing import sends_mail
from kamcareer.web.metrics import Job, counted
from kamcareer.web.programme import work_out_programme
from kamcareer.web.stored_effect import work_out_effect
from kamcareer.worker.chores import delete_what_is_due, refresh_pool, remind, send_letters
from kamcareer.worker.progress import Progress
from kamcareer.worker.rescoring import rescore_vacancy

Work = Callable[[BackgroundJob, Progress], bytes | None]


@dataclass(frozen=True)
class Way:
    """How a kind of job is done. One that only reads holds nobody up, however long it takes.

    One that `writes` commits by itself, and does what was done before not again: it may be begun a second time.
    One `with_its_end` commits nothing: what it wrote is there with the end of the job, or not at all.
    """

    work: Work
    writes: bool
    with_its_end: bool = False


@counted(Job.MAIL)
def _mail(_job: BackgroundJob, _progress: Progress) -> None:
    send_letters()


@counted(Job.REMINDERS)
def _remind(_job: BackgroundJob, _progress: Progress) -> None:
    if sends_mail():
        remind()


@counted(Job.RETENTION)
def _retention(_job: BackgroundJob, _progress: Progress) -> None:
    delete_what_is_due(_settings().terms)


@counted(Job.POOL)
def _pool(_job: BackgroundJob, progress: Progress) -> None:
    total, count = in_pool(db.session()), 0

    def done(people: int) -> None:
        nonlocal count
        count += people
        progress.counts(total, count)

    refresh_pool(done)


def _programme(job: BackgroundJob, progress: Progress) -> bytes:
    return work_out_programme(job.arguments, progress.expect)


def _effect(job: BackgroundJob, progress: Progress) -> bytes:
    return work_out_effect(job.id, job.arguments, progress.counts)


def _import(job: BackgroundJob, progress: Progress) -> bytes:
    return import_waiting(job, progress.expect)


def _screenings(job: BackgroundJob, progress: Progress) -> None:
    rescore_vacancy(str(job.arguments["vacancy"]), progress.counts)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


WAYS: Mapping[Kind, Way] = {
    Kind.EFFECT: Way(_effect, writes=False),
    Kind.IMPORT: Way(_import, writes=False, with_its_end=True),
    Kind.MAIL: Way(_mail, writes=True),
    Kind.REMINDERS: Way(_remind, writes=True),
    Kind.RETENTION: Way(_retention, writes=True),
    Kind.POOL: Way(_pool, writes=False),
    Kind.PROGRAMME: Way(_programme, writes=False),
    Kind.SCREENINGS: Way(_screenings, writes=True),
}
