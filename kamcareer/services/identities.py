"""Coming in by way of an OpenID provider: who an identity is, linking one, ending the link."""

from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.identities import Identity
from kamcareer.services.accounts import open_one_time_link, working_one_time_link
from kamcareer.services.sign_ins import end_everything
from kamcareer.store.accounts import find_account
from kamcareer.store.identities import (
    add_identity,
    delete_identities,
    find_identity,
    identity_of,
    note_identity_used,
)

__all__ = ["identity_of"]


def account_by_identity(session: Session, issuer: str, subject: str, now: datetime) -> Account | None:
    """Return the open account that an identity is linked to; None when there is none."""
    found = find_identity(session, issuer, subject)
    account = find_account(session, found.account_id) if found else None
    if found is None or account is None or account.closed:
        return None
    note_identity_used(session, found, now)
    return account


def link_identity(session: Session, account: Account, issuer: str, subject: str, now: datetime) -> bool:
    """Link an identity to an account; return False where either is linked already. Every sign-in ends."""
    if not add_identity(session, Identity(issuer, subject, account.id, now)):
        return False
    end_everything(session, account)
    return True


def accept_invitation(session: Session, secret: str, issuer: str, subject: str, now: datetime) -> Account | None:
    """Use an invitation up for whoever the provider says has come, and link both; None when it opens nothing."""
    link = working_one_time_link(session, secret, now)
    if link is None or not link.invitation or find_identity(session, issuer, subject):
        return None
    account = open_one_time_link(session, secret, None, now)
    if account is None or not add_identity(session, Identity(issuer, subject, account.id, now, now)):
        return None
    return account


def unlink(session: Session, account: Account) -> bool:
    """End the link of an account with the provider; return whether there was one. Every sign-in ends."""
    if not delete_identities(session, account.id):
        return False
    end_everything(session, account)
    return True
