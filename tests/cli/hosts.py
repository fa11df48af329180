"""Hosts to back up and to restore on, and commands run on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from kamcareer.config import Settings
from kamcareer.core.assessment import Draft
from kamcareer.core.framework.model import Framework
from kamcareer.factory import create_app
from kamcareer.services.audit import Event as AuditEvent
from kamcareer.services.audit import note_event
from kamcareer.services.self_assessment import save_answer, start
from kamcareer.store.database import db
from tests.agreements import agreed
from tests.conftest import NOW

TARGET = "key_account_manager_retail"


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


@pytest.fixture
def empty_host(any_app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """Another machine: an empty folder, and an empty database of the same kind."""
    env = {"KAMCAREER_DATA": str(tmp_path / "other")}
    url = make_url(any_app.config["SQLALCHEMY_DATABASE_URI"])
    with _database_beside(url) as env["KAMCAREER_DATABASE_URL"]:
        app = create_app(Settings.from_env({name: value for name, value in env.items() if value}))
        yield app
        hang_up(app)


def hang_up(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@contextmanager
def _database_beside(url: URL) -> Iterator[str]:
    """Give an empty database on the same server; nothing for SQLite, which makes its own file."""
    if url.get_backend_name() == "sqlite":
        yield ""
        return
    name, server = f"kamcareer_test_{uuid4().hex[:10]}", create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@contextmanager
def account_that_makes_no_database(url: str) -> Iterator[str]:
    """Give the address of the same PostgreSQL database for an account that owns nothing but it."""
    name, server = f"kamcareer_test_{uuid4().hex[:10]}", create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE ROLE {name} LOGIN"))
        connection.execute(text(f"GRANT ALL ON DATABASE {make_url(url).database} TO {name}"))
        connection.execute(text(f"GRANT ALL ON SCHEMA public TO {name}"))
    yield make_url(url).set(username=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP OWNED BY {name}"))
        connection.execute(text(f"DROP ROLE {name}"))
    server.dispose()


def run(app: Flask, *arguments: object, fails: bool = False) -> str:
    done = app.test_cli_runner().invoke(args=[str(argument) for argument in arguments])
    assert (done.exit_code != 0) == fails, done.output
    assert not fails or "Traceback" not in done.output
    return done.output.strip()


def begin(app: Flask, framework: Framework, example: str = "") -> str:
    with app.app_context():
        id = start(db.session(), framework, None, TARGET, NOW, agreed()).id
        save_answer(db.session(), id, "negotiation", Draft(level=1, example=example), "first", NOW)
        note_event(db.session(), app.config["SECRET_KEY"], AuditEvent.SIGNED_IN, "somebody", "", NOW)
        db.session.commit()
    return id
