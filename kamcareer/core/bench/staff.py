"""What is known of everybody as arrays, to hold many people against many roles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.answers import Answers
from kamcareer.core.bench.essentials import bound
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.measurement import all_ratings, measure_all, prior_of_role
from kamcareer.core.measurement.posterior import CHUNK, NOBODY, solve, standard_draws
from kamcareer.core.must_haves import must_have_odds_all

DRAWS = 256
HALF_A_LEVEL = 0.5


@dataclass(frozen=True)
class Staff:
    """People by competencies of the framework, each in the order given: what was said of, and the joint posterior."""

    roles: tuple[str | None, ...]
    said: NDArray[np.bool_]  # shape (people, competencies)
    mean: NDArray[np.float32]  # the same shape, levels
    covariance: NDArray[np.float64]  # shape (people, competencies, competencies)

    def __len__(self) -> int:
        """How many people there are."""
        return len(self.roles)


def staff_of(framework: Framework, people: Sequence[Answers], today: date) -> Staff:
    """Return what is known of people."""
    count = len(framework.competencies)
    priors = {role: prior_of_role(framework, role) for role in {answers.role for answers in people}}
    said = np.zeros((len(people), count), np.bool_)
    mean = np.zeros((len(people), count), np.float32)
    covariance = np.zeros((len(people), count, count))
    for start in range(0, len(people), CHUNK):
        part = slice(start, start + CHUNK)
        assumed = np.array([priors[answers.role] for answers in people[part]])
        solved = solve(framework, [all_ratings(framework, one, today) for one in people[part]], assumed, NOBODY)
        said[start + solved.terms.person, solved.terms.competency] = True
        mean[part] = assumed + solved.moved()[:, :count]
        covariance[part] = solved.joint[:, :count, :count]
    return Staff(tuple(answers.role for answers in people), said, mean, covariance)


def levels_drawn(staff: Staff, places: NDArray[np.intp]) -> NDArray[np.float32]:
    """Return joint draws of the levels of some people, shape (people, competencies, DRAWS).

    The same standard draws for everybody: whoever is known to be higher in a level is higher in every draw.
    """
    count = staff.mean.shape[1]
    roots = np.linalg.cholesky(staff.covariance[places] + 1e-9 * np.eye(count)).astype(np.float32)
    standard = standard_draws(count + 1, DRAWS)[:, :count].astype(np.float32)
    drawn: NDArray[np.float32] = roots @ standard.T
    drawn += staff.mean[places, :, None]
    return drawn


def chances_between(
    framework: Framework, people: Sequence[Answers], role: Role, today: date
) -> list[tuple[float, float, float]]:
    """Return the chance that each holds all must-haves, between its ends by what is assumed of their post: low to high.

    Scores of before say so little that the assumption decides much: at the low end people stand half a level below what
    their post asks, at the high end half a level above.
    """
    if not people:
        return []
    ends = [_chances(framework, people, role, today, by) for by in (-HALF_A_LEVEL, 0.0, HALF_A_LEVEL)]
    return [tuple(sorted(three)) for three in zip(*ends, strict=True)]


def _chances(framework: Framework, people: Sequence[Answers], role: Role, today: date, by: float) -> list[float]:
    prior = framework.measurement.prior
    there = prior.offset.value if prior.offset else 0.0
    offset = prior.entry_level.model_copy(update={"value": there + by})
    settings = framework.measurement.model_copy(update={"prior": prior.model_copy(update={"offset": offset})})
    shifted = framework.measured_by(settings)
    ratings = [all_ratings(shifted, answers, today) for answers in people]
    profiles = measure_all(shifted, ratings, np.array([prior_of_role(shifted, answers.role) for answers in people]))
    odds = must_have_odds_all(profiles, bound(role), settings.margin.value)
    return [float(one.probability(who.mean)) for one, who in zip(odds, profiles, strict=True)]
