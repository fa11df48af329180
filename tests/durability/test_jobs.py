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
from kamcareer.core.waiting_files import Holds
from kamcareer.services.audit import Event
from kamcareer.services.background_jobs import ask_for
from kamcareer.services.heat_map import Wanted
from kamcareer.services.imports import ask_for_import, counts_of, last_import
from kamcareer.services.people import all_people
from kamcareer.services.programme import Asked, as_arguments
from kamcareer.services.waiting_files import hold_file
from kamcareer.store.accounts import add_account
from kamcareer.store.background_jobs import find_job
from kamcareer.store.database import db, may_write
from kamcareer.store.tables import AuditRow, BackgroundJobRow
from kamcareer.store.waiting_files import find_waiting_file
from tests.conftest import now
from tests.durability.served import FLASK, Served
from tests.web.test_bench import staff

__all__ = ["staff"]
ASKED = Asked("key_account_manager_retail", Wanted(), Limits(3, 26), Terms(90_000))
BASIS = {"KAMCAREER_BASIS_DEVELOPMENT": "labour_law"}
PATIENCE = 90
PEOPLE = 8_000


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


def import_asked(app: Flask) -> str:
    may_write.set(True)
    rows = "\n".join(f"{number:05d};Человек {number:05d};Отдел {number % 90}" for number in range(PEOPLE))
    file = f"Таб. №;ФИО;Отдел\n{rows}\n".encode()
    with app.app_context():
        add_account(db.session(), Account("asks", "hr@example.ru", frozenset(), now()))
        hold_file(db.session(), app.config["SECRET_KEY"], "asks", Holds.PEOPLE, file, "люди.csv", now())
        ask_for_import(db.session(), "asks", Holds.PEOPLE, now())
        id = last_import(db.session(), "asks", Holds.PEOPLE).id
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


def done_after_a_kill(app: Flask, id: str) -> BackgroundJob:
    """Kill whoever does a job in the middle of it; return the job as the next one ended it."""
    first = begin(app)
    until(app, id, lambda job: job.state is State.RUNNING)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait(PATIENCE)
    seem_dead(app, id)
    second = begin(app)
    try:
        return until(app, id, lambda job: job.over)
    finally:
        second.terminate()
        second.wait(PATIENCE)


def test_a_job_outlives_whoever_did_it(app: Flask, staff: Callable):
    staff(6, score=2)
    job = done_after_a_kill(app, asked(app))
    assert (job.state, job.tries) == (State.DONE, 2)


def test_an_import_whose_worker_is_killed_is_made_once_and_whole(app: Flask):
    id = import_asked(app)
    job = done_after_a_kill(app, id)

    assert (job.state, job.tries) == (State.DONE, 2)
    with app.app_context():
        imported = db.session.query(AuditRow).filter_by(event=Event.PEOPLE_IMPORTED).all()
        assert [row.detail for row in imported] == [f"{PEOPLE} new, 0 changed"]
        assert len(all_people(db.session())) == PEOPLE
        assert counts_of(db.session(), job, app.config["SECRET_KEY"]) == {"new": PEOPLE, "changed": 0}
        assert find_waiting_file(db.session(), "asks", Holds.PEOPLE) is None
        db.session.remove()
