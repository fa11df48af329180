"""Links that open an assessment to somebody: what they show and how long they live."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

CONTINUE_LIFE = timedelta(days=180)


class LinkKind(StrEnum):
    """What a link is for."""

    CONTINUE = "continue"
    SHOW = "show"


class Extent(StrEnum):
    """How much a link shows."""

    SUMMARY = "summary"
    REPORT = "report"
    PLAN = "plan"


LONGEST_NOTE = 80


class Reader(StrEnum):
    """As whom somebody read what was shown to them."""

    WITH_LINK = "with_link"
    NAMED = "named"


@dataclass(frozen=True)
class Audience:
    """To whom something is shown: whoever has the link, with a note for oneself; or only the account of a mailbox."""

    note: str = ""
    mailbox: str | None = None


ANYBODY = Audience()


@dataclass(frozen=True)
class Opening:
    """One reading by somebody else: when, as whom, by which link, how much; `mailbox` while that account exists."""

    at: datetime
    link_id: str
    reader: Reader
    extent: Extent
    mailbox: str | None = None


@dataclass(frozen=True)
class Link:
    """One link; `examples` are the competencies whose example the person agreed to show."""

    id: str
    assessment_id: str
    kind: LinkKind
    extent: Extent
    examples: tuple[str, ...]
    created: datetime
    expires: datetime
    revoked: datetime | None = None
    audience: Audience = ANYBODY

    def works(self, now: datetime) -> bool:
        """Return whether the link still opens anything."""
        return self.revoked is None and now < self.expires

    def opens_for(self, mailbox: str | None) -> bool:
        """Return whether somebody signed in with a mailbox, None for nobody, may open the link."""
        return self.audience.mailbox is None or self.audience.mailbox == mailbox
