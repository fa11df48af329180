"""Cards: made in bulk, renewed by the line manager, opened once."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.cards import LIFE, Card, CardLine, new_code, seal
from kamcareer.core.installation_secret import Kept, keys_of
from kamcareer.core.second_factors import plain_code
from kamcareer.services.accounts import NO_ROLES, set_passphrase
from kamcareer.store.accounts import account_of, account_of_number, add_account
from kamcareer.store.cards import (
    all_cards,
    cards_of_manager,
    delete_card,
    find_card,
    note_account,
    put_card,
    use_up_code,
)
from kamcareer.store.people import join_accounts

__all__ = ["all_cards", "cards_of_manager"]


@dataclass(frozen=True)
class Printed:
    """A card as it is printed: the only place where its code is."""

    card: Card
    code: str


def unknown_managers(session: Session, lines: list[CardLine]) -> set[str]:
    """Return the mailboxes in a list that no open account has."""
    named = {line.manager for line in lines}
    return {email for email in named if (found := account_of(session, email)) is None or found.closed}


def make_cards(session: Session, secret: str, lines: list[CardLine], now: datetime) -> list[Printed]:
    """Make a card for each line; a card that the number had before opens nothing any more. LookupError.

    An account that the number has stays as it is until the new code is used.
    """
    managers = {line.manager: account_of(session, line.manager) for line in lines}
    printed = []
    for line in lines:
        manager, before = managers[line.manager], find_card(session, line.number)
        if manager is None:
            raise LookupError(line.manager)
        card = Card(line.number, line.name, manager.id, now, None, now, before.account_id if before else None)
        printed.append(_with_new_code(session, secret, card, now))
    return printed


def renew_card(session: Session, secret: str, manager: Account, number: str, now: datetime) -> Printed | None:
    """Make a new code for somebody of this line manager; None for anybody else."""
    card = find_card(session, number)
    if card is None or card.manager_id != manager.id:
        return None
    return _with_new_code(session, secret, card, now)


def remove_card(session: Session, number: str) -> bool:
    """Delete the card of somebody who has not come in yet; return whether there was one."""
    card = find_card(session, number)
    if card is None or card.account_id:
        return False
    delete_card(session, number)
    return True


def open_card(session: Session, secret: str, number: str, code: str, passphrase: str, now: datetime) -> Account | None:
    """Use the code of a card up and set the passphrase of its account, made now if there was none; None otherwise."""
    card, tried = find_card(session, number), _seals(secret, number, code)
    account = account_of_number(session, number)
    if card is None or not card.waits(now) or (account and account.closed):
        return None
    if not any(use_up_code(session, number, one) for one in tried):
        return None
    add_account(session, Account(str(uuid4()), None, NO_ROLES, now, personnel_number=number))
    account = account_of_number(session, number)
    if account is None or account.closed:
        return None
    note_account(session, number, account.id)
    join_accounts(session)
    set_passphrase(session, account, passphrase)
    return account


def _with_new_code(session: Session, secret: str, card: Card, now: datetime) -> Printed:
    code = new_code()
    made = replace(card, made=now, expires=now + LIFE, code_seal=_seals(secret, card.number, code)[0])
    put_card(session, made)
    return Printed(made, code)


def _seals(secret: str, number: str, code: str) -> list[str]:
    # Keys of their own: the database alone must not be enough to try codes. A card that waits outlives its secret.
    return [seal(key, number, plain_code(code)) for key in keys_of(secret, Kept.CARDS)]
