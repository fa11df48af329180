"""Runs migrations on the database of the application."""

from alembic import context
from flask import current_app

target = current_app.extensions["migrate"].db


def run_migrations() -> None:
    """Migrate in one transaction: after a crash in the middle the schema is the old one."""
    arguments = current_app.extensions["migrate"].configure_args
    with target.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=target.metadata, **arguments)
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
