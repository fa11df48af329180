"""`flask db move`: from SQLite to PostgreSQL and back, beside the migrations of `flask db`."""

import click
from alembic import command
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate.cli import db  # type: ignore[import-not-found]  # the stubs leave it out

from kamcareer.cli.command import Command
from kamcareer.config import surroundings
from kamcareer.core.backups import BackupError
from kamcareer.servers import usable_database
from kamcareer.services.moving import move_everything

__all__ = ["db"]


@db.command("move", cls=Command)  # type: ignore[untyped-decorator]
@click.argument("source")
@click.argument("target")
@with_appcontext
def move(source: str, target: str) -> None:
    """Copy every row of the database SOURCE into the empty database TARGET, and compare both row for row.

    Stop the server first: what is written to SOURCE afterwards is not in TARGET. SOURCE stays as it is.
    """
    urls = usable_database(source, surroundings()), usable_database(target, surroundings())
    config = current_app.extensions["migrate"].migrate.get_config()
    newest = ScriptDirectory.from_config(config).get_current_head() or ""

    def migrate(url: str) -> None:
        config.attributes["url"] = url
        command.upgrade(config, "head")

    try:
        rows = move_everything(*urls, newest, migrate)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    click.echo(
        f"{rows} rows moved, both databases are equal row for row. Now set KAMCAREER_DATABASE_URL to the new one"
    )
