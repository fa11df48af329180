"""Sign-ins: the browsers in which an account is open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LIFE = timedelta(days=30)
IDLE = timedelta(days=7)
# How exactly "last seen" is kept: a write for every page would be a high price for a minute.
SEEN_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class SignIn:
    """One browser in which an account is open; `second_factor` is when a code was shown in it."""

    id: str
    account_id: str
    browser: str
    created: datetime
    seen: datetime
    second_factor: datetime | None = None

    def works(self, now: datetime) -> bool:
        """Return whether it still opens the account: not too old, and not left alone for too long."""
        return now < self.created + LIFE and now < self.seen + IDLE
