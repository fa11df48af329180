"""Secrets that open something: made here, kept nowhere but with their owner."""

from hashlib import sha256
from secrets import token_urlsafe

BYTES = 32


def new_secret() -> str:
    """Return 256 random bits that fit into an address or a cookie."""
    return token_urlsafe(BYTES)


def hash_of(secret: str) -> str:
    """Return what the database keeps of a secret: enough to know it again, nothing that opens."""
    return sha256(secret.encode()).hexdigest()
