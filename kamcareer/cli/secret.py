"""`flask secret`: the secret of the installation."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from kamcareer.cli.command import Group
from kamcareer.cli.installation import make_ready, own_installation, prepare_installation, settle_secret
from kamcareer.services.backups import Installation
from kamcareer.services.secret_replacement import SecretError, adopt_secret, refuse_company, replace_secret
from kamcareer.store.database import db, wipe_log
from kamcareer.web.clock import now

secret = Group("secret", help="The secret of the installation.")


@secret.command("replace")
def replace() -> None:
    """Make a new secret and seal everything anew under it: once a year, or when somebody may have read the old one.

    Stop servers, workers and timers first. Passphrases, second factors, passkeys, cards and accounts go on. Private
    and shown links, open forms and answers begun without an account end with the old secret: it opens nothing any more.
    """
    prepare_installation()
    with _alone() as installation:
        left = replace_secret(db.session(), installation, now())
    wipe_log()
    if left:
        click.echo(f"{left} sealed things were not readable before either, and stay as they are")
    if installation.secret_given:
        click.echo(f"replaced. Set KAMCAREER_SECRET_KEY everywhere to what stands in {installation.next_secret_file}")
        return
    settle_secret()
    click.echo(f"replaced. The new secret is in {installation.secret_file}; back it up: flask backup FOLDER")


@secret.command("adopt")
@click.confirmation_option(prompt="Is the secret that sealed this database lost for good, in every backup too?")
def adopt() -> None:
    """Go on with the secret at hand, or a new one, where the one that sealed the database is lost for good.

    Whatever it sealed opens nothing any more: second factors, cards and private links. The trail up to here cannot be
    checked any more. Stop servers, workers and timers first.
    """
    make_ready()
    with _alone() as installation:
        adopt_secret(db.session(), installation.secret or "", now())
    click.echo("adopted. Give people who had a second factor a way in: flask users remove-second-factor E-MAIL")


@contextmanager
def _alone() -> Iterator[Installation]:
    """Give the installation while nobody else works on its database, and commit what was done."""
    db.session.remove()
    db.engine.dispose()
    installation = own_installation()
    try:
        refuse_company(db.session(), installation)
        yield installation
    except SecretError as error:
        raise click.ClickException(str(error)) from None
    db.session.commit()
