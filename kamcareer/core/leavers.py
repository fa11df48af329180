"""People who left the company: what goes with the record of each, and who stands in the newest staff list no more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kamcareer.core.people import Person, by_unit_and_name
from kamcareer.core.retention import Hold


@dataclass(frozen=True)
class Recorded:
    """Somebody of the staff list: the id of the record, the account joined to it, the last list with the name."""

    record: str
    person: Person
    account_id: str | None
    named: datetime


@dataclass(frozen=True)
class Traces:
    """How much hangs on the records of people: earlier scores, running rounds, nominations, whom they lead."""

    scores: int = 0
    rounds: int = 0
    nominations: int = 0
    led: int = 0


@dataclass(frozen=True)
class Leaver:
    """Somebody of whom HR says that they left. `hold` is the order that keeps the record in spite of it."""

    known: Recorded
    hold: Hold | None = None


@dataclass(frozen=True)
class Missing:
    """Who is not in the newest list: `here` in units that it names, `elsewhere` in others, of which it says nothing."""

    newest: datetime
    named: int
    here: tuple[Recorded, ...]
    elsewhere: tuple[Recorded, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.here) + len(self.elsewhere)

    def first(self, most: int) -> "Missing":
        """Return the first of them, those of named units before the others."""
        here = self.here[:most]
        return replace(self, here=here, elsewhere=self.elsewhere[: most - len(here)])


def missing_from_newest(known: Sequence[Recorded]) -> Missing | None:
    """Return who is not in the newest list, by unit and name; None where nobody is known."""
    if not known:
        return None
    newest = max(one.named for one in known)
    units = {one.person.unit for one in known if one.named == newest}
    absent = sorted((one for one in known if one.named < newest), key=lambda one: by_unit_and_name(one.person))
    here = tuple(one for one in absent if one.person.unit in units)
    elsewhere = tuple(one for one in absent if one.person.unit not in units)
    return Missing(newest, len(known) - len(absent), here, elsewhere)
