"""Settings of the measurement from an installation's own ratings, in relation to an anchor source that it declares.

First biases by paired differences with the anchor, then slopes and errors by empirical Bayes; both are drawn towards
the settings at hand, the more so the fewer anchor raters there are. The scale is defined by the anchor alone: a biased
anchor biases everybody, and no statistic will show it. Nothing is changed here: a proposal comes out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from kamcareer.core.framework.measurement_settings import ErrorShares, Measurement, Parameter, SourceModel
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.empirical_bayes import fitted
from kamcareer.core.measurement.paired_differences import PairedDifference, paired_differences
from kamcareer.core.measurement.posterior import NOBODY, solve
from kamcareer.core.measurement.prior import assumed_level, prior_of_role
from kamcareer.core.measurement.rating import OWN_WORD, Rating
from kamcareer.core.measurement.terms import Leniency, at_profile

LEAST_PEOPLE = 300
LEAST_ANCHOR_RATERS = 40
LEAST_RATED = 5  # people, before a rater's own leniency is told
PROFILE = "profile"
OFFSET = "prior.offset"
BOTH_SIDES = 0.95  # quantile of a 90 % interval


@dataclass(frozen=True)
class Told:
    """What the data say of a parameter by themselves, and its standard error; `reach` is that of 90 % in errors."""

    value: float
    error: float
    reach: float = NormalDist().inv_cdf(BOTH_SIDES)

    def interval(self, after: float) -> tuple[float, float]:
        """Return the 90 % interval, made to hold the value that is proposed."""
        reach = self.reach * self.error
        return min(self.value - reach, after), max(self.value + reach, after)


class RefusedError(ValueError):
    """Ratings from which no settings may be drawn; the message says why and what would help."""


@dataclass(frozen=True)
class Rated:
    """One person's present role and ratings."""

    role: str | None
    ratings: tuple[Rating, ...]


@dataclass(frozen=True)
class Moved:
    """One parameter before and after, with a 90 % interval for the truth where the data give one.

    The interval is what the data say where nothing was assumed of the parameter, made to hold the value, which is drawn
    towards the settings. One with the settings as prior would be up to a quarter narrower, and hold the truth in half
    of all cases only where it lies three errors from the settings: decision 61.
    """

    name: str  # "self.bias", "prior.offset"
    before: float
    after: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Calibration:
    """A proposal: the settings it comes to, what moved, whose leniency is known, and what it rests on."""

    settings: Measurement
    moved: tuple[Moved, ...]
    leniency: Leniency
    anchor: str
    people: int
    anchor_raters: int


def calibrate(framework: Framework, people: Mapping[str, Rated], anchor: str) -> Calibration:
    """Return the settings that the ratings speak for; RefusedError where they may not speak.

    Offset and biases have intervals; what is fitted gets them from `fit_errors.with_fit_errors`, which takes longer.
    """
    raters = _anchor_raters(framework, people, anchor)
    before = framework.measurement
    pairs, shift = differences(framework, people, anchor)
    started = _with_biases(before, before, pairs, anchor, shift)
    after = _drawn(started, fit_from(framework, started, people, anchor), pairs, shift)
    # A bias was told by slopes as they were set: where people stand off the profile, another slope means another bias.
    pairs, shift = differences(framework.measured_by(after), people, anchor)
    after = _with_biases(after, before, pairs, anchor, shift)
    leniency = _leniency(framework.measured_by(after), people)
    moved = tuple(_moved(before, after, told_by_ratings(after, pairs, anchor, shift)))
    return Calibration(after, moved, leniency, anchor, len(people), raters)


def differences(
    framework: Framework, people: Mapping[str, Rated], anchor: str
) -> tuple[dict[str, PairedDifference], PairedDifference]:
    """Return how each source differs from the anchor, and how far people stand above what their role asks."""
    from_profile = {id: _from_profile(framework, rated) for id, rated in people.items()}
    return paired_differences(from_profile, anchor), anchor_offset(
        framework.measurement.sources[anchor], from_profile, anchor
    )


def fit_from(framework: Framework, start: Measurement, people: Mapping[str, Rated], anchor: str) -> Measurement:
    """Return the settings that the ratings of people lead to from where they start."""
    started = framework.measured_by(start)
    priors = np.array([prior_of_role(started, rated.role) for rated in people.values()])
    return fitted(started, [rated.ratings for rated in people.values()], priors, anchor)


def _anchor_raters(framework: Framework, people: Mapping[str, Rated], anchor: str) -> int:
    sources = {rating.source for rated in people.values() for rating in rated.ratings}
    if sources <= OWN_WORD:
        raise RefusedError(
            "there are only people's own words: their kindness to themselves and their level cannot be told apart. "
            "Add ratings of a manager or a panel"
        )
    if anchor in OWN_WORD or anchor not in framework.measurement.sources:
        known = ", ".join(id for id in framework.measurement.sources if id not in OWN_WORD)
        raise RefusedError(f'"{anchor}" cannot be the anchor; choose one of: {known}')
    anchored = [rated for rated in people.values() if any(rating.source == anchor for rating in rated.ratings)]
    raters = {rating.rater for rated in anchored for rating in rated.ratings if rating.source == anchor}
    if len(anchored) < LEAST_PEOPLE or len(raters) < LEAST_ANCHOR_RATERS:
        raise RefusedError(
            f'{len(anchored)} people were rated by {len(raters)} raters of the source "{anchor}"; biases move only '
            f"from {LEAST_PEOPLE} people and {LEAST_ANCHOR_RATERS} raters on: with fewer it made estimates worse"
        )
    levels = {rating.level for rated in anchored for rating in rated.ratings}
    if len(levels) == 1:
        raise RefusedError(f"every rating is {levels.pop():g}: there is no spread, so nothing can be learned from them")
    return len(raters)


def _from_profile(framework: Framework, rated: Rated) -> list[Rating]:
    """Return the ratings with how far each lies from what is expected of who exactly meets the profile."""
    found = []
    for rating in rated.ratings:
        model = framework.measurement.sources[rating.source]
        profile = np.array(assumed_level(framework, rated.role, rating.competency))
        slope, low, high = (np.array(value) for value in (model.validity.value * model.factor, *rating.within))
        found.append(replace(rating, level=rating.level - float(at_profile(profile, slope, low, high))))
    return found


def anchor_offset(model: SourceModel, people: Mapping[str, list[Rating]], anchor: str) -> PairedDifference:
    """Return how far people stand above what their role asks, as the anchor sees it."""
    slope = model.validity.value * model.factor
    profile = {
        id: [replace(rating, source=PROFILE, level=0.0) for rating in ratings if rating.source == anchor]
        + [rating for rating in ratings if rating.source == anchor]
        for id, ratings in people.items()
    }
    found = paired_differences(profile, anchor)[PROFILE]
    return PairedDifference((-found.mean - model.bias.value) / slope, found.error / slope, found.raters, found.people)


def _with_biases(
    settings: Measurement,
    before: Measurement,
    pairs: Mapping[str, PairedDifference],
    anchor: str,
    shift: PairedDifference,
) -> Measurement:
    """Return the settings with biases and offset drawn from those before as far as the anchor raters allow."""
    offset = _prior_offset(before).value
    moved = offset + shift.trust * (shift.mean - offset)
    biases = {}
    for id, pair in pairs.items():
        was = before.sources[id].bias.value
        told = before.sources[anchor].bias.value + pair.mean - _steeper(settings, id, anchor) * moved
        biases[id] = was + pair.trust * (told - was)
    return with_biases(settings, moved, biases)


def with_biases(settings: Measurement, offset: float, biases: Mapping[str, float]) -> Measurement:
    """Return the settings with an offset and with biases by source, each kept within its range."""
    sources = dict(settings.sources)
    for id, bias in biases.items():
        sources[id] = sources[id].model_copy(update={"bias": _within(sources[id].bias, bias)})
    prior = settings.prior.model_copy(update={"offset": _within(_prior_offset(settings), offset)})
    return settings.model_copy(update={"sources": sources, "prior": prior})


def _steeper(settings: Measurement, source: str, anchor: str) -> float:
    """Return how much steeper a source's ratings rise with the level than the anchor's."""
    model, reference = settings.sources[source], settings.sources[anchor]
    return model.validity.value * model.factor - reference.validity.value * reference.factor


def told_by_ratings(
    settings: Measurement, pairs: Mapping[str, PairedDifference], anchor: str, shift: PairedDifference
) -> dict[str, Told]:
    """Return what the data say of the offset and of biases, drawn to nothing.

    The error of the offset enters that of a bias as far as the slopes differ, as if the two were independent. They go
    against each other where a source is less steep than the anchor: the interval is then a little too wide.
    """
    found = {OFFSET: Told(shift.mean, shift.error)}
    for id, pair in pairs.items():
        steeper = _steeper(settings, id, anchor)
        bias = settings.sources[anchor].bias.value + pair.mean - steeper * shift.mean
        found[f"{id}.bias"] = Told(bias, (pair.error**2 + (steeper * shift.error) ** 2) ** 0.5)
    return found


def _prior_offset(settings: Measurement) -> Parameter:
    spread = settings.prior.spread
    return settings.prior.offset or Parameter(value=0.0, range=(-1.0, 1.0), rests_on=spread.rests_on)


def _drawn(
    start: Measurement, fit: Measurement, pairs: Mapping[str, PairedDifference], shift: PairedDifference
) -> Measurement:
    """Return the fit drawn back to the start, source by source, the more the fewer raters speak for it."""
    sources = {}
    for id, model in start.sources.items():
        trust = pairs[id].trust if id in pairs else shift.trust
        sources[id] = _between(model, fit.sources[id], trust)
    share = start.prior.common_share
    common = share.value + shift.trust * (fit.prior.common_share.value - share.value)
    prior = start.prior.model_copy(update={"common_share": _within(share, common)})
    return start.model_copy(update={"sources": sources, "prior": prior})


def _between(start: SourceModel, fit: SourceModel, trust: float) -> SourceModel:
    def drawn(low: float, high: float) -> float:
        return low + trust * (high - low)

    shares = {
        part: drawn(getattr(start.error_shares, part), getattr(fit.error_shares, part)) for part in ("rater", "halo")
    }
    split = ErrorShares(**shares, rest=1 - sum(shares.values()), rests_on=start.error_shares.rests_on)
    validity = drawn(start.validity.value, fit.validity.value)
    update = {"validity": _within(start.validity, validity), "error_shares": split}
    if fit.spread:
        update["spread"] = _within(fit.spread, drawn(start.factor, fit.factor))
    return start.model_copy(update=update)


def _within(parameter: Parameter, value: float) -> Parameter:
    low, high = parameter.range
    return parameter.model_copy(update={"value": round(min(max(value, low), high), 4)})


def _moved(before: Measurement, after: Measurement, told: Mapping[str, Told]) -> Iterator[Moved]:
    was, now = parameters(before), parameters(after)
    for name, value in now.items():
        owner = name.partition(".")[0]
        if owner == "prior" or after.sources[owner] != before.sources[owner]:
            ends = told[name].interval(value) if name in told else (None, None)
            yield Moved(name, was[name], value, *ends)


def parameters(settings: Measurement) -> dict[str, float]:
    """Return the value of every parameter that ratings can move, by its name."""
    found = {OFFSET: _prior_offset(settings).value, "prior.common_share": settings.prior.common_share.value}
    for id, model in settings.sources.items():
        found |= {f"{id}.bias": model.bias.value, f"{id}.validity": model.validity.value, f"{id}.spread": model.factor}
        found |= {f"{id}.error_shares.{part}": getattr(model.error_shares, part) for part in ("rater", "halo", "rest")}
    return found


def _leniency(framework: Framework, people: Mapping[str, Rated]) -> Leniency:
    """Return how much kinder each rater of enough people is than others of the source, drawn towards nought."""
    priors = np.array([prior_of_role(framework, rated.role) for rated in people.values()])
    solved = solve(framework, [rated.ratings for rated in people.values()], priors, NOBODY)
    moved, count = solved.moved(), priors.shape[1]
    values: dict[tuple[str, str], list[float]] = {}
    for person, voices in enumerate(solved.terms.voices):
        for voice in voices:
            if voice.rater:
                felt = voice.load * float(moved[person, count + voice.factor])
                values.setdefault((voice.speaker, voice.rater), []).append(felt)
    found = {}
    for rater, seen in values.items():
        shares = framework.measurement.sources[rater[0]].error_shares
        if len(seen) >= LEAST_RATED and shares.rater:
            weight = len(seen) * shares.rater / (len(seen) * shares.rater + shares.halo)
            found[rater] = round(weight * sum(seen) / len(seen), 3)
    return found
