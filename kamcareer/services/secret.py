"""Secrets that open something: made here, kept nowhere but with their owner."""

import hmac
from hashlib import sha256
from secrets import token_urlsafe

from kamcareer.core.installation_secret import key_of

BYTES = 32


def new_secret() -> str:
    """Return 256 random bits that fit into an address or a cookie."""
    return token_urlsafe(BYTES)


def hash_of(secret: str) -> str:
    """Return what the database keeps of a secret: enough to know it again, nothing that opens."""
    return sha256(secret.encode()).hexdigest()


def key_about(secret: str, purpose: str, id: str) -> bytes:
    """Return a key for one purpose and one thing: whoever has it has neither the secret nor the key of another."""
    return hmac.new(key_of(secret, purpose), id.encode(), sha256).digest()
