"""Training demand: what HR sees of many people beside a role, what nobody sees, and what goes out as a table."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from kamcareer.core.accounts import Role
from kamcareer.core.framework.model import Framework
from tests.conftest import now
from tests.web.pages import Reader
from tests.web.test_bench import POST, TARGET, lines, staff
from tests.web.test_heat_map import hr, joined

__all__ = ["hr", "joined", "staff"]

PAGE = f"/hr/people/training?target={TARGET}"
NEGOTIATION = "Переговоры и работа с возражениями"


@pytest.mark.usefixtures("labour_law")
def test_each_topic_says_how_many_lack_it_where_and_what_serves_them(hr: Reader, staff: Callable):
    staff(6, score=2)
    staff(2, score=None, first=7)
    found = next(cells for head, cells in lines(hr.open(PAGE), 0).items() if head.startswith(NEGOTIATION))

    assert found[0] == "4"
    assert found[1].startswith("примерно ")
    assert " из 6" in found[1]
    assert found[2] == "2"
    assert found[3].startswith("Север: ")
    assert "подойдёт" in found[4]


@pytest.mark.usefixtures("labour_law")
def test_musts_come_first_and_filters_choose_whom(hr: Reader, staff: Callable, framework: Framework):
    staff(3, score=3)
    staff(1, score=1, first=4, post=TARGET)
    page = hr.open(PAGE)
    musts, others = (list(lines(page, place)) for place in (0, 1))
    needs = framework.roles[TARGET].requirements.values()

    assert len(musts) == sum(need.must_have for need in needs)
    assert len(musts) + len(others) == sum(bool(need.level) for need in needs)
    assert "3 человека рядом" in hr.open(f"{PAGE}&post={POST}").main.text
    assert "4 человека рядом" in hr.open(PAGE).main.text


def test_of_whom_nothing_may_be_looked_at_nothing_is_counted(hr: Reader, staff: Callable):
    staff(5, score=1)
    page = hr.open(PAGE)

    assert not page.main.all("table")
    assert "О 5 людях" in page.main.text


def test_nobody_yet_is_said_with_the_way_on(hr: Reader):
    page = hr.open(PAGE)

    assert page.main.one("a", class_="btn btn-1")["href"] == "/hr/people/import"


@pytest.mark.usefixtures("labour_law")
def test_as_xlsx_every_topic_has_a_line_for_all_and_for_each_unit(hr: Reader, staff: Callable, framework: Framework):
    staff(4, score=2)
    sent = hr.send(hr.open(PAGE), f"/hr/people/training.xlsx?target={TARGET}&show=given")
    lacked, served = load_workbook(BytesIO(sent.response.data)).worksheets
    rows = list(lacked.iter_rows(min_row=2, values_only=True))
    asked = [id for id, need in framework.roles[TARGET].requirements.items() if need.level]

    assert len(rows) == 2 * len(asked)
    assert {row[1] for row in rows} == {"все вместе", "Север"}
    assert all(row[7] <= row[6] + 1 and row[6] <= row[8] + 1 and row[4] == 4 for row in rows)
    assert all(1 <= row[3] <= 4 and row[4] > 0 and row[6] >= 0 for row in served.iter_rows(min_row=2, values_only=True))
    assert lacked.freeze_panes == "B2"


@pytest.mark.usefixtures("labour_law")
def test_beside_what_is_lacked_stand_the_free_places_of_mentors(
    hr: Reader, staff: Callable, member: Callable[..., Reader]
):
    staff(4, score=2)
    mentor = member("mentor@example.ru", Role.EMPLOYEE)
    said = {"words": "Переговоры вместе", "topic_1": "negotiation", "places": "3", "until": f"{now():%Y}-12-31"}
    mentor.follow(mentor.send(mentor.open("/board/mentoring"), **said))
    found = {head: cells[5] for head, cells in lines(hr.open(PAGE), 0).items()}
    sent = hr.send(hr.open(PAGE), f"/hr/people/training.xlsx?target={TARGET}&show=given")
    rows = load_workbook(BytesIO(sent.response.data)).worksheets[0].iter_rows(min_row=2, values_only=True)

    assert found[NEGOTIATION].startswith("3 ")
    assert [head for head, words in found.items() if words.startswith("3 ")] == [NEGOTIATION]
    assert [row[9:12] for row in rows if row[0] == NEGOTIATION and row[9] is not None] == [(1, 0, 3)]


@pytest.mark.usefixtures("labour_law")
def test_the_database_is_asked_as_often_for_many_as_for_few(app: Flask, hr: Reader, staff: Callable, queries: Callable):
    staff(2, score=2)
    few = queries(lambda: hr.open(PAGE))
    staff(60, score=2, first=3)

    assert queries(lambda: hr.open(PAGE)) == few
    assert few <= 9
