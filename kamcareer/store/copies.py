"""A whole database into one file and back, while others write: SQLite's own copy, PostgreSQL's own programs."""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

from kamcareer.core.backups import BackupError, Contents
from kamcareer.store.contents import contents, is_sqlite, opened, revision_of, tables_there
from kamcareer.store.job_queue import SCHEMA

# Who owns what, who may do what and what a schema is for stay with the server: who owns nothing may not set them.
OURS_ALONE = ["--no-owner", "--no-privileges", "--no-comments"]
PAGES = 1000  # copied at a time; in between others may write


def copy_of(url: str, file: Path) -> tuple[str, Contents]:
    """Write the database into a file; return its migration and contents at that very moment."""
    if not is_sqlite(url):
        return _dump(make_url(url), file)
    source = Path(make_url(url).database or "")
    if not source.is_file():
        raise BackupError(f"there is no database at {source}; nothing to back up yet")
    with closing(sqlite3.connect(source)) as living, closing(sqlite3.connect(file)) as copy:
        living.backup(copy, pages=PAGES)
    with opened(f"sqlite:///{file}") as connection:
        return revision_of(connection), contents(connection, tables_there(connection))


@contextmanager
def unpacked(kind: str, file: Path, server: str) -> Iterator[str | None]:
    """Give the URL of a database made from a file, to look at; None where the server allows no database for it."""
    if kind == "sqlite":
        yield f"sqlite:///{file}"
        return
    if is_sqlite(server):
        raise BackupError("the backup is of PostgreSQL; set KAMCAREER_DATABASE_URL to a PostgreSQL database")
    name = f"kamcareer_check_{uuid4().hex[:12]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except DBAPIError:
        engine.dispose()
        yield None
        return
    scratch = make_url(server).set(database=name)
    try:
        load_dump(scratch.render_as_string(hide_password=False), file)
        yield scratch.render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


def load_dump(url: str, file: Path) -> None:
    """Fill an empty PostgreSQL database from a file, whole or not at all."""
    with _program("pg_restore", make_url(url), file.parent) as (program, name):
        how = [*OURS_ALONE, "--single-transaction", "--exit-on-error"]
        _run([program, *how, f"--dbname={name}", str(file)])


def is_empty(url: str) -> bool:
    """Return whether a database holds no table at all."""
    with opened(url) as connection:
        return not tables_there(connection) and not revision_of(connection)


def file_in_use(file: Path) -> bool:
    """Return whether somebody has an SQLite file open; if not, its write-ahead log is folded into it."""
    with closing(sqlite3.connect(file, timeout=0)) as connection, suppress(sqlite3.OperationalError):
        # Leaving this mode needs the file for oneself: a server that runs is noticed.
        mode: str = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        return mode != "delete"
    return True


def _dump(url: URL, file: Path) -> tuple[str, Contents]:
    with opened(url.render_as_string(hide_password=False)) as connection:
        snapshot = str(connection.execute(text("SELECT pg_export_snapshot()")).scalar())
        with _program("pg_dump", url, file.parent) as (program, name):
            how = ["--format=custom", *OURS_ALONE, f"--snapshot={snapshot}", f"--file={file}"]
            # The queue only carries ids of jobs, and is made anew from them.
            _run([program, *how, f"--exclude-schema={SCHEMA}", f"--dbname={name}"])
        return revision_of(connection), contents(connection, tables_there(connection))


@contextmanager
def _program(program: str, url: URL, folder: Path) -> Iterator[tuple[str, str]]:
    """Give where a program of PostgreSQL lies and the name of the database for it, without the password in it."""
    found = shutil.which(program)
    if found is None:
        raise BackupError(f"{program} is not installed; on Debian: apt-get install postgresql-client")
    plain = url.set(drivername="postgresql", password=None)
    if not url.password:
        yield found, plain.render_as_string(hide_password=False)
        return
    # In a file and not among the words of the command: those can be read by everybody on the machine.
    words = folder / "pgpass"
    words.touch(0o600)
    words.write_text("*:*:*:*:" + str(url.password).replace("\\", "\\\\").replace(":", "\\:") + "\n")
    try:
        yield found, plain.update_query_dict({"passfile": str(words)}).render_as_string(hide_password=False)
    finally:
        words.unlink()


def _run(command: list[str]) -> None:
    # No shell, and no word of it comes from outside but the setting of the database.
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError((done.stderr.strip().splitlines() or [f"{command[0]} failed"])[-1])
