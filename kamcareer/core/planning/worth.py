"""What more of a competency is worth on the way to a role.

    u(Δ) = w E[min(θ + Δ, r)] / (r Σw)  +  β [must-have] log Φ((m + Δ − (r − margin)) / s)

The first term is the part of readiness, the second the chance that a must-have is held; both are concave in Δ, so a
level that is needed less brings less. Levels are counted in hundredths and the curve is drawn through points a fifth of
a level apart: then the solvers, the greedy and the tests compute with the same whole numbers. Independent must-haves
are a surrogate for choosing; what a plan says of all must-haves comes from the joint posterior.
"""

from dataclasses import dataclass
from itertools import pairwise

from kamcareer.core.framework.role import Requirement
from kamcareer.core.measurement import Estimate

UNIT = 100  # parts of a level
KNOT = 20  # parts of a level between two points of the curve
SCALE = 10_000_000  # worth of a whole role
MUST_HAVE_SHARE = 0.05  # β: a chance that doubles weighs like three and a half hundredths of readiness


@dataclass(frozen=True)
class Worth:
    """A concave curve over the lift of one competency: its slopes per hundredth of a level, segment after segment."""

    slopes: tuple[int, ...]

    def of(self, lift: int) -> int:
        """Return the worth of a lift in hundredths of a level, in parts of SCALE; flat beyond the last point."""
        whole, rest = divmod(lift, KNOT)
        if whole >= len(self.slopes):
            return sum(self.slopes) * KNOT
        return sum(self.slopes[:whole]) * KNOT + self.slopes[whole] * rest

    def times(self, factor: int) -> "Worth":
        """Return the curve that is worth so many times as much everywhere."""
        return Worth(tuple(factor * slope for slope in self.slopes))


def worth(estimate: Estimate, need: Requirement, total_weight: float, margin: float, most: int) -> Worth:
    """Return the curve for one requirement up to a lift of `most` hundredths of a level."""
    # SciPy takes longer to load than most commands take to run.
    from scipy.special import log_ndtr  # noqa: PLC0415

    def utility(lift: float) -> float:
        moved = Estimate(estimate.mean + lift, estimate.deviation)
        value = need.weight * moved.expected_up_to(need.level) / (need.level * total_weight) if need.level else 0.0
        if need.must_have:
            value += MUST_HAVE_SHARE * float(log_ndtr((moved.mean - need.level + margin) / moved.deviation))
        return value

    points = [utility(knot * KNOT / UNIT) for knot in range(-(-most // KNOT) + 1)]
    slopes: list[int] = []
    for here, there in pairwise(points):
        slope = int(max(0.0, there - here) * SCALE / KNOT)
        # Rounding and the far tail may bend the curve by one part; a curve that bends up would not be solvable.
        slopes.append(min(slope, slopes[-1]) if slopes else slope)
    return Worth(tuple(slopes))
