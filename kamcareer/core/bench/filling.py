"""When a role is filled from inside, worked out from how long each person may take."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MONTHS = 60  # looked ahead; what takes longer is only called longer
ENDS = (0.05, 0.5, 0.95)

Waits = NDArray[np.float64]


@dataclass(frozen=True)
class Filling:
    """After how many whole months somebody has all must-haves: 0 is today, None is later than MONTHS, or never.

    90 of 100 cases lie between `low` and `high`.
    """

    low: int | None
    median: int | None
    high: int | None
    within: float  # the probability that it happens within MONTHS at all


def filling(waits: Waits, keeping: float) -> Filling | None:
    """Return when the first of some people has all of it; None without people.

    `waits` has the shape (people, MONTHS + 2): the probability of each whole month, the last for "later". Whoever does
    not keep at it, stays where they are.
    """
    if not len(waits):
        return None
    reached = np.cumsum(waits[:, :-1], axis=1)
    moved = keeping * reached + (1 - keeping) * reached[:, :1]
    by = 1 - np.prod(1 - np.sort(moved, axis=0), axis=0)
    low, median, high = (_first(by, share) for share in ENDS)
    return Filling(low, median, high, float(min(max(by[-1], 0), 1)))


def range_of(waits: Waits) -> list[tuple[int | None, int | None, int | None]]:
    """Return the low end, the middle and the high end of the months of each person; None is later than MONTHS."""
    reached = np.cumsum(waits[:, :-1], axis=1)
    low, middle, high = ([_first(by, share) for by in reached] for share in ENDS)
    return list(zip(low, middle, high, strict=True))


def _first(by: NDArray[np.float64], share: float) -> int | None:
    month = int(np.searchsorted(by, share - 1e-9))
    return month if month < len(by) else None
