"""Every form with anything in it: sent by somebody in every role, so that each form is really read.

Forms, their fields and what may be chosen in them come from the pages, so that new ones are covered without being named.
"""

import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Column, Integer, String
from werkzeug.datastructures import MultiDict

from kamcareer.core.accounts import GRANTED
from kamcareer.core.framework.model import Framework
from kamcareer.store.database import Base
from kamcareer.web.admission import TAKES_JSON
from tests.web.conftest import Person
from tests.web.forms import Sent, every_form
from tests.web.pages import Page, Reader
from tests.web.routes import addresses
from tests.web.stock import seat, stock

EMAIL = "vera@example.ru"
POSTS = int(os.environ.get("KAMCAREER_POSTS", "200"))
SLOW_IS_FINE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
# Surrogates cannot be encoded in a form, everything else can be sent.
TYPED = [
    "",
    " ",
    "null",
    "no_chance",
    EMAIL,
    "a@b",
    "\x00",
    "\u202e",
    "a" * 5000,
    "../../etc/passwd",
    "[]",
    "{}",
    "=1+1",
]
NUMBERS = ["0", "1", "-1", "01", "²", "१", "1.5", "1e999", "NaN", "9" * 40, "24:00"]
DAYS = ["2026-12-01", "0001-01-01", "9999-12-31", "2026-02-30"]
THINGS = ["10424", "supervisor", "negotiation", "00000000-0000-4000-8000-000000000000"]
WORDS = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from([*TYPED, *NUMBERS, *DAYS, *THINGS])
TABLES = ["номер;имя\n1;Вера\n".encode("cp1251"), "number,name\n1,Вера\n".encode(), b"\xef\xbb\xbf;;\n"]
FILES = st.binary(max_size=200) | st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4", *TABLES])
KINDS = ["application/x-www-form-urlencoded"] * 8 + ["multipart/form-data", "application/json", "text/plain", ""]
BY_SCRIPT = ("assessment", "level", "confidence", "example", "revision", "key", "best", "worst")
SCRIPTED = WORDS | st.integers() | st.none() | st.booleans() | st.floats() | st.lists(WORDS, max_size=2)
# With what a form holds besides, a little under the limit of 256 KiB.
NEARLY_TOO_MUCH = "x" * 250 * 1024
TRACES = re.compile(rb'Traceback \(most recent|File "[^"]+", line \d|sqlalchemy\.exc|werkzeug\.exceptions')
# They hold no forms, and some take seconds to be made.
FILES_TO_TAKE = re.compile("download|calendar|feed")
SPACES = {"hr", "recruiting", "admin", "team", "board", "account", "assessment"}


@dataclass
class Database:
    """What another program sees of the database of the installation."""

    connection: sqlite3.Connection

    def version(self) -> int:
        """A number that changes with whatever somebody else commits."""
        return self.connection.execute("PRAGMA data_version").fetchone()[0]

    def let_go(self) -> bool:
        """Whether nobody is in the middle of writing."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        self.connection.execute("ROLLBACK")
        return True

    def rows(self) -> dict[str, int]:
        """How many rows each table has, but for two.

        The trail holds what was read and guessed whatever came of it; a file waits for what else is asked of it.
        """
        tables = [name for name in Base.metadata.tables if name not in {"audit", "waiting_file"}]
        return {name: self.connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}

    def misfits(self) -> list[str]:
        """Columns that hold what PostgreSQL would refuse: too long a text, NUL, too large a number; rows in the air."""
        found = [f"{row[0]} of {row[2]}" for row in self.connection.execute("PRAGMA foreign_key_check")]
        for table in Base.metadata.tables.values():
            for column in table.columns:
                query = f'SELECT 1 FROM "{table.name}" WHERE {_refused(column)} LIMIT 1'
                found += [str(column)] if self.connection.execute(query).fetchone() else []
        return found


def _refused(column: Column) -> str:
    if isinstance(column.type, String):
        # The length of SQLite ends at NUL.
        long = f"length({column.name}) > {column.type.length} OR " if column.type.length else ""
        return f"{long}instr({column.name}, char(0))"
    large = isinstance(column.type, Integer) and not isinstance(column.type, BigInteger)
    return f"abs({column.name}) > 2147483647" if large else "0"


@pytest.fixture
def database(app: Flask) -> Iterator[Database]:
    file = app.config["SETTINGS"].data_folder / "kamcareer.db"
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    yield Database(connection)
    connection.close()


@pytest.fixture
def again(app: Flask, framework: Framework, person: Person, member: Callable[..., Reader]) -> Callable[[], Reader]:
    """Somebody in every role, in a browser that has done nothing yet."""
    secret = member(EMAIL, *GRANTED, second_factor=True).client.get_cookie("account").value
    return lambda: Reader(app).keep(secret).sit_down(person.id)


@pytest.fixture
def forms(app: Flask, framework: Framework, person: Person, again: Callable[[], Reader]) -> list[Sent]:
    """Every form, where each takes what it offers; and what scripts save."""
    everything = addresses(app, stock(app, framework, person.id))
    known = [one for one in everything if one.method != "GET" or not FILES_TO_TAKE.search(one.endpoint)]
    seat(app, EMAIL)
    by_script = dict.fromkeys(BY_SCRIPT, ())
    saves = [Sent("", a.path, a.method, fields=by_script) for a in known if a.endpoint in TAKES_JSON]
    return every_form(again(), known) + saves


@st.composite
def sendings(draw: st.DrawFn, forms: list[Sent]) -> tuple[Sent, dict[str, Any]]:
    """Return a form and how it is sent: some fields as they are, some with anything in them, once or more, or left out."""
    sent, every_name = draw(st.sampled_from(forms)), sorted({name for form in forms for name in form.fields})
    if not sent.page:
        body = draw(st.dictionaries(st.sampled_from(BY_SCRIPT), SCRIPTED) | SCRIPTED)
        return sent, {"data": json.dumps(body), "content_type": "application/json"}
    pairs: list[tuple[str, str]] = []
    for name in sorted(set(sent.fields) - sent.files):
        choices = WORDS | st.sampled_from(sent.fields[name]) if sent.fields[name] else WORDS
        held = sent.held.get(name, [])
        as_held = st.just([held] if isinstance(held, str) else held)
        pairs += [(name, value) for value in draw(as_held | st.lists(choices, max_size=3))]
    pairs += draw(
        st.lists(st.tuples(st.sampled_from([*every_name, "unknown"]), WORDS), max_size=2 if sent.on_page else 9)
    )
    kind = "multipart/form-data" if sent.files else draw(st.sampled_from(KINDS))
    if "urlencoded" in kind:
        return sent, {"data": urlencode(pairs), "content_type": kind}
    if "multipart" in kind and (sent.files or draw(st.booleans())):
        body = MultiDict(pairs)
        for name in sorted(sent.files):
            for content in draw(st.lists(FILES, max_size=2)):
                ending = draw(st.sampled_from(["xlsx", "csv", "pdf", "docx", "txt", ""]))
                body.add(name, (BytesIO(content), f"file.{ending}"))
        return sent, {"data": body, "content_type": kind}
    return sent, {"data": draw(st.binary(max_size=200)), "content_type": kind}


def post(reader: Reader, sent: Sent, database: Database, **sending: Any) -> Page:
    """Send a form; whatever is in it the server stands, says nothing of its insides and leaves nothing half written."""
    path, _, query = sent.action.partition("?")
    csrf = {"X-CSRFToken": reader.open("/start").csrf}
    before, rows = database.version(), database.rows()
    page = reader.request(sent.method, path, query_string=dict(parse_qsl(query)) or None, headers=csrf, **sending)
    assert page.status < 500, sent
    assert not TRACES.search(page.response.get_data()), sent
    assert database.let_go(), sent
    if database.version() != before:
        assert page.status < 400 or database.rows() == rows, (sent, page.status)
        assert database.misfits() == [], sent
    return page


@pytest.mark.usefixtures("unlimited")
def test_no_form_breaks_the_server_whatever_is_in_it(
    forms: list[Sent], again: Callable[[], Reader], moments: Callable[[], None], database: Database
):
    """First each form as its page holds it, with one field nearly as long as may be sent; then forms with anything in them."""
    moments()
    own = [sent for sent in forms if sent.held or (sent.on_page and sent.page)]
    assert {sent.action.split("/")[1] for sent in own} >= SPACES
    answered: dict[int, list[Sent]] = {}
    for sent in own:
        moments()
        field = next((name for name in sorted(set(sent.fields) - sent.files) if not sent.fields[name]), "unknown")
        page = post(again(), sent, database, data=urlencode({**sent.held, field: NEARLY_TOO_MUCH}, doseq=True))
        answered.setdefault(page.status, []).append(sent)
    # Every form was read. Too much is a form that holds a file of the model; the assessment that a round shows is another's.
    assert answered.keys() <= {200, 303, 400, 404, 413, 422}
    assert {sent.action.split("/")[1:3][-1] for sent in answered.get(413, [])} <= {"models"}
    assert {sent.action.split("/")[1:3][-1] for sent in answered.get(404, [])} <= {"assessments"}

    answers: set[int] = set()

    @settings(max_examples=POSTS, deadline=None, suppress_health_check=SLOW_IS_FINE, database=None)
    @given(sending=sendings(forms))
    def send(sending: tuple[Sent, dict[str, Any]]) -> None:
        moments()
        sent, ways = sending
        page = post(again(), sent, database, **ways)
        event(f"{sent.action.split('/')[1]} {page.status}")
        answers.add(page.status)

    send()
    # Forms were really read: some were taken, some sent back.
    assert answers >= {200, 303, 422}
