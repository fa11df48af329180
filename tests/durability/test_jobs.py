"""Background work over real processes: kill -9 in the middle of a job, and it is done once all the same."""

import os
import signal
import subprocess
from collections.abc import Callable
from datetime import datetime
from time import monotonic, sleep

import pytest
from flask import Flask
from sqlalchemy import select, update

from bench.vacancy import COPIED, apply, copy, vacancy_of
from kamcareer.config import PROJECT_ROOT
from kamcareer.core.accounts import Account
from kamcareer.core.background_jobs import LEASE, BackgroundJob, Kind, State
from kamcareer.core.planning.limits import Limits
from kamcareer.core.programme.terms import Terms
from kamcareer.core.vacancies import Cell, Reason
from kamcareer.core.waiting_files import Holds
from kamcareer.services.audit import Event
from kamcareer.services.background_jobs import ask_for
from kamcareer.services.heat_map import Wanted
from kamcareer.services.imports import ask_for_import, counts_of, last_import
from kamcareer.services.people import all_people
from kamcareer.services.programme import Asked, as_arguments
from kamcareer.services.rescoring import ask_for_rescoring, how_far, rescoring_of
from kamcareer.services.vacancies import change_profile, opened
from kamcareer.services.waiting_files import hold_file
from kamcareer.store.accounts import add_account
from kamcareer.store.background_jobs import find_job
from kamcareer.store.database import db, may_write
from kamcareer.store.tables import AuditRow, BackgroundJobRow, ScreeningRow, ScreeningTopicRow
from kamcareer.store.vacancies import find_vacancy
from kamcareer.store.waiting_files import find_waiting_file
from tests.conftest import now
from tests.durability.served import FLASK, Served
from tests.web.test_bench import staff

__all__ = ["staff"]
ASKED = Asked("key_account_manager_retail", Wanted(), Limits(3, 26), Terms(90_000))
BASIS = {"KAMCAREER_BASIS_DEVELOPMENT": "labour_law"}
PATIENCE = 90
PEOPLE = 8_000
APPLICANTS, ASKED_LEVEL = 600, 2


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


def rescoring_asked(app: Flask) -> tuple[str, str]:
    """Let a vacancy with many applicants ask a lower level; return the ids of the vacancy and of the job."""
    may_write.set(True)
    with app.app_context():
        session, moment = db.session(), now()
        found, _secret = vacancy_of(session, moment)
        for number in range(5):
            apply(session, found, number, moment)
        copy(session, APPLICANTS, moment, (*COPIED, "answer", "situation_answer"))
        by = Account("asks", "boss@example.ru", frozenset(), moment)
        add_account(session, by)
        cells = {**found.vacancy.cells, "negotiation": Cell(ASKED_LEVEL, 3, must_have=True)}
        change_profile(session, found.vacancy, cells, frozenset({Reason.TOO_MUCH}), "", by, moment)
        now_asks = opened(session, find_vacancy(session, found.vacancy.id))
        ask_for_rescoring(session, now_asks, moment)
        id = rescoring_of(session, now_asks).id
        session.commit()
        db.session.remove()
    return found.vacancy.id, id


def measured_so_far(app: Flask, level: int) -> dict[str, datetime]:
    """Return who is measured by a level of the topic that was changed, with the moment of it."""
    with app.app_context():
        topic = ScreeningTopicRow
        query = select(ScreeningRow.application_id, ScreeningRow.made_at).join(topic)
        query = query.where(topic.competency == "negotiation", topic.required == level)
        found = {row.application_id: row.made_at for row in db.session.execute(query)}
        db.session.remove()
    return found


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


def killed(app: Flask, id: str, when: Callable[[BackgroundJob], bool]) -> None:
    """Let somebody begin a job, and kill them in the middle of it."""
    first = begin(app)
    until(app, id, when)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait(PATIENCE)
    seem_dead(app, id)


def done_after_a_kill(app: Flask, id: str) -> BackgroundJob:
    """Kill whoever does a job in the middle of it; return the job as the next one ended it."""
    killed(app, id, lambda job: job.state is State.RUNNING)
    return done(app, id)


def done(app: Flask, id: str) -> BackgroundJob:
    """Let somebody do a job; return it as they ended it."""
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


def test_people_who_were_measured_anew_before_a_kill_are_not_measured_again(app: Flask):
    vacancy, id = rescoring_asked(app)
    assert measured_so_far(app, ASKED_LEVEL) == {}
    killed(app, id, lambda job: job.share > 0)
    before = measured_so_far(app, ASKED_LEVEL)
    assert 0 < len(before) < APPLICANTS

    job = done(app, id)
    assert (job.state, job.tries) == (State.DONE, 2)
    after = measured_so_far(app, ASKED_LEVEL)
    assert len(after) == APPLICANTS
    assert before.items() <= after.items()
    with app.app_context():
        assert how_far(db.session(), vacancy) == (APPLICANTS, APPLICANTS)
        db.session.remove()
