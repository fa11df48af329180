"""How much of a role is expected to be there, and how probable it is that all its must-haves are held.

    R = Σ w_c E[min(θ_c, r_c)] / r_c        (weights sum to 1)

A surplus does not make up for a shortfall: θ is capped at the required level r.
"""

from dataclasses import dataclass

import numpy as np

from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.measurement import Profile, assumed_level
from kamcareer.core.must_haves import must_have_odds


@dataclass(frozen=True)
class Readiness:
    """The expected part of a role, 0 to 1, with its interval; the probability of all must-haves, 0 to 1."""

    estimate: float
    low: float
    high: float
    probability_must_haves: float


def readiness(framework: Framework, role: Role, profile: Profile) -> Readiness:
    """Return readiness for a role from the joint posterior of a person's levels."""
    if not any(need.level for need in role.requirements.values()):
        return Readiness(1.0, 1.0, 1.0, 1.0)  # a role that asks nothing is there
    weights, required, columns = _asked(role, profile)
    capped = np.minimum(profile.draws[:, columns], required) / required
    shares = capped @ weights
    tail = (1 - framework.measurement.interval.value) / 2
    low, high = np.quantile(shares, [tail, 1 - tail])
    estimate = expected_share(role, profile)
    return Readiness(
        _share(estimate),
        _share(min(low, estimate)),
        _share(max(high, estimate)),
        float(must_have_odds(profile, role, framework.measurement.margin.value).probability(profile.mean)),
    )


def expected_share(role: Role, profile: Profile) -> float:
    """Return R in closed form, between 0 (nothing of the role) and 1 (all of it)."""
    needs = {id: need for id, need in role.requirements.items() if need.level}
    total = sum(need.weight for need in needs.values())
    expected = sum(need.weight * profile[id].expected_up_to(need.level) / need.level for id, need in needs.items())
    return expected / total if total else 1.0


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
    start, end = (expected_share(role, profile.had_levels(levels)) for levels in (here, there))
    if end - start < 1e-6:  # noqa: PLR2004 - the present role asks all that the target asks
        return 1.0
    return _share((expected_share(role, profile) - start) / (end - start))


def _asked(role: Role, profile: Profile) -> tuple[np.ndarray, np.ndarray, list[int]]:
    needs = {id: need for id, need in role.requirements.items() if need.level}
    weights = np.array([need.weight for need in needs.values()], dtype=float)
    required = np.array([need.level for need in needs.values()], dtype=float)
    return weights / weights.sum(), required, [profile.index[id] for id in needs]


def _share(value: float) -> float:
    return float(min(max(value, 0.0), 1.0))
