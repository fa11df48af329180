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
    """How much a shown report holds."""

    SUMMARY = "summary"
    REPORT = "report"


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

    def works(self, now: datetime) -> bool:
        """Return whether the link still opens anything."""
        return self.revoked is None and now < self.expires
