"""How far the levels of a person moved between two rounds of one assessment, from all ratings of both together.

    θ₁ ~ N(μ, Σ),   θ₂ = θ₁ + δ,   δ ~ N(0, ν² t [g 11' + (1 − g) I]),   t in quarters of a year

    y = E + α_s + λ_s (θ_k − μ) + h + e        k is the round of the rating, the rest as in measurement

The value h that colours a rater's words is one and the same in both rounds: whoever is kind to themselves in March is
kind to themselves in June. The two estimates are therefore no two independent ones, and the interval of their
difference is not the root of the sum of their squares: what both have in common is in neither round's favour and drops
out. Put into one model the difference has the interval that belongs to it:
in simulation it covers .90 of the true changes and is a
third as wide over all topics as the one that takes the estimates for independent. Each rating's own error e is taken to
be new each time, which makes the interval rather too wide than too narrow. Even so the person's own word alone hardly
ever tells a change clearly: it follows the true level only in part.

The mean of δ is zero: neither growth nor decline is assumed, also where a plan was followed. Nobody is to be told that
they grew because they were expected to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.difference import Difference
from kamcareer.core.measurement.estimate import NORMAL
from kamcareer.core.measurement.posterior import NOBODY, standard_draws
from kamcareer.core.measurement.prior import offset
from kamcareer.core.measurement.rating import Rating
from kamcareer.core.measurement.terms import at_profile, terms_of

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

QUARTER = 91  # days
USUAL_CHANGE = 0.4  # levels in a quarter, where a framework does not say


@dataclass(frozen=True)
class Change:
    """The joint posterior of a person's levels in two rounds; `mean` and `joint` hold the first, then the second."""

    competencies: tuple[str, ...]
    interval: float
    mean: Vector  # shape (2 · competencies)
    joint: Matrix  # shape (2 · competencies, 2 · competencies)

    def of(self, competency: str) -> Difference:
        """Return by how many levels a competency rose."""
        then, now = self.competencies.index(competency), self.competencies.index(competency) + len(self.competencies)
        variance = self.joint[then, then] + self.joint[now, now] - 2 * self.joint[then, now]
        reach = NORMAL.inv_cdf((1 + self.interval) / 2) * float(variance) ** 0.5
        mean = float(self.mean[now] - self.mean[then])
        return Difference(mean, mean - reach, mean + reach)

    @cached_property
    def draws(self) -> tuple[Matrix, Matrix]:
        """Joint draws of the levels then and now, each of shape (DRAWS, competencies), always the same."""
        count = len(self.competencies)
        root = np.linalg.cholesky(self.joint + 1e-12 * np.eye(2 * count))
        drawn = self.mean + standard_draws(2 * count) @ root.T
        return drawn[:, :count], drawn[:, count:]


def measure_change(
    framework: Framework, then: Sequence[Rating], now: Sequence[Rating], prior: Vector, days: float
) -> Change:
    """Return the joint posterior of the levels in two rounds that lie so many days apart, in days of at least one.

    `then` and `now` are the ratings that belong to each round; a rating counts once. `prior` is the mean of what is
    assumed of the person, shape (competencies).
    """
    settings, competencies = framework.measurement, tuple(framework.competencies)
    count = len(competencies)
    terms = terms_of(settings, competencies, [[*then, *now]], NOBODY)
    raters = len(terms.factors[0])
    design = np.zeros((len(terms.level), 2 * count + raters))
    rows = np.arange(len(terms.level))
    second = rows >= len(then)
    design[rows, terms.competency + count * second] = terms.slope
    design[rows, 2 * count + terms.factor] = terms.shared
    beyond = offset(framework)
    profile = prior[terms.competency] - beyond
    expected = at_profile(profile, terms.slope, terms.low, terms.high) + terms.slope * beyond + terms.bias
    precision = np.zeros((2 * count + raters, 2 * count + raters))
    precision[: 2 * count, : 2 * count] = np.linalg.inv(_prior(framework, count, days))
    precision[2 * count :, 2 * count :] = np.diag(1 / np.array(terms.factor_variances[0]))
    precision += design.T @ (design / terms.noise[:, None])
    covariance = np.linalg.inv(precision).astype(np.float64)
    moved = covariance @ design.T @ ((terms.level - expected) / terms.noise)
    mean: Vector = np.tile(prior, 2) + moved[: 2 * count]
    return Change(competencies, settings.interval.value, mean, covariance[: 2 * count, : 2 * count])


def _prior(framework: Framework, count: int, days: float) -> Matrix:
    """Return the covariance of the levels in both rounds before any rating, shape (2 · count, 2 · count)."""
    prior = framework.measurement.prior
    common = prior.common_share.value
    alike = common * np.ones((count, count)) + (1 - common) * np.eye(count)
    per_quarter = prior.change.value if prior.change else USUAL_CHANGE
    levels = prior.spread.value**2 * alike
    return np.block([[levels, levels], [levels, levels + per_quarter**2 * max(days, 1.0) / QUARTER * alike]])
