"""The evidence log: what somebody has done that shows a level, and whether a second person confirms it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kamcareer.core.answers import Evidence

CONFIRM_LIFE = timedelta(days=30)


class Standing(StrEnum):
    """Where the confirmation of an entry stands."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    EXPIRED = "expired"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


@dataclass(frozen=True)
class EvidenceEntry:
    """One entry. `hidden` keeps it out of reports that are shown; `asker` is how the confirmer knows the person."""

    id: str
    assessment_id: str
    competency: str
    kind: str
    level: int
    day: date
    note: str
    created: datetime
    hidden: bool = True
    confirmer: str = ""
    asker: str = ""
    link_id: str | None = None
    link_expires: datetime | None = None
    confirmed: datetime | None = None
    declined: datetime | None = None

    def standing(self, now: datetime) -> Standing:
        """Return where the confirmation stands."""
        if self.confirmed:
            return Standing.CONFIRMED
        if self.declined:
            return Standing.DECLINED
        if self.link_expires is None:
            return Standing.NOT_ASKED
        return Standing.ASKED if now < self.link_expires else Standing.EXPIRED

    def evidence(self) -> Evidence:
        """Return the entry as the measurement takes it: confirmed only when a second person said so."""
        return Evidence(
            competency=self.competency,
            level=self.level,
            kind=self.kind,
            date=self.day,
            confirmed_by=self.confirmer if self.confirmed else "",
            note=self.note,
        )
