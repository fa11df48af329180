"""`flask backup` and `flask restore`: an installation in one file, and back."""

from datetime import UTC
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from kamcareer.cli.command import Command
from kamcareer.cli.installation import own_installation, prepare_installation, settle_secret
from kamcareer.core.backups import BackupError, Manifest
from kamcareer.services.backups import back_up, drop_old
from kamcareer.services.restoring import Looked, check, restore
from kamcareer.web.clock import now
from kamcareer.web.erasures import erase_what_came_back
from kamcareer.web.metrics import Job, counted

PLACE = click.Path(path_type=Path)
SOURCE = click.Path(path_type=Path, exists=True, dir_okay=False)
NOT_COMPARED = "not compared: the account may not make a database to look into (ALTER ROLE … CREATEDB lets it)"


@click.command("backup", cls=Command)
@click.argument("place", type=PLACE)
@click.option("--keep", type=click.IntRange(1), help="Keep the newest N backups of the folder, delete older ones.")
@click.option("--without-secret", is_flag=True, help="Leave secret and settings out; keep them elsewhere.")
@with_appcontext
@counted(Job.BACKUP)
def backup(place: Path, keep: int | None, *, without_secret: bool) -> None:
    """Back the installation up into PLACE, a folder or a new file, while it works.

    Holds the database, the secret, the settings, the list of what was erased and your own additions. Whoever has it has
    everything: it is readable by you alone.
    """
    if keep and not place.is_dir():
        raise click.ClickException("--keep needs a folder of backups, not a file")
    if current_app.config["SECRET_KEY"]:
        settle_secret()
    try:
        file = back_up(own_installation(), place, now(), secret=not without_secret)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    dropped = drop_old(place, keep) if keep else 0
    click.echo(f"{file}" + (f"; {dropped} older deleted" if dropped else ""))


@click.command("restore", cls=Command)
@click.argument("source", type=SOURCE)
@click.option("--check", "only_check", is_flag=True, help="Only look whether the backup is good; nothing is written.")
@click.option("--replace", is_flag=True, help="Move the present SQLite database aside first.")
@with_appcontext
def bring_back(source: Path, *, only_check: bool, replace: bool) -> None:
    """Bring the backup SOURCE back, migrate it to this version and erase again what was erased since.

    Every table is compared row for row with what was backed up before anything is written.
    """
    try:
        if only_check:
            _tell(check(own_installation(), source))
            return
        looked = restore(own_installation(), source, now(), replace=replace)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    current_app.config["SECRET_KEY"] = current_app.config["SECRET_KEY"] or own_installation().secret_file.read_text()
    prepare_installation()
    erased = erase_what_came_back()
    _tell(looked)
    click.echo("erased again: " + (", ".join(f"{count} {kind}" for kind, count in sorted(erased.items())) or "nothing"))


def _tell(looked: Looked) -> None:
    manifest: Manifest = looked.manifest
    rows = sum(table.rows for table in manifest.tables.values())
    found, said = ("good", "all equal to what was backed up") if looked.compared else ("readable", NOT_COMPARED)
    click.echo(
        f"{found}: {manifest.database} of {manifest.made_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC, "
        f"schema {manifest.schema_revision}, {len(manifest.tables)} tables, {rows} rows, {said}"
    )
    for note in looked.notes:
        click.echo(f"note: {note}")
