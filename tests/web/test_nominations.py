"""The talent pool from the proposal to leaving it: who sees what, and what slips are answered with."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from openpyxl import load_workbook

from kamcareer.core.accounts import Role
from kamcareer.core.people import Person
from kamcareer.store.database import db, may_write
from kamcareer.store.people import put_people
from tests.conftest import NOW, local_today
from tests.web.pages import Page, Reader

POOL = "/hr/people/talent-pool"
REASON = "Полгода ведёт стажёров"
SAID = {
    "number": "2",
    "account": "ivan@example.ru",
    "role": "supervisor",
    "curator": "vera@example.ru",
    "until": "2027-06-01",
    "words": REASON,
}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def hr(app: Flask, member: Callable[..., Reader]) -> Reader:
    may_write.set(True)
    with app.app_context():
        put_people(db.session(), [Person("2", "Иванов Иван", "Север", None, "sales_representative")], NOW)
        db.session.commit()
    return member("hr@example.ru", Role.HR, second_factor=True)


def own(page: Page) -> str:
    return page.path.replace("/hr/people/", "/account/")


def test_from_the_proposal_to_leaving(hr: Reader, member: Callable[..., Reader]):
    vera, ivan = member("vera@example.ru", Role.MANAGER, second_factor=True), member("ivan@example.ru")
    made = hr.follow(hr.send(hr.open(f"{POOL}/new"), **SAID))
    assert "ещё не" in made.main.text or "not answered" in made.main.text
    assert vera.get(own(made)).status == hr.get(own(made)).status == 404
    asked = ivan.open(own(made))
    assert REASON in asked.main.text
    ivan.follow(ivan.send(asked))

    ready = {"status-status": "ready", "status-words": "Провёл три сделки сам"}
    page = hr.follow(hr.send(hr.open(made.path), "/status", **ready))
    assert "Провёл три сделки сам" in ivan.open(own(made)).main.text
    assert "Иванов Иван" in vera.open("/team/talent-pool").main.text
    sheet = load_workbook(BytesIO(hr.send(hr.open(POOL), ".xlsx").response.data)).active
    assert [cell.value for cell in sheet[2]][1:3] == ["2", "Иванов Иван"]
    assert sheet["B2"].number_format == "@"
    assert [cell.value.date() for cell in sheet[2][8:]] == [local_today()] * 2

    ivan.follow(ivan.send(ivan.open(own(made)), "/leave", words="Хочу остаться в полях"))
    assert "Хочу остаться в полях" in hr.open(page.path).main.text
    assert "Иванов" not in vera.open("/team/talent-pool").main.text
    assert "Иванов" not in hr.open(POOL).main.text
    assert "Иванов" in hr.open(f"{POOL}?standing=ended").main.text


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("number", "99"),
        ("account", ""),
        ("role", ""),
        ("curator", "ivan@example.ru"),
        ("until", "2020-01-01"),
        ("words", " "),
    ],
)
def test_a_slip_is_named_at_its_field_and_nothing_is_lost(
    hr: Reader, member: Callable[..., Reader], field: str, wrong: str
):
    member("vera@example.ru", Role.MANAGER, second_factor=True)
    member("ivan@example.ru")
    page = hr.send(hr.open(f"{POOL}/new"), **SAID | {field: wrong})

    assert page.status == 422
    assert f"#{field}" in [link["href"] for link in page.main.all("a")]
    assert field == "words" or REASON in page.main.text
    assert "Иванов" not in hr.open(POOL).main.text
