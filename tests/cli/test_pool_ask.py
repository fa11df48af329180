"""`flask pool ask`: free questions about a real snapshot of the pool, of that file alone and read only."""

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from click.testing import Result
from flask import Flask

from kamcareer.core.snapshot import Snapshot
from kamcareer.store.pool_columns import PoolColumns, pool_file, read_columns, write_columns
from tests.conftest import NOW

TOPICS = ("negotiation", "finance")
LEVELS = np.array([[0, 1, 2, 3, 4], [2, 2, 2, 2, 2]], np.float32)


@pytest.fixture
def file(app: Flask) -> Path:
    """Five people, one at each level of negotiation."""
    people = np.array([f"{number:036d}" for number in range(5)], "S36")
    snapshot = Snapshot(TOPICS, people, LEVELS, np.full((2, 5), 0.5, np.float32))
    there = pool_file(app.config["SETTINGS"].data_folder)
    write_columns(there, [PoolColumns(NOW, np.array([2, 2], np.float32), snapshot)])
    return there


def ask(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["pool", "ask", *words])


def test_a_question_is_answered_as_a_table_with_the_day_and_number_of_people_beside_it(app: Flask, file: Path):
    done = ask(app, "SELECT count(*) AS people, avg(level_negotiation) AS average FROM pool WHERE level_finance > 1")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == ["people  average", "------  -------", "     5    2.000"]
    assert done.stderr == f"the candidate pool of {NOW:%Y-%m-%d %H:%M} UTC, people: 5\n"


def test_as_csv_all_rows_and_digits_are_there(app: Flask, file: Path):
    done = ask(app, "SELECT person, level_negotiation / 3 AS third FROM pool ORDER BY person", "--csv", "--most", "2")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [float(row["third"]) for row in rows] == pytest.approx([0, 1 / 3, 2 / 3, 1, 4 / 3])
    assert set(rows[0]) == {"person", "third"}


def test_a_long_table_says_that_it_was_cut(app: Flask, file: Path):
    done = ask(app, "FROM pool SELECT person", "--most", "2")
    assert len(done.stdout.splitlines()) == 2 + 2
    assert "only the first 2 rows" in done.stderr
    assert "only" not in ask(app, "FROM pool SELECT person", "--most", "5").stderr


def test_the_columns_are_listed_and_no_name_is_among_them(app: Flask, file: Path):
    columns = {line.split()[0] for line in ask(app, "--columns").stdout.splitlines()[2:]}
    assert columns == {"person", "taken"} | {f"{of}_{id}" for of in ("level", "deviation", "assumed") for id in TOPICS}


def test_the_questions_of_the_documentation_are_answered(app: Flask, file: Path):
    text = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf8")
    asked = [part.split('"')[1] for part in text.split("flask pool ask ")[1:] if part.startswith('"')]
    assert len(asked) == 3
    for question in asked:
        assert ask(app, question).exit_code == 0, question


@pytest.mark.parametrize(
    "question",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('{other}')",
        "SELECT * FROM '{other}'",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM 'https://example.com/pool.parquet'",
        "COPY (SELECT 1) TO '{pool}'",
        "COPY (SELECT 1) TO '{other}'",
        "ATTACH '{other}' AS more",
        "CREATE TABLE mine AS SELECT * FROM pool",
        "SET enable_external_access = true",
        "SET memory_limit = '64GB'",
        "INSTALL httpfs",
        "SELECT 1; COPY (SELECT 1) TO '{pool}'",
        "SELECT level_unknown FROM pool",
        "SELECT * FROM question",
        "SELEC 1",
        "SELECT * FROM range(100000000) a, range(100) b ORDER BY hash(a.range + b.range)",
        "SELECT 'a' || CAST(person AS INTEGER) FROM (SELECT 'word' AS person)",
    ],
)
def test_whatever_is_no_question_about_the_pool_is_refused_in_one_line_and_changes_nothing(
    app: Flask, file: Path, tmp_path: Path, question: str
):
    other, before = tmp_path / "other.csv", file.read_bytes()
    other.write_text("a,b\n1,2\n", encoding="utf8")
    done = ask(app, question.format(other=other, pool=file))

    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 2  # of when the pool is, and what is wrong
    assert (file.read_bytes(), other.read_text(encoding="utf8")) == (before, "a,b\n1,2\n")
    assert len(read_columns(file).snapshot) == 5


@pytest.mark.parametrize("words", [(), ("SELECT 1", "--columns")])
def test_wrong_use_is_said_in_one_line(app: Flask, words: tuple[str, ...]):
    done = ask(app, *words)
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)


def test_without_a_pool_it_is_said_how_one_is_made(app: Flask):
    done = ask(app, "SELECT 1")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "flask pool refresh" in done.stderr


def test_a_file_that_is_damaged_is_said_in_one_line(app: Flask, file: Path):
    file.write_bytes(b"no parquet")
    done = ask(app, "SELECT 1")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
