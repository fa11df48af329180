"""Workers of the queue, on PostgreSQL: what was asked for and committed is done, and nothing else."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import text

from kamcareer.core.background_jobs import LEASE, Kind, State
from kamcareer.services.background_jobs import ask_for, take
from kamcareer.store.background_jobs import find_job
from kamcareer.store.database import db, may_write
from kamcareer.store.job_queue import SCHEMA, make_queue
from kamcareer.worker.queued import sweep, work_queue
from tests.conftest import now
from tests.worker.test_running import asked, does, kept

__all__ = ["asked", "does"]

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("any_app", ["postgresql"], indirect=True)]


def in_queue() -> list[str]:
    query = text(f"SELECT args->>'id' FROM {SCHEMA}.procrastinate_jobs WHERE status = 'todo' AND task_name != 'sweep'")
    found = db.session.execute(query).scalars().all()
    db.session.rollback()
    return list(found)


def work_off(app: Flask) -> None:
    """Let a worker do what is in the queue; in a thread of its own, since a browser may have a loop in this one."""
    with ThreadPoolExecutor(1) as other:
        other.submit(work_queue, app, 2, until_empty=True).result(60)


@pytest.fixture(autouse=True)
def _empty_queue(any_app: Flask) -> None:
    with any_app.app_context():
        db.session.execute(text(f"TRUNCATE {SCHEMA}.procrastinate_jobs CASCADE"))
        db.session.commit()


def test_what_was_asked_for_is_done_by_a_worker_and_then_out_of_the_queue(
    any_app: Flask, asked: Callable, does: Callable
):
    does(lambda _job, _progress: b"done")
    id = asked()
    with any_app.app_context():
        assert in_queue() == [id]

    work_off(any_app)

    assert kept(any_app, id).state is State.DONE
    with any_app.app_context():
        assert id not in in_queue()  # chores that fell due meanwhile may be


def test_what_was_not_committed_was_never_asked_for(any_app: Flask):
    may_write.set(True)
    with any_app.app_context():
        ask_for(db.session(), Kind.PROGRAMME, {}, None, now())
        db.session.rollback()
        assert in_queue() == []


def test_whatever_waits_is_in_the_queue_once_after_a_sweep_even_when_the_queue_was_lost(
    any_app: Flask, asked: Callable
):
    id = asked()
    with any_app.app_context():
        db.session.execute(text(f"COMMENT ON SCHEMA {SCHEMA} IS 'of another version'"))
        db.session.commit()
        make_queue(db.engine)
        assert in_queue() == []
    for _time in range(2):
        sweep(any_app)
        with any_app.app_context():
            assert in_queue().count(id) == 1


def test_what_a_killed_worker_left_is_given_to_another(any_app: Flask, asked: Callable, does: Callable):
    does(lambda _job, _progress: b"done by the second")
    id = asked()
    with any_app.app_context():
        take(db.session(), id, now() - LEASE)
        db.session.commit()
        # A worker that dies leaves its entry as one that is being done.
        db.session.execute(text(f"SET LOCAL search_path = {SCHEMA}"))
        db.session.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
        db.session.commit()
    sweep(any_app)
    work_off(any_app)

    job = kept(any_app, id)
    assert (job.state, job.tries) == (State.DONE, 2)
    with any_app.app_context():
        assert find_job(db.session(), id).over
