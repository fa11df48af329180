"""A fresh installation to measure in, on SQLite or in a database of its own on a PostgreSQL server."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import uuid4

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

from kamcareer.config import Settings, make_secret
from kamcareer.factory import create_app
from kamcareer.store.database import db
from kamcareer.store.patience import patience


@contextmanager
def database_on(url: str | None) -> Iterator[dict[str, str]]:
    """Yield the setting of a fresh database of a PostgreSQL server, which is dropped afterwards; nothing for SQLite."""
    if not url:
        yield {}
        return
    name = f"bench_{uuid4().hex[:12]}"
    server = create_engine(make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield {"KAMCAREER_DATABASE_URL": make_url(url).set(database=name).render_as_string(hide_password=False)}
    finally:
        patience.set(None)  # a request had left its own
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def installation(url: str | None, more: Mapping[str, str] | None = None) -> Iterator[tuple[Flask, dict[str, str]]]:
    """Yield the application with everything it was set up by; `more` is set besides."""
    with tempfile.TemporaryDirectory() as folder, database_on(url) as database:
        env = {"KAMCAREER_DATA": folder, **database, **(more or {})}
        make_secret(Settings.from_env(env))
        app = create_app(Settings.from_env(env))
        try:
            with app.app_context():
                upgrade()
            yield app, env
        finally:
            with app.app_context():
                db.engine.dispose()
