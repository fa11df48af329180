"""`flask pool`: what is known of everybody in the candidate pool, for all vacancies alike."""

import sys

import click
from flask import current_app

from kamcareer.cli.command import Group
from kamcareer.cli.installation import prepare_installation
from kamcareer.cli.pool_questions import ask
from kamcareer.config import Settings
from kamcareer.services.pool_columns import in_pool
from kamcareer.store.database import db, may_write
from kamcareer.store.pool_columns import pool_file
from kamcareer.web.metrics import Job, counted
from kamcareer.worker.chores import refresh_pool

pool = Group("pool", help="People who agreed to be thought of for later vacancies.")
pool.add_command(ask)


@pool.command("refresh")
def refresh() -> None:
    """Work out anew what is known of everybody in the pool, so that a vacancy can look at all of them. For a timer."""
    prepare_installation()
    may_write.set(False)  # nobody who saves an answer waits for this
    _refresh()


@counted(Job.POOL)
def _refresh() -> None:
    settings: Settings = current_app.config["SETTINGS"]
    file = pool_file(settings.data_folder)
    total = in_pool(db.session())
    with click.progressbar(length=total, label="people", file=sys.stderr) as bar:
        count = refresh_pool(bar.update)
    click.echo(f"in the pool: {count}" + (f", written to {file}" if count else "; nothing is kept of them"))
