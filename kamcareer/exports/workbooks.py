"""Writing XLSX: text stays text, the header in sight, A4 on paper."""

from collections.abc import Collection, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from kamcareer.exports.cells import defused

Value = str | float | int | date | None

A4 = 9
SHARE, DAY = "0%", "dd.mm.yyyy"
NARROW, WIDE = 14, 36  # characters
AS_IS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def new_book(out: BytesIO) -> Any:
    """Return a book that is written when it is closed."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - who writes no sheet should not wait for it

    return Workbook(out, AS_IS)


def write_header(book: Any, sheet: Any, columns: Sequence[str]) -> None:
    """Write the names of the columns, which stay in sight and are repeated on paper."""
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for place, name in enumerate(columns):
        sheet.write_string(0, place, defused(name), bold)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def write_lines(sheet: Any, lines: Sequence[Sequence[str]], first: int = 0) -> None:
    """Write rows of text, none of it a formula."""
    for row, cells in enumerate(lines, start=first):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, defused(text))


def add_table(  # noqa: PLR0913 - a table, and what its columns are
    book: Any,
    name: str,
    columns: Sequence[str],
    lines: Sequence[Sequence[Value]],
    guide: str,
    shares: Collection[int] = (),
    wide: Collection[int] = (),
) -> None:
    """Add a sheet with a header to filter by, numbers as numbers and days as days; `guide` says on paper what it is."""
    sheet = book.add_worksheet(name)
    write_header(book, sheet, columns)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(lines), 1), len(columns) - 1)
    for column in range(len(columns)):
        sheet.set_column(column, column, WIDE if column in wide else NARROW)
    share, day = book.add_format({"num_format": SHARE}), book.add_format({"num_format": DAY})
    text = book.add_format({"num_format": "@"})
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(row, column, defused(value), text)
            elif isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            elif value is not None:
                sheet.write_number(row, column, value, share if column in shares else None)
    on_paper(sheet)
    sheet.set_header("&L" + guide.replace("&", "&&"))


def on_paper(sheet: Any) -> None:
    """Set a sheet up for A4 paper across, as wide as one page."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
