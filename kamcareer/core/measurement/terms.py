"""The ratings of many people as arrays: the terms of the linear model, one row for each rating."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.measurement_settings import Measurement
from kamcareer.core.measurement.rating import WHOLE_SCALE, Rating

Leniency = Mapping[tuple[str, str], float]  # (source, rater) -> levels above what others of the source would give

LEAST_VARIANCE = 1e-9


def at_profile(
    profile: NDArray[np.float64], slope: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what ratings without bias are expected to be for somebody who exactly meets the profile.

    Where a rating spans the scale that is the profile. Where it can tell only some levels apart, as a situation can,
    its error pushes inwards at both ends: the expectation lies as near to the middle as the slope is flat.
    """
    whole = (low <= WHOLE_SCALE[0]) & (high >= WHOLE_SCALE[1])
    middle = (low + high) / 2
    return np.where(whole, profile, middle + slope * (np.clip(profile, low, high) - middle))


@dataclass(frozen=True)
class SourceTerms:
    """A source as the numbers that the model needs; variances in levels squared."""

    slope: float
    bias: float
    shared: float  # variance of a value that all ratings of one rater have in common: leniency and halo
    halo: float  # the part of it that stays when the rater's leniency is known
    own: float  # variance of one full rating's own error


@dataclass(frozen=True)
class Terms:
    """One row for each rating of each person, people one after the other."""

    person: NDArray[np.intp]
    competency: NDArray[np.intp]
    factor: NDArray[np.intp]  # which of the person's raters
    slope: NDArray[np.float64]
    shared: NDArray[np.float64]  # how the rating moves with its rater's value
    noise: NDArray[np.float64]  # variance of the rating's own error
    level: NDArray[np.float64]
    bias: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    factors: tuple[tuple[tuple[str, str], ...], ...]  # by person: the raters, (speaker, rater)
    factor_variances: tuple[tuple[float, ...], ...]


def source_terms(settings: Measurement) -> dict[str, SourceTerms]:
    """Return every source of the settings as numbers."""
    found = {}
    for id, source in settings.sources.items():
        scatter = source.factor * settings.prior.spread.value
        error = (1 - source.validity.value**2) * scatter**2
        shares = source.error_shares
        found[id] = SourceTerms(
            source.validity.value * source.factor,
            source.bias.value,
            max((shares.rater + shares.halo) * error, LEAST_VARIANCE),
            max(shares.halo * error, LEAST_VARIANCE),
            shares.rest * error,
        )
    return found


def terms_of(
    settings: Measurement,
    competencies: Sequence[str],
    people: Sequence[Sequence[Rating]],
    leniency: Leniency,
) -> Terms:
    """Return the ratings of people as arrays; KeyError for a source or a competency that the framework lacks."""
    sources = source_terms(settings)
    column = {id: number for number, id in enumerate(competencies)}
    factors = tuple(tuple(sorted({(rating.speaker, rating.rater) for rating in ratings})) for ratings in people)
    variances = tuple(
        tuple(sources[rater[0]].halo if rater in leniency else sources[rater[0]].shared for rater in raters)
        for raters in factors
    )
    places: list[tuple[int, int, int]] = []
    numbers: list[tuple[float, ...]] = []
    for person, ratings in enumerate(people):
        place = {rater: number for number, rater in enumerate(factors[person])}
        for rating in ratings:
            key = (rating.speaker, rating.rater)
            places.append((person, column[rating.competency], place[key]))
            numbers.append((rating.level, leniency.get(key, 0.0), *_of_kind(settings, sources, rating)))
    indices = np.array(places, dtype=np.intp).reshape(-1, 3)
    level, lenient, slope, shared, noise, bias, low, high = np.array(numbers, dtype=float).reshape(-1, 8).T
    return Terms(
        *(indices[:, 0], indices[:, 1], indices[:, 2]),
        *(slope, shared, noise, level, bias + lenient, low, high),
        factors=factors,
        factor_variances=variances,
    )


def _of_kind(settings: Measurement, sources: Mapping[str, SourceTerms], rating: Rating) -> tuple[float, ...]:
    """Return slope, shared, noise, bias, low and high of a rating."""
    source, speaker = sources[rating.source], sources[rating.speaker]
    # Who speaks in another source's voice brings that source's mood along, in its own size.
    shared = 1.0 if speaker is source else (source.shared / speaker.shared) ** 0.5
    unsure: float = getattr(settings.confidence, rating.confidence).value
    noise = unsure * source.own / rating.weight + rating.step**2 / 12
    return (source.slope, shared, noise, source.bias, *rating.within)
