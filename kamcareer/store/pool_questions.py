"""Free questions about last night's columns of the pool, in SQL: read only, of that one file, in bounded memory."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

TABLE = "pool"
# A million people take a quarter of it; what needs more is refused and never written to the disk.
LIMITS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "1GB", "threads": 2, "temp_directory": ""}
# Nothing is fetched from outside, and a name that is no table is no variable of ours.
CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}
AT_ONCE = 1_000


class QuestionError(ValueError):
    """A question that cannot be answered; the message is one line."""


@dataclass(frozen=True)
class Answer:
    """The names of the columns of an answer, and its rows, which are read as they are asked for. QuestionError."""

    columns: tuple[str, ...]
    rows: Iterator[Sequence[Any]]


@contextmanager
def answer_to(file: Path, question: str) -> Iterator[Answer]:
    """Yield the answer to one SELECT about the table `pool`.

    QuestionError for anything else and where it fails; FileNotFoundError where there is no file.
    """
    import duckdb  # noqa: PLC0415 - only who asks waits for it

    if not file.exists():
        raise FileNotFoundError(file)
    try:
        with _opened(file) as database:
            found = database.execute(_one_select(database, question))
            yield Answer(tuple(str(column[0]) for column in found.description or ()), _rows(found))
    except duckdb.Error as error:
        raise QuestionError(str(error).splitlines()[0]) from error


def _opened(file: Path) -> "duckdb.DuckDBPyConnection":
    """Return a database that can read one file and do nothing else, whatever it is asked to set."""
    import duckdb  # noqa: PLC0415

    database = duckdb.connect(config=LIMITS | CLOSED)
    quoted = str(file.absolute()).replace("'", "''")
    database.execute(f"SET allowed_paths = ['{quoted}']")
    database.execute("SET enable_external_access = false")
    database.read_parquet(str(file.absolute())).create_view(TABLE)
    database.execute("SET lock_configuration = true")
    return database


def _one_select(database: "duckdb.DuckDBPyConnection", question: str) -> "duckdb.Statement":
    import duckdb  # noqa: PLC0415

    statements = database.extract_statements(question)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        # Whatever writes would write over the very file that may be read.
        raise QuestionError("One SELECT is answered and nothing else.")
    return statements[0]


def _rows(found: "duckdb.DuckDBPyConnection") -> Iterator[Sequence[Any]]:
    while part := found.fetchmany(AT_ONCE):
        yield from part
