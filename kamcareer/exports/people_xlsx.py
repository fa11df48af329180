"""The table of people as XLSX: a template to fill in, and a file as it came with what is wrong as comments."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from kamcareer.core.people import Person
from kamcareer.core.spreadsheets.sheet import Cell, Sheet, Value
from kamcareer.exports.cells import defused
from kamcareer.exports.workbooks import new_book, on_paper, write_header, write_lines

MOST_PEOPLE = 10_000
WIDTHS = (16, 36, 28, 22, 36, 16, 32)
DAYS = 5  # the column of days
WIDTH = 22
LONGEST_COMMENT = 2_000
LONGEST_SHEET_NAME = 31
FIRST_DAY = date(1950, 1, 1)


def people_table(
    columns: Sequence[str], roles: Mapping[str, str], words: Mapping[str, str], people: Sequence[Person] = ()
) -> bytes:
    """Return a table to fill in or to go on with: number, name, unit, manager, role to choose from a list, day, e-mail.

    `roles` are names by id; a role that the model has no more stays as its id.

    `words` holds the names of the sheets (people, roles, guide), of what to do where a value is refused (wrong, role,
    day), and the lines of the guide, which are the keys that begin with "guide_".
    """
    out = BytesIO()
    with new_book(out) as book:
        sheet = book.add_worksheet(words["people"])
        text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "dd.mm.yyyy"})
        for place, width in enumerate(WIDTHS):
            sheet.set_column(place, place, width, day if place == DAYS else text)
        write_header(book, sheet, columns)
        sheet.autofilter(0, 0, MOST_PEOPLE, len(columns) - 1)
        for row, person in enumerate(people, start=1):
            role = roles.get(person.role, person.role) if person.role else None
            values = (person.number, person.name, person.unit or None, person.manager, role, person.since, person.email)
            for place, value in enumerate(values):
                _write(sheet, row, place, value, day if isinstance(value, date) else text)
        _drop_downs(sheet, len(roles), words)
        posts = book.add_worksheet(words["roles"])
        write_lines(posts, [[line] for line in (words["roles"], *roles.values())])
        posts.set_column(0, 0, 44)
        guide = book.add_worksheet(words["guide"])
        write_lines(guide, [[line] for key, line in words.items() if key.startswith("guide_")])
        guide.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
        for one in book.worksheets():
            on_paper(one)
    return out.getvalue()


def marked_sheet(sheet: Sheet, header_row: int, comments: Mapping[Cell, str]) -> bytes:
    """Return a sheet as it was read, typed, its formulas as their values; what is wrong stands as comments.

    Cells that were merged are merged again, and columns are as wide as they were.
    """
    out = BytesIO()
    with new_book(out) as book:
        made = book.add_worksheet(sheet.name[:LONGEST_SHEET_NAME])
        marked = {"bg_color": "#FFE9A8", "font_color": "#1A1A1A"}
        formats = {
            (is_day, wrong): book.add_format(
                {"num_format": "dd.mm.yyyy" if is_day else "@"} | (marked if wrong else {})
            )
            for is_day in (False, True)
            for wrong in (False, True)
        }
        places = {(cell.row, cell.column) for cell in comments}
        made.set_column(0, max(sheet.width - 1, 0), WIDTH)
        for column, width in sheet.widths:
            made.set_column(column, column, width)
        for one in sheet.merged:
            made.merge_range(*one, "", formats[False, one[:2] in places])
        for row, values in enumerate(sheet.rows):
            for column, value in enumerate(values):
                wrong = (row, column) in places
                _write(made, row, column, value, formats[isinstance(value, date), wrong])
        for cell, comment in comments.items():
            made.write_comment(cell.row, cell.column, comment[:LONGEST_COMMENT], {"x_scale": 2.5, "y_scale": 1.5})
        made.freeze_panes(header_row + 1, 0)
        if sheet.width:
            made.autofilter(header_row, 0, len(sheet.rows) - 1, sheet.width - 1)
        on_paper(made)
        made.repeat_rows(header_row)
    return out.getvalue()


def _drop_downs(sheet: Any, roles: int, words: Mapping[str, str]) -> None:
    name = words["roles"].replace("'", "''")
    sheet.data_validation(
        1, 4, MOST_PEOPLE, 4,
        {
            "validate": "list",
            "source": f"='{name}'!$A$2:$A${roles + 1}",
            "error_title": words["wrong"],
            "error_message": words["role"],
            "error_type": "warning",
        },
    )  # fmt: skip
    sheet.data_validation(
        1, DAYS, MOST_PEOPLE, DAYS,
        {
            "validate": "date",
            "criteria": ">=",
            "value": FIRST_DAY,
            "error_title": words["wrong"],
            "error_message": words["day"],
        },
    )  # fmt: skip


def _write(sheet: Any, row: int, column: int, value: Value, form: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, form)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, form)
    elif isinstance(value, str):
        sheet.write_string(row, column, defused(value), form)
    else:
        sheet.write_number(row, column, value, form)
