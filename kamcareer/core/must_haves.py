"""How probable it is that every must-have of a role is held, all at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.role import Role
from kamcareer.core.measurement import Profile
from kamcareer.core.measurement.posterior import standard_draws

DRAWS = 512
TINY = 1e-300
LEFT_FREE = 0.99  # of what each competency varies on its own; the rest keeps the root well defined


@dataclass(frozen=True)
class MustHaveOdds:
    """The must-haves of a role for one person's uncertainty; asked for the means that one likes.

    Competencies rise and fall together, so the probabilities of the single ones may not be multiplied. What they share
    is drawn (the same mirrored draws for everybody), what each varies alone is integrated exactly:

        P = E_u Π_c Φ((m_c + u_c − (r_c − margin)) / σ_c)

    A higher mean never gives a lower probability, and the same input gives the same number.
    """

    rows: tuple[int, ...]
    least: NDArray[np.float64]  # the level from which each is held
    shared: NDArray[np.float64]  # shape (DRAWS, must-haves)
    alone: NDArray[np.float64]  # deviation of each on its own
    deviation: NDArray[np.float64]  # of each, all in all

    def probability(self, means: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability for each row of `means`, shape (…, competencies): 0 to 1."""
        from scipy.special import ndtr  # noqa: PLC0415 - commands without a report start without it

        if not self.rows:
            return np.ones(means.shape[:-1])
        above = (means[..., list(self.rows)] - self.least)[..., None, :] + self.shared
        held: NDArray[np.float64] = ndtr(above / self.alone).prod(axis=-1).mean(axis=-1)
        return held

    def at_most(self, means: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a bound that is cheap to have: all together are held no more often than the least likely one."""
        from scipy.special import ndtr  # noqa: PLC0415 - commands without a report start without it

        bound: NDArray[np.float64] = ndtr((means[..., list(self.rows)] - self.least) / self.deviation).min(axis=-1)
        return bound

    def with_slope(self, mean: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Return the probability, and how it moves with each must-have's mean, per level: never negative."""
        from scipy.special import ndtr  # noqa: PLC0415 - commands without a report start without it

        z = (mean[list(self.rows)] - self.least + self.shared) / self.alone
        held = np.maximum(ndtr(z), TINY)
        all_held = held.prod(axis=1)
        density = np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi)
        return float(all_held.mean()), (all_held[:, None] * density / held / self.alone).mean(axis=0)


def must_have_odds(profile: Profile, role: Role, margin: float) -> MustHaveOdds:
    """Return what the must-haves of a role need, and how the person's levels vary there together and alone."""
    return must_have_odds_all([profile], role, margin)[0]


def must_have_odds_all(profiles: Sequence[Profile], role: Role, margin: float) -> list[MustHaveOdds]:
    """Return the odds of each of several people, measured in the same framework, in one go."""
    rows = tuple(profiles[0].index[id] for id in role.must_haves)
    least = np.array([role.requirements[id].level - margin for id in role.must_haves], dtype=float)
    covariances = np.array([profile.covariance[np.ix_(rows, rows)] for profile in profiles])
    deviations = np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
    together = covariances / (deviations[:, :, None] * deviations[:, None, :])
    alone = LEFT_FREE * np.linalg.eigvalsh(together)[:, 0] if rows else np.ones(len(profiles))
    roots = np.linalg.cholesky(together - alone[:, None, None] * np.eye(len(rows)))
    shared = standard_draws(len(rows), DRAWS) @ roots.transpose(0, 2, 1) * deviations[:, None, :]
    own = deviations * np.sqrt(alone)[:, None]
    parts = zip(shared, own, deviations, strict=True)
    return [MustHaveOdds(rows, least, drawn, single, whole) for drawn, single, whole in parts]
