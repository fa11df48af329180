"""A table as it was read, and the name of a cell in it."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

Value = str | int | float | date | None
LETTERS = 26


class Merged(NamedTuple):
    """Cells shown as one: the first row and column and the last ones, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def touches(self, other: "Merged") -> bool:
        """Return whether the two share a cell."""
        beside = self.right < other.left or other.right < self.left
        return not (beside or self.bottom < other.top or other.bottom < self.top)


class Cell(NamedTuple):
    """A cell; row and column count from 0, its name as in spreadsheets."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        sheet = self.sheet if self.sheet.replace("_", "").isalnum() else f"'{self.sheet}'"
        return f"{sheet}!{column_letters(self.column)}{self.row + 1}"


@dataclass(frozen=True)
class Sheet:
    """Rows of values, as many in each row as there are columns.

    Text keeps its leading zeros, percentages are text ("75%"), days are days. `uncomputed` are formulas whose value
    the file does not hold: nothing here computes them. `merged` and `widths`, by column, are looks alone: for a table
    that goes back as it came.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    uncomputed: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    merged: tuple[Merged, ...] = ()
    widths: tuple[tuple[int, float], ...] = ()

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at a place."""
        return Cell(self.name, row, column)


def column_letters(column: int) -> str:
    """Return what spreadsheets call a column: 0 is A, 26 is AA."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % LETTERS) + letters
        column = column // LETTERS - 1
    return letters


def rectangle(rows: list[list[Value]]) -> tuple[tuple[Value, ...], ...]:
    """Return rows of one width, without the empty ones at the end and the empty columns at the right."""
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    ends = (place + 1 for row in rows for place, value in enumerate(row) if value is not None)
    width = max(ends, default=0)
    return tuple(tuple(row[:width]) + (None,) * (width - len(row)) for row in rows)
