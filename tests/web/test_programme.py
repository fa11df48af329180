"""The best programme for a budget: asked for by HR, worked out by whoever does background work, seen by who asked."""

from collections.abc import Callable
from io import BytesIO
from uuid import uuid4

import pytest
from flask import Flask
from openpyxl import load_workbook

from kamcareer.core.accounts import Role
from kamcareer.core.background_jobs import Kind
from kamcareer.store.database import db, may_write
from kamcareer.store.tables import BackgroundJobRow, PersonRow
from kamcareer.web import programme
from kamcareer.worker.embedded import EmbeddedWorker
from tests.web.pages import Page, Reader
from tests.web.test_bench import TARGET, staff
from tests.web.test_heat_map import hr, joined

__all__ = ["hr", "joined", "staff"]

ASK = "/hr/people/programme"
FORM = {"target": TARGET, "budget": "90000", "hours": "3", "weeks": "26", "more": ""}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programme, "SECONDS", 2)


def asked(hr: Reader, **more: str) -> str:
    """Ask for a programme; return the address where it will be."""
    sent = hr.send(hr.open(ASK), **FORM | more)
    assert sent.status == 303
    return sent.leads_to


def worked(app: Flask) -> None:
    EmbeddedWorker(app).look()


@pytest.mark.usefixtures("labour_law")
def test_it_is_asked_for_waited_for_and_then_says_who_gets_what(app: Flask, hr: Reader, staff: Callable):
    staff(4, score=2)
    staff(1, score=None, first=5)
    place = asked(hr)
    waiting = hr.open(place)
    assert waiting.main.all("progress")
    assert "Ждёт своей очереди" in waiting.main.text
    worked(app)
    page = hr.open(place)

    assert not page.main.all("progress")
    assert "Данные есть о 4 людях" in page.main.text
    assert "Ещё об 1 человеке" in page.main.text
    assert "Человек 00001" in page.main.text
    assert page.main.all("table")
    assert "посчитано;" in hr.open(ASK).main.text


@pytest.mark.usefixtures("labour_law")
def test_whose_must_haves_count_first_is_said_and_why_a_topic_rises_and_nobody_more_holds_it(
    app: Flask, hr: Reader, staff: Callable
):
    staff(2, score=5)
    staff(3, score=1, first=3)
    place = asked(hr)
    worked(app)
    page = hr.open(place)

    assert "2 человека — в одном-двух шагах от должности" in page.main.text
    table = next(one for one in page.main.all("table") if "Ступеней всего" in one.text)
    rows = table.one("tbody").all("tr")
    for row in rows:
        _levels, before, after, asked_of = (cell.text for cell in row.all("td"))
        said = row.one("th").text
        assert ("требуемой больше никто не достигает" in said) == (before == after != asked_of), said
        assert ("уже есть у всех" in said) == (before == after == asked_of), said
    assert any("требуемой больше никто не достигает" in row.text for row in rows)


@pytest.mark.usefixtures("labour_law")
def test_who_left_or_may_not_be_looked_at_is_named_no_more(app: Flask, hr: Reader, staff: Callable):
    staff(3, score=2)
    place = asked(hr)
    worked(app)
    may_write.set(True)
    with app.app_context():
        db.session.delete(db.session.get(PersonRow, "00002"))
        db.session.commit()
    page = hr.open(place)

    assert "Человек 00001" in page.main.text
    assert "Человек 00002" not in page.main.text
    assert "больше не показан" in page.main.text


@pytest.mark.usefixtures("labour_law")
def test_what_is_kept_holds_no_name(app: Flask, hr: Reader, staff: Callable):
    staff(2, score=2)
    asked(hr)
    worked(app)
    with app.app_context():
        row = db.session.query(BackgroundJobRow).filter_by(kind=Kind.PROGRAMME).one()
        assert "00001" not in row.arguments + row.result
        assert "Человек" not in row.arguments + row.result


@pytest.mark.usefixtures("labour_law")
def test_whoever_gets_something_reads_that_hr_looked_at_what_follows_from_their_scores(
    app: Flask, hr: Reader, staff: Callable, joined: Callable
):
    staff(4, score=2)
    own = joined()
    place = asked(hr)
    hr.open(place)
    worked(app)
    assert own.open("/account/shown").main.all("section", id="read-at-work") == []
    for _look in range(2):
        hr.open(place)
    (section,) = own.open("/account/shown").main.all("section", id="read-at-work")
    assert section.text.count("выводы из них") == 1


@pytest.mark.usefixtures("labour_law")
def test_it_can_be_taken_as_xlsx_and_deleted(app: Flask, hr: Reader, staff: Callable):
    staff(3, score=2)
    place = asked(hr)
    worked(app)
    sent = hr.send(hr.open(place), f"{place}.xlsx")
    book = load_workbook(BytesIO(sent.response.data))

    assert len(book.worksheets) == 3
    assert hr.send(hr.open(place), f"{place}/drop").status == 303
    assert hr.get(place).status == 404


@pytest.mark.usefixtures("labour_law")
def test_what_somebody_else_asked_for_is_not_there(hr: Reader, staff: Callable, member: Callable):
    staff(2, score=2)
    place = asked(hr)
    other = member("other-hr@example.ru", Role.HR, second_factor=True)

    assert other.get(place).status == 404
    assert place not in str(other.open(ASK).main)
    assert hr.get(f"{ASK}/{uuid4()}").status == 404


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"budget": ""}, "сколько можно потратить"),
        ({"hours": "99"}, "не больше 60"),
        ({"weeks": "0"}, "от 1 до 156"),
        ({"groups-0-activity": "course_negotiation", "groups-0-price": "90000"}, "сколько мест в группе"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(hr: Reader, framework, said: dict, word: str):
    said = {key: next(iter(framework.activities)) if key.endswith("activity") else one for key, one in said.items()}
    page = refused(hr, FORM | {"weeks": "20"} | said)

    assert word in page.main.one("section", class_="errors").text
    assert page.main.one("input", id="weeks")["value"] == said.get("weeks", "20")


@pytest.mark.usefixtures("labour_law")
def test_three_searches_at_once_are_enough_for_one_account(hr: Reader):
    for _number in range(3):
        asked(hr)
    assert "Уже идут три ваших поиска" in refused(hr, FORM).main.text


def refused(hr: Reader, form: dict) -> Page:
    sent = hr.send(hr.open(ASK), **form)
    assert sent.status == 422
    return sent
