"""A difference told with its interval: of two rounds, of a rater and the others, of who did something and who not."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Difference:
    """By how much something is higher, in levels, negative where it is lower, with the ends of its interval."""

    mean: float
    low: float
    high: float

    @classmethod
    def around(cls, mean: float, error: float, freedom: float, coverage: float) -> Self:
        """Return the difference whose interval covers so much by Student's t; `error` is the standard error."""
        from scipy.special import stdtrit  # noqa: PLC0415 - commands that compare nothing start without it

        half = float(stdtrit(freedom, (1 + coverage) / 2)) * error
        return cls(mean, mean - half, mean + half)

    @property
    def clear(self) -> bool:
        """Whether the whole interval lies on one side of no difference."""
        return self.low > 0 or self.high < 0
