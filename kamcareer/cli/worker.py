"""`flask worker`: background work of an installation on PostgreSQL."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from kamcareer.cli.command import Command, refuse
from kamcareer.cli.installation import prepare_installation
from kamcareer.cli.number import Whole
from kamcareer.store.database import db
from kamcareer.store.job_queue import has_queue


@click.command("worker", cls=Command)
@click.option("--at-once", type=Whole(1, 32, 2), default=2, show_default=True, help="How many jobs at the same time.")
@click.option("--until-empty", is_flag=True, help="End when nothing waits any more.")
@with_appcontext
def worker(at_once: int, *, until_empty: bool) -> None:
    """Do what waits in the background, and what falls due, until it is told to stop. As many of them as you like.

    Exit code 2 on SQLite: there the server does background work itself.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own way
    if not has_queue(db.session()):
        refuse("On SQLite the server does background work itself; a worker is for PostgreSQL (KAMCAREER_DATABASE_URL)")
    prepare_installation()
    db.session.remove()
    from kamcareer.worker.queued import work_queue  # noqa: PLC0415 - what it needs is only there with PostgreSQL

    work_queue(app, at_once, until_empty=until_empty)
