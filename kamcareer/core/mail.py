"""A message to a person, and how patiently it is sent."""

from dataclasses import dataclass
from datetime import timedelta

LONGEST_WAIT = timedelta(hours=6)
# A letter that no mail server takes for so long has lost its reason.
LETTER_LIFE = timedelta(days=7)


@dataclass(frozen=True)
class Message:
    """One message; no line breaks in recipient and subject, since those would be headers of their own."""

    recipient: str
    subject: str
    text: str

    def __post_init__(self) -> None:
        """Refuse what would forge a header. ValueError."""
        if not (self.recipient.isprintable() and self.subject.isprintable()):
            raise ValueError("a recipient or subject with a line break")


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after a number of tries that failed: one minute, doubled each time, at most six hours."""
    return min(timedelta(minutes=2 ** min(tries, 20)), LONGEST_WAIT)
