"""How long levels take, estimated from the catalogue: no plan, which needs a person's own limits and wishes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.catalogue import suitable
from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework

CELLS = 16  # of one level: the tables are read at the nearest of them
NO_WAY = 1e6  # hours and weeks where the catalogue has nothing that leads further

Table = NDArray[np.float32]


@dataclass(frozen=True)
class Pace:
    """What is assumed of whoever develops: hours a week, above 0; the share of people who keep at it, 0 to 1."""

    hours: float = 2.0
    keeping: float = 0.5


def effort(framework: Framework, ladder: str) -> Table:
    """Return hours and weeks from level 0 to each level, shape (competencies, MAX_LEVEL × CELLS + 1, 2); they rise.

    Of a level the activity counts that takes the fewest hours for what it lifts, practice before knowledge; half a
    level takes half of it. Knowledge counts with the practice that closes it.
    """
    rates = np.array(
        [[_rate(framework, id, level, ladder) for level in range(MAX_LEVEL)] for id in framework.competencies],
        dtype=np.float32,
    )
    steps = np.repeat(rates, CELLS, axis=1) / np.float32(CELLS)
    start = np.zeros((len(rates), 1, 2), np.float32)
    return np.concatenate([start, np.cumsum(steps, axis=1, dtype=np.float32)], axis=1)


def cell(levels: NDArray[np.float32]) -> NDArray[np.int32]:
    """Return the place of levels in a table of effort."""
    found: NDArray[np.int32] = np.clip(levels * CELLS + 0.5, 0, MAX_LEVEL * CELLS).astype(np.int32)
    return found


def _rate(framework: Framework, competency: str, level: int, ladder: str) -> tuple[float, float]:
    fitting = suitable(framework, competency, level, ladder)
    practice = [activity for activity in fitting if not activity.is_knowledge]
    if not fitting:
        return NO_WAY, NO_WAY
    rates = [_of_activity(framework, activity, competency) for activity in practice or fitting]
    return min(rates)


def _of_activity(framework: Framework, activity: Activity, competency: str) -> tuple[float, float]:
    closers = [framework.activities[id] for id in activity.closers]
    closing = min(closers, key=lambda one: one.hours, default=None)
    hours, weeks = activity.hours, float(activity.weeks)
    if closing:
        hours, weeks = hours + closing.hours, weeks + closing.weeks
    levels = activity.gains[competency].levels
    return hours / levels, weeks / levels
