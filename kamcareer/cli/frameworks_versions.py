"""`flask frameworks versions` and `use-files`: what assessments were and will be made with."""

import click
from flask import current_app
from flask.cli import with_appcontext

from kamcareer.cli.command import Command
from kamcareer.cli.installation import prepare_installation
from kamcareer.services.audit import Event
from kamcareer.services.framework_in_use import put_files_in_charge
from kamcareer.services.framework_publishing import newest_publication
from kamcareer.services.framework_versions import framework_versions
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.frameworks import framework_place
from kamcareer.web.records import note


@click.command("versions", cls=Command)
@with_appcontext
def versions() -> None:
    """List the versions that assessments were made with, newest first: content address, day, id, version.

    `in use` stands beside the one that new assessments begin with, where it was published from a draft.
    """
    prepare_installation()
    newest = newest_publication(db.session(), current_app.config["SETTINGS"].framework_id)
    for kept in framework_versions(db.session()):
        in_use = "  in use" if newest and newest.sha256 == kept.sha256 else ""
        click.echo(f"{kept.sha256}  {kept.stored_at:%Y-%m-%d}  {kept.framework_id} {kept.version}{in_use}")


@click.command("use-files", cls=Command)
@with_appcontext
def use_files() -> None:
    """Let new assessments begin with the files again, in the place of a version that was published from a draft.

    What was begun stays with its version, and a published version can be drafted from again. It is noted in the trail.
    """
    prepare_installation()
    entry = put_files_in_charge(db.session(), framework_place(), now())
    if entry is None:
        click.echo("new assessments begin with the files already", err=True)
        return
    note(Event.MODEL_FILES_IN_CHARGE, "", f"{entry.number} {entry.ground_sha256[:8]}")
    db.session.commit()
    click.echo(f"new assessments begin with the files: {entry.framework_id} {entry.ground_sha256}", err=True)
