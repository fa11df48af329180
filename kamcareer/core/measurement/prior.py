"""What is assumed of a person before any answer."""

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.model import Framework


def assumed_level(framework: Framework, role: str | None, competency: str) -> float:
    """Return the level assumed before any answer: what the present role asks, else the entry level."""
    needs = framework.roles[role].requirements if role else {}
    return float(needs[competency].level) if competency in needs else framework.measurement.prior.entry_level.value


def prior_of_role(framework: Framework, role: str | None) -> NDArray[np.float64]:
    """Return the mean of the prior in every competency of the framework, for development: the present role's profile.

    It is moved by what calibration found people to stand above or below it on average.
    """
    return _profile(framework, role) + offset(framework)


def prior_of_vacancy(framework: Framework, target: str) -> NDArray[np.float64]:
    """Return the mean of the prior in every competency, the same for all who apply, whatever their titles.

    It lies a little below what the vacancy asks, never below the entry level.
    """
    below = framework.measurement.prior.applicants_below
    entry = framework.measurement.prior.entry_level.value
    asked = _profile(framework, target)
    return np.maximum(asked - (below.value if below else 0.0), np.minimum(asked, entry)) + offset(framework)


def prior_of_anybody(framework: Framework) -> NDArray[np.float64]:
    """Return the mean of the prior of people of whom no role is known: that of all roles together."""
    profiles = np.array([_profile(framework, role) for role in framework.roles])
    mean: NDArray[np.float64] = profiles.mean(axis=0)
    return mean + offset(framework)


def offset(framework: Framework) -> float:
    """Return how far people stand on average above what their role asks, in levels."""
    return framework.measurement.prior.offset.value if framework.measurement.prior.offset else 0.0


def _profile(framework: Framework, role: str | None) -> NDArray[np.float64]:
    return np.array([assumed_level(framework, role, id) for id in framework.competencies])
