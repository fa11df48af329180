"""`flask users`: accounts from the console of the server."""

import click

from kamcareer.cli.command import Group
from kamcareer.cli.installation import prepare_installation
from kamcareer.core.accounts import GRANTED, Account, Role, mailbox
from kamcareer.core.one_time_links import INVITATION_LIFE, LIFE
from kamcareer.services.accounts import close, everybody, find_by_mailbox, grant, invite, reopen
from kamcareer.services.audit import Event
from kamcareer.services.second_factors import give_up_everything
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.doors import one_time_url
from kamcareer.web.mailing import send_waiting
from kamcareer.web.records import note

users = Group("users", help="Accounts: who can sign in, and as what.")
ROLE = click.Choice([role.value for role in sorted(GRANTED)])


class Mailbox(click.ParamType[str]):
    """An e-mail address."""

    name = "e-mail"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address as accounts keep it."""
        try:
            return mailbox(value)
        except ValueError as error:
            self.fail(f'"{value}": {error}', param, ctx)


@users.command("create-admin")
@click.argument("email", type=Mailbox())
def create_admin(email: str) -> None:
    """Print a link that makes EMAIL an administrator: it works once, for half an hour."""
    prepare_installation()
    secret = invite(db.session(), email, frozenset({Role.ADMINISTRATOR}), now(), LIFE)
    note(Event.INVITED, "", Role.ADMINISTRATOR)
    _print_link(email, secret)


@users.command("invite")
@click.argument("email", type=Mailbox())
@click.option("--role", "roles", type=ROLE, multiple=True, help="A role to give; may be repeated.")
def invite_somebody(email: str, roles: tuple[str, ...]) -> None:
    """Print a link that signs EMAIL in, with an account made if there is none: it works once, for a week."""
    prepare_installation()
    secret = invite(db.session(), email, frozenset(map(Role, roles)), now(), INVITATION_LIFE)
    note(Event.INVITED, "", " ".join(sorted(roles)))
    _print_link(email, secret)


@users.command("list")
def show_all() -> None:
    """List every account with its roles."""
    prepare_installation()
    for account in everybody(db.session()):
        state = " closed" if account.closed else ""
        click.echo(f"{account.sign_in_name}  {', '.join(sorted(account.granted)) or 'candidate'}{state}")


@users.command("grant")
@click.argument("email", type=Mailbox())
@click.option("--role", "roles", type=ROLE, multiple=True, help="A role to have; may be repeated; none takes all away.")
def grant_roles(email: str, roles: tuple[str, ...]) -> None:
    """Give EMAIL exactly these roles; the person is signed out everywhere."""
    account = _account(email)
    grant(db.session(), account, frozenset(map(Role, roles)))
    note(Event.ROLES_SET, account.id, " ".join(sorted(roles)))
    db.session.commit()
    click.echo(f"{email}: {', '.join(sorted(roles)) or 'candidate'}")


@users.command("remove-second-factor")
@click.argument("email", type=Mailbox())
def remove_second_factor(email: str) -> None:
    """Let EMAIL in without a code, after phone and recovery codes were lost; the person is signed out everywhere."""
    account = _account(email)
    give_up_everything(db.session(), account)
    note(Event.SECOND_FACTOR_GIVEN_UP, account.id, "console")
    db.session.commit()
    send_waiting()
    click.echo(f"{email} has no second factor now")


@users.command("close")
@click.argument("email", type=Mailbox())
def close_account(email: str) -> None:
    """Switch EMAIL's account off: its data stays, nothing opens it."""
    account = _account(email)
    close(db.session(), account, now())
    note(Event.ACCOUNT_CLOSED, account.id)
    db.session.commit()
    click.echo(f"{email} is closed. Open it again with: flask users reopen {email}")


@users.command("reopen")
@click.argument("email", type=Mailbox())
def reopen_account(email: str) -> None:
    """Switch a closed account on again."""
    account = _account(email)
    reopen(db.session(), account)
    note(Event.ACCOUNT_REOPENED, account.id)
    db.session.commit()
    click.echo(f"{email} can sign in again")


def _account(email: str) -> Account:
    prepare_installation()
    account = find_by_mailbox(db.session(), email)
    if account is None:
        raise click.ClickException(f"{email} has no account. See: flask users list")
    return account


def _print_link(email: str, secret: str) -> None:
    db.session.commit()
    click.echo(f"Give this link to {email} and to nobody else:\n{one_time_url(secret)}")
