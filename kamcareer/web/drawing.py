"""Coordinates for the marks that templates draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

import segno

from kamcareer.core.career_layout import CareerLayout, Place

CENTRE = (200, 168)
STEP = 30  # units of the drawing for one level


def ring_points(axes: int, levels: Sequence[float]) -> str:
    """Return "x,y x,y …" of a shape on a radar with that many axes, the first straight up, levels 0 to 4."""
    angles = [2 * pi * number / axes - pi / 2 for number in range(axes)]
    return " ".join(
        f"{CENTRE[0] + STEP * level * cos(angle):.1f},{CENTRE[1] + STEP * level * sin(angle):.1f}"
        for angle, level in zip(angles, levels, strict=True)
    )


COLUMN, ROW = 232, 92  # units of the career map
BOX = (208, 42)
HEADING = 40  # above the highest row


@dataclass(frozen=True)
class Way:
    """A way on the career map: the path of its line, and where its number stands."""

    path: str
    number: tuple[float, float]


@dataclass(frozen=True)
class CareerDrawing:
    """The career map in units of its drawing."""

    layout: CareerLayout

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.layout.columns * COLUMN, self.layout.rows * ROW + HEADING

    def centre(self, role: str) -> tuple[float, float]:
        """Return the middle of a role's box."""
        return self._centre(self.layout.places[role])

    def way(self, start: str, end: str) -> Way:
        """Return the line from role to role: straight up, aside, or a curve that leaves and arrives upright."""
        low, high = self.layout.places[start], self.layout.places[end]
        (x1, y1), (x2, y2) = self._centre(low), self._centre(high)
        if low.row == high.row:
            side = BOX[0] / 2 if x2 > x1 else -BOX[0] / 2
            return Way(f"M{x1 + side:g} {y1:g}H{x2 - side:g}", ((x1 + x2) / 2, y1 - 6))
        half = BOX[1] / 2 if y2 > y1 else -BOX[1] / 2
        y1, y2, lean = y1 + half, y2 - half, 0.0
        if x1 != x2:
            # Lines to the side begin and end beside the straight ones, so that arrows do not lie on one another.
            lean = 30.0 if x2 > x1 else -30.0
        middle = (y1 + y2) / 2
        path = f"M{x1 + lean:g} {y1:g}C{x1 + lean:g} {middle:g} {x2 - lean:g} {middle:g} {x2 - lean:g} {y2:g}"
        return Way(path, ((x1 + x2) / 2 + (13 if x1 == x2 else 0), middle + 5))

    def _centre(self, place: Place) -> tuple[float, float]:
        return place.column * COLUMN + COLUMN / 2, self.size[1] - place.row * ROW - ROW / 2


def picture_code(text: str) -> str:
    """Return a text as a picture that cameras of phones read (QR), to be put into a page."""
    return str(
        segno.make(text, error="m").svg_inline(scale=4, border=2, dark="#0b2229", light="#ffffff", omitsize=True)
    )
