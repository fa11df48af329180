"""One competency of a target role: what it asks, what was said of it, what can be concluded."""

from dataclasses import dataclass
from enum import StrEnum

from kamcareer.core.answers import Answer
from kamcareer.core.contradictions import Contradiction
from kamcareer.core.framework.role import Requirement
from kamcareer.core.measurement import Estimate, on_scale

BLOCKING_DISTANCE = 1.0
CONFIRMED_PROBABILITY = 0.8
PEOPLE_TO_CONFIRM = 2
SORTED_DIGITS = 9  # the rest is noise of the arithmetic, and differs between one person and many
SOMETHING_KNOWN, MUCH_KNOWN = 0.25, 0.5  # of the variance removed; about own answers alone, and a manager's besides


class MustHave(StrEnum):
    """Where a must-have stands: confirmed by two different people, open, or more than a level short."""

    CONFIRMED = "confirmed"
    OPEN = "open"
    SHORT = "short"


class Known(StrEnum):
    """How much is known about a competency, in words."""

    LITTLE = "little"
    SOMETHING = "something"
    MUCH = "much"


@dataclass(frozen=True)
class Gap:
    """One competency of the target role: what it asks, what was said, what can be concluded. Levels are 0 to 4."""

    competency: str
    need: Requirement
    answer: Answer | None
    observed: float | None
    estimate: Estimate
    sources: tuple[str, ...]
    against: tuple[str, ...]  # those of them that lie below what is asked, by themselves
    people: int  # who stand for what is known: the person, and each rater once whatever the source
    known_share: float
    interval: float
    margin: float
    contradiction: Contradiction | None

    @property
    def said(self) -> int | None:
        """The level the person chose; None without an answer or without a chance to show it."""
        return self.answer.level if self.answer else None

    @property
    def level(self) -> float:
        """The estimated level, cut to the scale."""
        return on_scale(self.estimate.mean)

    @property
    def low(self) -> float:
        """The lower end of the interval, cut to the scale."""
        return self.estimate.low(self.interval)

    @property
    def high(self) -> float:
        """The upper end of the interval, cut to the scale."""
        return self.estimate.high(self.interval)

    @property
    def shortfall(self) -> float:
        """Levels missing by the estimate; never negative."""
        return max(0.0, self.need.level - self.level)

    @property
    def surplus(self) -> float:
        """Levels beyond the requirement by the estimate; never negative."""
        return max(0.0, self.level - self.need.level)

    @property
    def probability_met(self) -> float:
        """The probability that the required level is held."""
        return self.estimate.probability_of(self.need.level, self.margin)

    @property
    def known(self) -> Known:
        """How much is known, in words: how far the answers narrowed what was assumed."""
        if self.known_share < SOMETHING_KNOWN:
            return Known.LITTLE
        return Known.SOMETHING if self.known_share < MUCH_KNOWN else Known.MUCH

    @property
    def missing(self) -> int:
        """Whole levels between the words chosen and the words of the role; negative for a surplus, 0 unanswered."""
        return self.need.level - self.said if self.said is not None else 0

    @property
    def urgency(self) -> float:
        """Weight × (required − what was said, corrected for leniency): the order of the gaps for the person."""
        return self.need.weight * (self.need.level - self.observed) if self.observed is not None else 0.0

    @property
    def points_lost(self) -> float:
        """Readiness lost here, times the weights of the role: the order of the second layer."""
        if not self.need.level:
            return 0.0
        return self.need.weight * (1 - self.estimate.expected_up_to(self.need.level) / self.need.level)

    @property
    def must_have(self) -> MustHave | None:
        """Where the must-have stands, open where nothing is known; None where the competency is none."""
        if not self.need.must_have:
            return None
        if round(self.known_share, SORTED_DIGITS) > 0 and self.need.level - self.estimate.mean > BLOCKING_DISTANCE:
            return MustHave.SHORT
        enough = self.people >= PEOPLE_TO_CONFIRM and self.probability_met >= CONFIRMED_PROBABILITY
        return MustHave.CONFIRMED if enough else MustHave.OPEN
