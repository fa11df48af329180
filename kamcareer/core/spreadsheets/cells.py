"""The cells of a sheet by what their columns say, and every one of them that is to be mended."""

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from kamcareer.core.spreadsheets.header import Header
from kamcareer.core.spreadsheets.problem import CellProblem, Wrong
from kamcareer.core.spreadsheets.sheet import Sheet, Value

What = TypeVar("What")
Meaning = TypeVar("Meaning")


class Cells(Generic[What]):
    """The cells under columns of which is known what they say; what is wrong gathers in `problems`, once for a cell."""

    def __init__(self, sheet: Sheet, columns: Mapping[What, int]) -> None:
        self.sheet, self.columns = sheet, columns
        self.problems: list[CellProblem] = []

    def empty(self, place: int) -> bool:
        """Return whether nothing stands in a row, not even a formula without its value."""
        row = self.sheet.rows[place]
        return all(row[at] is None and (place, at) not in self.sheet.uncomputed for at in self.columns.values())

    def value(self, place: int, what: What) -> Value:
        """Return what stands in a cell; None for nothing, and where no column says such a thing."""
        if what not in self.columns:
            return None
        if (place, self.columns[what]) in self.sheet.uncomputed:
            self.wrong(place, what, Wrong.NO_VALUE)
        return self.sheet.rows[place][self.columns[what]]

    def read(self, place: int, what: What, reader: Callable[[Value], Meaning], wrong: Wrong) -> Meaning | None:
        """Return what a cell means to a reader; None for an empty one, and where its ValueError became a problem."""
        value = self.value(place, what)
        if value is None:
            return None
        try:
            return reader(value)
        except ValueError:
            self.wrong(place, what, wrong)
            return None

    def wrong(self, place: int, what: What, wrong: Wrong, hints: tuple[str, ...] = ()) -> None:
        """Note that a cell is to be mended; one thing at a time."""
        said = self.sheet.rows[place][self.columns[what]]
        cell = self.sheet.cell(place, self.columns[what])
        if not any(one.cell == cell for one in self.problems[-len(self.columns) :]):
            self.problems.append(CellProblem(cell, wrong, "" if said is None else str(said), hints))


def named_twice(sheet: Sheet, header: Header, fields: Mapping[int, What]) -> Iterator[CellProblem]:
    """Return the columns that say what one before them says."""
    seen: dict[What, int] = {}
    for place, what in fields.items():
        if what in seen:
            first = str(sheet.cell(header.row, seen[what]))
            yield CellProblem(sheet.cell(header.row, place), Wrong.TWO_COLUMNS, str(what), (first,))
        seen.setdefault(what, place)
