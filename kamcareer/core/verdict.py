"""The verdict on a role, and the smallest changes of what was said that would flip it.

The verdict comes from the probability that all must-haves are held; its two cut points are conventions, and no pass
marks: a person decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.measurement import Profile, Rating
from kamcareer.core.must_haves import MustHaveOdds

READY_FROM = 0.8
POSSIBLE_FROM = 0.3
FLIPS = 5
MOST_STEPS = 16
HALVINGS = 14


class Verdict(StrEnum):
    """Where somebody stands for a role: ready, possible, not yet."""

    READY = "ready"
    POSSIBLE = "possible"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Change:
    """What would have to be otherwise: a rating, or without one the estimate of a competency itself; in levels."""

    competency: str
    before: float
    after: float
    rating: Rating | None = None

    @property
    def size(self) -> float:
        """By how many levels it differs."""
        return abs(self.after - self.before)


@dataclass(frozen=True)
class Flip:
    """Changes that together give another verdict, and the probability of all must-haves then."""

    changes: tuple[Change, ...]
    probability: float
    verdict: Verdict

    @property
    def size(self) -> float:
        """By how many levels the changes differ together."""
        return sum(change.size for change in self.changes)

    @property
    def said(self) -> tuple[tuple[str, str, float, float], ...]:
        """What it says without the names of raters: colleagues who said the same need naming once."""
        return tuple((c.competency, c.rating.source if c.rating else "", c.before, c.after) for c in self.changes)


def verdict_of(probability: float) -> Verdict:
    """Return the verdict for a probability that all must-haves are held."""
    if probability >= READY_FROM:
        return Verdict.READY
    return Verdict.POSSIBLE if probability >= POSSIBLE_FROM else Verdict.NOT_YET


def flips(profile: Profile, odds: MustHaveOdds) -> tuple[Flip, ...]:
    """Return the smallest changes of single ratings of must-haves that flip the verdict, smallest first.

    Where no single one does, one set of several, found step by step along the steepest rise; where no ratings of
    today's sources could, the levels that the must-haves themselves would have to reach. () without must-haves.
    """
    if not odds.rows:
        return ()
    now = verdict_of(float(odds.probability(profile.mean)))
    numbers = [n for n, rating in enumerate(profile.ratings) if profile.index[rating.competency] in odds.rows]
    single = [flip for number in numbers for flip in _alone(profile, odds, number, now)]
    if single:
        return tuple(sorted(single, key=lambda flip: (flip.size, -abs(flip.probability - _nearest(flip)))))[:FLIPS]
    together = _together(profile, odds, numbers, now)
    return (together,) if together else _levels_themselves(profile, odds, now)


def _nearest(flip: Flip) -> float:
    return min((READY_FROM, POSSIBLE_FROM), key=lambda cut: abs(cut - flip.probability))


def levels_of(rating: Rating) -> NDArray[np.float64]:
    """Return the levels that a rating could have had; of a situation only the two ends."""
    low, high = rating.within
    return np.arange(low, high + 1e-9, rating.step) if rating.step else np.array([low, high])


def _alone(profile: Profile, odds: MustHaveOdds, number: int, now: Verdict) -> Sequence[Flip]:
    rating = profile.ratings[number]
    levels = levels_of(rating)
    means = profile.mean + np.outer(levels - rating.level, profile.gain[:, number])
    if now is Verdict.NOT_YET and odds.at_most(means[[0, -1]]).max() < POSSIBLE_FROM:
        return ()
    ends = [verdict_of(float(p)) for p in odds.probability(means[[0, -1]])]
    if ends == [now, now]:
        return ()
    chances = odds.probability(means)
    found = [
        Flip((Change(rating.competency, rating.level, float(level), rating),), float(chance), verdict_of(float(chance)))
        for level, chance in zip(levels, chances, strict=True)
        if verdict_of(float(chance)) is not now
    ]
    return sorted(found, key=lambda flip: flip.size)[:1]


def _together(profile: Profile, odds: MustHaveOdds, numbers: Sequence[int], now: Verdict) -> Flip | None:
    sign = -1.0 if now is Verdict.READY else 1.0
    rows, levels = list(odds.rows), np.array([rating.level for rating in profile.ratings])
    mean = profile.mean
    if now is not Verdict.READY and odds.at_most(_at_best(profile, numbers)) < _goal(now):
        return None
    gain = profile.gain[np.ix_(rows, numbers)]
    low, high, size = np.array([_reach(profile.ratings[number]) for number in numbers], dtype=float).reshape(-1, 3).T
    _, rise = odds.with_slope(mean)
    for _ in range(MOST_STEPS):
        steps = np.clip(levels[numbers] + sign * size, low, high) - levels[numbers]
        worth = sign * steps * (rise @ gain)
        if not numbers or worth.max() <= 0:
            return None
        best = int(worth.argmax())
        levels[numbers[best]] += steps[best]
        mean = mean + steps[best] * profile.gain[:, numbers[best]]
        chance, rise = odds.with_slope(mean)
        if verdict_of(chance) is not now:
            changed = zip(profile.ratings, levels, strict=True)
            changes = [Change(r.competency, r.level, float(to), r) for r, to in changed if to != r.level]
            return Flip(tuple(changes), chance, verdict_of(chance))
    return None


def _at_best(profile: Profile, numbers: Sequence[int]) -> NDArray[np.float64]:
    """Return means that no other levels of these ratings could exceed, competency by competency."""
    rises = [
        profile.gain[:, number, None] * (levels_of(profile.ratings[number]) - profile.ratings[number].level)
        for number in numbers
    ]
    return profile.mean + sum((rise.max(axis=1) for rise in rises), start=np.zeros(len(profile.mean)))


def _goal(now: Verdict) -> float:
    return READY_FROM if now is Verdict.POSSIBLE else POSSIBLE_FROM


def _levels_themselves(profile: Profile, odds: MustHaveOdds, now: Verdict) -> tuple[Flip, ...]:
    """Return what the must-haves would have to reach, each equally far beyond its level for its own uncertainty."""
    if now is Verdict.READY:
        return ()
    rows = list(odds.rows)
    low, high = -1.0, 5.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        enough = odds.probability(_lifted(profile.mean, rows, odds.least + middle * odds.deviation)) >= _goal(now)
        low, high = (low, middle) if enough else (middle, high)
    mean = _lifted(profile.mean, rows, odds.least + high * odds.deviation)
    chance = float(odds.probability(mean))
    ids = [profile.competencies[row] for row in rows]
    pairs = zip(ids, profile.mean[rows], mean[rows], strict=True)
    changes = tuple(Change(id, float(before), float(after)) for id, before, after in pairs if after > before)
    return (Flip(changes, chance, verdict_of(chance)),)


def _lifted(mean: NDArray[np.float64], rows: list[int], least: NDArray[np.float64]) -> NDArray[np.float64]:
    lifted = mean.copy()
    lifted[rows] = np.maximum(mean[rows], least)
    return lifted


def _reach(rating: Rating) -> tuple[float, float, float]:
    """Return the lowest and the highest level that a rating could have, and how far it goes in one step."""
    low, high = rating.within
    return low, high, rating.step or high - low
