"""What a whole database holds: its migration, and how many rows with what hash in each table."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, Table, create_engine, select, text
from sqlalchemy.engine import make_url

from kamcareer.core.backups import Contents, TableContent, Tally
from kamcareer.store.database import Base, engine_options, may_write

AT_ONCE = 1000
BOOKKEEPING = "alembic_version"


def is_sqlite(url: str) -> bool:
    """Return whether a URL names an SQLite file; the other kind is PostgreSQL."""
    return make_url(url).get_backend_name() == "sqlite"


@contextmanager
def opened(url: str, *, writes: bool = False, steady: bool = True) -> Iterator[Connection]:
    """Open one connection to a database, with one unit of work that sees one state of it where it is steady."""
    engine = create_engine(url, **engine_options(url))
    token = may_write.set(writes)
    level = {} if is_sqlite(url) or not steady else {"isolation_level": "REPEATABLE READ"}
    try:
        with engine.connect().execution_options(**level) as connection:
            yield connection
    finally:
        may_write.reset(token)
        engine.dispose()


def revision_of(connection: Connection) -> str:
    """Return the migration a database stands at; empty for one that was never migrated."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def tables_there(connection: Connection) -> list[Table]:
    """Return the tables as the database itself describes them, so that an old one can be read too."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != BOOKKEEPING]


def tables_of_the_code() -> list[Table]:
    """Return the tables this version works with, parents first."""
    return list(Base.metadata.sorted_tables)


def contents(connection: Connection, tables: Iterable[Table]) -> Contents:
    """Return rows and hash of each table, read a thousand rows at a time."""
    return {table.name: _content(connection, table) for table in tables}


def broken(connection: Connection) -> str | None:
    """Return what SQLite finds wrong with its file; None where it is sound and every row has its parent.

    PostgreSQL checks its keys itself; what it stores is checked by `pg_amcheck`.
    """
    if connection.dialect.name != "sqlite":
        return None
    said = str(connection.execute(text("PRAGMA integrity_check")).scalar())
    orphans = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    if said != "ok":
        return said
    return f"{len(orphans)} rows without their parent" if orphans else None


def _content(connection: Connection, table: Table) -> TableContent:
    tally = Tally()
    found = connection.execute(select(table), execution_options={"yield_per": AT_ONCE})
    for row in found:
        tally.add(row)
    return tally.content()
