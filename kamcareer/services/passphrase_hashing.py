"""Passphrases as they are kept: argon2id, at OWASP's floor, a few at a time."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

# 19 MiB each: memory that strangers can make the server take has a cap.
AT_ONCE = BoundedSemaphore(4)
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
NOBODYS = HASHER.hash("checked where there is no account, so that both answers take the same time")


def hashed(passphrase: str) -> str:
    """Return the hash of a passphrase."""
    with AT_ONCE:
        return HASHER.hash(passphrase)


def matches(passphrase: str, hash: str | None) -> bool:
    """Return whether a passphrase is the right one; as slow without a hash as with one."""
    with AT_ONCE:
        try:
            return HASHER.verify(hash or NOBODYS, passphrase) and hash is not None
        except (VerifyMismatchError, InvalidHashError):
            return False


def outdated(hash: str) -> bool:
    """Return whether a hash was made with weaker settings than today's."""
    return HASHER.check_needs_rehash(hash)
