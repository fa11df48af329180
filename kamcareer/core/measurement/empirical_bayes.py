"""Slopes and error variances of sources from the ratings themselves: expectation and maximisation, in that order.

The spread of true levels stays fixed: it and the slopes cannot both be told from ratings. So does the anchor's slope,
on which the scale hangs. Before it the biases must have come from paired differences: on its own it does not find them
(it did not converge in 15 steps in simulation).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.measurement_settings import Measurement, Parameter, SourceModel
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.posterior import NOBODY, Solved, solve
from kamcareer.core.measurement.rating import Rating

STEPS = 15
LEAST = 1e-3  # of a variance
SLOPES = (0.05, 1.5)
CHUNK = 512


@dataclass
class _Sums:
    """What the expectation of one source adds up to, over ratings and over raters."""

    square: float = 0.0
    product: float = 0.0
    error: float = 0.0
    ratings: int = 0
    shared: float = 0.0
    raters: int = 0


def fitted(
    framework: Framework, people: Sequence[Sequence[Rating]], priors: NDArray[np.float64], anchor: str
) -> Measurement:
    """Return the settings after 15 steps on the ratings of people; `priors` has the shape (people, competencies)."""
    for _ in range(STEPS):
        sums: dict[str, _Sums] = {id: _Sums() for id in framework.measurement.sources}
        common = []
        for start in range(0, len(people), CHUNK):
            part = slice(start, start + CHUNK)
            common.append(_expect(framework, people[part], priors[part], sums))
        measurement = _maximised(framework.measurement, sums, anchor, np.mean(common, axis=0))
        framework = framework.measured_by(measurement)
    return framework.measurement


def _expect(
    framework: Framework, people: Sequence[Sequence[Rating]], priors: NDArray[np.float64], sums: dict[str, _Sums]
) -> NDArray[np.float64]:
    """Add the expectations of people to the sums; return (mean product of two levels, mean square of one)."""
    solved = solve(framework, people, priors, NOBODY)
    terms, count = solved.terms, priors.shape[1]
    moved = solved.moved()
    who, row, column = terms.person, terms.competency, count + terms.factor
    level, value = moved[who, row], moved[who, column]
    square = level**2 + solved.joint[who, row, row]
    cross = level * value + solved.joint[who, row, column]
    shared = value**2 + solved.joint[who, column, column]
    known = [rating for ratings in people for rating in ratings]
    worth = np.array([rating.weight / _unsure(framework.measurement, rating) for rating in known])
    rounding = np.array([rating.step**2 / 12 for rating in known])
    said = terms.level - solved.expected
    product = level * said - cross * terms.shared
    error = (
        said**2 - 2 * said * (terms.slope * level + terms.shared * value)
        + terms.slope**2 * square + terms.shared**2 * shared + 2 * terms.slope * terms.shared * cross
    )  # fmt: skip
    sources = np.array([rating.source for rating in known])
    own = (error - rounding) * worth  # as of one full rating, fairly sure
    for source, total in sums.items():
        mine = sources == source
        total.square += float(square[mine].sum())
        total.product += float(product[mine].sum())
        total.error += float(own[mine].sum())
        total.ratings += int(mine.sum())
    _expect_raters(solved, moved, count, sums)
    levels = moved[:, :count]
    second = (levels[:, :, None] * levels[:, None, :] + solved.joint[:, :count, :count]).mean(axis=0)
    same = np.trace(second) / count
    return np.array([(second.sum() - count * same) / (count * (count - 1)), same])


def _unsure(settings: Measurement, rating: Rating) -> float:
    factor: float = getattr(settings.confidence, rating.confidence).value
    return factor


def _expect_raters(solved: Solved, moved: NDArray[np.float64], count: int, sums: dict[str, _Sums]) -> None:
    for person, voices in enumerate(solved.terms.voices):
        for voice in voices:
            place = count + voice.factor
            square = float(moved[person, place] ** 2 + solved.joint[person, place, place])
            sums[voice.speaker].shared += voice.load**2 * square
            sums[voice.speaker].raters += 1


def _maximised(settings: Measurement, sums: dict[str, _Sums], anchor: str, common: NDArray[np.float64]) -> Measurement:
    spread = settings.prior.spread.value**2
    sources = {id: _source(model, sums[id], spread, fixed=id == anchor) for id, model in settings.sources.items()}
    share = float(np.clip(common[0] / common[1], 0.0, 0.8))
    prior = settings.prior.model_copy(update={"common_share": _set(settings.prior.common_share, share)})
    return settings.model_copy(update={"sources": sources, "prior": prior})


def _source(model: SourceModel, sums: _Sums, spread: float, *, fixed: bool) -> SourceModel:
    """Return the source with slope and variances that the sums speak for; unchanged where nothing was rated."""
    if not sums.ratings or not sums.raters:
        return model
    slope = model.validity.value * model.factor if fixed else float(np.clip(sums.product / sums.square, *SLOPES))
    own = max(sums.error / sums.ratings, LEAST)
    shared = max(sums.shared / sums.raters, LEAST)
    scatter = (slope**2 * spread + own + shared) ** 0.5
    shares, total = model.error_shares, own + shared
    before = shares.rater + shares.halo
    rater = shared / total * (shares.rater / before if before else 0.0)
    split = shares.model_copy(update={"rater": rater, "halo": shared / total - rater, "rest": own / total})
    base = model.spread or model.validity.model_copy(update={"value": 1.0, "range": (0.5, 1.5)})
    return model.model_copy(
        update={
            "validity": _set(model.validity, slope * spread**0.5 / scatter),
            "spread": _set(base, scatter / spread**0.5),
            "error_shares": split,
        }
    )


def _set(parameter: Parameter, value: float) -> Parameter:
    return parameter.model_copy(update={"value": value})
