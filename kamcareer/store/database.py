"""The database handle: naming of constraints, and how SQLite is opened so that it loses nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.exc import DatabaseError, InterfaceError
from sqlalchemy.exc import OperationalError as DatabaseBusyError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.orm import DeclarativeBase

from kamcareer.store.patience import Patience, patience

__all__ = [
    "AWAY",
    "Base",
    "DatabaseBusyError",
    "DatabaseError",
    "be_patient",
    "db",
    "disk_is_full",
    "engine_options",
    "may_write",
    "why_unusable",
    "wipe_log",
]

# Unnamed constraints cannot be altered on SQLite.
NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

DISK_FULL = "53100"

# What is raised when the database is busy or away: nothing was stored, and trying again may help.
AWAY = (DatabaseBusyError, InterfaceError, NoConnectionError)

# In seconds. Longest in all: a connection from the pool, the statements, and making a connection anew.
POOL_PATIENCE, CONNECT_PATIENCE = 1, 3
# Told to PostgreSQL: whoever was cut off must not keep rows locked.
NOTICE_LOST_CLIENTS = (
    "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 "
    "-c client_connection_check_interval=5000"
)

# Whether the present unit of work may write; the shell says no where it only reads.
may_write: ContextVar[bool] = ContextVar("may_write", default=True)


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)


def engine_options(url: str, connections: int = 5) -> dict[str, Any]:
    """Return how the engine of a URL is made, with at most so many connections of a process to a server."""
    # Parameters hold people's words; they must not reach a log with an error.
    if url.startswith("sqlite"):
        return {"hide_parameters": True, "connect_args": {"timeout": 5}}
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "pool_size": connections,
        "max_overflow": 0,
        "pool_timeout": POOL_PATIENCE,
        "connect_args": {"connect_timeout": CONNECT_PATIENCE, "options": NOTICE_LOST_CLIENTS},
    }


def be_patient(seconds: float) -> None:
    """Let the present unit of work wait so long for the database, all its statements together."""
    patience.set(Patience(seconds))


@event.listens_for(Engine, "do_connect")
def _open_postgres(dialect: Any, _record: object, arguments: Any, parameters: Any) -> Any:
    """Open PostgreSQL so that nobody waits for ever; any other database in its own way."""
    if dialect.driver != "psycopg":
        return None
    from kamcareer.store.postgres_connection import PatientConnection  # noqa: PLC0415 - only there with PostgreSQL

    return PatientConnection.connect(*arguments, **parameters)


@event.listens_for(Engine, "connect")
def _open_sqlite(connection: Any, _record: object) -> None:
    """Open SQLite for durability: FULL survives a power cut, which NORMAL in WAL mode does not."""
    if type(connection).__module__ != "sqlite3":
        return
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once where a write may follow: a lock taken later fails without waiting."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if may_write.get() else "BEGIN")


def disk_is_full(error: Exception) -> bool:
    """Return whether the database could not write because there is no room left."""
    # SQLite: "database or disk is full"; PostgreSQL: the error class 53100.
    cause = getattr(error, "orig", None)
    return "disk is full" in str(cause) or getattr(cause, "sqlstate", None) == DISK_FULL


def why_unusable(error: DatabaseError) -> str:
    """Return in a line why a database is away, damaged or none; empty where it only refused what was asked of it."""
    # SQLite tells of a file that is no database, or damaged, by the class that all the others are made from.
    if not isinstance(error, DatabaseBusyError) and type(error) is not DatabaseError:
        return ""
    return next(iter(str(error.orig).splitlines()), "")


def wipe_log() -> None:
    """Empty SQLite's write-ahead log after an erasure: until then it holds the pages that were deleted. Commit first.

    PostgreSQL drops what was deleted when it vacuums.
    """
    if db.engine.dialect.name == "sqlite":
        db.session.remove()
        with db.engine.connect() as connection:
            # Past SQLAlchemy, which would open a transaction: inside one the log cannot be emptied.
            cursor = connection.connection.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()


@contextmanager
def written_apart() -> Iterator[None]:
    """Let a page that only reads write something, in a unit of work of its own: nobody waits for its sums."""
    reads_only = may_write.set(True)
    db.session.rollback()
    try:
        yield
        db.session.commit()
    finally:
        may_write.reset(reads_only)
