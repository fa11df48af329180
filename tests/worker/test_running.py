"""One run of one job: once, whoever else tries, whatever breaks; on both databases."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.accounts import Account
from kamcareer.core.background_jobs import LEASE, TRIES, BackgroundJob, Kind, State
from kamcareer.services.accounts import find
from kamcareer.services.background_jobs import (
    ask_for,
    ask_for_chores,
    fail,
    finish,
    forget,
    forget_old,
    jobs_to_take,
    result_of,
    take,
)
from kamcareer.store.accounts import add_account
from kamcareer.store.background_jobs import find_job, sealed_result
from kamcareer.store.database import db, may_write
from kamcareer.worker import work
from kamcareer.worker.embedded import EmbeddedWorker
from kamcareer.worker.progress import Progress
from kamcareer.worker.running import run_job
from tests.conftest import NOW, now

SECRET = "s" * 32


@pytest.fixture
def asked(any_app: Flask) -> Callable[[], str]:
    def ask() -> str:
        may_write.set(True)
        with any_app.app_context():
            account = Account(str(uuid4()), f"{uuid4()}@example.ru", frozenset(), now())
            add_account(db.session(), account)
            id = ask_for(db.session(), Kind.PROGRAMME, {"words": "Ёж"}, account.id, now())
            db.session.commit()
        return id

    return ask


@pytest.fixture
def does(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put other work in the place of a kind: what a run does around it is the same."""

    def put(what: Callable[[BackgroundJob, Progress], bytes | None], **how: bool) -> None:
        monkeypatch.setitem(work.WAYS, Kind.PROGRAMME, work.Way(what, **{"writes": False} | how))

    return put


def kept(app: Flask, id: str) -> BackgroundJob:
    with app.app_context():
        return find_job(db.session(), id)


def test_what_came_out_is_there_for_whoever_asked_and_sealed_for_everybody_else(
    any_app: Flask, asked: Callable, does: Callable
):
    does(lambda job, _progress: str(job.arguments["words"]).encode())
    id = asked()

    assert run_job(any_app, id)
    assert not run_job(any_app, id)
    with any_app.app_context():
        job = find_job(db.session(), id)
        assert (job.state, job.share, job.tries) == (State.DONE, 1.0, 1)
        assert result_of(db.session(), job, any_app.config["SECRET_KEY"]) == "Ёж".encode()
        assert result_of(db.session(), job, SECRET) is None
        assert "Ёж" not in (sealed_result(db.session(), id) or "")


def test_of_many_who_try_at_once_one_does_it(any_app: Flask, asked: Callable, does: Callable):
    runs: list[str] = []
    does(lambda job, _progress: runs.append(job.id))
    id = asked()

    with ThreadPoolExecutor(8) as many:
        ended = list(many.map(lambda _number: run_job(any_app, id), range(8)))
    assert (sum(ended), runs) == (1, [id])


def test_a_run_that_was_taken_for_dead_stores_nothing_when_it_wakes(any_app: Flask, asked: Callable):
    id = asked()
    with any_app.app_context():
        slow = take(db.session(), id, NOW)
        assert take(db.session(), id, NOW + LEASE - timedelta(seconds=1)) is None
        quick = take(db.session(), id, NOW + LEASE)
        assert finish(db.session(), quick, SECRET, b"of the second", NOW + LEASE)
        assert not finish(db.session(), slow, SECRET, b"of the first", NOW + LEASE)
        fail(db.session(), slow, NOW + LEASE)
        assert result_of(db.session(), find_job(db.session(), id), SECRET) == b"of the second"


@pytest.mark.parametrize("taken_away", [False, True])
def test_what_is_written_with_the_end_of_a_job_is_there_with_it_or_not_at_all(
    any_app: Flask, asked: Callable, does: Callable, taken_away: bool
):
    id = asked()

    def write(_job: BackgroundJob, _progress: Progress) -> None:
        if taken_away:
            with any_app.app_context():
                forget(db.session(), find_job(db.session(), id))
                db.session.commit()
        db.session.rollback()
        may_write.set(True)
        add_account(db.session(), Account("effect", "effect@example.ru", frozenset(), NOW))

    does(write, with_its_end=True)
    assert run_job(any_app, id) is not taken_away
    with any_app.app_context():
        assert bool(find(db.session(), "effect")) is not taken_away


def test_what_killed_every_worker_that_tried_is_given_up(any_app: Flask, asked: Callable):
    id, moment = asked(), NOW
    with any_app.app_context():
        for _number in range(TRIES):
            assert take(db.session(), id, moment)
            moment += LEASE
        assert take(db.session(), id, moment) is None
        assert find_job(db.session(), id).state is State.FAILED


def test_while_it_is_done_it_gives_signs_of_life_and_says_how_far_it_is(
    any_app: Flask, asked: Callable, does: Callable
):
    begun, enough, id = Event(), Event(), asked()

    def work_on(_job: BackgroundJob, progress: Progress) -> None:
        progress.counts(4, 1)
        begun.set()
        assert enough.wait(20)

    does(work_on)
    with ThreadPoolExecutor(1) as other:
        run = other.submit(run_job, any_app, id)
        assert begun.wait(20)
        since = kept(any_app, id).beat
        for _look in range(100):
            if kept(any_app, id).share == 0.25:
                break
            Event().wait(0.1)
        seen = kept(any_app, id)
        enough.set()
        assert run.result(20)
    assert (seen.state, seen.share) == (State.RUNNING, 0.25)
    assert seen.beat > since


@pytest.mark.parametrize(
    ("error", "state"),
    [(ValueError("words of people"), State.FAILED), (OperationalError("", {}, Exception()), State.WAITING)],
)
def test_a_fault_ends_the_job_and_an_absent_database_does_not(
    any_app: Flask, asked: Callable, does: Callable, caplog: pytest.LogCaptureFixture, error: Exception, state: State
):
    def break_off(_job: BackgroundJob, _progress: Progress) -> None:
        raise error

    does(break_off)
    id = asked()
    run_job(any_app, id)

    assert kept(any_app, id).state is state
    assert type(error).__name__ in caplog.text
    assert "words of people" not in caplog.text


def test_a_chore_is_made_once_in_its_slot_and_forgotten_in_its_time(any_app: Flask):
    may_write.set(True)
    with any_app.app_context():
        ask_for_chores(db.session(), NOW)
        first = set(jobs_to_take(db.session(), NOW))
        ask_for_chores(db.session(), NOW + timedelta(seconds=30))
        assert set(jobs_to_take(db.session(), NOW)) == first
        assert {id.partition(":")[0] for id in first} == {"mail", "pool", "reminders", "retention"}
        forget_old(db.session(), NOW + timedelta(days=8))
        assert jobs_to_take(db.session(), NOW) == []
        db.session.commit()


def test_every_kind_has_its_way_and_every_chore_can_be_done(any_app: Flask):
    assert work.WAYS.keys() == set(Kind)
    may_write.set(True)
    with any_app.app_context():
        ask_for_chores(db.session(), now())
        db.session.commit()
        ids = jobs_to_take(db.session(), now())
        db.session.rollback()
    assert all(run_job(any_app, id) for id in ids)
    assert {kept(any_app, id).state for id in ids} == {State.DONE}


def test_of_the_processes_of_a_server_one_looks_for_jobs_and_the_next_when_it_is_gone(app: Flask):
    turn = "import sys; from pathlib import Path; from kamcareer.worker.embedded import _Turn; t = _Turn(Path(sys.argv[1]))"
    file = str(app.config["SETTINGS"].data_folder / "background.lock")
    said = "; print(t.is_ours(), t.is_ours(), flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", turn + said, file]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=PROJECT_ROOT, **pipes) as first:
        assert first.stdout.readline().strip() == "True True"
        with subprocess.Popen(command, cwd=PROJECT_ROOT, **pipes) as second:
            assert second.stdout.readline().strip() == "False False"
            second.kill()
        first.kill()
    assert EmbeddedWorker(app)._turn.is_ours()
