"""One run of one job: taken, kept alive, done, and written down together with what came out."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from flask import Flask, current_app

from kamcareer.core.background_jobs import BEAT, BackgroundJob
from kamcareer.services.background_jobs import beat, fail, finish, give_back, take
from kamcareer.store.database import AWAY, db, may_write
from kamcareer.web.clock import now
from kamcareer.worker.progress import Progress
from kamcareer.worker.work import WAYS


def run_job(app: Flask, id: str) -> bool:
    """Do a job; return whether it was this run that ended it. What nobody may take now is left alone."""
    with app.app_context():
        job = _taken(id)
        if job is None:
            return False
        with _alive(app, job) as progress:
            return _done(job, progress)


def _taken(id: str) -> BackgroundJob | None:
    may_write.set(True)
    job = take(db.session(), id, now())
    db.session.commit()
    return job


def _done(job: BackgroundJob, progress: Progress) -> bool:
    way = WAYS[job.kind]
    try:
        may_write.set(way.writes)
        result = way.work(job, progress)
        if not way.with_its_end:
            _end_reading()
        ended = finish(db.session(), job, current_app.config["SECRET_KEY"], result, now())
        if ended:
            db.session.commit()
        else:
            db.session.rollback()
    except AWAY as error:
        _log(job, error)
        _end_reading()
        give_back(db.session(), job)
        db.session.commit()
        return False
    except Exception as error:  # noqa: BLE001 - whatever went wrong with one job, the next must be done
        _log(job, error)
        _end_reading()
        fail(db.session(), job, now())
        db.session.commit()
        return True
    return ended


def _end_reading() -> None:
    db.session.rollback()
    may_write.set(True)


def _log(job: BackgroundJob, error: Exception) -> None:
    # The text of an error may hold people's words.
    current_app.logger.error("background job %s: %s", job.kind, type(error).__name__)


@contextmanager
def _alive(app: Flask, job: BackgroundJob) -> Iterator[Progress]:
    """Give signs of life from a thread of its own, with a connection of its own, until the run ends."""
    progress, over = Progress(), Event()

    def give_signs() -> None:
        while not over.wait(BEAT.total_seconds() / 5):
            try:
                with app.app_context():
                    beat(db.session(), job, progress.share, now())
                    db.session.commit()
            except AWAY as error:
                _log_in(app, job, error)

    thread = Thread(target=give_signs, name=f"alive-{job.kind}", daemon=True)
    thread.start()
    try:
        yield progress
    finally:
        over.set()
        thread.join()


def _log_in(app: Flask, job: BackgroundJob, error: Exception) -> None:
    with app.app_context():
        _log(job, error)
