"""The second factor of an account: setting it up, showing it, giving it up, and the codes for when it is lost."""

from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.second_factors import Shown, matching_step, new_recovery_codes, plain_code
from kamcareer.services.secret import hash_of
from kamcareer.services.sign_ins import Known, end_everything, prove
from kamcareer.store.passkeys import delete_passkeys
from kamcareer.store.second_factors import (
    SecondFactor,
    asks_for_second_factor,
    delete_recovery_codes,
    delete_second_factor,
    every_second_factor,
    find_second_factor,
    note_step,
    put_recovery_codes,
    put_second_factor,
    recovery_codes_left,
    use_up_recovery_code,
)

__all__ = ["asks_for_second_factor", "recovery_codes_left"]

NONCE = 12


def has_codes(session: Session, account_id: str) -> bool:
    """Return whether an account has codes from an application."""
    return find_second_factor(session, account_id) is not None


def set_up(session: Session, known: Known, secret: str, seed: str, code: str, now: datetime) -> list[str] | None:
    """Set up the factor of a seed by its first code; None when the code is wrong or the account has codes already.

    Return new recovery codes where it is the first factor of the account. Every sign-in ends.
    """
    account_id, step = known.account.id, matching_step(seed, code, now, 0)
    if step is None or has_codes(session, account_id):
        return None
    codes = codes_for_a_first_factor(session, account_id)
    put_second_factor(session, account_id, SecondFactor(_sealed(secret, account_id, seed), now, step))
    end_everything(session, known.account)
    return codes


def codes_for_a_first_factor(session: Session, account_id: str) -> list[str]:
    """Return new recovery codes for an account that had no factor so far; none where it keeps those it has."""
    if asks_for_second_factor(session, account_id):
        return []
    return _new_codes(session, account_id)


def renew_codes(session: Session, account: Account) -> list[str]:
    """Return new recovery codes; the old ones open nothing any more. Every sign-in ends."""
    codes = _new_codes(session, account.id)
    end_everything(session, account)
    return codes


def _new_codes(session: Session, account_id: str) -> list[str]:
    codes = new_recovery_codes()
    put_recovery_codes(session, account_id, [hash_of(plain_code(code)) for code in codes])
    return codes


def drop_codes_without_a_factor(session: Session, account_id: str) -> None:
    """Delete the recovery codes of an account that has lost its last factor."""
    if not asks_for_second_factor(session, account_id):
        delete_recovery_codes(session, account_id)


def show(session: Session, known: Known, secret: str, code: str, now: datetime) -> Shown | None:
    """Take a code, or a recovery code, for a sign-in; return which it was, None when it was wrong. Each works once."""
    account_id = known.account.id
    factor = find_second_factor(session, account_id, lock=True)
    step = matching_step(_seed(secret, account_id, factor), code, now, factor.last_step) if factor else None
    if step is not None:
        note_step(session, account_id, step)
    elif not use_up_recovery_code(session, account_id, hash_of(plain_code(code))):
        return None
    prove(session, known, now, second_factor=True)
    return Shown.RECOVERY_CODE if step is None else Shown.CODE


def give_up_codes(session: Session, account: Account) -> None:
    """Give up the codes from an application. Every sign-in ends."""
    delete_second_factor(session, account.id)
    drop_codes_without_a_factor(session, account.id)
    end_everything(session, account)


def give_up_everything(session: Session, account: Account) -> None:
    """Let an account be opened without a second factor again; roles that need one stop acting. Every sign-in ends."""
    delete_passkeys(session, account.id)
    give_up_codes(session, account)


def reseal(session: Session, before: str, secret: str) -> int:
    """Seal every seed under a new secret; return how many are left that the one before does not open."""
    left = 0
    for account_id, factor in every_second_factor(session):
        try:
            seed = _seed(before, account_id, factor)
        except InvalidTag:
            left += 1
            continue
        put_second_factor(session, account_id, replace(factor, sealed_seed=_sealed(secret, account_id, seed)))
    return left


def _sealed(secret: str, account_id: str, seed: str) -> str:
    nonce = token_bytes(NONCE)
    return b64encode(nonce + _cipher(secret).encrypt(nonce, seed.encode(), account_id.encode())).decode()


def _seed(secret: str, account_id: str, factor: SecondFactor) -> str:
    whole = b64decode(factor.sealed_seed)
    return _cipher(secret).decrypt(whole[:NONCE], whole[NONCE:], account_id.encode()).decode()


def _cipher(secret: str) -> AESGCM:
    # A key of its own: the database alone must not be enough to make codes.
    return AESGCM(sha256(f"second factor:{secret}".encode()).digest())
