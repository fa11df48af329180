"""Biases of sources against an anchor: how much higher they put the same people in the same competencies.

    α_s = α_anchor + mean(d_s − d_anchor) − (λ_s − λ_anchor) · offset

where d is how far a rating lies from what is expected at the profile.

The pairs of one anchor rater are not independent of each other; so the interval and the weight of what was found come
from the number of anchor raters, not of ratings.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kamcareer.core.measurement.rating import Rating

PSEUDO_RATERS = 30  # the settings count as much as so many anchor raters


@dataclass(frozen=True)
class PairedDifference:
    """How much higher a source rates than the anchor, in levels, with its standard error over anchor raters."""

    mean: float
    error: float
    raters: int
    people: int

    @property
    def trust(self) -> float:
        """How far to follow the data rather than the settings, 0 to 1."""
        return self.raters / (self.raters + PSEUDO_RATERS)


def paired_differences(people: Mapping[str, list[Rating]], anchor: str) -> dict[str, PairedDifference]:
    """Return the paired difference of each source that rated people whom the anchor rated too.

    The level of each rating is how far it lies from what is expected at the profile.
    """
    by_source: dict[str, dict[str, list[float]]] = {}
    seen: dict[str, set[str]] = {}
    for person, ratings in people.items():
        anchored: dict[str, list[Rating]] = {}
        for rating in ratings:
            if rating.source == anchor:
                anchored.setdefault(rating.competency, []).append(rating)
        for rating in ratings:
            if rating.source == anchor:
                continue
            for other in anchored.get(rating.competency, []):
                by_rater = by_source.setdefault(rating.source, {})
                by_rater.setdefault(other.rater, []).append(rating.level - other.level)
                seen.setdefault(rating.source, set()).add(person)
    return {source: _summary(by_rater, len(seen[source])) for source, by_rater in by_source.items()}


def _summary(by_rater: Mapping[str, list[float]], people: int) -> PairedDifference:
    sums = np.array([sum(values) for values in by_rater.values()])
    sizes = np.array([len(values) for values in by_rater.values()], dtype=float)
    mean = float(sums.sum() / sizes.sum())
    count = len(sizes)
    # The error of a ratio of sums over clusters.
    spread = ((sums - mean * sizes) ** 2).sum() / max(count - 1, 1) * count
    return PairedDifference(mean, float(spread**0.5 / sizes.sum()), count, people)
