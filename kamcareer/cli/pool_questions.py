"""`flask pool ask`: a free question in SQL about last night's columns of the candidate pool."""

import csv
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from kamcareer.cli.command import Command, refuse
from kamcareer.exports.cells import defused
from kamcareer.store.pool_columns import pool_file
from kamcareer.store.pool_questions import Answer, QuestionError, answer_to

COLUMNS = "SELECT column_name AS column, column_type AS type FROM (DESCRIBE pool)"
TAKEN = "SELECT count(*), strftime(max(taken), '%Y-%m-%d %H:%M UTC') FROM pool"


@click.command("ask", cls=Command)
@click.argument("question", required=False)
@click.option("--columns", is_flag=True, help="Print the columns there are instead of asking.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, all rows, figures as they are.")
@click.option("--most", type=click.IntRange(1), default=100, show_default=True, help="Rows of a table that is printed.")
@with_appcontext
def ask(question: str | None, most: int, *, as_csv: bool, columns: bool) -> None:
    """Answer QUESTION, one SELECT about the table `pool`, from what `flask pool refresh` wrote last.

    A row is a person without a name: level_X is the level expected in competency X, deviation_X how uncertain it is,
    assumed_X what was assumed of everybody. For whoever runs the installation: rows of few people tell about them.
    """
    if columns == bool(question):
        refuse("Ask one question in SQL, or --columns for what can be asked about.")
    file = pool_file(current_app.config["SETTINGS"].data_folder)
    try:
        _say_of_when(file)
        with answer_to(file, question or COLUMNS) as answer:
            if as_csv:
                _print_csv(answer)
            else:
                _print_table(answer, None if columns else most)
    except FileNotFoundError:
        refuse(f"{file} is not there: nobody is in the pool, or flask pool refresh was not run")
    except QuestionError as error:
        refuse(str(error))


def _say_of_when(file: Path) -> None:
    with answer_to(file, TAKEN) as answer:
        people, taken = next(answer.rows)
    click.echo(f"the candidate pool of {taken}, people: {people}", err=True)


def _print_csv(answer: Answer) -> None:
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(map(defused, answer.columns))
    lines.writerows([defused(cell) if isinstance(cell, str) else cell for cell in row] for row in answer.rows)


def _print_table(answer: Answer, most: int | None) -> None:
    rows = [[_shown(value) for value in row] for row in islice(answer.rows, most)]
    right = [all(_is_number(row[place]) for row in rows) for place in range(len(answer.columns))]
    widths = [max(map(len, column)) for column in zip(answer.columns, *rows, strict=True)]
    for row in (answer.columns, ["-" * width for width in widths], *rows):
        click.echo(_line(row, widths, right))
    if next(answer.rows, None) is not None:
        click.echo(f"only the first {most} rows; more with --most, all with --csv", err=True)


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = zip(row, widths, right, strict=True)
    return "  ".join(text.rjust(width) if end else text.ljust(width) for text, width, end in cells).rstrip()


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else " ".join(str(value).split())


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return not text
    return True
