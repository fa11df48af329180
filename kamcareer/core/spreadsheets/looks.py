"""Which cells of a sheet are merged and how wide its columns are, by its XML; what is out of bounds is passed over."""

import re
from collections.abc import Iterator, Sequence

from kamcareer.core.spreadsheets.sheet import LETTERS, Merged, Value

MOST_MERGED = 1_000
WIDEST = 255.0
MERGED = re.compile(rb'<(?:\w{1,8}:)?mergeCell\s[^>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
COLUMNS = re.compile(rb"<(?:\w{1,8}:)?col\s([^>]{0,400})>")
NUMBER = re.compile(rb'\b(min|max|width)="(\d{1,9}(?:\.\d{1,20})?)"')

Rows = Sequence[Sequence[Value]]


def looks_of(xml: bytes, rows: Rows) -> tuple[tuple[Merged, ...], tuple[tuple[int, float], ...]]:
    """Return the merged cells of a sheet, none of them over another, and the widths of its columns."""
    found: list[Merged] = []
    for one in _merged(xml, rows):
        if len(found) < MOST_MERGED and not any(map(one.touches, found)):
            found.append(one)
    return tuple(found), tuple(sorted(_widths(xml, len(rows[0]) if rows else 0).items()))


def _merged(xml: bytes, rows: Rows) -> Iterator[Merged]:
    bottom, right = len(rows) - 1, (len(rows[0]) if rows else 0) - 1
    for corner in MERGED.finditer(xml):
        first, top, last, end = corner.groups()
        one = Merged(int(top) - 1, _column(first), min(int(end) - 1, bottom), min(_column(last), right))
        if 0 <= one.top <= one.bottom and one.left <= one.right and one[:2] != one[2:]:
            yield one


def _widths(xml: bytes, width: int) -> dict[int, float]:
    widths: dict[int, float] = {}
    for column in COLUMNS.finditer(xml):
        said = {name: float(value) for name, value in NUMBER.findall(column[1])}
        if len(said) == 3 and 0 < said[b"width"] <= WIDEST:  # noqa: PLR2004 - from, to, width
            widths |= dict.fromkeys(range(int(said[b"min"]) - 1, min(int(said[b"max"]), width)), said[b"width"])
    return widths


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * LETTERS + letter - ord("A") + 1
    return number - 1
