"""A database that is held or away: whoever is signed in reads that the server is busy, on a page that asks it nothing."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from kamcareer.core.accounts import Role
from kamcareer.store.database import db
from tests.web.pages import JSON, Reader


@pytest.fixture
def impatient(app: Flask) -> Iterator[None]:
    """Let whoever waits for SQLite give up at once."""

    def hurry(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA busy_timeout=20")

    with app.app_context():
        engine = db.engine
    event.listen(engine, "checkout", hurry)
    yield
    event.remove(engine, "checkout", hurry)


def test_whoever_is_signed_in_reads_that_the_server_is_busy(app: Flask, impatient: None, member: Callable[..., Reader]):
    hr = member("hr@example.ru", Role.HR, second_factor=True)
    form = hr.open("/account/letters")
    holder = sqlite3.connect(app.config["SETTINGS"].data_folder / "kamcareer.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    page = hr.send(form)
    assert (page.status, "Сервер занят" in page.main.text) == (503, True)
    assert hr.request("POST", form.path, headers={"X-CSRFToken": form.csrf, **JSON}).status == 503
    holder.close()
    assert hr.send(form).status < 400


def test_every_page_says_so_while_the_database_is_away(app: Flask, member: Callable[..., Reader]):
    hr = member("hr@example.ru", Role.HR, second_factor=True)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    file = app.config["SETTINGS"].data_folder / "kamcareer.db"
    file.rename(aside := file.with_name("aside"))
    file.mkdir()

    assert {path: hr.get(path).status for path in ("/hr/people", "/account", "/", "/nowhere")} == {
        "/hr/people": 503,
        "/account": 503,
        "/": 503,
        "/nowhere": 503,
    }
    file.rmdir()
    aside.rename(file)
    assert hr.get("/account").status == 200
