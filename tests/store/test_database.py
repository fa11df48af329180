import sqlite3
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from kamcareer.store.database import DatabaseBusyError, be_patient, db, engine_options, may_write
from kamcareer.store.patience import patience
from tests.durability.cluster import Wire


@pytest.fixture
def impatient(app: Flask) -> Iterator[sqlite3.Connection]:
    """Another program on the same SQLite file that waits for nobody."""
    other = sqlite3.connect(Path(app.config["SETTINGS"].data_folder) / "kamcareer.db", timeout=0, isolation_level=None)
    yield other
    other.close()


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)]
)
def test_sqlite_is_opened_so_that_it_loses_nothing(app: Flask, pragma: str, value: object):
    with app.app_context():
        assert db.session.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_a_unit_of_work_that_may_write_takes_the_lock_at_its_first_statement(app: Flask, impatient: sqlite3.Connection):
    may_write.set(True)
    with app.app_context():
        db.session.execute(text("SELECT 1"))

        with pytest.raises(sqlite3.OperationalError, match="locked"):
            impatient.execute("BEGIN IMMEDIATE")


def test_a_unit_of_work_that_only_reads_keeps_no_writer_out(app: Flask, impatient: sqlite3.Connection):
    token = may_write.set(False)
    with app.app_context():
        db.session.execute(text("SELECT count(*) FROM assessment")).scalar()
        impatient.execute("BEGIN IMMEDIATE")

        assert impatient.in_transaction
        impatient.execute("ROLLBACK")
    may_write.reset(token)


def test_a_reader_sees_one_state_while_somebody_else_writes(app: Flask, impatient: sqlite3.Connection):
    token = may_write.set(False)
    insert = "INSERT INTO framework VALUES ('x', 'x', '1', '{}', '2026-11-23')"
    with app.app_context():
        before = db.session.execute(text("SELECT count(*) FROM framework")).scalar()
        impatient.execute(insert)

        assert db.session.execute(text("SELECT count(*) FROM framework")).scalar() == before
    may_write.reset(token)


def test_a_writer_that_waits_in_vain_is_told_that_the_database_is_busy(app: Flask, impatient: sqlite3.Connection):
    may_write.set(True)
    impatient.execute("BEGIN IMMEDIATE")
    with app.app_context():
        with db.engine.connect() as connection:  # a writer waits five seconds; this one has less patience
            connection.rollback()
            connection.connection.execute("PRAGMA busy_timeout=1")
        with pytest.raises(DatabaseBusyError):
            db.session.execute(text("SELECT 1"))


def test_foreign_keys_are_enforced(app: Flask):
    orphan = text("INSERT INTO answer_save VALUES ('nobody', 'key', 'negotiation', 1)")
    with app.app_context(), pytest.raises(IntegrityError):
        db.session.execute(orphan)


def test_whoever_waits_for_a_network_that_says_nothing_is_told_in_time(postgres_url: str):
    """No timer of the system sees this: the other side takes every byte and answers nothing."""
    server = make_url(postgres_url)
    wire = Wire(server.port or 5432)
    url = server.set(host="127.0.0.1", port=wire.port)
    engine = create_engine(url, **engine_options(url.render_as_string(hide_password=False)))
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        be_patient(0.3)
        wire.flows.clear()
        begun = monotonic()
        with pytest.raises(DatabaseBusyError, match="no answer"):
            connection.execute(text("SELECT 1"))
        assert 0.2 < monotonic() - begun < 2
        assert connection.invalidated
    patience.set(None)
    wire.flows.set()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    engine.dispose()
    wire.close()


def test_all_statements_of_a_request_share_one_patience(postgres_url: str):
    engine = create_engine(postgres_url, **engine_options(postgres_url))
    with engine.connect() as connection:
        be_patient(0.5)
        connection.execute(text("SELECT pg_sleep(0.2)"))
        with pytest.raises(DatabaseBusyError, match="no answer"):
            connection.execute(text("SELECT pg_sleep(0.4)"))
    patience.set(None)
    engine.dispose()


def test_connections_to_a_server_are_checked_before_use_and_do_not_wait_for_ever():
    options = engine_options("postgresql://127.0.0.1/x")

    assert options["pool_pre_ping"] is True
    assert options["pool_timeout"] <= 5
    assert options["connect_args"]["connect_timeout"] <= 5
