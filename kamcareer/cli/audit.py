"""`flask audit`: the trail of who did what."""

from typing import TextIO

import click
from flask import current_app

from kamcareer.cli.command import Group
from kamcareer.cli.installation import prepare_installation
from kamcareer.services.audit import adrift, anchors_in, broken_at, newest_anchor, trail
from kamcareer.store.database import db

audit = Group("audit", help="The trail of who did what.")


@audit.command("check")
@click.option(
    "--anchors", type=click.File(errors="replace"), help="Lines of flask audit anchor, a file or - for a pipe."
)
def check(anchors: TextIO | None) -> None:
    """Say whether the trail is whole and, with anchors kept elsewhere, that nothing was cut off or written anew."""
    prepare_installation()
    broken = broken_at(db.session(), current_app.config["SECRET_KEY"])
    if broken is not None:
        raise click.ClickException(f"entry {broken} was changed, or one before it is missing")
    kept = anchors_in(anchors) if anchors else []
    if anchors and not kept:
        raise click.ClickException("there is no anchor in it; flask audit anchor prints: audit anchor 12 3f…")
    lost = adrift(db.session(), kept)
    if lost:
        raise click.ClickException(
            f"entry {lost.number} is gone or is not the one that was anchored: the trail was cut off or written anew "
            "(docs/breach.md)"
        )
    held = f", anchors that hold: {len(kept)}" if kept else ""
    click.echo(f"{len(trail(db.session()))} entries, the chain is whole{held}")


@audit.command("anchor")
def anchor() -> None:
    """Print the number and seal of the newest entry: keep the line where nobody who writes the database can reach."""
    prepare_installation()
    newest = newest_anchor(db.session())
    if newest is None:  # no fault: a timer asks for it every day
        click.echo("the trail has no entry yet", err=True)
        return
    click.echo(f"{newest}")


@audit.command("show")
def show() -> None:
    """List the trail, oldest first; people are pseudonyms."""
    prepare_installation()
    for entry in trail(db.session()):
        click.echo(f"{entry.number}\t{entry.at.isoformat()}\t{entry.event}\t{entry.person}\t{entry.detail}")
