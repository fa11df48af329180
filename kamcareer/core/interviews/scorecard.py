"""What one interviewer heard from one person: a mark for each competency of the kit, on what it rests, and the lock.

Marks are worth something together only while they are independent: nobody reads those of others before all are locked.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kamcareer.core.answers import Opinion

LONGEST_HEARD = 1200
LONGEST_NOTE = 400
LEAST_REASON = 10  # characters: a dot is no reason


@dataclass(frozen=True)
class Mark:
    """One competency in one talk: a level from 0 to 4, or that there was no chance to hear of it; None while open."""

    level: int | None = None
    no_chance: bool = False
    heard: str = ""
    note: str = ""

    @property
    def given(self) -> bool:
        """Whether the mark itself was given, whatever is written beside it."""
        return self.no_chance or self.level is not None


NO_MARK = Mark()
Marks = Mapping[str, Mark]


@dataclass(frozen=True)
class Scorecard:
    """The card of one interviewer about one person; `rater` names them in the trail, `account` while it exists."""

    id: str
    application_id: str
    rater: str
    account: str | None
    marks: Marks = field(default_factory=dict)
    revision: int = 0
    locked: datetime | None = None
    released: datetime | None = None
    reason: str = ""  # why nobody waits for it any more

    @property
    def closed(self) -> bool:
        """Whether nothing can be written on it any more."""
        return self.locked is not None or self.released is not None

    def mark(self, competency: str) -> Mark:
        """Return the mark of a competency."""
        return self.marks.get(competency, NO_MARK)

    def says(self, marks: Marks) -> bool:
        """Return whether the card says this already."""
        return all(self.mark(id) == marks.get(id, NO_MARK) for id in {*self.marks, *marks})

    def open_ones(self, asked: Iterable[str]) -> tuple[str, ...]:
        """Return the competencies that still have no mark."""
        return tuple(id for id in asked if not self.mark(id).given)

    def levels(self) -> dict[str, int]:
        """Return the levels that were given."""
        return {id: mark.level for id, mark in self.marks.items() if mark.level is not None}


def awaited(panel: Collection[str], cards: Iterable[Scorecard]) -> frozenset[str]:
    """Return the raters whose marks are still to come: who is on the panel or began, neither locked nor released.

    Whoever began is waited for also after they left the panel: nobody is taken off it so that the rest can be read.
    """
    known = {card.rater: card for card in cards}
    return frozenset(rater for rater in {*panel, *known} if rater not in known or not known[rater].closed)


def is_complete(panel: Collection[str], cards: Collection[Scorecard]) -> bool:
    """Return whether the marks may be read: somebody locked, and nobody is waited for."""
    return any(card.locked for card in cards) and not awaited(panel, cards)


def opinions_in(cards: Iterable[Scorecard]) -> tuple[Opinion, ...]:
    """Return what interviewers who locked their cards said, as opinions for the measurement."""
    heard = ((card.rater, card.levels()) for card in cards if card.locked)
    return tuple(Opinion(source="interview", rater=rater, levels=dict(levels)) for rater, levels in heard if levels)
