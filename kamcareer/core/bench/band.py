"""How far somebody is from a role, in words: by the must-have of which most is missing."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.verdict import READY_FROM

STEPS = (0.0, 1.0, 2.0)  # levels missing at most, for ready, one step, two steps
LIKELY = 0.5


class Band(StrEnum):
    """Ready: all must-haves are held with a probability of .8. One step: probably none lacks more than a level.

    Unknown is where nothing was said of half of the must-haves; it never means that somebody is not ready.
    """

    READY = "ready"
    ONE_STEP = "one-step"
    TWO_STEPS = "two-steps"
    FURTHER = "further"
    UNKNOWN = "unknown"


BANDS = tuple(Band)
NEAR = (Band.READY, Band.ONE_STEP)
LISTED = (*NEAR, Band.TWO_STEPS)  # who is named; who is further, or not known, is counted
NEEDED = np.array([READY_FROM, LIKELY, LIKELY])


def bands_of(chances: NDArray[np.float64], told: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the place in BANDS of each person; `chances`, shape (people, 3), that no more is missing than STEPS."""
    within = chances >= NEEDED
    place = np.where(within.any(axis=1), within.argmax(axis=1), BANDS.index(Band.FURTHER))
    found: NDArray[np.intp] = np.where(told, place, BANDS.index(Band.UNKNOWN)).astype(np.intp)
    return found
