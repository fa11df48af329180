"""Real parts: the framework of the repository, SQLite in a folder of its own, PostgreSQL where a server is named."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from kamcareer.config import PROJECT_ROOT, Settings, make_secret
from kamcareer.core.framework.model import Framework
from kamcareer.services.framework_files import load_framework
from kamcareer.store.patience import patience

if TYPE_CHECKING:
    # The tests of the core need neither web nor database and should not wait for them to be imported.
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy import Engine

# One variable names the server; each test run makes and drops a database of its own there.
POSTGRES = os.environ.get("KAMCAREER_TEST_POSTGRES_URL")
REDIS = os.environ.get("KAMCAREER_TEST_REDIS_URL")
ON_POSTGRES = os.environ.get("KAMCAREER_TEST_APP_ON") == "postgresql"
IN_CI = os.environ.get("CI") == "true"
# Thousands of databases that live for a moment need no disk under them; what must be proved on one asks for `on_disk`.
MEMORY = Path("/dev/shm")
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def now() -> datetime:
    """This moment, by the clock of an installation that says nothing about its zone."""
    return datetime.now(ZoneInfo("Europe/Moscow"))


def local_today() -> date:
    """The day it is there."""
    return now().date()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument: some hold the second they were made in, and every worker must find the same tests."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def _as_patient_as_a_command() -> None:
    """A request of the test before must not hurry what a test does by itself."""
    patience.set(None)


def settings_for(folder: Path, **env: str) -> Settings:
    """Settings of an installation in a folder, its secret made."""
    bare = Settings.from_env({"KAMCAREER_DATA": str(folder), **env})
    make_secret(bare)
    return Settings.from_env({"KAMCAREER_DATA": str(folder), **env})


def lacking(reason: str) -> NoReturn:
    """Skip a test for want of a tool, with the reason; in CI every tool must be there."""
    pytest.fail(reason) if IN_CI else pytest.skip(reason)


@pytest.fixture
def on_disk() -> Iterator[Path]:
    """A folder of the test's own where what is synced reaches a disk: in memory nothing is ever lost."""
    for place in (Path("/var/tmp"), PROJECT_ROOT / "build", Path(tempfile.gettempdir())):
        if place.is_dir() and not in_memory(place):
            with tempfile.TemporaryDirectory(prefix="kamcareer-test-", dir=place) as folder:
                yield Path(folder)
            return
    lacking("every folder for temporary files lies in memory")


def in_memory(place: Path) -> bool:
    """Whether a folder lies in a file system of Linux without a disk; elsewhere it does not."""
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return False
    kinds = {fields[1]: fields[2] for line in mounts.read_text().splitlines() if len(fields := line.split()) > 2}
    above = (str(one) for one in (place.resolve(), *place.resolve().parents))
    return next(kinds[one] for one in above if one in kinds) in {"tmpfs", "ramfs"}


@pytest.fixture(scope="session")
def framework() -> Framework:
    return load_framework(PROJECT_ROOT / "competencies" / "key_account")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    if not POSTGRES:
        reason = "no PostgreSQL: set KAMCAREER_TEST_POSTGRES_URL, for example postgresql://postgres@127.0.0.1/postgres"
        lacking(reason)
    from sqlalchemy import create_engine, text
    from sqlalchemy.engine import make_url

    name = f"kamcareer_test_{uuid4().hex[:10]}"
    server = create_engine(make_url(POSTGRES), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        # No test cuts the power of this server, so none needs to wait for its disk.
        connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database that went through every migration; a test begins with a copy of it."""
    from flask_migrate import upgrade

    from kamcareer.factory import create_app
    from kamcareer.store.database import db

    folder = tmp_path_factory.mktemp("migrated")
    with create_app(settings_for(folder)).app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()
    return folder / "kamcareer.db"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_app(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> "Iterator[Flask]":
    """The application on each database it promises to run on."""
    env = {}
    if request.param == "postgresql":
        env["KAMCAREER_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    yield from _application(settings_for(tmp_path, **env), migrated)


def _at_head(engine: "Engine") -> bool:
    """Whether a test before has made the tables; going through all migrations to find nothing takes half a second."""
    from sqlalchemy import inspect, text

    if not inspect(engine).has_table("alembic_version"):
        return False
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == _heads()


@cache
def _heads() -> list[str]:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(PROJECT_ROOT / "migrations")).get_heads()


@pytest.fixture
def app(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> "Iterator[Flask]":
    """The application on SQLite; where `make test-postgresql` says so, on PostgreSQL."""
    elsewhere = ON_POSTGRES and not request.node.get_closest_marker("sqlite")
    env = {"KAMCAREER_DATABASE_URL": request.getfixturevalue("postgres_url")} if elsewhere else {}
    yield from _application(settings_for(tmp_path, **env), migrated)


def _application(settings: Settings, migrated: Path) -> "Iterator[Flask]":
    from flask_migrate import upgrade
    from jinja2 import FileSystemBytecodeCache

    from kamcareer.factory import create_app
    from kamcareer.store.database import db
    from kamcareer.store.job_queue import make_queue

    app = create_app(settings)
    app.config["TESTING"] = True
    # One test compiles a template, the others of the same run read what it became.
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(migrated.parent))
    if settings.database_url.startswith("sqlite"):
        shutil.copy(migrated, settings.data_folder / "kamcareer.db")
    else:
        with app.app_context():
            if not _at_head(db.engine):
                upgrade()
            make_queue(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        if db.engine.dialect.name == "postgresql":
            for table in reversed(db.metadata.sorted_tables):
                db.session.execute(table.delete())
            db.session.commit()
            db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: "Flask") -> "FlaskClient":
    return app.test_client()
