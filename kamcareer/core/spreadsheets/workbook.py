"""XLSX, read with suspicion: bounded before it is unpacked, entities refused, formulas never computed."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from kamcareer.core.spreadsheets.looks import looks_of
from kamcareer.core.spreadsheets.refusal import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_PARTS,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_TEXT,
    MAX_UNPACKED,
    Refusal,
    RefusedFileError,
)
from kamcareer.core.spreadsheets.sheet import Cell, Sheet, Value, rectangle

ZEROS = re.compile(r"0{2,32}")
LOCKED = 1
FORMULA = "f"
# Empty rows beyond the last person are usual; a million formatted ones are not worth reading.
MAX_EMPTY_ROWS = 50_000


def read_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Return the visible sheets of an XLSX file; RefusedFileError for anything that is none or is too much."""
    try:
        refuse_bombs(data)
        sheets = _sheets(data)
    except RefusedFileError:
        raise
    except Exception:  # noqa: BLE001 - what a hostile file makes of the reader has no end of kinds
        raise RefusedFileError(Refusal.DAMAGED) from None
    return sheets


def refuse_bombs(data: bytes) -> None:
    """Look at what the archive says of itself; reading stops at the size it says, so it cannot lie."""
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & LOCKED for part in parts):
            raise RefusedFileError(Refusal.OLD_OR_LOCKED)
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise RefusedFileError(Refusal.UNPACKS_TOO_LARGE)


def _sheets(data: bytes) -> tuple[Sheet, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and rules that nobody here needs
        found = list(_values(data))
        if _has_formulas(data):
            found = [_with_uncomputed(sheet, formulas) for sheet, formulas in zip(found, _formulas(data), strict=True)]
    return tuple(found)


def _opened(data: bytes, *, computed: bool) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415 - half a second that no start should wait for

    return load_workbook(BytesIO(data), read_only=True, data_only=computed, keep_links=False)


def _visible(book: Any) -> list[Any]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:MAX_SHEETS]


def _values(data: bytes) -> Iterator[Sheet]:
    book, left = _opened(data, computed=True), MAX_CELLS
    for sheet in _visible(book):
        rows: list[list[Value]] = []
        for number, row in _rows(sheet):
            rows += [[] for _ in range(number - len(rows))]
            rows.append([_value(cell, Cell(sheet.title, number, place)) for place, cell in enumerate(row)])
            left -= len(row)
            if left < 0:
                raise RefusedFileError(Refusal.TOO_MANY_CELLS)
        values = rectangle(rows)
        yield Sheet(sheet.title, values, frozenset(), *looks_of(_xml(book, sheet), values))


def _xml(book: Any, sheet: Any) -> bytes:
    written: bytes = book._archive.read(sheet._worksheet_path)  # noqa: SLF001 - the reader of values tells no looks
    return written


def _rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """Return rows that hold something, with their number from 0."""
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    for number, cells in enumerate(sheet.iter_rows()):
        row = list(cells)
        while row and row[-1].value is None:
            row.pop()
        if row:
            if number >= MAX_ROWS:
                raise RefusedFileError(Refusal.TOO_MANY_ROWS)
            if len(row) > MAX_COLUMNS:
                raise RefusedFileError(Refusal.TOO_MANY_COLUMNS)
            yield number, row
        elif number >= MAX_EMPTY_ROWS:
            raise RefusedFileError(Refusal.TOO_MANY_ROWS)


def _value(cell: Any, place: Cell) -> Value:
    value = cell.value
    if value is None or isinstance(value, datetime):
        return value.date() if value else None
    if isinstance(value, (date, bool, time, timedelta)):
        return value if isinstance(value, date) else str(value)
    if isinstance(value, (int, float)):
        return _number(value, str(cell.number_format))
    text = str(value).strip(" \t\r\n\xa0\ufeff")
    if len(text) > MAX_TEXT:
        raise RefusedFileError(Refusal.TOO_LONG, str(place))
    return text or None


def _number(value: float, number_format: str) -> Value:
    """Return a number as its cell shows it where that says more than the number."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if "%" in number_format:
        return f"{round(value * 100, 6):g}%"
    if isinstance(value, int) and ZEROS.fullmatch(number_format):
        return str(value).zfill(len(number_format))
    return value


def _has_formulas(data: bytes) -> bool:
    with ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f" in archive.read(name) for name in names)


def _formulas(data: bytes) -> Iterator[set[tuple[int, int]]]:
    for sheet in _visible(_opened(data, computed=False)):
        yield {
            (number, place)
            for number, row in _rows(sheet)
            for place, cell in enumerate(row)
            if getattr(cell, "data_type", "") == FORMULA
        }


def _with_uncomputed(sheet: Sheet, formulas: set[tuple[int, int]]) -> Sheet:
    there = {(r, c) for r, row in enumerate(sheet.rows) for c, value in enumerate(row) if value is not None}
    return replace(sheet, uncomputed=frozenset(formulas - there))
