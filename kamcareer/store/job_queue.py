"""The queue that hands background jobs to workers on PostgreSQL: Procrastinate, in a schema of its own.

The row of a job is the truth, the queue only carries its id. So it can be thrown away and made anew at any time:
whatever still waits is put into it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from kamcareer.store.turns import Turn, take_turn

if TYPE_CHECKING:
    from procrastinate import App

QUEUE, TASK = "kamcareer", "background_job"
SCHEMA = "kamcareer_queue"


def has_queue(session: Session) -> bool:
    """Return whether jobs go through a queue: on PostgreSQL they do, on SQLite the server does them itself."""
    return session.get_bind().dialect.name == "postgresql"


def make_queue(engine: Engine) -> None:
    """Make the schema of the queue, anew where it is of another version of Procrastinate; nothing on SQLite."""
    if engine.dialect.name != "postgresql":
        return
    from procrastinate import __version__  # noqa: PLC0415 - only there with PostgreSQL
    from procrastinate.schema import SchemaManager  # noqa: PLC0415

    with engine.begin() as connection:
        take_turn(connection, Turn.QUEUE)
        made = connection.execute(
            text("SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = :name"),
            {"name": SCHEMA},
        ).scalar_one_or_none()
        if made == __version__:
            return
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        connection.exec_driver_sql(f"CREATE SCHEMA {SCHEMA}")
        connection.exec_driver_sql(f"SET LOCAL search_path = {SCHEMA}")
        raw: Any = connection.connection.driver_connection
        raw.execute(SchemaManager.get_schema())
        connection.exec_driver_sql(f"COMMENT ON SCHEMA {SCHEMA} IS '{__version__}'")


def put_in_queue(session: Session, id: str) -> None:
    """Hand a job to the workers once the present unit of work is committed, and not if it is not."""
    from procrastinate.exceptions import AlreadyEnqueued  # noqa: PLC0415 - only there with PostgreSQL

    session.execute(text(f"SELECT set_config('search_path', current_setting('search_path') || ',{SCHEMA}', true)"))
    connection: Any = session.connection().connection.driver_connection
    try:
        with connection.transaction():  # a savepoint: what was asked for already must not break the unit of work
            queue = queue_of(None).configure_task(TASK, queue=QUEUE, queueing_lock=id, connection=connection)
            queue.defer(id=id)
    except AlreadyEnqueued:
        pass


def queue_of(url: str | None) -> App:
    """Return the queue of a database; without a URL one that only puts jobs into the unit of work of somebody else."""
    from procrastinate import App, PsycopgConnector, SyncPsycopgConnector  # noqa: PLC0415 - only there with PostgreSQL

    if url is None:
        return App(connector=SyncPsycopgConnector())
    return App(connector=PsycopgConnector(conninfo=url, kwargs={"options": f"-c search_path={SCHEMA}"}, min_size=1))
