"""How much of a role is expected to be there, and how probable it is that all its must-haves are held.

    R = Σ w_c E[min(θ_c, r_c)] / r_c        (weights sum to 1)

A surplus does not make up for a shortfall: θ is capped at the required level r. Of one person and of many in one go.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.measurement import Profile, assumed_level
from kamcareer.core.measurement.posterior import DRAWS, standard_draws
from kamcareer.core.must_haves import must_have_odds_all

Matrix = NDArray[np.float64]
CHUNK = 64  # people drawn in one go: their draws stay in the processor's cache


@dataclass(frozen=True)
class Readiness:
    """The expected part of a role, 0 to 1, with its interval; the probability of all must-haves, 0 to 1."""

    estimate: float
    low: float
    high: float
    probability_must_haves: float


@dataclass(frozen=True)
class Asked:
    """What a role asks, as arrays: a requirement at level 0 asks nothing."""

    competencies: tuple[str, ...]
    required: NDArray[np.float64]
    weights: NDArray[np.float64]  # they sum to 1


def asked(role: Role) -> Asked:
    """Return what a role asks, in its own order."""
    needs = {id: need for id, need in role.requirements.items() if need.level}
    weights = np.array([need.weight for need in needs.values()], dtype=float)
    required = np.array([need.level for need in needs.values()], dtype=float)
    return Asked(tuple(needs), required, weights / max(weights.sum(), 1))


def readiness(framework: Framework, role: Role, profile: Profile) -> Readiness:
    """Return readiness for a role from the joint posterior of a person's levels."""
    return readiness_all(framework, role, [profile])[0]


def readiness_all(framework: Framework, role: Role, profiles: Sequence[Profile]) -> list[Readiness]:
    """Return the readiness of each person for one role."""
    if not asked(role).competencies:
        return [Readiness(1.0, 1.0, 1.0, 1.0) for _ in profiles]  # a role that asks nothing is there
    found = []
    tail, margin = (1 - framework.measurement.interval.value) / 2, framework.measurement.margin.value
    for start in range(0, len(profiles), CHUNK):
        part = profiles[start : start + CHUNK]
        lows, highs = np.quantile(share_draws(role, part), [tail, 1 - tail], axis=1)
        estimates = expected_shares(role, part)
        odds = [
            one.probability(who.mean) for one, who in zip(must_have_odds_all(part, role, margin), part, strict=True)
        ]
        for estimate, low, high, held in zip(estimates, lows, highs, odds, strict=True):
            found.append(
                Readiness(_share(estimate), _share(min(low, estimate)), _share(max(high, estimate)), float(held))
            )
    return found


def share_draws(role: Role, profiles: Sequence[Profile]) -> Matrix:
    """Return joint draws of the part of a role that is there, shape (people, DRAWS), 0 to 1 and a little below 0.

    The same standard draws for everybody, so that people and roles can be compared draw by draw.
    """
    needs = asked(role)
    rows = [profiles[0].index[id] for id in needs.competencies]
    count = len(profiles[0].competencies)
    roots = np.linalg.cholesky(np.array([profile.covariance for profile in profiles]) + 1e-12 * np.eye(count))
    means = np.array([profile.mean[rows] for profile in profiles])
    drawn = standard_draws(count, DRAWS) @ roots[:, rows, :].transpose(0, 2, 1)
    drawn += means[:, None, :]
    np.minimum(drawn, needs.required, out=drawn)
    shares: Matrix = drawn @ (needs.weights / needs.required)
    return shares


def expected_share(role: Role, profile: Profile) -> float:
    """Return R in closed form, between 0 (nothing of the role) and 1 (all of it)."""
    return float(expected_shares(role, [profile])[0])


def expected_shares(role: Role, profiles: Sequence[Profile]) -> Matrix:
    """Return R of each of several people, shape (people,), between 0 and 1."""
    needs = asked(role)
    if not needs.competencies:
        return np.ones(len(profiles))
    rows = [profiles[0].index[id] for id in needs.competencies]
    means = np.array([profile.mean[rows] for profile in profiles])
    deviations = np.sqrt([profile.joint[rows, rows] for profile in profiles])
    shares: Matrix = _expected_levels(needs, means, deviations) @ (needs.weights / needs.required)
    return shares


def expected_levels(needs: Asked, profile: Profile) -> NDArray[np.float64]:
    """Return E[min(θ, r)] of each competency asked."""
    rows = [profile.index[id] for id in needs.competencies]
    return _expected_levels(needs, profile.mean[rows], np.sqrt(profile.joint[rows, rows]))


def _expected_levels(needs: Asked, means: Matrix, deviations: Matrix) -> Matrix:
    """Return E[min(θ, r)] = r − s (φ(z) + z Φ(z)), z = (r − m) / s."""
    from scipy.special import ndtr  # noqa: PLC0415 - commands without a report start without it

    z = (needs.required - means) / deviations
    density = np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi)
    expected: Matrix = needs.required - deviations * (density + z * ndtr(z))
    return expected


def step_progress(framework: Framework, present: str | None, target: str, profile: Profile) -> float | None:
    """Return the part of the way from the present role to the target, 0 to 1; None without a present role.

    0 is where a person stands whose ratings equal the present role's profile, 1 where they equal the target's; both are
    computed with the same formula and the same sources as the person's own.
    """
    if present is None or not profile.ratings:
        return None if present is None else 0.0
    role = framework.roles[target]
    here = {id: assumed_level(framework, present, id) for id in framework.competencies}
    there = here | {id: float(need.level) for id, need in role.requirements.items()}
    start, end = (expected_share(role, replace(profile, mean=profile.mean_had(levels))) for levels in (here, there))
    if end - start < 1e-6:  # noqa: PLR2004 - the present role asks all that the target asks
        return 1.0
    return _share((expected_share(role, profile) - start) / (end - start))


def _share(value: float) -> float:
    return float(min(max(value, 0.0), 1.0))
