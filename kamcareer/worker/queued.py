"""Background work beside the server, on PostgreSQL: a worker of the queue."""

import asyncio
from threading import current_thread, main_thread
from typing import Any

from flask import Flask
from sqlalchemy.engine import make_url

from kamcareer.services.background_jobs import jobs_to_take
from kamcareer.store.database import db, may_write
from kamcareer.store.job_queue import QUEUE, TASK, put_in_queue, queue_of
from kamcareer.web.clock import now
from kamcareer.worker.chores import make_chores
from kamcareer.worker.running import run_job

SWEEP = "* * * * * */15"  # every fifteen seconds


def work_queue(app: Flask, at_once: int, *, until_empty: bool = False) -> None:
    """Do jobs of the queue, so many at once, until the process is told to stop; what is begun is ended first."""
    queue = queue_of(_url(app))

    @queue.task(name=TASK, queue=QUEUE)
    def _do(id: str) -> None:
        run_job(app, id)

    @queue.periodic(cron=SWEEP)
    @queue.task(name="sweep", queue=QUEUE, queueing_lock="sweep")
    async def _sweep(timestamp: int) -> None:  # noqa: ARG001 - said by the queue
        for left in await queue.job_manager.get_stalled_jobs():
            await queue.job_manager.finish_job(left, _failed(), delete_job=True)
        await asyncio.to_thread(sweep, app)

    queue.run_worker(
        queues=[QUEUE],
        concurrency=at_once,
        wait=not until_empty,
        delete_jobs="always",
        install_signal_handlers=current_thread() is main_thread(),
    )


def sweep(app: Flask) -> None:
    """Make jobs of the chores that are due, and put into the queue what waits and is not in it."""
    make_chores(app)
    with app.app_context():
        may_write.set(True)
        for id in jobs_to_take(db.session(), now()):
            put_in_queue(db.session(), id)
        db.session.commit()


def _failed() -> Any:
    from procrastinate.jobs import Status  # noqa: PLC0415 - only there with PostgreSQL

    return Status.FAILED


def _url(app: Flask) -> str:
    url = make_url(app.config["SETTINGS"].database_url)
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
