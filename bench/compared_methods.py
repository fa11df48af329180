"""What is compared: the product, a spreadsheet, and the model without what ratings have in common."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from invented_people import People
from numpy.typing import NDArray

from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement import Profile, Rating, measure_all, prior_of_role
from kamcareer.core.must_haves import must_have_odds

Matrix = NDArray[np.float64]
COMPOSITE = "key_account_manager_retail"
FILLED = (0.1, 0.4)


@dataclass(frozen=True)
class Said:
    """Levels, their deviations where there are any, the composite's, and P(all must-haves) by role."""

    levels: Matrix
    deviations: Matrix | None
    composite: Matrix | None
    chances: dict[str, Matrix]


def targets(framework: Framework, people: People) -> dict[str, Matrix]:
    """Return who truly meets all must-haves, by each role that 10 to 40 % of the people truly fill."""
    margin, index = framework.measurement.margin.value, {id: n for n, id in enumerate(framework.competencies)}
    found = {}
    for id, role in framework.roles.items():
        columns = [index[competency] for competency in role.must_haves]
        least = np.array([role.requirements[competency].level for competency in role.must_haves]) - margin
        met = (people.truth[:, columns] >= least).all(axis=1)
        if FILLED[0] <= met.mean() <= FILLED[1]:
            found[id] = met
    return found


def raw(framework: Framework, people: People, ratings: Sequence[Sequence[Rating]], roles: Sequence[str]) -> Said:
    """Return what a spreadsheet says: the mean of all levels, the profile where there are none, a hard gate."""
    index = {id: n for n, id in enumerate(framework.competencies)}
    levels = np.array([prior_of_role(framework, role) for role in people.roles])
    for person, known in enumerate(ratings):
        said: dict[str, list[float]] = {}
        for rating in known:
            said.setdefault(rating.competency, []).append(rating.level)
        for id, values in said.items():
            levels[person, index[id]] = np.mean(values)
    chances = {}
    for id in roles:
        role = framework.roles[id]
        columns = [index[competency] for competency in role.must_haves]
        least = np.array([role.requirements[competency].level for competency in role.must_haves]) - 0.5
        chances[id] = (levels[:, columns] >= least).all(axis=1).astype(float)
    return Said(levels, None, None, chances)


def modelled(framework: Framework, people: People, ratings: Sequence[Sequence[Rating]], roles: Sequence[str]) -> Said:
    """Return what the product says."""
    priors = np.array([prior_of_role(framework, role) for role in people.roles])
    return _of_profiles(framework, measure_all(framework, ratings, priors), roles, joint=True)


def independent(
    framework: Framework, people: People, ratings: Sequence[Sequence[Rating]], roles: Sequence[str]
) -> Said:
    """Return what the same model says when neither people's common part nor halo is in it."""
    settings = framework.measurement
    nothing = settings.prior.common_share.model_copy(update={"value": 0.0})
    sources = {
        id: model.model_copy(
            update={"error_shares": model.error_shares.model_copy(update={"rater": 0.0, "halo": 0.0, "rest": 1.0})}
        )
        for id, model in settings.sources.items()
    }
    prior = settings.prior.model_copy(update={"common_share": nothing})
    plain = settings.model_copy(update={"prior": prior, "sources": sources})
    framework = framework.measured_by(plain)
    priors = np.array([prior_of_role(framework, role) for role in people.roles])
    return _of_profiles(framework, measure_all(framework, ratings, priors), roles, joint=False)


def _of_profiles(framework: Framework, profiles: list[Profile], roles: Sequence[str], *, joint: bool) -> Said:
    margin = framework.measurement.margin.value
    weights = composite_weights(framework)
    levels = np.array([profile.mean for profile in profiles])
    deviations = np.array([np.sqrt(np.diag(profile.covariance)) for profile in profiles])
    composite = np.array([np.sqrt(weights @ profile.covariance @ weights) for profile in profiles])
    chances: dict[str, Matrix] = {}
    for id in roles:
        role = framework.roles[id]
        if joint:
            odds = [must_have_odds(profile, role, margin).probability(profile.mean) for profile in profiles]
        else:
            odds = [
                np.prod([profile[c].probability_of(role.requirements[c].level, margin) for c in role.must_haves])
                for profile in profiles
            ]
        chances[id] = np.array(odds, dtype=float)
    return Said(levels, deviations, composite, chances)


def composite_weights(framework: Framework) -> Matrix:
    """Return the weights of a target role over all competencies, summing to 1."""
    needs = framework.roles[COMPOSITE].requirements
    weights = np.array([needs[id].weight if id in needs else 0.0 for id in framework.competencies], dtype=float)
    return weights / weights.sum()
