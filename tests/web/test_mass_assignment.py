"""A form that is sent with more in it than its page offers changes what it would have changed, and nothing else.

Every form of every page is sent three times to the same database: as a browser sends it; with every column of every
table beside its own fields; and with its own fields a second time in the address. Forms and columns come from the
application, so that new ones are covered without being named here.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl

import pytest
from flask import Flask
from sqlalchemy import JSON, Boolean, Integer, TypeDecorator

from kamcareer.core.accounts import GRANTED
from kamcareer.core.framework.model import Framework
from kamcareer.store.database import db
from tests.rows import Rows
from tests.web.conftest import Person
from tests.web.forms import PASSPHRASE, Sent, every_form, filled, form_of
from tests.web.pages import Page, Reader
from tests.web.routes import addresses
from tests.web.stock import stock

EMAIL = "vera@example.ru"
STUFFED_TEXT, STUFFED_NUMBER, STUFFED_MOMENT = "of-a-stranger-7f3a", 424242, "1999-09-09T09:09:09"

Changed = set[tuple[str, ...]]


def stuffing(own: set[str]) -> dict[str, str]:
    """Every column of every table that is no field of the form, with a value of its kind."""
    values: dict[str, str] = {}
    for table in db.metadata.tables.values():
        for column in table.columns:
            kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
            if isinstance(kind, Boolean):
                value = "1"
            elif isinstance(kind, Integer):
                value = str(STUFFED_NUMBER)
            elif isinstance(kind, JSON):
                value = "administrator"
            else:
                value = STUFFED_MOMENT if column.name.endswith(("_at", "at")) else STUFFED_TEXT
            values[column.name] = value
    return {name: value for name, value in values.items() if name not in own}


def changed(before: Rows, after: Rows) -> Changed:
    """Columns whose value changed, rows that came and went, with what of a new row is not empty."""
    cells: Changed = set()
    for table, rows in after.items():
        key = [column.name for column in db.metadata.tables[table].primary_key]
        old = {tuple(row[name] for name in key): row for row in before[table]}
        new = {tuple(row[name] for name in key): row for row in rows}
        cells |= {(table, "gone") for id in old.keys() - new.keys()}
        for id, row in new.items():
            was = old.get(id, {})
            cells |= {(table, name, _shape(value)) for name, value in row.items() if was.get(name) != value}
    return cells


def _shape(value: object) -> str:
    return str(value) if isinstance(value, bool | list) else "empty" if value in {None, ""} else "filled"


@pytest.fixture
def secret(app: Flask, framework: Framework, person: Person, member: Callable[..., Reader]) -> str:
    return member(EMAIL, *GRANTED, passphrase=PASSPHRASE, second_factor=True).client.get_cookie("account").value


@pytest.fixture
def again(app: Flask, secret: str, person: Person) -> Callable[[], Reader]:
    """The same person in a browser that has done nothing yet."""
    return lambda: Reader(app).keep(secret).sit_down(person.id)


@pytest.fixture
def forms(app: Flask, framework: Framework, person: Person, again: Callable[[], Reader]) -> list[Sent]:
    """Every form of every page, and every address that takes what no page's form sends."""
    return every_form(again(), addresses(app, stock(app, framework, person.id)))


def send(reader: Reader, sent: Sent, *, stuffed: bool, doubled: bool) -> Page:
    page = reader.open(sent.page)
    form = form_of(page, sent)
    values = filled(page, form) if form else {"csrf_token": page.csrf}
    fields = set(values) | {item.get("name") for item in form.all("input", "textarea", "select")} if form else set()
    extra = stuffing(fields) if stuffed else {}
    # What addresses themselves may hold is no field of a form sent a second time.
    twice = dict.fromkeys(fields - {"next", "present", "target"}, STUFFED_TEXT) if doubled else {}
    path, _, own = sent.action.partition("?")
    asked = extra | twice | dict(parse_qsl(own))
    return reader.request(sent.method, path, data=values | extra, query_string=asked or None)


@pytest.mark.usefixtures("unlimited")
def test_no_form_changes_a_column_that_its_page_does_not_offer(
    forms: list[Sent], again: Callable[[], Reader], moments: Callable[[], None], rows: Callable[[], Rows]
):
    moments()
    before, really_changed = rows(), 0
    # Where no page has the form its fields are not known: a column may be one of them.
    for sent in (one for one in forms if one.on_page):
        outcomes = []
        for ways in ({"stuffed": False, "doubled": False}, {"stuffed": True, "doubled": False},
                     {"stuffed": False, "doubled": True}):  # fmt: skip
            moments()
            page = send(again(), sent, **ways)
            after = rows()
            outcomes.append((page.status, changed(before, after)))
            stored = str(after)
            assert STUFFED_TEXT not in stored, (sent, ways)
            assert str(STUFFED_NUMBER) not in stored, (sent, ways)
            assert not re.search(r"1999(-09-09|, 9, 9)", stored), (sent, ways)
        assert outcomes[1] == outcomes[0], (sent, outcomes)
        assert outcomes[2] == outcomes[0], (sent, outcomes)
        really_changed += bool(outcomes[0][1])
    assert len(forms) > 25
    # The forms were really taken: else nothing would have been shown.
    assert really_changed >= 12


def test_a_save_by_script_with_more_in_it_is_refused_whole(person: Person, rows: Callable[[], Rows]):
    before = rows()
    body = {"assessment": person.id, "level": "2", "confidence": None, "example": "", "revision": 1}
    page = person.reader.put(
        "/assessment/answers/negotiation",
        body | {"key": "7b0a3b0e-6a0e-4f0e-9a53-0f7e1d2c3b4a"} | stuffing(set(body) | {"key"}),
        person.reader.open("/start").csrf,
    )

    assert page.status == 422
    assert rows() == before
