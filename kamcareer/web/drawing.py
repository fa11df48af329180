"""Coordinates for the marks that templates draw."""

from collections.abc import Sequence
from math import cos, pi, sin

CENTRE = (200, 168)
STEP = 30  # units of the drawing for one level


def ring_points(axes: int, levels: Sequence[float]) -> str:
    """Return "x,y x,y …" of a shape on a radar with that many axes, the first straight up, levels 0 to 4."""
    angles = [2 * pi * number / axes - pi / 2 for number in range(axes)]
    return " ".join(
        f"{CENTRE[0] + STEP * level * cos(angle):.1f},{CENTRE[1] + STEP * level * sin(angle):.1f}"
        for angle, level in zip(angles, levels, strict=True)
    )
