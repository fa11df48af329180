"""Bands of people who cannot be told apart, from the probabilities that one is readier than another.

Two people are apart only where one is readier with a probability of at least `apart`. A band is a group in which
everybody is linked to everybody by people who are not apart; so any two people of different bands are apart, and ties
stay ties. Where many people form one chain the band is large: then the places say how far each could be up or down.
The order in which people come in changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.measurement import Profile
from kamcareer.core.readiness import CHUNK, expected_share, share_draws

Matrix = NDArray[np.float64]
APART = 0.9
POINTS = 128  # of each distribution; a probability is exact to about half of one in a hundred


@dataclass(frozen=True)
class Standing:
    """Where one person stands among others: the band from 1, and the first and last place that cannot be ruled out."""

    person: str
    band: int
    first_place: int
    last_place: int
    beside_the_best: bool  # nobody is apart from them upwards
    expected: float  # readiness, 0 to 1: it orders a list within a band and decides nothing


def standings(framework: Framework, role: Role, people: Mapping[str, Profile]) -> tuple[Standing, ...]:
    """Return where people stand for one role: the best band first, within a band the higher expectation first."""
    if not people:
        return ()
    names = sorted(people)
    points = share_points(role, [people[name] for name in names])
    expected = {name: expected_share(role, people[name]) for name in names}
    return standings_of(dict(zip(names, points, strict=True)), expected, apart_from(framework))


def apart_from(framework: Framework) -> float:
    """Return the probability from which two people are apart."""
    return framework.measurement.apart.value if framework.measurement.apart else APART


def standings_of(
    points: Mapping[str, NDArray[np.float64]], expected: Mapping[str, float], apart: float
) -> tuple[Standing, ...]:
    """Return where people stand from the points of their readiness, as they may have been stored."""
    if not points:
        return ()
    names = sorted(points)
    above = readier_of(np.array([points[name] for name in names])) >= apart
    expectations = np.array([expected[name] for name in names])
    bands = _bands(above, expectations)
    count = len(names)
    found = [
        Standing(
            name,
            int(bands[row]),
            1 + int(above[:, row].sum()),
            count - int(above[row].sum()),
            not above[:, row].any(),
            float(expectations[row]),
        )
        for row, name in enumerate(names)
    ]
    return tuple(sorted(found, key=lambda standing: (standing.band, -standing.expected, standing.person)))


def pairwise(role: Role, profiles: Sequence[Profile]) -> Matrix:
    """Return P(row is readier than column), shape (people, people); equal readiness counts half, so P + P' = 1.

    People vary independently of each other: every point of one distribution is held against every point of the other.
    """
    return readier_of(share_points(role, profiles))


def readier_of(points: Matrix) -> Matrix:
    """Return P(row is readier than column) from the points of each person's readiness, shape (people, POINTS)."""
    count = len(points)
    everybody = points.ravel()
    readier = np.empty((count, count))
    for row, own in enumerate(points):
        below = np.searchsorted(own, everybody, side="left") + np.searchsorted(own, everybody, side="right")
        readier[row] = 1 - below.reshape(count, -1).mean(axis=1) / (2 * POINTS)
    return readier


def share_points(role: Role, profiles: Sequence[Profile]) -> Matrix:
    """Return equally likely points of each person's readiness, 0 to 1 and rising, shape (people, POINTS)."""
    parts = [_points(role, profiles[start : start + CHUNK]) for start in range(0, len(profiles), CHUNK)]
    return np.concatenate(parts)


def _points(role: Role, profiles: Sequence[Profile]) -> Matrix:
    shares = np.quantile(share_draws(role, profiles), (np.arange(POINTS) + 0.5) / POINTS, axis=1).T
    # Equal people differ in their last digit by the order of sums; that is no difference.
    return np.round(shares, 9)


def _bands(above: NDArray[np.bool_], expected: Matrix) -> NDArray[np.intp]:
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - only who ranks needs it

    linked = ~(above | above.T)
    count, group = connected_components(linked, directed=False)
    means = np.array([expected[group == number].mean() for number in range(count)])
    place = np.empty(count, dtype=np.intp)
    place[np.argsort(-means, kind="stable")] = np.arange(1, count + 1)
    return place[group]
