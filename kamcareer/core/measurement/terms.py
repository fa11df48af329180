"""The ratings of many people as arrays: the terms of the linear model, one row for each rating."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.measurement_settings import Measurement
from kamcareer.core.measurement.rating import WHOLE_SCALE, Rating, mood_of

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
class Voice:
    """One name under one source: which of a person's raters it is, and how it moves with that rater's value."""

    speaker: str
    rater: str
    factor: int
    load: float


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
    voices: tuple[tuple[Voice, ...], ...]  # by person
    factors: tuple[tuple[tuple[str, str], ...], ...]  # by person: the raters, (speaker whose size it has, name)
    factor_variances: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Scatter:
    """How far apart the ratings of one person may lie, one row for each rating; variances in levels squared."""

    slope: NDArray[np.float64]
    shared: NDArray[np.float64]
    noise: NDArray[np.float64]
    reach: NDArray[np.float64]  # levels from the lowest to the highest that it can tell
    factor: NDArray[np.intp]
    variances: NDArray[np.float64]  # of each rater's value

    @classmethod
    def of_person(cls, terms: Terms, person: int, rows: slice) -> "Scatter":
        """Return the scatter of one person, whose ratings are those rows of the terms."""
        variances = np.array(terms.factor_variances[person])
        return cls(
            terms.slope[rows],
            terms.shared[rows],
            terms.noise[rows],
            (terms.high - terms.low)[rows],
            terms.factor[rows],
            variances,
        )

    def own(self, spread: float) -> NDArray[np.float64]:
        """Return the variance of each rating's own error before any answer, where true levels deviate by `spread`.

        What lies between two ends varies by the square of half their distance at most (Popoviciu); a situation tells
        so little that its error, made for the estimate, would be larger than that.
        """
        common = spread**2 * self.slope**2 + self.shared**2 * self.variances[self.factor]
        return np.minimum(self.noise, np.maximum(self.reach**2 / 4 - common, 0))


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
    moods = _moods_of(sources, people, leniency)
    places: list[tuple[int, int, int]] = []
    numbers: list[tuple[float, ...]] = []
    for person, ratings in enumerate(people):
        voices = {(voice.speaker, voice.rater): voice for voice in moods[person].voices}
        for rating in ratings:
            key = (rating.speaker, rating.rater)
            voice, known = voices[key], key in leniency
            places.append((person, column[rating.competency], voice.factor))
            numbers.append(
                (
                    *(rating.level, leniency.get(key, 0.0), _in_size(sources, rating, voice, known=known)),
                    *_of_kind(settings, sources, rating),
                )
            )
    indices = np.array(places, dtype=np.intp).reshape(-1, 3)
    level, lenient, shared, slope, noise, bias, low, high = np.array(numbers, dtype=float).reshape(-1, 8).T
    return Terms(
        *(indices[:, 0], indices[:, 1], indices[:, 2]),
        *(slope, shared, noise, level, bias + lenient, low, high),
        voices=tuple(mood.voices for mood in moods),
        factors=tuple(mood.names for mood in moods),
        factor_variances=tuple(mood.variances for mood in moods),
    )


@dataclass(frozen=True)
class _Moods:
    """The raters of one person: names and variances by number, and every voice in which they spoke."""

    names: tuple[tuple[str, str], ...]
    variances: tuple[float, ...]
    voices: tuple[Voice, ...]


def _moods_of(
    sources: Mapping[str, SourceTerms], people: Sequence[Sequence[Rating]], leniency: Leniency
) -> list[_Moods]:
    """Return the raters of each person; many people are rated by the same ones, and these are told once."""
    told: dict[frozenset[tuple[str, str]], _Moods] = {}
    found = []
    for ratings in people:
        voices = frozenset((rating.speaker, rating.rater) for rating in ratings)
        if voices not in told:
            told[voices] = _moods(sources, voices, leniency)
        found.append(told[voices])
    return found


def _moods(sources: Mapping[str, SourceTerms], voiced: Iterable[tuple[str, str]], leniency: Leniency) -> _Moods:
    """Return the raters of a person. Who rates under several sources has one value, in each source's own size."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for speaker, rater in sorted(voiced):
        found.setdefault(mood_of(speaker, rater), []).append((speaker, rater))
    names, variances, voices = [], [], []
    for number, ((_, name), keys) in enumerate(found.items()):
        sizes = [sources[key[0]].halo if key in leniency else sources[key[0]].shared for key in keys]
        names.append((keys[0][0], name))
        variances.append(sizes[0])
        voices += [Voice(*key, number, math.sqrt(size / sizes[0])) for key, size in zip(keys, sizes, strict=True)]
    return _Moods(tuple(names), tuple(variances), tuple(voices))


def _in_size(sources: Mapping[str, SourceTerms], rating: Rating, voice: Voice, *, known: bool) -> float:
    """Return how a rating moves with its rater's value; in another source's voice it does so in its own size."""
    if not rating.voice:
        return voice.load
    own, spoken = sources[rating.source], sources[rating.speaker]
    ratio = own.halo / spoken.halo if known else own.shared / spoken.shared
    return voice.load * math.sqrt(ratio)


def _of_kind(settings: Measurement, sources: Mapping[str, SourceTerms], rating: Rating) -> tuple[float, ...]:
    """Return slope, noise, bias, low and high of a rating."""
    source = sources[rating.source]
    unsure: float = getattr(settings.confidence, rating.confidence).value
    noise = unsure * source.own / rating.weight + rating.step**2 / 12
    return (source.slope, noise, source.bias, *rating.within)
