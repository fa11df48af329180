"""Accounts: showing that a mailbox is one's own, passphrase, roles, closing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.one_time_links import LIFE, OneTimeLink
from kamcareer.services.passphrase_hashing import hashed, matches, outdated
from kamcareer.services.secret import hash_of, new_secret
from kamcareer.services.sign_ins import end_everything
from kamcareer.store.accounts import (
    account_of,
    account_of_number,
    add_account,
    all_accounts,
    delete_account,
    find_account,
    find_accounts,
    passphrase_hash,
    set_closed,
    set_granted,
    set_passphrase_hash,
)
from kamcareer.store.links import forget_mailbox
from kamcareer.store.mail import delete_messages_to
from kamcareer.store.one_time_links import add_one_time_link, delete_one_time_links, find_one_time_link, use_up

NO_ROLES: frozenset[Role] = frozenset()


def new_one_time_link(
    session: Session, email: str, now: datetime, granted: frozenset[Role] = NO_ROLES, life: timedelta = LIFE
) -> str:
    """Return the secret of a new link for a mailbox, with an account or without.

    Earlier links go on working: else whoever asks for links to a foreign mailbox would close those its owner waits for.
    """
    secret = new_secret()
    made = OneTimeLink(str(uuid4()), hash_of(secret), email, granted, now, now + life, invitation=bool(granted))
    add_one_time_link(session, made)
    return secret


def invite(session: Session, email: str, granted: frozenset[Role], now: datetime, life: timedelta) -> str:
    """Return the secret of a link that is an invitation, with roles or without: only being used or revoked ends it."""
    secret = new_secret()
    made = OneTimeLink(str(uuid4()), hash_of(secret), email, granted, now, now + life, invitation=True)
    add_one_time_link(session, made)
    return secret


def invite_by_staff_list(session: Session, email: str, now: datetime, life: timedelta) -> str:
    """Return the secret of an invitation without roles that goes with the address of the staff list, too."""
    secret = new_secret()
    made = OneTimeLink(str(uuid4()), hash_of(secret), email, NO_ROLES, now, now + life, invitation=True)
    add_one_time_link(session, replace(made, by_staff_list=True))
    return secret


def working_one_time_link(session: Session, secret: str, now: datetime) -> OneTimeLink | None:
    """Return the link of a secret; None when it was used, is too old, unknown, or its account is closed."""
    link = find_one_time_link(session, hash_of(secret))
    if link is None or not link.works(now):
        return None
    account = account_of(session, link.email)
    return None if account and account.closed else link


def find(session: Session, id: str) -> Account | None:
    """Return an account; None when there is none."""
    return find_account(session, id)


def find_those(session: Session, ids: Iterable[str]) -> list[Account]:
    """Return those of some accounts that there are."""
    return find_accounts(session, ids)


def find_by_mailbox(session: Session, email: str) -> Account | None:
    """Return the account of a mailbox; None when it has none."""
    return account_of(session, email)


def open_one_time_link(session: Session, secret: str, passphrase: str | None, now: datetime) -> Account | None:
    """Use a link up and return its account, made now if there was none; None when the link opens nothing.

    New roles and a new passphrase end every sign-in the account had.
    """
    link = working_one_time_link(session, secret, now)
    if link is None or not use_up(session, link.secret_sha256):
        return None
    add_account(session, Account(str(uuid4()), link.email, NO_ROLES, now))
    account = account_of(session, link.email)
    if account is None or account.closed:
        return None
    if not link.granted <= account.granted:
        grant(session, account, account.granted | link.granted)
    if passphrase:
        set_passphrase(session, account, passphrase)
    delete_one_time_links(session, link.email, with_invitations=False)
    return find_account(session, account.id)


def account_by_passphrase(session: Session, name: str, passphrase: str) -> Account | None:
    """Return the account whose mailbox (or personnel number) and passphrase these are; None else, equally slowly."""
    account = account_of(session, name) if "@" in name else account_of_number(session, name)
    kept = passphrase_hash(session, account.id) if account else None
    if not matches(passphrase, kept) or account is None or kept is None or account.closed:
        return None
    if outdated(kept):
        set_passphrase_hash(session, account.id, hashed(passphrase))
    return account


def set_passphrase(session: Session, account: Account, passphrase: str) -> None:
    """Set a passphrase; every sign-in of the account ends, and every link but invitations."""
    set_passphrase_hash(session, account.id, hashed(passphrase))
    end_everything(session, account)


def grant(session: Session, account: Account, granted: frozenset[Role]) -> None:
    """Give an account exactly these roles; everything opened ends, so that no browser keeps what was taken away."""
    set_granted(session, account.id, granted)
    end_everything(session, account)


def close(session: Session, account: Account, now: datetime) -> None:
    """Switch an account off: its data stays, nothing opens it."""
    set_closed(session, account.id, now)
    end_everything(session, account)
    if account.email:
        delete_one_time_links(session, account.email, with_invitations=True)


def reopen(session: Session, account: Account) -> None:
    """Switch a closed account on again; nothing that opened it before opens it now."""
    set_closed(session, account.id, None)
    end_everything(session, account)


def everybody(session: Session) -> list[Account]:
    """Return every account, by mailbox."""
    return all_accounts(session)


def erase_account(session: Session, account: Account) -> None:
    """Delete an account with its assessments, links and sign-ins, at once."""
    if account.email:
        delete_one_time_links(session, account.email, with_invitations=True)
        delete_messages_to(session, account.email)
        forget_mailbox(session, account.email)
    delete_account(session, account.id)
