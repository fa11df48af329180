"""`flask db move`: from SQLite to PostgreSQL and back, compared row for row."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from kamcareer.config import Settings
from kamcareer.core.framework.model import Framework
from kamcareer.factory import create_app
from kamcareer.services.audit import Event, broken_at, note_event
from kamcareer.store.database import db, may_write
from tests.conftest import NOW
from tests.lived_in import live_in
from tests.rows import Rows, every_row


@pytest.fixture
def lived_in(app: Flask, framework: Framework) -> Flask:
    """An installation with something in every table, closed as after `systemctl stop`."""
    may_write.set(True)
    live_in(app, framework)
    return app


@pytest.fixture
def empty_server(postgres_url: str) -> Iterator[str]:
    name, server = f"kamcareer_test_{uuid4().hex[:10]}", create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def move(lived_in: Flask) -> Callable[..., str]:
    def run(source: object, target: object, *, fails: bool = False) -> str:
        done = lived_in.test_cli_runner().invoke(args=["db", "move", str(source), str(target)])
        assert (done.exit_code != 0) == fails, done.output
        return done.output.strip()

    return run


def rows_at(url: str, folder: Path) -> Rows:
    app = create_app(Settings.from_env({"KAMCAREER_DATA": str(folder), "KAMCAREER_DATABASE_URL": url}))
    with app.app_context():
        found = every_row(db.session())
        db.session.remove()
        db.engine.dispose()
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def test_everything_is_there_after_moving_to_postgresql_and_back(
    lived_in: Flask, empty_server: str, move: Callable, tmp_path: Path
):
    here, back = lived_in.config["SQLALCHEMY_DATABASE_URI"], f"sqlite:///{tmp_path / 'back.db'}"
    before = rows_at(here, tmp_path)
    assert all(before.values())

    assert f"{sum(map(len, before.values()))} rows" in move(here, empty_server)
    assert rows_at(empty_server, tmp_path) == before
    assert "equal row for row" in move(empty_server, back)
    assert rows_at(back, tmp_path) == before
    assert (tmp_path / "back.db").stat().st_mode & 0o077 == 0

    assert "not empty" in move(here, empty_server, fails=True)
    moved = create_app(
        Settings.from_env(
            {
                "KAMCAREER_DATA": str(lived_in.config["SETTINGS"].data_folder),
                "KAMCAREER_DATABASE_URL": empty_server,
            }
        )
    )
    with moved.app_context():
        assert broken_at(db.session(), lived_in.config["SECRET_KEY"]) is None
        note_event(db.session(), lived_in.config["SECRET_KEY"], Event.SIGNED_IN, "x", "", NOW)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def test_a_move_that_fails_leaves_the_target_empty_and_can_be_tried_again(
    lived_in: Flask, empty_server: str, move: Callable, tmp_path: Path
):
    """PostgreSQL takes no zero byte in a text; SQLite does."""
    file = lived_in.config["SETTINGS"].data_folder / "kamcareer.db"
    with sqlite3.connect(file) as other:
        other.execute("UPDATE answer SET example = 'a' || char(0) WHERE competency = 'negotiation'")
    other.close()
    assert "database says" in move(f"sqlite:///{file}", empty_server, fails=True)
    assert not any(rows_at(empty_server, tmp_path).values())

    with sqlite3.connect(file) as other:
        other.execute("UPDATE answer SET example = 'a' WHERE competency = 'negotiation'")
    other.close()
    assert "equal row for row" in move(f"sqlite:///{file}", empty_server)


def test_what_cannot_be_moved_is_told_in_one_line(lived_in: Flask, move: Callable, tmp_path: Path):
    here, old = lived_in.config["SQLALCHEMY_DATABASE_URI"], tmp_path / "old.db"
    sqlite3.connect(old).execute("CREATE TABLE something (id)").connection.close()

    assert "no database at" in move(f"sqlite:///{tmp_path}/none.db", here, fails=True)
    assert "must look like" in move("mysql://x/y", here, fails=True)
    assert "must look like" in move("nonsense", here, fails=True)
    assert "the same" in move(here, here, fails=True)
    assert "asks for no encryption" in move(here, "postgresql://kam@db.example/kam", fails=True)
    assert "schema none" in move(f"sqlite:///{old}", here, fails=True)
    assert "something else: something" in move(here, f"sqlite:///{old}", fails=True)
    assert "database says" in move(here, "postgresql://nobody@127.0.0.1:1/x", fails=True)
    with lived_in.app_context():
        db.session.execute(text("SELECT 1"))
        assert "Stop the server" in move(here, f"sqlite:///{tmp_path}/new.db", fails=True)
