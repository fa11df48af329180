"""`flask demo`: invented people, so that no page is empty at first sight."""

import click

from kamcareer.cli.command import Group
from kamcareer.cli.installation import prepare_installation
from kamcareer.services.demo import clear_demo, load_demo
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.frameworks import current_framework

demo = Group("demo", help="Invented people to look around with.")


@demo.command("load")
def load() -> None:
    """Add the invented people; those of an earlier load are replaced."""
    prepare_installation()
    count = load_demo(db.session(), current_framework(), now())
    db.session.commit()
    click.echo(f"{count} invented people are there. Look at /demo")


@demo.command("clear")
def clear() -> None:
    """Delete the invented people; nobody else is touched."""
    prepare_installation()
    count = clear_demo(db.session())
    db.session.commit()
    click.echo(f"{count} invented people deleted")
