"""Last year's scores on the pages of HR: looked at with columns and scale, kept of those of whom they may be kept."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from kamcareer.core.framework.model import Framework
from kamcareer.core.people import Person
from kamcareer.services.imports import AT_ONCE
from kamcareer.worker.embedded import EmbeddedWorker
from tests.conftest import NOW
from tests.web.pages import Reader
from tests.web.test_heat_map import joined
from tests.web.test_page_lint import problems
from tests.web.test_people import hr as hr  # noqa: PLC0414 - the same account
from tests.web.test_people import sent, several

__all__ = ["joined"]

MATRIX = "Таб. №;ФИО;Переговоры;Харизма\n00001;Ким Вера;5;4\n00017;Иванов Иван;3;2\n"


@pytest.fixture
def staff(app: Flask) -> None:
    several(app, [Person("00001", "Ким Вера", "Север"), Person("00017", "Иванов Иван", "Север", "00001")])


@pytest.mark.usefixtures("staff", "labour_law")
def test_scores_are_kept_after_columns_and_scale_were_seen(hr: Reader, rows: Callable, framework: Framework):
    look = hr.follow(sent(hr, MATRIX, "matrix", scored_on="2025-12-01"))
    assert "Харизма" in look.main.text
    assert rows()["earlier_score"] == []
    column = {label.text: label["for"] for label in look.main.all("label")}
    assert "Сохранить эти оценки" not in look.main.text

    look = hr.follow(hr.send(look, "/columns", **{column["Харизма"]: "nothing", "scale": "1-10"}))
    assert "10" in {th.text for th in look.main.all("th", scope="row")}
    assert framework.scale[4].name["ru"] in look.main.text
    assert hr.send(look, "/confirm").response.location == "/hr/people/levels"
    kept = rows()["earlier_score"]
    assert [(row["person_number"], row["competency"], row["scale"], row["score"]) for row in kept] == [
        ("00001", "negotiation", "1-10", "5"),
        ("00017", "negotiation", "1-10", "3"),
    ]
    assert str(kept[0]["scored_on"]) == "2025-12-01"

    again = hr.follow(sent(hr, MATRIX, "matrix", scored_on="2025-12-01"))
    assert "Сохранить эти оценки" in again.main.text  # the column is known now; the scale is looked at anew
    assert "10" not in {th.text for th in again.main.all("th", scope="row")}


@pytest.mark.usefixtures("staff", "labour_law")
def test_no_scale_is_told_before_a_column_of_scores_is_known(hr: Reader):
    look = hr.follow(sent(hr, "Таб. №;Excel\n00001;90%\n00017;40%\n", "matrix", scored_on="2025-12-01"))
    assert "шкала пока не известна" in look.main.text
    assert "Оценка" not in {th.text for th in look.main.all("th")}
    assert problems(look) == []
    column = {label.text: label["for"] for label in look.main.all("label")}

    look = hr.follow(hr.send(look, "/columns", **{column["Excel"]: "topic:documents"}))
    assert "как узнали: проценты" in look.main.text


@pytest.mark.usefixtures("staff", "labour_law")
def test_the_cell_that_alone_makes_the_scale_wider_is_named_beside_the_choice(hr: Reader):
    table = "Таб. №;Переговоры;Документы;Финансовая грамотность\n00001;5;4;3\n00017;7;2;1\n"
    look = hr.follow(sent(hr, table, "matrix", scored_on="2025-12-01"))
    assert "Не на шкале «от 1 до 5» только 1 ячейка" in look.main.text
    assert "!B3" in look.main.one("form", id="columns").text

    look = hr.follow(hr.send(look, "/columns", scale="1-5"))
    assert "!B3" in look.main.one("section", id="to-mend").text
    assert "только 1 ячейка" not in look.main.text


@pytest.mark.usefixtures("staff")
def test_a_matrix_without_people_is_told_that_numbers_or_names_would_do(hr: Reader):
    look = hr.follow(sent(hr, "Город;Переговоры\nТверь;5\n", "matrix", scored_on="2025-12-01"))

    assert "Нужен табельный номер или ФИО" in look.main.text


@pytest.mark.usefixtures("staff")
def test_before_a_file_is_sent_hr_reads_how_many_have_agreed_and_that_others_are_left_out(
    hr: Reader, joined: Callable[..., Reader]
):
    nobody = hr.open("/hr/people/matrix").tree.one("section", id="basis").text
    assert "Из 2 известных сотрудников пока никто не согласился" in nobody
    assert "KAMCAREER_BASIS_DEVELOPMENT" in nobody
    assert "юрист" in nobody

    joined()
    somebody = hr.open("/hr/people/matrix").tree.one("section", id="basis").text
    assert "Пока согласился 1 из 2" in somebody
    assert "остальных не берутся" in somebody
    assert "KAMCAREER_BASIS_DEVELOPMENT" not in somebody


@pytest.mark.usefixtures("staff", "labour_law")
def test_before_a_file_is_sent_hr_reads_on_what_scores_of_everybody_are_kept(hr: Reader):
    said = hr.open("/hr/people/matrix").tree.one("section", id="basis").text
    assert "трудовое законодательство" in said


@pytest.mark.usefixtures("staff")
def test_where_consent_is_asked_for_nobodys_scores_are_kept_without_it(hr: Reader, rows: Callable):
    look = hr.follow(sent(hr, "Таб. №;Переговоры\n00001;5\n00017;3\n", "matrix", scored_on="2025-12-01"))

    assert "00001, 00017" in look.main.text
    assert "KAMCAREER_BASIS_DEVELOPMENT" in look.main.text
    assert look.main.all("a", href="/hr/rounds")
    assert "Сохранить эти оценки" not in look.main.text
    hr.request("POST", "/hr/people/matrix/confirm", data={"csrf_token": look.csrf})
    assert rows()["earlier_score"] == []


@pytest.mark.usefixtures("staff", "labour_law")
@pytest.mark.parametrize("day", ["", "2099-01-01"])
def test_a_matrix_without_its_day_stays_until_the_day_is_said(hr: Reader, rows: Callable, day: str):
    page = sent(hr, "Таб. №;Переговоры\n00001;5\n00017;3\n", "matrix", scored_on=day)
    assert page.status == 422
    assert not page.main.all("input", id="table")
    assert problems(page) == []
    hr.request("POST", "/hr/people/matrix/confirm", data={"csrf_token": page.csrf})
    assert rows()["earlier_score"] == []

    look = hr.follow(hr.send(hr.open("/hr/people/matrix"), "/hr/people/matrix", scored_on="2025-12-01"))
    hr.send(look, "/confirm")
    assert {str(row["scored_on"]) for row in rows()["earlier_score"]} == {"2025-12-01"}


def test_the_day_of_scores_lies_not_ahead(hr: Reader):
    page = sent(hr, MATRIX, "matrix", scored_on=f"{datetime.now(tz=NOW.tzinfo) + timedelta(days=9):%Y-%m-%d}")

    assert page.status == 422
    assert "ещё впереди" in page.main.text


@pytest.mark.usefixtures("staff", "labour_law")
def test_rows_of_people_who_left_are_left_out_of_last_years_matrix_by_a_word(hr: Reader, rows: Callable):
    table = "Таб. №;ФИО;Переговоры\n00001;Ким Вера;5\n99999;Ушедший Иван;3\n"
    look = hr.follow(sent(hr, table, "matrix", scored_on="2025-12-01"))
    assert "/confirm" not in look.html
    decided = hr.follow(hr.send(look, "/columns", strangers="left_out"))
    assert problems(look) == problems(decided) == []
    assert "Пропущены строки 1 человека, которого нет в списке: Ушедший Иван" in decided.main.text

    hr.send(decided, "/confirm")
    assert [row["person_number"] for row in rows()["earlier_score"]] == ["00001"]


@pytest.mark.usefixtures("labour_law")
def test_a_large_matrix_is_kept_in_the_background(app: Flask, hr: Reader):
    several(app, [Person(f"{number:05d}", f"Человек {number:05d}") for number in range(1, AT_ONCE + 2)])
    rows = [f"{number:05d};Человек {number:05d};{number % 5 + 1}" for number in range(1, AT_ONCE + 2)]
    look = hr.follow(sent(hr, "Таб. №;ФИО;Переговоры\n" + "\n".join(rows), "matrix", scored_on="2026-01-15"))
    hr.request("POST", "/hr/people/matrix/confirm", data={"csrf_token": look.csrf})
    assert hr.open("/hr/people/matrix").main.all("progress")

    EmbeddedWorker(app).look()
    assert f"Оценок: {AT_ONCE + 1}" in hr.open("/hr/people/matrix").main.text
