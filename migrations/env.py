"""Runs migrations on the database of the application."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Engine, NullPool, create_engine

from kamcareer.store.turns import Turn, take_turn

target = current_app.extensions["migrate"].db


def engine() -> Engine:
    """Return the engine of the installation, or of the database that a command names beside it."""
    other = context.config.attributes.get("url")
    return create_engine(other, poolclass=NullPool) if other else target.engine


def run_migrations() -> None:
    """Migrate in one transaction, on SQLite too: after a crash in the middle the schema is the old one."""
    arguments = current_app.extensions["migrate"].configure_args | {"transactional_ddl": True}
    with engine().connect() as connection, _tables_may_be_made_anew(connection):
        context.configure(connection=connection, target_metadata=target.metadata, **arguments)
        with context.begin_transaction():
            # Servers and workers that start together wait for the first, and then find nothing left to do.
            take_turn(connection, Turn.MIGRATION)
            context.run_migrations()
            _refuse_orphans(connection)


@contextmanager
def _tables_may_be_made_anew(connection: Connection) -> Iterator[None]:
    """Switch SQLite's foreign keys off: it alters a table by dropping it, and the drop would delete all that hangs on it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()  # inside a transaction the switch does nothing
        driver.execute("PRAGMA foreign_keys=ON")


def _refuse_orphans(connection: Connection) -> None:
    """Fail, and so undo everything, where a migration left rows whose parent is gone."""
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise RuntimeError(f"the migration would leave rows without their parent: {orphans[:5]}")


run_migrations()
