"""The joint posterior of a person's levels; of one person and of many in one go."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.measurement_settings import Measurement
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.estimate import Estimate
from kamcareer.core.measurement.prior import offset, prior_of_role
from kamcareer.core.measurement.rating import THEMSELVES, Rating
from kamcareer.core.measurement.terms import Leniency, Scatter, Terms, at_profile, terms_of

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

DRAWS = 1024
CHUNK = 512  # people measured in one go: more would only fill the memory
NOBODY: Leniency = {}


@dataclass(frozen=True)
class Profile:
    """The joint posterior of a person's levels, and how each rating moved it."""

    competencies: tuple[str, ...]
    ratings: tuple[Rating, ...]
    raters: tuple[tuple[str, str], ...]  # (speaker, rater), one value each in `joint` behind the competencies
    prior_mean: Vector
    prior_deviation: float
    mean: Vector
    joint: Matrix  # covariance of the levels and of the raters' shared values
    gain: Matrix  # shape (competencies, ratings): levels that a competency moves when a rating rises by one
    expected: Vector  # what each rating would be for somebody who is exactly as assumed
    scatter: Scatter

    def __getitem__(self, competency: str) -> Estimate:
        index = self.index[competency]
        return Estimate(float(self.mean[index]), float(self.joint[index, index]) ** 0.5)

    @cached_property
    def index(self) -> dict[str, int]:
        """The row of each competency."""
        return {id: row for row, id in enumerate(self.competencies)}

    @property
    def covariance(self) -> Matrix:
        """The covariance of the levels, shape (competencies, competencies)."""
        count = len(self.competencies)
        return self.joint[:count, :count]

    @cached_property
    def pushes(self) -> Matrix:
        """Levels that each rating adds to each competency, shape (competencies, ratings)."""
        return self.gain * (np.array([rating.level for rating in self.ratings], dtype=float) - self.expected)

    @cached_property
    def draws(self) -> Matrix:
        """Joint draws of the levels, shape (DRAWS, competencies); the same for the same posterior."""
        root = np.linalg.cholesky(self.covariance + 1e-12 * np.eye(len(self.mean)))
        return self.mean + standard_draws(len(self.mean)) @ root.T

    @property
    def self_only(self) -> bool:
        """Whether nobody but the person stands for what is known: good for development, not for selection."""
        return all(rating.person == (THEMSELVES, "") for rating in self.ratings)

    def known_share(self, competency: str) -> float:
        """Return 1 − s²/τ²: 0 when nothing was learned about the competency, 1 when it is certain."""
        return 1 - (self[competency].deviation / self.prior_deviation) ** 2

    def added_by_source(self, competency: str) -> dict[str, float]:
        """Return the levels that each source adds to a competency, by way of others too; they lead from the prior."""
        row = self.index[competency]
        return {source: float(pushed[row]) for source, pushed in self._pushed_by_source.items()}

    @cached_property
    def _pushed_by_source(self) -> dict[str, Vector]:
        sources = np.array([rating.source for rating in self.ratings])
        return {source: self.pushes[:, sources == source].sum(axis=1) for source in dict.fromkeys(sources.tolist())}

    @cached_property
    def counts(self) -> Counter[tuple[str, str]]:
        """How many ratings each source gave of each competency, by (source, competency)."""
        return Counter((rating.source, rating.competency) for rating in self.ratings)

    def mean_had(self, levels: Mapping[str, float]) -> Vector:
        """Return the means of somebody who got other levels, competency by competency, in the same kind of ratings."""
        had = [rating.expected_at(levels[rating.competency]) for rating in self.ratings]
        return self.prior_mean + self.gain @ (np.array(had, dtype=float) - self.expected)


def measure(
    framework: Framework,
    role: str | None,
    ratings: Sequence[Rating],
    prior: Vector | None = None,
    leniency: Leniency = NOBODY,
) -> Profile:
    """Return the posterior of the levels in every competency of the framework, given ratings of one person.

    Without a prior the profile of the present role is assumed. `leniency` is known from a stored calibration only.
    """
    assumed = prior_of_role(framework, role) if prior is None else prior
    return measure_all(framework, [ratings], assumed[None, :], leniency)[0]


def measure_all(
    framework: Framework,
    people: Sequence[Sequence[Rating]],
    priors: Matrix,
    leniency: Leniency = NOBODY,
) -> list[Profile]:
    """Return the posterior of each person; `priors` has the shape (people, competencies)."""
    found: list[Profile] = []
    for start in range(0, len(people), CHUNK):
        part = slice(start, start + CHUNK)
        found += _measured(framework, people[part], priors[part], leniency)
    return found


@dataclass(frozen=True)
class Solved:
    """The joint posterior of several people as arrays; K counts the levels and the most raters that anybody has."""

    terms: Terms
    joint: NDArray[np.float64]  # shape (people, K, K)
    gains: NDArray[np.float64]  # shape (ratings, K): how all of it moves when a rating rises by one
    expected: Vector  # what each rating would be for somebody who is exactly as assumed

    def moved(self) -> NDArray[np.float64]:
        """Return how far each person's levels and raters' values lie from what was assumed, shape (people, K)."""
        found = np.zeros(self.joint.shape[:2])
        np.add.at(found, self.terms.person, self.gains * (self.terms.level - self.expected)[:, None])
        return found


def solve(framework: Framework, people: Sequence[Sequence[Rating]], priors: Matrix, leniency: Leniency) -> Solved:
    """Return the joint posterior of each person; `priors` has the shape (people, competencies)."""
    settings, competencies = framework.measurement, tuple(framework.competencies)
    count = len(competencies)
    terms = terms_of(settings, competencies, people, leniency)
    joint: Matrix = np.linalg.inv(_precision(settings, count, terms)).astype(np.float64)
    who, row, column = terms.person, terms.competency, count + terms.factor
    # A rating speaks of one competency and one rater: its gain needs two columns of the covariance.
    gains = joint[who, :, row] * (terms.slope / terms.noise)[:, None]
    gains += joint[who, :, column] * (terms.shared / terms.noise)[:, None]
    beyond = offset(framework)
    profile = priors[who, row] - beyond
    expected = at_profile(profile, terms.slope, terms.low, terms.high) + terms.slope * beyond + terms.bias
    return Solved(terms, joint, gains, expected)


def _measured(
    framework: Framework, people: Sequence[Sequence[Rating]], priors: Matrix, leniency: Leniency
) -> list[Profile]:
    solved = solve(framework, people, priors, leniency)
    competencies = tuple(framework.competencies)
    count = len(competencies)
    means = priors + solved.moved()[:, :count]
    ends = np.cumsum([len(ratings) for ratings in people])
    found = []
    for person, ratings in enumerate(people):
        part = slice(ends[person] - len(ratings), ends[person])
        size = count + len(solved.terms.factors[person])
        found.append(
            Profile(
                competencies,
                tuple(ratings),
                solved.terms.factors[person],
                priors[person],
                framework.measurement.prior.spread.value,
                means[person],
                solved.joint[person, :size, :size],
                solved.gains[part, :count].T,
                solved.expected[part],
                Scatter.of_person(solved.terms, person, part),
            )
        )
    return found


def _precision(settings: Measurement, count: int, terms: Terms) -> Matrix:
    """Return the posterior precision of (θ, h) of each person; raters that a person lacks are left unit and alone."""
    spread, common = settings.prior.spread.value**2, settings.prior.common_share.value
    levels = np.linalg.inv(spread * (common * np.ones((count, count)) + (1 - common) * np.eye(count)))
    most = max((len(raters) for raters in terms.factors), default=0)
    precision = np.zeros((len(terms.factors), count + most, count + most))
    precision[:, :count, :count] = levels
    for number in range(most):
        values = [1 / variances[number] if number < len(variances) else 1.0 for variances in terms.factor_variances]
        precision[:, count + number, count + number] = values
    who, row, column = terms.person, terms.competency, count + terms.factor
    cross = terms.slope * terms.shared / terms.noise
    np.add.at(precision, (who, row, row), terms.slope**2 / terms.noise)
    np.add.at(precision, (who, column, column), terms.shared**2 / terms.noise)
    np.add.at(precision, (who, row, column), cross)
    np.add.at(precision, (who, column, row), cross)
    return precision


@lru_cache(maxsize=8)
def standard_draws(count: int, draws: int = DRAWS) -> Matrix:
    """Return standard normal draws in mirrored pairs, shape (draws, count): their mean is exactly zero."""
    half = np.random.default_rng(20261123).standard_normal((draws // 2, count))
    return np.concatenate([half, -half])
