"""`flask audit`: the trail of who did what."""

import click
from flask import current_app

from kamcareer.cli.command import Group
from kamcareer.cli.installation import prepare_installation
from kamcareer.services.audit import broken_at, trail
from kamcareer.store.database import db

audit = Group("audit", help="The trail of who did what.")


@audit.command("check")
def check() -> None:
    """Say whether the trail is whole, and its last number: note it elsewhere, a trail cut short looks whole."""
    prepare_installation()
    broken = broken_at(db.session(), current_app.config["SECRET_KEY"])
    if broken is not None:
        raise click.ClickException(f"entry {broken} was changed, or one before it is missing")
    click.echo(f"{len(trail(db.session()))} entries, the chain is whole")


@audit.command("show")
def show() -> None:
    """List the trail, oldest first; people are pseudonyms."""
    prepare_installation()
    for entry in trail(db.session()):
        click.echo(f"{entry.number}\t{entry.at.isoformat()}\t{entry.event}\t{entry.person}\t{entry.detail}")
