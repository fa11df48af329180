"""What a person asks about a decision: its reasons in writing, or to look at it again; by when it is answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LEAST_WORDS, LONGEST_WORDS = 10, 2000  # characters


class Kind(StrEnum):
    """What is asked."""

    REASON = "reason"
    OBJECTION = "objection"


# Seven calendar days are never more than the seven working days of article 64 of the Russian labour code; thirty days
# are those of article 16 of 152-FZ, and no more than the month of the GDPR.
DAYS = {Kind.REASON: 7, Kind.OBJECTION: 30}


@dataclass(frozen=True)
class Inquiry:
    """One question about a decision, with its clock; `answerer` is a pseudonym of the trail, `signed` a name."""

    id: str
    decision_id: str
    kind: Kind
    words: str
    asked: datetime
    due: date
    answer: str = ""
    signed: str = ""
    answerer: str | None = None
    account: str | None = None
    answered: datetime | None = None

    def days_left(self, today: date) -> int:
        """Return how many days there are to answer; none on the last one, fewer than none afterwards."""
        return (self.due - today).days


class InquiryProblem(StrEnum):
    """Why something cannot be asked or answered."""

    NO_WORDS = "no_words"
    NO_NAME = "no_name"
    SOMEBODY_ELSE = "somebody_else"
    PERHAPS_SOMEBODY = "perhaps_somebody"


def due_day(kind: Kind, asked: datetime, zone: ZoneInfo) -> date:
    """Return the last local day to answer: the day of asking does not count."""
    return asked.astimezone(zone).date() + timedelta(days=DAYS[kind])


def still_asked(inquiries: Iterable[Inquiry]) -> frozenset[Kind]:
    """Return what is asked and not answered yet."""
    return frozenset(one.kind for one in inquiries if one.answered is None)
