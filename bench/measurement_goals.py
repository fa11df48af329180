"""What the measurement is meant to reach, and what it reached over several seeds."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scores import Score

PEOPLE = 2000
RMSE, COVERED, BRIER, SHARE = 0.52, (0.86, 0.93), 0.125, 3


@dataclass(frozen=True)
class Try:
    """What all sources together reach with people of one seed, beside what people say of themselves."""

    raw_self: Score
    ours: Score
    calibrated: Score


@dataclass(frozen=True)
class Reached:
    """A goal, what was reached each time, and between what the mean has to lie."""

    goal: str
    values: Sequence[float]
    low: float
    high: float

    @property
    def mean(self) -> float:
        """What was reached on the whole."""
        return sum(self.values) / len(self.values)

    @property
    def met(self) -> bool:
        """Whether that is enough."""
        return self.low <= self.mean <= self.high


def reached(tries: Sequence[Try], seconds: Sequence[float]) -> Iterator[Reached]:
    """Return each goal with what was reached, by seed or by run."""
    yield Reached(f"RMSE at most {RMSE}", [one.ours.rmse for one in tries], -math.inf, RMSE)
    yield Reached("at most half of raw self", [one.ours.rmse / one.raw_self.rmse for one in tries], -math.inf, 0.5)
    yield Reached(
        f"coverage of a competency {COVERED[0]} to {COVERED[1]}", [one.ours.coverage or 0 for one in tries], *COVERED
    )
    yield Reached(
        f"coverage of the composite {COVERED[0]} to {COVERED[1]}",
        [one.ours.composite_coverage or 0 for one in tries],
        *COVERED,
    )
    yield Reached(f"Brier at most {BRIER}", [one.ours.brier for one in tries], -math.inf, BRIER)
    shares = [100 * abs(one.calibrated.predicted - one.calibrated.true) for one in tries]
    yield Reached(f"predicted share within {SHARE} points, calibrated", shares, -math.inf, SHARE)
    yield Reached(f"levels of {PEOPLE:,} people, self + manager, in under 1 s", seconds, -math.inf, 1)


def goals_table(found: Sequence[Reached]) -> Iterator[str]:
    """Return each goal with what was reached as a table in Markdown."""
    yield "| goal, all sources | mean | lowest | highest | met |"
    yield "|---|--:|--:|--:|---|"
    for one in found:
        low, high = min(one.values), max(one.values)
        yield f"| {one.goal} | {one.mean:.3f} | {low:.3f} | {high:.3f} | {'yes' if one.met else '**no**'} |"
