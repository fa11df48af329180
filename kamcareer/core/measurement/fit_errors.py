"""Errors of what a calibration finds, slopes and scatter too: by leaving out a group of people at a time.

The delete-a-group jackknife (Kott 2001, Journal of Official Statistics 17): fit without each of G groups; the variance
is (G − 1) / G · Σ (fit without g − mean of them)², with G − 1 degrees of freedom. Groups are made of anchor raters,
since the people of one rater are not independent of each other.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.calibration import (
    BOTH_SIDES,
    OFFSET,
    Calibration,
    Moved,
    Rated,
    Told,
    differences,
    fit_from,
    parameters,
    told_by_ratings,
    with_biases,
)

GROUPS = 10
SHARES = ("validity", "common_share", "rater", "halo", "rest")  # nought to one

Watch = Callable[[Iterable[int]], Iterable[int]]  # passes the groups on, and may show how far it is


def with_fit_errors(
    framework: Framework, people: Mapping[str, Rated], calibration: Calibration, watch: Watch = iter
) -> Calibration:
    """Return the calibration of these people with a 90 % interval beside everything that it found.

    It fits GROUPS + 1 times more, so it takes so many times as long as the calibration did.
    """
    told = told_by_fit(framework, people, calibration.anchor, watch)
    moved = tuple(_with_interval(one, told) for one in calibration.moved)
    return replace(calibration, moved=moved)


def _with_interval(moved: Moved, told: Mapping[str, Told]) -> Moved:
    if moved.name not in told:
        return moved
    low, high = told[moved.name].interval(moved.after)
    if moved.name.endswith(SHARES):
        low, high = max(low, 0.0), min(high, 1.0)
    return replace(moved, low=low, high=high)


def told_by_fit(framework: Framework, people: Mapping[str, Rated], anchor: str, watch: Watch = iter) -> dict[str, Told]:
    """Return what the ratings say of each parameter that they move, drawn to nothing, with its jackknife error.

    How the shared part of an error divides into rater and halo is no matter of ratings: the settings say it.
    """
    from scipy.special import stdtrit  # noqa: PLC0415 - commands that calibrate nothing start without it

    group = _groups(people, anchor)
    whole = _free_fit(framework, people, anchor)
    parts = [
        _free_fit(framework, {id: rated for id, rated in people.items() if group[id] != left}, anchor)
        for left in watch(range(GROUPS))
    ]
    reach = float(stdtrit(GROUPS - 1, BOTH_SIDES))
    found = {}
    for name, value in whole.items():
        values = np.array([part[name] for part in parts])
        if np.ptp(values):
            found[name] = Told(value, jackknife_error(values), reach)
    return found


def jackknife_error(without: NDArray[np.float64]) -> float:
    """Return the standard error of an estimate from what it is without each of equal groups."""
    return float(((len(without) - 1) * without.var()) ** 0.5)


def _groups(people: Mapping[str, Rated], anchor: str) -> dict[str, int]:
    """Return the group of each person: that of whoever rated them for the anchor; the rest are dealt out in turn."""
    first = {
        id: next((rating.rater for rating in rated.ratings if rating.source == anchor), None)
        for id, rated in people.items()
    }
    place = {rater: number % GROUPS for number, rater in enumerate(sorted({one for one in first.values() if one}))}
    return {id: place.get(rater or "", number % GROUPS) for number, (id, rater) in enumerate(first.items())}


def _free_fit(framework: Framework, people: Mapping[str, Rated], anchor: str) -> dict[str, float]:
    """Return every parameter as the ratings of these people alone have it: biases by the slopes that were fitted."""
    told = _told(framework, people, anchor)
    biases = {name.removesuffix(".bias"): value for name, value in told.items() if name != OFFSET}
    fit = fit_from(framework, with_biases(framework.measurement, told[OFFSET], biases), people, anchor)
    return parameters(fit) | _told(framework.measured_by(fit), people, anchor)


def _told(framework: Framework, people: Mapping[str, Rated], anchor: str) -> dict[str, float]:
    pairs, shift = differences(framework, people, anchor)
    return {name: one.value for name, one in told_by_ratings(framework.measurement, pairs, anchor, shift).items()}
