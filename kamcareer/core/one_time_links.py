"""One-time links: whoever opens one has shown that a mailbox, or a place on the staff, is theirs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kamcareer.core.accounts import Role

LIFE = timedelta(minutes=30)
INVITATION_LIFE = timedelta(days=7)


@dataclass(frozen=True)
class OneTimeLink:
    """A link for one mailbox; `granted` are the roles that opening it gives. The secret itself is kept nowhere.

    An invitation was given by somebody else: what its person does with the account leaves it as it is. One that HR made
    by the staff list goes with the address there.
    """

    id: str
    secret_sha256: str
    email: str
    granted: frozenset[Role]
    created: datetime
    expires: datetime
    invitation: bool = False
    by_staff_list: bool = False

    def works(self, now: datetime) -> bool:
        """Return whether the link still opens anything."""
        return now < self.expires
