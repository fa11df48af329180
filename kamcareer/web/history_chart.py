"""Where the rounds of an assessment lie on a line of days, in percent of its length and height."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kamcareer.core.history import Round

LEFT, RIGHT = 14.0, 89.0  # room for the words beside and under the first and the last
TOP, BOTTOM = 6.0, 94.0
APART = 20.0  # percent of the length that the words of a date need


@dataclass(frozen=True)
class Point:
    """One round: its day, the part of the role that is there and its interval, drawn from the top; 0 to 100."""

    day: datetime
    x: float
    y: float
    high: float
    low: float
    worded: bool  # whether its date finds room


def history_chart(rounds: Sequence[Round]) -> tuple[Point, ...]:
    """Return the rounds as points from left to right; nothing to draw before the second."""
    if len(rounds) < 2:  # noqa: PLR2004 - a line has two ends
        return ()
    first, last = rounds[0].finished, rounds[-1].finished
    whole = max((last - first).total_seconds(), 1.0)
    points: list[Point] = []
    worded = RIGHT
    for one in reversed(rounds):
        x = LEFT + (RIGHT - LEFT) * (one.finished - first).total_seconds() / whole
        fits = not points or worded - x >= APART
        worded = x if fits else worded
        ready = one.report.readiness
        points.append(Point(one.finished, x, _y(ready.estimate), _y(ready.high), _y(ready.low), fits))
    return tuple(reversed(points))


def _y(share: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * share
