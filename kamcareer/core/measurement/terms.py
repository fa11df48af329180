"""The ratings of many people as arrays: the terms of the linear model, one row for each rating."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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
            terms.high[rows] - terms.low[rows],
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
    column = {id: number for number, id in enumerate(competencies)}
    moods = _moods_of(source_terms(settings), people, leniency)
    ratings = [rating for known in people for rating in known]
    heard = [mood.by_name[one.speaker, one.rater] for mood, known in zip(moods, people, strict=True) for one in known]
    kinds = _kinds_of(settings, ratings, leniency)
    weight, step, level, low, high = (
        np.array([(one.weight, one.step, one.level, *one.within) for one in ratings], dtype=float).reshape(-1, 5).T
    )
    return Terms(
        person=np.repeat(np.arange(len(people)), [len(known) for known in people]),
        competency=np.array([column[one.competency] for one in ratings], dtype=np.intp),
        factor=np.array([voice.factor for voice in heard], dtype=np.intp),
        slope=kinds.slope,
        shared=np.array([voice.load for voice in heard], dtype=float) * kinds.size,
        noise=kinds.own / weight + step**2 / 12,
        level=level,
        bias=kinds.bias + _lenient(ratings, leniency),
        low=low,
        high=high,
        voices=tuple(mood.voices for mood in moods),
        factors=tuple(mood.names for mood in moods),
        factor_variances=tuple(mood.variances for mood in moods),
    )


def _lenient(ratings: Sequence[Rating], leniency: Leniency) -> NDArray[np.float64] | float:
    """Return the levels that each rating's rater is known to give above others."""
    if not leniency:
        return 0.0
    return np.array([leniency.get((one.speaker, one.rater), 0.0) for one in ratings], dtype=float)


@dataclass(frozen=True)
class _Kinds:
    """What ratings have from their source, voice and confidence, one row for each rating."""

    slope: NDArray[np.float64]
    bias: NDArray[np.float64]
    own: NDArray[np.float64]  # variance of the own error of a full rating
    size: NDArray[np.float64]  # in another source's voice a rating moves with its rater's value in its own size


def _kinds_of(settings: Measurement, ratings: Sequence[Rating], leniency: Leniency) -> _Kinds:
    """Return the kind of each rating; there are few kinds and many ratings, so each is worked out once."""
    sources = source_terms(settings)
    numbers: dict[tuple[str, str, str, bool], int] = {}
    kind = np.array(
        [
            numbers.setdefault(
                (one.source, one.voice, one.confidence, (one.speaker, one.rater) in leniency), len(numbers)
            )
            for one in ratings
        ],
        dtype=np.intp,
    )
    rows = []
    for name, voice, confidence, known in numbers:
        source, spoken = sources[name], sources[voice or name]
        unsure: float = getattr(settings.confidence, confidence).value
        ratio = source.halo / spoken.halo if known else source.shared / spoken.shared
        rows.append((source.slope, source.bias, unsure * source.own, math.sqrt(ratio)))
    slope, bias, own, size = np.array(rows, dtype=float).reshape(-1, 4)[kind].T
    return _Kinds(slope, bias, own, size)


@dataclass(frozen=True)
class _Moods:
    """The raters of one person: names and variances by number, and every voice in which they spoke."""

    names: tuple[tuple[str, str], ...]
    variances: tuple[float, ...]
    voices: tuple[Voice, ...]

    @cached_property
    def by_name(self) -> dict[tuple[str, str], Voice]:
        """Each voice by whose word it is and the name."""
        return {(voice.speaker, voice.rater): voice for voice in self.voices}


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
