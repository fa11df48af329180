"""What an administrator does with accounts: finding them, roles, closing, invitations."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.one_time_links import INVITATION_LIFE, OneTimeLink
from kamcareer.services.accounts import close, grant, invite
from kamcareer.store.accounts import account_of, accounts_by_mailbox, open_administrators
from kamcareer.store.one_time_links import delete_invitation, delete_one_time_links, invitations
from kamcareer.store.turns import Turn, take_turn

__all__ = ["invitations"]

PAGE = 50


class LastAdministratorError(Exception):
    """Afterwards nobody could let anybody in: the last administrator is left as they are."""


class HasAccountError(Exception):
    """The mailbox has an account, and the link would let whoever sees it read what somebody else wrote."""


@dataclass(frozen=True)
class AccountsPage:
    """Some accounts in the order of their mailboxes, and whether more follow."""

    accounts: list[Account]
    more: bool


def page_of_accounts(session: Session, search: str, number: int) -> AccountsPage:
    """Return a page of the accounts whose mailbox holds a text; the first page has number 1."""
    found = accounts_by_mailbox(session, search.strip().lower(), (number - 1) * PAGE, PAGE + 1)
    return AccountsPage(found[:PAGE], more=len(found) > PAGE)


def change_roles(session: Session, account: Account, granted: frozenset[Role]) -> None:
    """Give an account exactly these roles. LastAdministratorError."""
    if Role.ADMINISTRATOR not in granted:
        _leave_one(session, account)
    grant(session, account, granted)


def close_account(session: Session, account: Account, now: datetime) -> None:
    """Switch an account off. LastAdministratorError."""
    _leave_one(session, account)
    close(session, account, now)


def invite_somebody(session: Session, email: str, granted: frozenset[Role], now: datetime) -> str:
    """Return the secret of an invitation that works once, for a week."""
    return invite(session, email, granted, now, INVITATION_LIFE)


def invite_in_person(session: Session, email: str, granted: frozenset[Role], now: datetime) -> str:
    """Return the secret of an invitation that whoever invites sees and hands over. HasAccountError.

    Only the newest to a mailbox opens: nobody keeps one while handing over another.
    """
    if account_of(session, email):
        raise HasAccountError
    delete_one_time_links(session, email, with_invitations=True)
    return invite_somebody(session, email, granted, now)


def revoke_invitation(session: Session, id: str) -> OneTimeLink | None:
    """Let an invitation open nothing any more; return it, None when it was used or never was."""
    return delete_invitation(session, id)


def _leave_one(session: Session, account: Account) -> None:
    # Two who close each other's account at once would each see the other still there.
    take_turn(session, Turn.ADMINISTRATORS)
    if open_administrators(session) == [account.id]:
        raise LastAdministratorError
