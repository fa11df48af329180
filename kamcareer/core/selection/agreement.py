"""How far raters agree: Krippendorff's alpha for ordered levels with a bootstrap interval, and intraclass correlation.

Real ratings of work agree little (one peer .37, Conway and Huffcutt 1997): a low figure calls for more raters or better
anchors, not for blame.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
RESAMPLES = 1000
SEED = 20261123
WANTED_RELIABILITY = 0.7
ENOUGH_UNITS = 2


@dataclass(frozen=True)
class Agreement:
    """Agreement of raters over units (a person in a competency); -1 to 1, where 0 is what chance gives."""

    units: int
    raters: int
    alpha: float
    low: float
    high: float
    icc_one: float  # of a single rater
    icc_mean: float  # of the mean of as many raters as units have
    raters_needed: int | None  # for a reliability of .7; None where agreement is nil


def agreement(ratings: Matrix, interval: float = 0.9) -> Agreement | None:
    """Return how far raters agree; `ratings` has the shape (raters, units) with nan where a rater did not rate.

    Units with fewer than two ratings say nothing and are left out; None where fewer than two are left, or where all
    ratings are one and the same level: then agreement cannot be told from a habit.
    """
    known = ratings[:, (~np.isnan(ratings)).sum(axis=0) >= 2]  # noqa: PLR2004 - agreement takes two
    if known.shape[1] < ENOUGH_UNITS or len(np.unique(known[~np.isnan(known)])) == 1:
        return None
    low, high = _alpha_interval(known, interval)
    one, mean = intraclass(known)
    needed = ceil(WANTED_RELIABILITY * (1 - one) / ((1 - WANTED_RELIABILITY) * one) - 1e-9) if one > 0 else None
    return Agreement(known.shape[1], known.shape[0], ordinal_alpha(known), low, high, one, mean, needed)


def ordinal_alpha(ratings: Matrix) -> float:
    """Return Krippendorff's alpha of ordered levels, shape (raters, units), nan where missing."""
    import krippendorff  # noqa: PLC0415 - only who compares raters needs it

    return float(krippendorff.alpha(reliability_data=ratings, level_of_measurement="ordinal"))


def _alpha_interval(ratings: Matrix, interval: float) -> tuple[float, float]:
    """Return the percentile interval over units drawn anew with replacement."""
    draw = np.random.default_rng(SEED)
    units = ratings.shape[1]
    found = []
    for _ in range(RESAMPLES):
        again = ratings[:, draw.integers(0, units, units)]
        if len(np.unique(again[~np.isnan(again)])) > 1:
            found.append(ordinal_alpha(again))
    low, high = np.quantile(found, [(1 - interval) / 2, (1 + interval) / 2]) if found else (-1.0, 1.0)
    return float(low), float(high)


def intraclass(ratings: Matrix) -> tuple[float, float]:
    """Return ICC(1) of one rater and ICC(k) of the mean of a unit's raters, one-way, raters missing at will.

    Shrout and Fleiss 1979; with unequal numbers of ratings k is k0 of the one-way analysis of variance.
    """
    there = ~np.isnan(ratings)
    counts = there.sum(axis=0)
    total, units = counts.sum(), len(counts)
    means = np.nansum(ratings, axis=0) / counts
    grand = np.nansum(ratings) / total
    between = float((counts * (means - grand) ** 2).sum() / (units - 1))
    within = float(np.nansum((ratings - means) ** 2) / (total - units))
    size = float((total - (counts**2).sum() / total) / (units - 1))
    if between == within == 0:
        return 0.0, 0.0
    one = (between - within) / (between + (size - 1) * within)
    return one, (between - within) / between if between else 0.0


def rating_table(rows: Sequence[tuple[str, str, float]]) -> Matrix:
    """Return (rater, unit, level) rows as a table of the shape (raters, units), nan where a rater did not rate."""
    raters = {id: number for number, id in enumerate(sorted({rater for rater, _, _ in rows}))}
    units = {id: number for number, id in enumerate(sorted({unit for _, unit, _ in rows}))}
    table = np.full((len(raters), len(units)), np.nan)
    for rater, unit, level in rows:
        table[raters[rater], units[unit]] = level
    return table
