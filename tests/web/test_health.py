import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from kamcareer.factory import create_app
from kamcareer.store.database import db
from tests.conftest import now, settings_for
from tests.web.pages import Reader


@pytest.fixture
def unmigrated(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(settings_for(tmp_path))
    yield app
    with app.app_context():
        db.engine.dispose()


def test_the_process_is_alive_without_a_database(unmigrated: Flask):
    assert Reader(unmigrated).open("/healthz").response.json == {"status": "ok"}
    assert not list(unmigrated.config["SETTINGS"].data_folder.glob("*.db*"))


def test_an_unmigrated_database_is_not_ready(unmigrated: Flask):
    assert Reader(unmigrated).get("/readyz").status == 503


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.db", "postgresql://nobody@127.0.0.1:1/x"])
def test_a_database_that_is_away_is_not_ready_and_gives_no_address_away(tmp_path: Path, url: str):
    page = Reader(create_app(replace(settings_for(tmp_path), database_url=url))).get("/readyz")

    assert page.status == 503
    assert "nobody" not in page.html
    assert "nowhere" not in page.html


def test_a_migrated_database_is_ready(any_app: Flask):
    assert Reader(any_app).open("/readyz").response.json == {"status": "ok"}


def test_search_engines_are_kept_from_links(reader: Reader):
    lines = reader.open("/robots.txt").html.splitlines()

    assert {"User-agent: *", "Disallow: /continue/", "Disallow: /shared/"} <= set(lines)


def test_a_phone_finds_the_icons_of_the_manifest(reader: Reader):
    manifest = reader.open("/site.webmanifest").response.json

    assert all(reader.get(icon["src"]).response.mimetype == "image/png" for icon in manifest["icons"])
    assert reader.get(reader.get("/favicon.ico").leads_to).response.mimetype == "image/svg+xml"


@pytest.mark.sqlite
def test_a_busy_database_asks_to_try_again(app: Flask):
    reader = Reader(app)
    page = reader.open("/start/agreement?present=supervisor&target=sales_manager")
    with app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=1")
    other = sqlite3.connect(app.config["SETTINGS"].data_folder / "kamcareer.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    refused = reader.send(page)
    other.close()

    assert refused.status == 503
    assert refused.response.headers["Retry-After"] == "3"
    assert reader.send(page).status == 303


@pytest.mark.parametrize("contact", ["", "mailto:security@kam.example"])
def test_whoever_finds_a_weakness_finds_whom_to_tell(app: Flask, tmp_path: Path, contact: str):
    env = {"KAMCAREER_PUBLIC_URL": "https://kam.example", "KAMCAREER_SECURITY_CONTACT": contact}
    app.config["SETTINGS"] = settings_for(tmp_path, **env)
    response = app.test_client().get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())

    assert response.content_type == "text/plain; charset=utf-8"
    assert fields["Contact"] == (contact or "https://kam.example/about/privacy")
    assert timedelta(days=200) < datetime.fromisoformat(fields["Expires"]) - now() < timedelta(days=365)
    assert fields["Canonical"] == "https://kam.example/.well-known/security.txt"
