"""What is known of many people as columns: a vacancy looks at all of them in one pass over memory."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.measurement import Profile

Column = NDArray[np.float32]

LENGTH = 36  # of an id


@dataclass(frozen=True)
class Snapshot:
    """The levels of people as they were at one time: expectation and standard deviation, one row a competency.

    `people` holds their ids as ASCII. Who may still be found is for the database to say: a snapshot is of yesterday.
    """

    competencies: tuple[str, ...]
    people: NDArray[np.bytes_]  # shape (people,)
    mean: Column  # shape (competencies, people), levels 0 to 4 and a little beyond
    deviation: Column  # the same shape, above 0

    def __post_init__(self) -> None:
        """Refuse columns of different lengths. ValueError."""
        wanted = (len(self.competencies), len(self.people))
        if (self.mean.shape, self.deviation.shape) != (wanted, wanted):
            raise ValueError(f"levels {self.mean.shape} and {self.deviation.shape} where {wanted} are needed")

    def __len__(self) -> int:
        """How many people there are."""
        return len(self.people)

    @property
    def row(self) -> dict[str, int]:
        """The row of each competency."""
        return {id: number for number, id in enumerate(self.competencies)}


def snapshot_of(competencies: Sequence[str], people: Sequence[str], profiles: Sequence[Profile]) -> Snapshot:
    """Return the levels of some people as columns; the profiles are theirs, in the same order."""
    shape = (len(competencies), len(people))
    mean, deviation = np.empty(shape, np.float32), np.empty(shape, np.float32)
    for column, profile in enumerate(profiles):
        rows = [profile.index[id] for id in competencies]
        mean[:, column] = profile.mean[rows]
        deviation[:, column] = np.sqrt(np.diag(profile.joint)[rows])
    ids = np.array(people, dtype=f"S{LENGTH}").reshape(len(people))
    return Snapshot(tuple(competencies), ids, mean, deviation)
