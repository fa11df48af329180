"""The funnel of a vacancy as XLSX: one sheet to filter, counts and days as numbers."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from kamcareer.core.applications import CameBy
from kamcareer.core.funnel import Line
from kamcareer.exports.funnel_csv import COLUMNS
from kamcareer.exports.workbooks import Value, add_table, new_book


def funnel_table(lines: Sequence[Line], title: str, words: Mapping[str, str], guide: str) -> bytes:
    """Return the steps of the vacancy called `title`; an empty cell where too few took a step to tell its days.

    `words` holds what `funnel_csv` asks for, and the name of the sheet ("funnel").
    """
    out = BytesIO()
    with new_book(out) as book:
        columns = [words[name] for name in COLUMNS]
        add_table(book, words["funnel"], columns, [_line(one, title, words) for one in lines], guide, wide={0, 1})
    return out.getvalue()


def _line(line: Line, title: str, words: Mapping[str, str]) -> list[Value]:
    days = (None if one is None else round(one, 1) for one in (line.usual_days, line.most_days))
    return [title, words[line.step], line.reached, *(line.by_source[way] for way in CameBy), *days]
