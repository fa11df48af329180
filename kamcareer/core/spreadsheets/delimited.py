"""CSV as Excel and 1C write it: semicolons, commas or tabs; UTF-8, UTF-16 with a mark, or windows-1251."""

import csv
from collections.abc import Iterator
from io import StringIO

from kamcareer.core.plain_bytes import decoded
from kamcareer.core.spreadsheets.refusal import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TEXT,
    Refusal,
    RefusedFileError,
)
from kamcareer.core.spreadsheets.sheet import Sheet, Value, column_letters, rectangle

DELIMITERS = (";", "\t", ",")
LOOKED_AT = 30


def read_delimited(data: bytes, name: str) -> Sheet:
    """Return the table in a CSV file; RefusedFileError. Row numbers are those a spreadsheet would show."""
    text, delimiter = _without_mark(_decoded(data))
    rows: list[list[Value]] = []
    cells = 0
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter or _delimiter(text), strict=True):
            values = [_value(value, len(rows), place) for place, value in enumerate(row)]
            while values and values[-1] is None:
                values.pop()
            cells += len(values)
            _refuse_beyond(len(rows), len(values), cells)
            rows.append(values)
    except csv.Error:
        raise RefusedFileError(Refusal.DAMAGED, str(len(rows) + 1)) from None
    return Sheet(name, rectangle(rows))


def _decoded(data: bytes) -> str:
    text = decoded(data)
    if text is None:
        raise RefusedFileError(Refusal.NO_TEXT)
    return text


def _without_mark(text: str) -> tuple[str, str]:
    """Return the text and the delimiter that a first line "sep=;" names, as Excel takes it."""
    first, _, rest = text.partition("\n")
    marked = first.strip().lower()
    if marked.startswith("sep=") and marked[4:] in {";", ","}:
        # The line stays an empty one, so that row numbers are those the reader sees.
        return "\n" + rest, marked[4:]
    return text, ""


def _delimiter(text: str) -> str:
    """Return the delimiter that divides most of the first rows into equally many fields, two or more."""
    return max(DELIMITERS, key=lambda one: _agreement(text, one))


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    widths = [width for width in _widths(text, delimiter) if width > 1]
    most = max(widths, key=widths.count, default=0)
    return widths.count(most), most


def _widths(text: str, delimiter: str) -> Iterator[int]:
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for _, row in zip(range(LOOKED_AT), rows, strict=False):
            yield len(row)
    except csv.Error:
        return


def _value(text: str, row: int, column: int) -> Value:
    stripped = text.strip(" \t\r\n\xa0\ufeff")
    if len(stripped) > MAX_TEXT:
        raise RefusedFileError(Refusal.TOO_LONG, f"{column_letters(column)}{row + 1}")
    return stripped or None


def _refuse_beyond(row: int, width: int, cells: int) -> None:
    if row >= MAX_ROWS:
        raise RefusedFileError(Refusal.TOO_MANY_ROWS)
    if width > MAX_COLUMNS:
        raise RefusedFileError(Refusal.TOO_MANY_COLUMNS)
    if cells > MAX_CELLS:
        raise RefusedFileError(Refusal.TOO_MANY_CELLS)
