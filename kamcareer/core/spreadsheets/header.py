"""Where the names of the columns stand: not always in the first row, and sometimes in two."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeVar

from kamcareer.core.spreadsheets.sheet import Sheet, Value

LOOKED_AT = 20
What = TypeVar("What")


@dataclass(frozen=True)
class Header:
    """Names of columns; `row` is the last row they take. `groups` are the merged names above, where there are any."""

    row: int
    labels: tuple[str, ...]
    groups: tuple[str, ...]

    def above(self, place: int) -> str:
        """Return the name of a column with the one above it."""
        return f"{self.groups[place]} {self.labels[place]}".strip()


def plain(words: str) -> str:
    """Return words as they are compared: small letters, ё as е, signs and line ends as one space."""
    return " ".join(re.sub(r"[^\w%]+", " ", words.casefold().replace("ё", "е")).split())


def with_decision(known: Mapping[str, What], said: str, what: What) -> dict[str, What]:
    """Return what is decided about words, `what` in place of all that was decided about the same ones."""
    return {words: one for words, one in known.items() if plain(words) != plain(said)} | {said: what}


def headers(sheet: Sheet) -> Iterator[Header]:
    """Return what may be the header, one row before two, from the top."""
    rows = [tuple(_label(value) for value in row) for row in sheet.rows[:LOOKED_AT]]
    for number, labels in enumerate(rows):
        yield Header(number, labels, ("",) * len(labels))
    for number, (upper, lower) in enumerate(pairwise(rows)):
        yield _double(number + 1, upper, lower)


def _double(row: int, upper: tuple[str, ...], lower: tuple[str, ...]) -> Header:
    """Return two rows as one header; a merged name holds its words in its first cell alone."""
    labels, groups, group = [], [], ""
    for above, below in zip(upper, lower, strict=True):
        group = above or (group if below else "")
        labels.append(below or above)
        groups.append(group if below else "")
    return Header(row, tuple(labels), tuple(groups))


def fullest(sheet: Sheet) -> Header:
    """Return the row with most words among the first: the header, where nothing in it is known."""
    single = [header for header in headers(sheet) if not any(header.groups)]
    return max(single, key=lambda header: (sum(map(bool, header.labels)), -header.row))


def best_header(
    sheets: Sequence[Sheet], fields_of: Callable[[Header], Mapping[int, What]]
) -> tuple[Sheet, Header, dict[int, What]]:
    """Return the header whose names say most, of all sheets, with its sheet and what each of its columns says."""
    best = (0, sheets[0], fullest(sheets[0]))
    for sheet in sheets:
        for header in headers(sheet):
            score = len(set(fields_of(header).values()))
            if score > best[0]:
                best = (score, sheet, header)
    _, sheet, header = best
    return sheet, header, dict(fields_of(header))


def _label(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(value).split()) if value is not None else ""
