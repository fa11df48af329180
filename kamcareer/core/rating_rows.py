"""Ratings of many people as rows, for calibration: JSON lines or CSV, one rating a line.

person, role (empty from outside), competency, source, rater (empty for the person), level, confidence
"""

import csv
import json
from collections.abc import Collection, Iterator
from io import StringIO
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from kamcareer.core.answers import Confidence
from kamcareer.core.framework.entries import MAX_LEVEL, Entry, Words
from kamcareer.core.framework.errors import FileError, Position, Problem, unknown
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.shape import validated
from kamcareer.core.framework.yaml_reader import Document
from kamcareer.core.measurement.calibration import Rated
from kamcareer.core.measurement.rating import Rating
from kamcareer.core.measurement.terms import Leniency
from kamcareer.core.names import plain_name

SCORES = ("situations", "indicators")  # means of several answers, not rounded to a level
OWN_WORD = ("indicators",)
REPEATED = ("evidence",)  # somebody may have done several things that show one competency
MOST_PROBLEMS = 20


def _empty_is_none(value: object) -> object:
    return None if value == "" else value


class RatingRow(Entry):
    """One rating in a file of ratings."""

    person: Words
    role: Annotated[Words | None, BeforeValidator(_empty_is_none)] = None
    competency: Words
    source: Words
    rater: str = ""
    level: Annotated[float, Field(ge=0, le=MAX_LEVEL)]
    confidence: Annotated[Confidence, BeforeValidator(lambda value: value or "fairly")] = "fairly"


def read_rated(data: bytes, name: str, framework: Framework) -> dict[str, Rated]:
    """Return people with their roles and ratings; FileError with the lines that cannot be used, at most twenty.

    One rater gives one person one level in a competency: a second line, the same or another, cannot be used.
    A file whose first line begins with a brace is JSON lines, any other CSV with a header.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError([Problem(Position(name), "not UTF-8; save the file as UTF-8")]) from None
    roles: dict[str, str | None] = {}
    ratings: dict[str, list[Rating]] = {}
    lines: dict[tuple[str, ...], tuple[int, RatingRow]] = {}
    problems: list[Problem] = []
    for number, value in _json_rows(text) if text.lstrip().startswith("{") else _csv_rows(text):
        place = Position(name, number)
        try:
            row = validated(Document(name, value, {(): place}), RatingRow)
            problems += _unknown(row, framework, place)
            if roles.setdefault(row.person, row.role) != row.role:
                problems.append(Problem(place, f'"{row.person}" has another role in an earlier line; keep one'))
            problems += _second(row, number, lines, place)
        except FileError as error:
            problems += error.problems
            continue
        ratings.setdefault(row.person, []).append(_rating(row))
        if len(problems) >= MOST_PROBLEMS:
            break
    if not ratings and not problems:
        problems.append(Problem(Position(name), "there are no ratings in the file"))
    if problems:
        raise FileError(problems[:MOST_PROBLEMS])
    return {person: Rated(roles[person], tuple(given)) for person, given in ratings.items()}


class LeniencyRow(Entry):
    """One rater's leniency as a calibration wrote it."""

    source: Words
    rater: Words
    levels: float


def read_leniency(data: bytes, name: str) -> Leniency:
    """Return the leniency of raters from the JSON that a calibration wrote; FileError where it is something else."""
    try:
        rows = json.loads(data)
    except ValueError:
        raise FileError([Problem(Position(name), "not the JSON that flask measurement calibrate writes")]) from None
    if not isinstance(rows, list):
        raise FileError([Problem(Position(name), "a list of raters is expected here")])
    read = [validated(Document(name, row), LeniencyRow) for row in rows]
    return {(row.source, row.rater): row.levels for row in read}


def _rating(row: RatingRow) -> Rating:
    return Rating(
        row.competency,
        row.source,
        row.level,
        row.confidence,
        row.rater,
        voice="self" if row.source in OWN_WORD else "",
        step=0.0 if row.source in SCORES else 1.0,
    )


def _unknown(row: RatingRow, framework: Framework, place: Position) -> Iterator[Problem]:
    known: list[tuple[str, str | None, Collection[str]]] = [
        ("competency", row.competency, framework.competencies),
        ("source", row.source, framework.measurement.sources),
        ("role", row.role, framework.roles),
    ]
    for kind, id, all_of_them in known:
        if id is not None and id not in all_of_them:
            yield Problem(place, unknown(kind, id, all_of_them))


def _second(
    row: RatingRow, number: int, lines: dict[tuple[str, ...], tuple[int, RatingRow]], place: Position
) -> Iterator[Problem]:
    if row.source in REPEATED:
        return
    asked = (row.person, row.competency, row.source, plain_name(row.rater))
    line, first = lines.setdefault(asked, (number, row))
    if line != number:
        alike = (row.level, row.confidence) == (first.level, first.confidence)
        said = "says the same as" if alike else "contradicts"
        message = (
            f'{said} line {line}: "{row.person}", {row.competency}, {row.source} are given twice; keep one of them'
        )
        yield Problem(place, message)


def _json_rows(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError:
                yield number, None


def _csv_rows(text: str) -> Iterator[tuple[int, Any]]:
    rows = csv.DictReader(StringIO(text))
    for row in rows:
        yield rows.line_num, {key: value for key, value in row.items() if key is not None}
