"""What can be concluded about one competency: a mean and a deviation, in levels."""

from dataclasses import dataclass
from statistics import NormalDist

from kamcareer.core.framework.entries import MAX_LEVEL

NORMAL = NormalDist()


@dataclass(frozen=True)
class Estimate:
    """What can be concluded about one competency, before cutting to the scale."""

    mean: float
    deviation: float

    def low(self, interval: float) -> float:
        """Return the lower end of the central interval, cut to the scale for display."""
        return on_scale(self.mean - self._reach(interval))

    def high(self, interval: float) -> float:
        """Return the upper end of the central interval, cut to the scale for display."""
        return on_scale(self.mean + self._reach(interval))

    def probability_of(self, level: float, margin: float) -> float:
        """Return the probability that the level is held, i.e. that θ ≥ level − margin."""
        return 1 - NORMAL.cdf((level - margin - self.mean) / self.deviation)

    def expected_up_to(self, level: float) -> float:
        """Return E[min(θ, level)]: the part of a requirement that is expected to be there."""
        z = (level - self.mean) / self.deviation
        return level - self.deviation * (NORMAL.pdf(z) + z * NORMAL.cdf(z))

    def _reach(self, interval: float) -> float:
        return NORMAL.inv_cdf((1 + interval) / 2) * self.deviation


def on_scale(level: float) -> float:
    """Return the level cut to the scale."""
    return min(max(level, 0.0), float(MAX_LEVEL))
