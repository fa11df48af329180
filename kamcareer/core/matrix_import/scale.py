"""Scales that companies score on, recognised by the scores, and what each means in our levels."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.spreadsheets.sheet import Value

SCORE = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*(%?)")
FEW, SHARE = 5, 5  # as many scores, and one in so many, may be slips that make a scale wider than it is
NO_SCORE = {"", "-", "–", "—", "н/д", "нд", "нет", "н/о", "n/a", "na", "x", "х"}


class Scale(StrEnum):
    """A scale with equal steps."""

    OURS = "0-4"
    FIVE = "1-5"
    TEN = "1-10"
    PERCENT = "percent"

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the highest score."""
        return {Scale.OURS: (0, 4), Scale.FIVE: (1, 5), Scale.TEN: (1, 10), Scale.PERCENT: (0, 100)}[self]

    @property
    def step(self) -> float:
        """How far neighbouring scores are apart in our levels; percentages are given in tens at best."""
        low, high = self.ends
        return (10 if self is Scale.PERCENT else 1) * MAX_LEVEL / (high - low)

    def level(self, score: float) -> float:
        """Return a score in our levels: the ends on the ends, the rest evenly between; ValueError off the scale."""
        low, high = self.ends
        if not low <= score <= high:
            raise ValueError(score)
        return MAX_LEVEL * (score - low) / (high - low)

    def table(self) -> tuple[tuple[float, float], ...]:
        """Return scores with the levels they are mapped to, to be shown."""
        low, high = self.ends
        width = 25 if self is Scale.PERCENT else 1
        scores = [low + number * width for number in range(int((high - low) // width) + 1)]
        return tuple((score, self.level(score)) for score in scores)


def read_score(value: Value) -> tuple[float, bool] | None:
    """Return a score and whether it is written as a percentage; None for a cell that gives none. ValueError."""
    text = str(value if value is not None else "").lstrip("'").strip()
    if text.casefold() in NO_SCORE:
        return None
    found = SCORE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return float(found[1].replace(",", ".")), found[2] == "%"


def recognised(scores: Iterable[tuple[float, bool]]) -> tuple[Scale, bool]:
    """Return the narrowest scale that all scores are on, and whether no other usual one is as likely.

    A 0 beside nothing above 4 is our own scale; scores that stop at 3 or 4 may be of any: it is said to be a guess.
    """
    given = list(scores)
    if any(percent for _, percent in given):
        return Scale.PERCENT, True
    least, most = min((score for score, _ in given), default=1), max((score for score, _ in given), default=1)
    if most > Scale.TEN.ends[1]:
        return Scale.PERCENT, True
    if most > Scale.FIVE.ends[1]:
        return (Scale.TEN, True) if least >= 1 else (Scale.PERCENT, False)
    if least < 1 and most <= MAX_LEVEL:
        return Scale.OURS, least == 0 and most == MAX_LEVEL
    return Scale.FIVE, most == Scale.FIVE.ends[1] and least >= 1


def off_narrower(scores: Sequence[tuple[float, bool]], scale: Scale) -> tuple[Scale, tuple[int, ...]] | None:
    """Return a usual scale narrower than the one recognised that all scores but a few are on, and places of those few.

    None where no few scores alone speak for the wider one.
    """
    usual = (Scale.FIVE, Scale.TEN, Scale.PERCENT)
    for narrower in usual[: usual.index(scale) if scale in usual else 0]:
        low, high = narrower.ends
        off = tuple(place for place, (score, percent) in enumerate(scores) if percent or not low <= score <= high)
        if 0 < len(off) <= FEW and len(off) * SHARE <= len(scores):
            return narrower, off
    return None
