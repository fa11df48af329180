"""The funnel of a vacancy as a table for spreadsheets."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from kamcareer.core.applications import CameBy
from kamcareer.core.funnel import Line
from kamcareer.exports.cells import defused

COLUMNS = ("vacancy", "step", "people", *CameBy, "usual", "most")


def funnel_csv(lines: Sequence[Line], title: str, language: str, words: Mapping[str, str]) -> bytes:
    """Return the steps as CSV that opens by double click in the reader's own Excel.

    `words` holds the translated names of the columns ("vacancy", "step", "people", "usual", "most"), of the steps and
    of the ways by which people came.
    """
    russian, out = language == "ru", StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if russian else ",")
    writer.writerow([defused(words[name]) for name in COLUMNS])
    for line in lines:
        counts = [str(line.reached), *(str(line.by_source[way]) for way in CameBy)]
        days = ["" if one is None else f"{one:.1f}" for one in (line.usual_days, line.most_days)]
        days = [one.replace(".", ",") for one in days] if russian else days
        writer.writerow([defused(title), defused(words[line.step]), *counts, *days])
    return out.getvalue().encode("utf-8-sig")
