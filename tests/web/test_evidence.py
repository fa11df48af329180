"""The evidence log on its pages: kept, confirmed by a second person, hidden or shown, and the list for a contest."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from tests.web.conftest import Person
from tests.web.pages import Page, Reader

NOTE = "Канарейка: сеть просила скидку, предложил пакеты, +9 %"
TOPIC = "negotiation"


def keep(person: Person, **values: str) -> Page:
    page = person.reader.open(f"/assessment/evidence/new/{TOPIC}")
    given = {"kind": "work_sample", "day": "2026-03-01", "note": NOTE, "level": "3"} | values
    return person.reader.send(page, **given)


def link_of(page: Page) -> str:
    return page.main.all("input", class_="copy")[-1]["value"].removeprefix("http://localhost")


def ask(person: Person) -> tuple[Page, str]:
    log = person.reader.follow(keep(person))
    action = next(form["action"] for form in log.main.all("form") if form.get("action").endswith("/confirm"))
    asked = person.reader.follow(person.reader.send(log, action, confirmer="Олег Петров", asker="Вера К."))
    return asked, link_of(asked)


def test_an_entry_is_kept_and_read_again(any_reader: Reader, somebody: Callable[..., Person]):
    person = somebody(language=any_reader.language)
    log = person.reader.follow(keep(person))

    assert NOTE in log.main.text
    assert "2026" in log.main.text


@pytest.mark.parametrize(
    "values",
    [{"note": ""}, {"note": "ж" * 601}, {"day": ""}, {"day": "2999-01-01"}, {"day": "1900-01-01"}, {"day": "x"},
     {"level": "7"}, {"kind": "gossip"}],
)  # fmt: skip
def test_what_is_missing_is_explained_and_nothing_typed_is_lost(person: Person, rows: Callable, values: dict[str, str]):
    refused = keep(person, **values)

    assert refused.status == 422
    assert refused.title.startswith("Ошибка")
    assert all(a["href"].lstrip("#") in refused.ids for a in refused.main.one(data_error_summary="").all("a"))
    assert ("note" in values) or NOTE in refused.html
    assert rows()["evidence"] == []


@pytest.mark.parametrize(("day", "words"), [("2999-01-01", "уже прошёл"), ("1890-05-01", "Проверьте год")])
def test_a_wrong_day_is_told_why(person: Person, day: str, words: str):
    assert words in keep(person, day=day).main.text


@pytest.mark.parametrize(("day", "status"), [("2026-11-24", 303), ("2026-11-25", 422)])
def test_a_day_is_past_by_the_clock_of_the_installation_not_by_utc(
    somebody: Callable[..., Person], day: str, status: int
):
    with time_machine.travel(datetime(2026, 11, 23, 22, 30, tzinfo=UTC), tick=False):  # 01:30 of the 24th in Moscow
        assert keep(somebody(), day=day).status == status


def test_a_second_person_confirms_by_a_link_without_an_account(app: Flask, person: Person, rows: Callable):
    _, link = ask(person)
    witness = Reader(app)
    page = witness.open(link)
    assert NOTE in page.main.text
    assert "Вера К." in page.main.text
    thanks = witness.follow(witness.request("POST", link, data=page.values(page.form()) | {"answer": "yes"}))

    assert "Спасибо" in thanks.main.text
    assert "Олег Петров" in person.reader.open("/assessment/evidence").main.text
    assert rows()["evidence"][0]["confirmed_at"] is not None
    again = witness.open(link)
    witness.request("POST", link, data={"answer": "no", "csrf_token": again.csrf})
    assert rows()["evidence"][0]["declined_at"] is None


def test_the_one_who_asks_cannot_confirm_in_their_browser_nor_in_their_account(
    app: Flask, person: Person, member: Callable[..., Reader], rows: Callable
):
    _, link = ask(person)
    owner = member("vera@example.ru").sit_down(person.id)
    owner.follow(owner.send(owner.open("/account"), "/account/assessments"))
    for reader in (person.reader, owner, member("vera@example.ru")):
        page = reader.get(link)
        assert (page.status, page.main.all("form")) == (403, [])
        assert "Эта ссылка для другого человека: Олег Петров" in page.main.text
        assert page.main.one("input", class_="copy")["value"].endswith(link)
        answer = {"answer": "yes", "csrf_token": reader.open("/").csrf or page.csrf}
        assert reader.request("POST", link, data=answer).status == 403
    (entry,) = rows()["evidence"]

    assert (entry["confirmed_at"], entry["declined_at"]) == (None, None)
    assert Reader(app).open(link).main.all("form")


def test_ones_own_name_is_refused_as_the_one_who_confirms(person: Person, rows: Callable):
    log = person.reader.follow(keep(person))
    action = next(form["action"] for form in log.main.all("form") if form.get("action").endswith("/confirm"))
    refused = person.reader.send(log, action, confirmer=" пётр  ЛИ", asker="Петр Ли")

    assert refused.status == 422
    assert "ваше собственное имя" in refused.main.text
    assert rows()["evidence"][0]["link_id"] is None


def test_no_is_an_answer_and_another_may_be_asked(app: Flask, person: Person, rows: Callable):
    _, link = ask(person)
    witness = Reader(app)
    page = witness.open(link)
    witness.follow(witness.request("POST", link, data=page.values(page.form()) | {"answer": "no"}))
    log = person.reader.open("/assessment/evidence")

    assert rows()["evidence"][0]["confirmed_at"] is None
    assert [form for form in log.main.all("form") if form.get("action").endswith("/confirm")]


def test_whose_word_it_was_stands_once_it_was_given(app: Flask, person: Person, rows: Callable):
    log, link = ask(person)
    addresses = [form["action"] for form in log.main.all("form") if form["action"].endswith(("/confirm", "/stop"))]
    witness = Reader(app)
    page = witness.open(link)
    witness.follow(witness.request("POST", link, data=page.values(page.form()) | {"answer": "yes"}))
    before = rows()["evidence"]
    own = {"confirmer": "Директор Сергей Орлов", "asker": "Вера", "csrf_token": log.csrf}
    statuses = [
        person.reader.request("POST", address.rpartition("/")[0] + act, data=own).status
        for address in addresses
        for act in ("/confirm", "/stop")
    ]

    assert set(statuses) == {409}
    assert before[0]["confirmed_at"]
    assert rows()["evidence"] == before


def test_a_withdrawn_link_opens_nothing_and_an_entry_can_be_deleted(app: Flask, person: Person, rows: Callable):
    log, link = ask(person)
    stop = next(form["action"] for form in log.main.all("form") if form["action"].endswith("/stop"))
    log = person.reader.follow(person.reader.send(log, stop))
    assert Reader(app).get(link).status == 404
    drop = next(form["action"] for form in log.main.all("form") if form.get("action").endswith("/delete"))
    person.reader.follow(person.reader.send(log, drop))

    assert rows()["evidence"] == []


def test_a_shown_report_has_only_the_evidence_that_was_let_in(app: Flask, person: Person):
    log = person.reader.follow(keep(person))
    links = person.reader.open("/assessment/links")
    given = person.reader.follow(person.reader.send(links, "/show", extent="report"))
    shown = link_of(given)
    assert NOTE not in Reader(app).open(shown).html
    show = next(form["action"] for form in log.main.all("form") if form.get("action").endswith("/show"))
    person.reader.follow(person.reader.send(log, show))

    assert NOTE in Reader(app).open(shown).main.text


def test_nobody_touches_the_entry_of_somebody_else(somebody: Callable[..., Person], person: Person, rows: Callable):
    keep(person)
    other = somebody()
    id = rows()["evidence"][0]["id"]
    csrf = {"X-CSRFToken": other.reader.open("/assessment/evidence").csrf}
    for action in ("show", "delete", "confirm", "stop"):
        assert other.reader.request("POST", f"/assessment/evidence/{id}/{action}", headers=csrf).status == 404
    assert len(rows()["evidence"]) == 1


def test_the_list_for_a_contest_says_what_is_there_and_where_to_go_on(person: Person):
    keep(person)
    page = person.reader.open("/report/contest")

    assert len(page.main.one("ul", class_="contest").all("li")) == 7
    assert "1 из 8" in page.main.text
    for link in page.main.one("ul", class_="contest").all("a"):
        person.reader.open(link["href"])
