"""The database handle: naming of constraints, and how SQLite is opened so that it loses nothing."""

from contextvars import ContextVar
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.exc import OperationalError as DatabaseBusyError
from sqlalchemy.orm import DeclarativeBase

__all__ = ["Base", "DatabaseBusyError", "db", "disk_is_full", "engine_options", "may_write", "wipe_log"]

# Unnamed constraints cannot be altered on SQLite.
NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

DISK_FULL = "53100"

# Whether the present unit of work may write; the shell says no where it only reads.
may_write: ContextVar[bool] = ContextVar("may_write", default=True)


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)


def engine_options(url: str) -> dict[str, Any]:
    """Return how the engine of a URL is made."""
    # Parameters hold people's words; they must not reach a log with an error.
    if url.startswith("sqlite"):
        return {"hide_parameters": True, "connect_args": {"timeout": 5}}
    return {"hide_parameters": True, "pool_pre_ping": True, "pool_timeout": 3, "connect_args": {"connect_timeout": 3}}


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


def disk_is_full(error: DatabaseBusyError) -> bool:
    """Return whether the database could not write because there is no room left."""
    # SQLite: "database or disk is full"; PostgreSQL: the error class 53100.
    return "disk is full" in str(error.orig) or getattr(error.orig, "sqlstate", None) == DISK_FULL


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
