"""Experts read a model without its levels: which description belongs to which level, how good each way to act is.

What an expert sees is in disorder, in an order of its own for each topic; the same model always has the same order, so
that no key has to be kept beside the sheet.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kamcareer.core.framework.competency import Competency, Situation
from kamcareer.core.framework.model import Framework
from kamcareer.core.selection.agreement import Agreement, agreement

LETTERS = "ABCDE"
LEAST_EXPERTS = 2
IN_PLACE = 0.8  # of what experts placed; a convention of retranslation
FAR_OFF = 2  # levels
MOST_KEPT = 64

Words = Mapping[tuple[str, str], int]  # by topic or situation and letter: a level 0 to 4, or a rating 1 to 4


@dataclass(frozen=True)
class Placed:
    """One topic: how many descriptions experts placed, how many at the level of the model, how many far off it."""

    competency: str
    experts: int
    placed: int
    in_place: int
    far_off: int

    @property
    def holds(self) -> bool:
        """Whether two experts or more placed four of five descriptions right, and none far off: a ground to decide."""
        return self.experts >= LEAST_EXPERTS and self.in_place >= IN_PLACE * self.placed and not self.far_off


@dataclass(frozen=True)
class Keyed:
    """One situation: how many experts rated it, and how many put its best and its worst where the model does."""

    situation: str
    experts: int
    best: int
    worst: int

    @property
    def holds(self) -> bool:
        """Whether of two experts or more four of five put its best and its worst where the model does."""
        return self.experts >= LEAST_EXPERTS and min(self.best, self.worst) >= IN_PLACE * self.experts

    @property
    def turned(self) -> bool:
        """Whether two experts or more rated it, and its best or its worst is another one for most of them."""
        return self.experts >= LEAST_EXPERTS and 2 * min(self.best, self.worst) < self.experts


@dataclass(frozen=True)
class ExpertReview:
    """What experts said of a model; None where their agreement cannot be told."""

    placed: tuple[Placed, ...]
    keyed: tuple[Keyed, ...]
    anchors: Agreement | None
    options: Agreement | None


def anchors_in_disorder(competency: Competency) -> dict[str, int]:
    """Return the levels of the descriptions of a topic by the letters under which experts read them."""
    levels = sorted(competency.anchors)
    return dict(zip(LETTERS, random.Random(competency.id).sample(levels, len(levels)), strict=True))  # noqa: S311


def options_in_disorder(situation: Situation) -> dict[str, str]:
    """Return the ways to act of a situation by the letters under which experts read them."""
    ways = sorted(situation.options)
    return dict(zip(LETTERS, random.Random(situation.id).sample(ways, len(ways)), strict=False))  # noqa: S311


def situations_of(framework: Framework) -> dict[str, Situation]:
    """Return the public situations of a model; the key of a private one is for nobody else."""
    found = (one for competency in framework.competencies.values() for one in competency.situations)
    return {one.id: one for one in found if not one.private}


def expert_review(framework: Framework, anchors: Sequence[Words], options: Sequence[Words]) -> ExpertReview:
    """Return what experts said, one entry of each for each expert; their order changes nothing."""
    return ExpertReview(
        tuple(_placed(one, anchors) for one in framework.competencies.values()),
        tuple(_keyed(one, options) for one in situations_of(framework).values()),
        _agreement(anchors),
        _agreement(options),
    )


def _placed(competency: Competency, experts: Sequence[Words]) -> Placed:
    levels, id = anchors_in_disorder(competency), competency.id
    off = [
        [abs(said[id, letter] - level) for letter, level in levels.items() if (id, letter) in said] for said in experts
    ]
    every = [one for of_expert in off for one in of_expert]
    return Placed(
        id, sum(map(bool, off)), len(every), sum(not one for one in every), sum(one >= FAR_OFF for one in every)
    )


def _keyed(situation: Situation, experts: Sequence[Words]) -> Keyed:
    letters, id = options_in_disorder(situation), situation.id
    rated = [
        {way: said[id, letter] for letter, way in letters.items()}
        for said in experts
        if all((id, letter) in said for letter in letters)
    ]
    best = sum(one[situation.best] == max(one.values()) for one in rated)
    return Keyed(id, len(rated), best, sum(one[situation.worst] == min(one.values()) for one in rated))


def _agreement(experts: Sequence[Words]) -> Agreement | None:
    units = sorted({unit for said in experts for unit in said})
    if len(experts) < LEAST_EXPERTS or not units:
        return None
    ratings = np.array([[said.get(unit, np.nan) for unit in units] for said in experts], dtype=float)
    return _of_ratings(ratings.tobytes(), len(experts))


# A thousand resamples take longer than all else on a page; the ratings are the key, so nothing goes stale.
@lru_cache(maxsize=MOST_KEPT)
def _of_ratings(ratings: bytes, raters: int) -> Agreement | None:
    return agreement(np.frombuffer(ratings).reshape(raters, -1))
