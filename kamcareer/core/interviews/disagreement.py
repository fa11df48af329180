"""Where interviewers differ about one person, and how far those of a vacancy agree altogether."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kamcareer.core.interviews.scorecard import Scorecard
from kamcareer.core.selection.agreement import Agreement, agreement, rating_table

APART = 2  # levels; one is within what two careful people differ by
ENOUGH_UNITS = 10  # a figure from fewer says next to nothing about a panel
WIDE = 1.0  # an interval that holds both "alike" and "by chance" tells nothing


@dataclass(frozen=True)
class Heard:
    """One competency: the level each interviewer gave, in the order of the cards; None where nothing was heard."""

    competency: str
    levels: tuple[int | None, ...]

    @property
    def given(self) -> tuple[int, ...]:
        """The levels there are."""
        return tuple(level for level in self.levels if level is not None)

    @property
    def spread(self) -> int:
        """How many levels lie between the highest and the lowest."""
        return max(self.given) - min(self.given) if self.given else 0

    @property
    def apart(self) -> bool:
        """Whether they differ so much that it must be talked over."""
        return self.spread >= APART


@dataclass(frozen=True)
class AgreedMark:
    """What the interviewers agreed upon in one competency, kept by a named person beside the marks, never over them."""

    competency: str
    level: int
    note: str
    decider: str
    account: str | None
    at: datetime


@dataclass(frozen=True)
class Together:
    """How far the interviewers of a vacancy agree; `found` is None where that cannot be told.

    A unit is a person in a competency that two or more heard of.
    """

    units: int
    found: Agreement | None

    @property
    def too_few(self) -> bool:
        """Whether there are too few marks to say anything by."""
        return self.found is None or self.found.high - self.found.low > WIDE


def disagreement(cards: Sequence[Scorecard], order: Iterable[str]) -> tuple[Heard, ...]:
    """Return who heard what, competency by competency in this order; what nobody marked is left out."""
    marked = {id for card in cards for id, mark in card.marks.items() if mark.given}
    lines = (Heard(id, tuple(card.mark(id).level for card in cards)) for id in order if id in marked)
    return tuple(lines)


def together(interviews: Mapping[str, Sequence[Scorecard]]) -> Together:
    """Return how far raters agree over all people of a vacancy; a unit is a person in a competency.

    From independent marks only: what was agreed upon afterwards says nothing about how far people saw alike.
    """
    rows = [
        (card.rater, f"{who}:{id}", float(level))
        for who, cards in interviews.items()
        for card in cards
        for id, level in card.levels().items()
    ]
    units = sum(count > 1 for count in Counter(unit for _, unit, _ in rows).values())
    return Together(units, agreement(rating_table(rows)) if units >= ENOUGH_UNITS else None)
