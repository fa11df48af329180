"""Levels of many people beside a role: what HR sees, what nobody sees, and units without names."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from kamcareer.core.accounts import Role
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Basis, Holder, Purpose
from kamcareer.core.matrix_import.reading import Score
from kamcareer.core.matrix_import.scale import Scale
from kamcareer.core.people import Person
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.legal_bases import agree
from kamcareer.services.own_assessments import claim
from kamcareer.store.database import db, may_write
from kamcareer.store.earlier_scores import put_scores
from kamcareer.store.people import put_people
from kamcareer.store.tables import PersonRow
from tests.agreements import agreed
from tests.conftest import NOW, now
from tests.web.pages import Page, Reader

POST, TARGET = "sales_representative", "key_account_manager_retail"
DAY = date(2025, 12, 1)
LEVELS = "/hr/people/levels"


@pytest.fixture
def hr(member: Callable[..., Reader]) -> Reader:
    return member("hr@example.ru", Role.HR, second_factor=True)


@pytest.fixture
def staff(app: Flask, framework: Framework) -> Callable[..., None]:
    """Put people with scores of 1 to 5 in some topics there; one unit, as many as asked."""

    def put(count: int, unit: str = "Север", score: float = 3, first: int = 1, manager: str | None = None) -> None:
        may_write.set(True)
        people = [Person(f"{n:05}", f"Человек {n:05}", unit, manager, POST) for n in range(first, first + count)]
        topics = list(framework.roles[TARGET].requirements)
        scores = [Score(one.number, topic, "Ким", score, Scale.FIVE.level(score)) for one in people for topic in topics]
        with app.app_context():
            put_people(db.session(), people, now())
            put_scores(db.session(), scores, Scale.FIVE, DAY, now())
            db.session.commit()

    return put


@pytest.fixture
def joined(app: Flask, member: Callable[..., Reader]) -> Callable[..., Reader]:
    """Join an account that agreed to development to the first person, with an assessment taken into it."""

    def join(answers: str | None = None) -> Reader:
        reader = member("own@example.ru")
        may_write.set(True)
        with app.app_context():
            account = find_by_mailbox(db.session(), "own@example.ru")
            if answers:
                claim(db.session(), answers, account.id, now())
            else:
                agree(db.session(), Holder(account_id=account.id), agreed(), NOW)
            db.session.get(PersonRow, "00001").account_id = account.id
            db.session.commit()
        return reader

    return join


def cells(page: Page) -> dict[str, list[str]]:
    """What is written in the cells, by the head of each row."""
    rows = page.main.one("tbody").all("tr")
    return {row.one("th").text: [cell.text for cell in row.all("td")] for row in rows}


@pytest.mark.usefixtures("labour_law")
def test_everybody_is_held_against_the_role_with_numbers_marks_and_words(hr: Reader, staff: Callable):
    staff(1, score=1)
    staff(1, score=5, first=2)
    page = hr.open(f"{LEVELS}?target={TARGET}")

    low, high = cells(page)["Человек 00001"], cells(page)["Человек 00002"]
    assert low[0].startswith("0,0 ▼▼")
    assert "намного ниже, известно мало" in low[0]
    assert high[0].startswith("4,0")
    assert "ничего не решается" in page.main.text


@pytest.mark.usefixtures("labour_law")
def test_what_can_be_concluded_is_another_number_than_what_was_given(hr: Reader, staff: Callable):
    staff(1, score=1)
    given, concluded = (cells(hr.open(f"{LEVELS}?target={TARGET}&show={show}")) for show in ("given", "concluded"))

    assert given["Человек 00001"][0].startswith("0,0")
    assert not concluded["Человек 00001"][0].startswith("0,0")


@pytest.mark.usefixtures("labour_law")
def test_filters_by_unit_post_and_manager_and_pages_keep_them(hr: Reader, staff: Callable):
    staff(60)
    staff(2, unit="Юг", first=61, manager="00001")

    assert len(cells(hr.open(LEVELS))) == 50
    assert set(cells(hr.open(f"{LEVELS}?unit=Юг"))) == {"Человек 00061", "Человек 00062"}
    assert set(cells(hr.open(f"{LEVELS}?manager=00001"))) == {"Человек 00061", "Человек 00062"}
    assert len(cells(hr.open(f"{LEVELS}?unit=Север&post={POST}&page=2"))) == 10
    further = [a for a in hr.open(f"{LEVELS}?unit=Север").main.all("a") if a.get("rel") == "next"]
    assert "unit=%D0%A1" in further[0].get("href")
    assert hr.open(f"{LEVELS}?unit=Запад").main.all("tbody") == []
    assert hr.get(f"{LEVELS}?page=0").status == 404


def test_where_consent_is_asked_nobody_is_seen_who_was_not_asked(hr: Reader, staff: Callable):
    staff(2)
    page = hr.open(f"{LEVELS}?target={TARGET}")

    assert page.main.all("tbody") == []
    assert "О 2 людях здесь ничего не показано" in page.main.text


@pytest.mark.usefixtures("labour_law")
def test_answers_that_people_gave_about_themselves_are_never_in_it(
    hr: Reader, staff: Callable, joined: Callable, somebody: Callable
):
    staff(1)
    before = cells(hr.open(f"{LEVELS}?target={TARGET}&show=concluded"))
    joined(answers=somebody().id)

    assert cells(hr.open(f"{LEVELS}?target={TARGET}&show=concluded")) == before


def test_it_takes_at_most_ten_statements_two_of_them_for_who_is_told_however_many_people_there_are(
    hr: Reader, staff: Callable, queries: Callable, labour_law: None
):
    staff(3)
    hr.open(LEVELS)  # noted: once a day each
    few = queries(lambda: hr.open(LEVELS))
    staff(60, unit="Юг", first=4, manager="00001")
    hr.open(LEVELS)

    assert queries(lambda: hr.open(LEVELS)) == few <= 10


@pytest.mark.usefixtures("labour_law")
def test_the_file_has_typed_numbers_a_frozen_header_a_filter_and_no_formula(
    app: Flask, hr: Reader, staff: Callable, rows: Callable
):
    staff(60)
    may_write.set(True)
    with app.app_context():
        put_people(db.session(), [Person("00001", "=1+1", "+Юг", None, POST)], now())
        db.session.commit()
    page = hr.open(f"{LEVELS}?target={TARGET}")
    book = load_workbook(BytesIO(hr.send(page, f"/all.xlsx?target={TARGET}&show=given").response.get_data()))

    given, concluded, asked = book.worksheets
    assert given.max_row == concluded.max_row == 61
    assert (given.freeze_panes, given.page_setup.orientation, given.page_setup.paperSize) == ("C2", "landscape", 9)
    assert given.auto_filter.ref == given.dimensions
    named = {row[0].value: row for row in given.iter_rows(min_row=2)}
    assert [cell.value for cell in named["00001"][1:3]] == ["'=1+1", "'+Юг"]
    assert named["00001"][0].number_format == "@"
    assert {(cell.data_type, cell.value) for cell in named["00002"][4:]} == {("n", 2)}
    assert {cell.data_type for cell in concluded[2][4:]} == {"n"}
    assert asked.max_row == 1 + len(given[1]) - 4
    assert rows()["audit"][-1]["event"] == "levels_exported"


@pytest.mark.usefixtures("labour_law")
def test_units_are_shown_without_a_name_and_never_for_fewer_than_five(
    hr: Reader, staff: Callable, member: Callable[..., Reader]
):
    staff(5, score=3)
    staff(4, unit="Юг", score=5, first=6)
    boss = member("boss@example.ru", Role.MANAGER, second_factor=True)

    for reader, path in ((boss, "/team/levels"), (hr, f"{LEVELS}/units")):
        page = reader.open(f"{path}?target={TARGET}")
        assert set(cells(page)) == {"Север"}
        assert cells(page)["Север"][0].startswith("2,0")
        assert "Человек" not in page.html
        assert "ничего не известно" not in page.main.text
        assert "известно меньше чем о пятерых" in page.main.text

    staff(1, unit="Запад", score=1, first=10)
    assert set(cells(boss.open("/team/levels"))) == {"Север", "другие подразделения"}
    assert boss.get(LEVELS).status == 404


def test_a_withdrawn_consent_ends_the_row_and_another_basis_of_the_operator_does_not_open_it_again(
    app: Flask, hr: Reader, staff: Callable, joined: Callable
):
    staff(1)
    own = joined()
    assert set(cells(hr.open(LEVELS))) == {"Человек 00001"}

    own.send(own.open("/account/agreements"), "/development/withdraw")
    assert hr.open(LEVELS).main.all("tbody") == []
    settings = app.config["SETTINGS"]
    bases = {**settings.operator.bases, Purpose.DEVELOPMENT: Basis.LABOUR_LAW}
    app.config["SETTINGS"] = replace(settings, operator=replace(settings.operator, bases=bases))
    assert hr.open(LEVELS).main.all("tbody") == []
