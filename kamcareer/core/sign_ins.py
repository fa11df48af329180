"""Sign-ins: the browsers in which an account is open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LIFE = timedelta(days=30)
IDLE = timedelta(days=7)
# How exactly "last seen" is kept: a write for every page would be a high price for a minute.
SEEN_EVERY = timedelta(minutes=10)
# Dangerous acts ask anew who is there when the last proof is older: a phone left on a table must not be enough.
FRESH = timedelta(minutes=15)


@dataclass(frozen=True)
class SignIn:
    """One browser in which an account is open.

    `proved` is when the person last showed who they are, `second_factor` when they did so with a second factor.
    """

    id: str
    account_id: str
    browser: str
    created: datetime
    seen: datetime
    proved: datetime
    second_factor: datetime | None = None

    def works(self, now: datetime) -> bool:
        """Return whether it still opens the account: not too old, and not left alone for too long."""
        return now < self.created + LIFE and now < self.seen + IDLE

    def fresh(self, now: datetime) -> bool:
        """Return whether the last proof is young enough for a dangerous act."""
        return now < self.proved + FRESH
