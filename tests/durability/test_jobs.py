"""Background work over real processes: kill -9 in the middle of a job, and it is done once all the same."""

import os
import signal
import subprocess
from collections.abc import Callable
from time import monotonic, sleep

import pytest
from flask import Flask
from sqlalchemy import update

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.accounts import Account
from kamcareer.core.background_jobs import LEASE, BackgroundJob, Kind, State
from kamcareer.core.planning.limits import Limits
from kamcareer.core.programme.terms import Terms
from kamcareer.services.background_jobs import ask_for
from kamcareer.services.heat_map import Wanted
from kamcareer.services.programme import Asked, as_arguments
from kamcareer.store.accounts import add_account
from kamcareer.store.background_jobs import find_job
from kamcareer.store.database import db, may_write
from kamcareer.store.tables import BackgroundJobRow
from kamcareer.web.clock import now
from tests.durability.served import FLASK, Served
from tests.web.test_bench import staff

__all__ = ["staff"]
ASKED = Asked("key_account_manager_retail", Wanted(), Limits(3, 26), Terms(90_000))
BASIS = {"KAMCAREER_BASIS_DEVELOPMENT": "labour_law"}
PATIENCE = 90


@pytest.fixture
def app(any_app: Flask) -> Flask:
    return any_app


def asked(app: Flask) -> str:
    may_write.set(True)
    with app.app_context():
        add_account(db.session(), Account("asks", "hr@example.ru", frozenset(), now()))
        id = ask_for(db.session(), Kind.PROGRAMME, as_arguments(ASKED), "asks", now())
        db.session.commit()
        db.session.remove()
    return id


def until(app: Flask, id: str, true: Callable[[BackgroundJob], bool]) -> BackgroundJob:
    end = monotonic() + PATIENCE
    while True:
        with app.app_context():
            job = find_job(db.session(), id)
            db.session.remove()
        if true(job):
            return job
        assert monotonic() < end, job
        sleep(0.1)


def seem_dead(app: Flask, id: str) -> None:
    """Let the time go by after which somebody silent is taken for dead."""
    may_write.set(True)
    with app.app_context():
        silent = update(BackgroundJobRow).where(BackgroundJobRow.id == id).values(beat_at=now() - LEASE)
        db.session.execute(silent)
        db.session.commit()
        db.session.remove()


def begin(app: Flask) -> subprocess.Popen:
    """Start whoever does background work: the server on SQLite, a worker on PostgreSQL."""
    settings = app.config["SETTINGS"]
    if settings.database_url.startswith("sqlite"):
        return Served(settings.data_folder, BASIS).start().process
    named = {"KAMCAREER_DATA": str(settings.data_folder), "KAMCAREER_DATABASE_URL": settings.database_url}
    return subprocess.Popen(
        [FLASK, "worker"],
        cwd=PROJECT_ROOT,
        env=named | BASIS | {"PATH": "/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_a_job_outlives_whoever_did_it(app: Flask, staff: Callable):
    staff(6, score=2)
    id = asked(app)
    first = begin(app)
    until(app, id, lambda job: job.state is State.RUNNING)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait(PATIENCE)
    seem_dead(app, id)
    second = begin(app)
    try:
        job = until(app, id, lambda job: job.over)
    finally:
        second.terminate()
        second.wait(PATIENCE)
    assert (job.state, job.tries) == (State.DONE, 2)
