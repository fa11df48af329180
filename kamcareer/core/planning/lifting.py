"""How far activities lift a level: each adds its gain, none lifts beyond its cap, and the order does not matter.

    level = min( m + Σ g,  min over caps k of (k + Σ of the gains whose cap lies above k) )

That is what comes out when activities with lower caps come first. What a course has given is not lost when the project
came before it, and a plan does not gain by doing things in an artful order.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Lift:
    """The gain of one activity in one competency and its cap, in hundredths of a level."""

    levels: int
    cap: int


def lifted(level: int, lifts: Iterable[Lift]) -> int:
    """Return the level that is reached from a level, in hundredths."""
    for lift in sorted(lifts, key=lambda lift: lift.cap):
        level = max(level, min(level + lift.levels, lift.cap))
    return level
