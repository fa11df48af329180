"""The second factor of an account: setting it up, showing it, giving it up."""

from base64 import b64decode, b64encode
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from kamcareer.core.second_factors import matching_step, new_recovery_codes, plain_code
from kamcareer.services.secret import hash_of
from kamcareer.services.sign_ins import Known
from kamcareer.store.second_factors import (
    SecondFactor,
    delete_second_factor,
    find_second_factor,
    note_step,
    put_recovery_codes,
    put_second_factor,
    recovery_codes_left,
    use_up_recovery_code,
)
from kamcareer.store.sign_ins import forget_second_factor, note_second_factor

__all__ = ["give_up", "has_second_factor", "recovery_codes_left", "set_up", "show"]

NONCE = 12


def has_second_factor(session: Session, account_id: str) -> bool:
    """Return whether an account asks for a code when it is opened."""
    return find_second_factor(session, account_id) is not None


def set_up(session: Session, known: Known, secret: str, seed: str, code: str, now: datetime) -> list[str]:
    """Set up the factor of a seed by its first code; return the recovery codes, or none when the code is wrong."""
    account_id, step = known.account.id, matching_step(seed, code, now, 0)
    if step is None or has_second_factor(session, account_id):
        return []
    put_second_factor(session, account_id, SecondFactor(_sealed(secret, account_id, seed), now, step))
    codes = new_recovery_codes()
    put_recovery_codes(session, account_id, [hash_of(plain_code(code)) for code in codes])
    note_second_factor(session, known.sign_in.id, now)
    return codes


def show(session: Session, known: Known, secret: str, code: str, now: datetime) -> bool:
    """Take a code, or a recovery code, for a sign-in; return whether it was right. Each works once."""
    account_id = known.account.id
    factor = find_second_factor(session, account_id, lock=True)
    if factor is None:
        return False
    step = matching_step(_seed(secret, account_id, factor), code, now, factor.last_step)
    if step is not None:
        note_step(session, account_id, step)
    elif not use_up_recovery_code(session, account_id, hash_of(plain_code(code))):
        return False
    note_second_factor(session, known.sign_in.id, now)
    return True


def give_up(session: Session, account_id: str) -> None:
    """Let an account be opened without a code again; roles that need one stop acting in every browser."""
    delete_second_factor(session, account_id)
    forget_second_factor(session, account_id)


def _sealed(secret: str, account_id: str, seed: str) -> str:
    nonce = token_bytes(NONCE)
    return b64encode(nonce + _cipher(secret).encrypt(nonce, seed.encode(), account_id.encode())).decode()


def _seed(secret: str, account_id: str, factor: SecondFactor) -> str:
    whole = b64decode(factor.sealed_seed)
    return _cipher(secret).decrypt(whole[:NONCE], whole[NONCE:], account_id.encode()).decode()


def _cipher(secret: str) -> AESGCM:
    # A key of its own: the database alone must not be enough to make codes.
    return AESGCM(sha256(f"second factor:{secret}".encode()).digest())
