"""Candidates as XLSX: a table to fill in, and the links of those invited with the words to send them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from kamcareer.core.candidates_import.reading import MOST_AT_ONCE
from kamcareer.exports.workbooks import new_book, on_paper, write_header, write_lines

WIDTHS = (36, 32, 22, 18)


@dataclass(frozen=True)
class Column:
    """A column to fill in: its name, what stands in it, and the choices where there are any."""

    name: str
    says: str
    choices: Sequence[str] = ()


def candidates_table(columns: Sequence[Column], words: Mapping[str, str]) -> bytes:
    """Return a table to fill in, choices as a list to choose from, and a sheet that explains the columns.

    `words` holds the names of the sheets (people, guide), of the columns of the guide (column, says), of what to do
    where a choice is refused (wrong, choose), and the lines of the guide, which are the keys that begin with "guide_".
    """
    out = BytesIO()
    with new_book(out) as book:
        sheet, guide = book.add_worksheet(words["people"]), book.add_worksheet(words["guide"])
        text = book.add_format({"num_format": "@"})
        for place, (column, width) in enumerate(zip(columns, WIDTHS, strict=True)):
            sheet.set_column(place, place, width, text)
            if column.choices:
                rule = {"validate": "list", "source": list(column.choices)}
                refused = {"error_title": words["wrong"], "error_message": words["choose"]}
                sheet.data_validation(1, place, MOST_AT_ONCE, place, rule | refused)
        write_header(book, sheet, [column.name for column in columns])
        sheet.autofilter(0, 0, MOST_AT_ONCE, len(columns) - 1)
        write_header(book, guide, [words["column"], words["says"]])
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        guide.set_column(0, 0, 30, wrapped)
        guide.set_column(1, 1, 90, wrapped)
        rows = [(column.name, column.says) for column in columns]
        rows += [("", line) for key, line in words.items() if key.startswith("guide_")]
        write_lines(guide, rows, first=1)
        for one in (sheet, guide):
            on_paper(one)
    return out.getvalue()


def links_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return those invited, one a row: every cell is text, none a formula."""
    out = BytesIO()
    with new_book(out) as book:
        sheet = book.add_worksheet(title)
        write_header(book, sheet, columns)
        sheet.set_column(0, len(columns) - 1, 32, book.add_format({"num_format": "@"}))
        write_lines(sheet, rows, first=1)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        on_paper(sheet)
    return out.getvalue()
