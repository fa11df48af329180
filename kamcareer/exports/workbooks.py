"""Writing XLSX: text stays text, the header in sight, A4 on paper."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from kamcareer.exports.cells import defused

A4 = 9
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


def on_paper(sheet: Any) -> None:
    """Set a sheet up for A4 paper across, as wide as one page."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
