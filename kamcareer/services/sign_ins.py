"""Signing in and out: which browsers have an account open."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.second_factors import active_roles
from kamcareer.core.sign_ins import IDLE, LIFE, SEEN_EVERY, SignIn
from kamcareer.services.secret import hash_of, new_secret
from kamcareer.store.accounts import note_account_seen
from kamcareer.store.one_time_links import delete_one_time_links
from kamcareer.store.second_factors import asks_for_second_factor
from kamcareer.store.sign_ins import (
    add_sign_in,
    delete_expired,
    delete_sign_ins,
    find_sign_in,
    note_proof,
    note_seen,
    set_secret,
    sign_ins_of,
)

MOST_OF_A_NAME = 120


@dataclass(frozen=True)
class Known:
    """Whoever asks, and by which sign-in; not `complete` while a second factor is still to be shown."""

    account: Account
    sign_in: SignIn
    complete: bool = True

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that act in this browser: some only after a second factor was shown in it."""
        active = active_roles(self.account.granted, shown=self.sign_in.second_factor is not None)
        return active | {Role.VISITOR, Role.CANDIDATE}


def sign_in(
    session: Session, account: Account, browser: str, now: datetime, second_factor: datetime | None = None
) -> str:
    """Open an account in one more browser; return the secret for its cookie.

    `second_factor` is when one was shown in this browser, where that happened already.
    """
    secret = new_secret()
    delete_expired(session, now - LIFE, now - IDLE)
    note_account_seen(session, account.id, now)
    made = SignIn(str(uuid4()), account.id, browser[:MOST_OF_A_NAME], now, now, now, second_factor)
    add_sign_in(session, made, hash_of(secret))
    return secret


def known_by(session: Session, secret: str, now: datetime) -> Known | None:
    """Return who a secret belongs to; None when it is too old, was ended, or the account is closed."""
    kept = find_sign_in(session, hash_of(secret))
    if kept is None:
        return None
    found, account = kept
    if account.closed or not found.works(now):
        return None
    complete = bool(found.second_factor) or not asks_for_second_factor(session, account.id)
    return Known(account, found, complete=complete)


def is_stale(known: Known, now: datetime) -> bool:
    """Return whether "last seen" should be written anew."""
    return now - known.sign_in.seen >= SEEN_EVERY


def see(session: Session, known: Known, now: datetime) -> None:
    """Note that a browser was here."""
    note_seen(session, known.sign_in.id, now)
    note_account_seen(session, known.account.id, now)


def open_browsers(session: Session, account_id: str, now: datetime) -> list[SignIn]:
    """Return the browsers in which an account is open, the one seen last first."""
    return [found for found in sign_ins_of(session, account_id) if found.works(now)]


def end(session: Session, account_id: str, id: str) -> bool:
    """End one sign-in of an account, that of anybody else is left alone; return whether there was one to end."""
    there = any(found.id == id for found in sign_ins_of(session, account_id))
    delete_sign_ins(session, account_id, only=id)
    return there


def end_everything(session: Session, account: Account) -> None:
    """End whatever was opened or is waiting to open an account: sign-ins with what hangs on them, links by mail.

    An invitation stays: it was given by somebody else.
    """
    delete_sign_ins(session, account.id)
    if account.email:
        delete_one_time_links(session, account.email, with_invitations=False)


def prove(session: Session, known: Known, now: datetime, *, second_factor: bool = False) -> None:
    """Note that the person has just shown who they are."""
    note_proof(session, known.sign_in.id, now, second_factor=second_factor)


def renew_secret(session: Session, known: Known) -> str:
    """Return a new secret for the cookie of a sign-in; the one it had opens nothing any more."""
    secret = new_secret()
    set_secret(session, known.sign_in.id, hash_of(secret))
    return secret


def end_others(session: Session, known: Known) -> None:
    """End every sign-in but this one."""
    delete_sign_ins(session, known.account.id, keep=known.sign_in.id)
