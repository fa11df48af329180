"""A framework as XLSX to be edited and read back: three grids of roles by competencies, and texts side by side."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from kamcareer.core.framework.matrix import Matrix, Need, Profile
from kamcareer.core.framework_table import COLUMNS, FIRST, GRIDS, MARK, TEXTS
from kamcareer.exports.cells import defused
from kamcareer.exports.workbooks import Value, new_book, on_paper, write_header

CELLS: dict[str, Callable[[Need], Value]] = {
    "levels": lambda need: need.level,
    "weights": lambda need: need.weight,
    "must_haves": lambda need: MARK if need.must_have else None,
}
NARROW, NAME, TEXT = 12, 34, 70  # characters


def framework_xlsx(matrix: Matrix, language: str) -> bytes:
    """Return the sheets levels, weights, must_haves and texts; names of topics and roles in the language given."""
    out = BytesIO()
    with new_book(out) as book:
        for grid in GRIDS:
            _add_grid(book, grid, matrix, language)
        _add_texts(book, matrix)
    return out.getvalue()


def _add_grid(book: Any, grid: str, matrix: Matrix, language: str) -> None:
    sheet = book.add_worksheet(grid)
    write_header(book, sheet, ["id", "", *matrix.profiles])
    turned = book.add_format({"rotation": 90, "text_wrap": True, "valign": "bottom"})
    for column, (id, profile) in enumerate(matrix.profiles.items(), start=FIRST):
        sheet.write_string(1, column, defused(_role_name(matrix, id, profile, language)), turned)
    for row, id in enumerate(matrix.competencies, start=FIRST):
        sheet.write_string(row, 0, id)
        sheet.write_string(row, 1, defused(matrix.name("competencies", id, language)))
        for column, profile in enumerate(matrix.profiles.values(), start=FIRST):
            value = CELLS[grid](profile.needs[id]) if id in profile.needs else None
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            elif value is not None:
                sheet.write_number(row, column, value)
    sheet.freeze_panes(FIRST, FIRST)
    sheet.autofilter(FIRST - 1, 0, FIRST + len(matrix.competencies) - 1, FIRST + len(matrix.profiles) - 1)
    sheet.set_row(1, 150)
    sheet.set_column(0, 0, NARROW + 6)
    sheet.set_column(1, 1, NAME)
    sheet.set_column(FIRST, FIRST + len(matrix.profiles), NARROW)
    on_paper(sheet)


def _role_name(matrix: Matrix, id: str, profile: Profile, language: str) -> str:
    name = matrix.name("roles", id, language)
    return f"{name} ← {profile.base}" if profile.base else name


def _add_texts(book: Any, matrix: Matrix) -> None:
    sheet = book.add_worksheet(TEXTS)
    write_header(book, sheet, COLUMNS)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, ((file, place), (russian, english)) in enumerate(matrix.texts.items(), start=1):
        for column, text in enumerate((file, place, russian, english)):
            sheet.write_string(row, column, defused(text), wrapped)
    sheet.autofilter(0, 0, len(matrix.texts), 3)
    sheet.set_column(0, 1, NAME)
    sheet.set_column(2, 3, TEXT)
    on_paper(sheet)
