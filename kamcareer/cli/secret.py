"""`flask secret`: the secret of the installation."""

import click

from kamcareer.cli.command import Group
from kamcareer.cli.installation import own_installation, prepare_installation, settle_secret
from kamcareer.services.secret_replacement import SecretError, refuse_company, replace_secret
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
    db.session.remove()
    db.engine.dispose()
    installation = own_installation()
    try:
        refuse_company(db.session(), installation)
        left = replace_secret(db.session(), installation, now())
    except SecretError as error:
        raise click.ClickException(str(error)) from None
    db.session.commit()
    wipe_log()
    if left:
        click.echo(f"{left} sealed things were not readable before either, and stay as they are")
    if installation.secret_given:
        click.echo(f"replaced. Set KAMCAREER_SECRET_KEY everywhere to what stands in {installation.next_secret_file}")
        return
    settle_secret()
    click.echo(f"replaced. The new secret is in {installation.secret_file}; back it up: flask backup FOLDER")
