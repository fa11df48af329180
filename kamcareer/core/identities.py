"""Identities: what an OpenID provider calls a person. Its words for a mailbox are never believed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Identity:
    """A subject of an issuer, linked to an account. Only both together name a person."""

    issuer: str
    subject: str
    account_id: str
    linked: datetime
    used: datetime | None = None
