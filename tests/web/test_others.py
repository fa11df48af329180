"""Asking others by private links: what raters read, what comes back, and what nobody ever sees."""

from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.core.framework.model import Framework
from tests.web.conftest import Person
from tests.web.pages import Page, Reader

KAM = "key_account_manager_retail"


def ask(person: Person, source: str, name: str) -> str:
    """Ask somebody; return the path of the link."""
    reader = person.reader
    page = reader.follow(
        reader.send(reader.open("/assessment/others"), "/others", source=source, name=name, asker="Вера К.")
    )
    link = page.main.all("input", class_="copy")[-1]["value"]
    return link.removeprefix("http://localhost")


def rate(app: Flask, link: str, levels: str, language: str = "ru") -> Page:
    """Open a link as somebody without an account, answer the must-haves and send."""
    rater = Reader(app, language)
    page = rater.open(next(a["href"] for a in rater.open(link).main.all("a") if "/topics/" in a["href"]))
    for level in levels:
        page = rater.follow(rater.send(page, level="no_chance" if level == "-" else level))
        if "/topics/" not in page.path:
            break
    check = rater.open(f"{link}/send")
    return rater.follow(rater.send(check))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("source", ["manager", "peer"])
def test_whoever_is_asked_reads_first_who_will_see_what(app: Flask, person: Person, source: str, language: str):
    main = Reader(app, language).open(ask(person, source, "Олег")).main.text
    words = {
        ("manager", "ru"): "каждый ваш ответ с вашим именем",
        ("manager", "en"): "each of your answers with your name",
        ("peer", "ru"): "только среднее не меньше чем трёх коллег",
        ("peer", "en"): "only the mean of at least three colleagues",
    }

    assert "Вера К." in main
    assert words[source, language] in main
    assert "Олег" not in main


def test_a_manager_is_shown_by_name_beside_oneself_with_an_agenda(app: Flask, person: Person, framework: Framework):
    thanks = rate(app, ask(person, "manager", "Олег Петров"), "44444444")
    assert "Спасибо" in thanks.main.text
    assert ".." not in thanks.main.text
    page = person.reader.open("/report/others")

    assert "Олег Петров" in page.main.text
    assert len(page.main.one(class_="gaps").all("h3")) == 3
    assert len(page.main.one("table", class_="words").all("tr")) == 1 + len(framework.roles[KAM].must_haves)


def test_two_colleagues_are_shown_nowhere_and_three_only_together(app: Flask, person: Person, rows: Callable):
    before = person.reader.open("/report/download/json").html
    for number, levels in enumerate(("00000000", "00000000")):
        rate(app, ask(person, "peer", f"Коллега {number}"), levels)
    assert "Коллег" not in person.reader.open("/report/others").main.text
    assert person.reader.open("/report/download/json").html == before
    rate(app, ask(person, "peer", "Коллега 3"), "22222222")
    page = person.reader.open("/report/others")

    assert "3 коллеги вместе" in page.main.text
    # (0 + 0 + 2) / 3 lies between the two lowest steps; nobody said that.
    assert page.main.text.count("между «") >= 8
    assert person.reader.open("/report/download/json").html != before
    shown = page.html
    rate(app, ask(person, "peer", "Коллега 4"), "44444444")
    fourth = person.reader.open("/report/others")
    assert (
        fourth.main.one("table", class_="words").text
        == Page(page.response, page.path).main.one("table", class_="words").text
    )
    assert shown.count("<td") == fourth.html.count("<td")
    assert "среднее, которое растёт на один ответ" in fourth.main.text
    assert len(rows()["given_rating"]) == 32


def test_no_page_and_no_file_of_the_person_holds_the_answer_of_one_colleague(
    app: Flask, person: Person, member: Callable
):
    owner = member("vera@example.ru").sit_down(person.id)
    for number in range(3):
        rate(app, ask(person, "peer", f"Коллега {number}"), "40404040")
    owner.follow(owner.send(owner.open("/account"), "/account/assessments"))
    copy = owner.send(owner.open("/account/data"), "/data/json").response.json["tables"]

    assert [set(row) for row in copy["given_rating"]] == [{"competency"}] * 24
    assert {row["name"] for row in copy["rating_request"]} == {"Коллега 0", "Коллега 1", "Коллега 2"}


def test_a_withdrawn_request_opens_nothing(app: Flask, person: Person):
    link = ask(person, "peer", "Олег")
    page = person.reader.open("/assessment/others")
    withdraw = next(form["action"] for form in page.main.all("form") if form["action"].endswith("/withdraw"))
    person.reader.follow(person.reader.send(page, withdraw))

    assert Reader(app).get(link).status == 404
    assert Reader(app).get(f"{link}/send").status == 404
    assert Reader(app).get(f"{link}x").status == 404


def test_a_rater_may_stop_after_the_most_important_topics_and_change_before_sending(
    app: Flask, person: Person, framework: Framework, rows: Callable
):
    link, rater = ask(person, "manager", "Олег"), Reader(app)
    page = rater.open(next(a["href"] for a in rater.open(link).main.all("a") if "/topics/" in a["href"]))
    first, musts = page.path, set(framework.roles[KAM].must_haves)
    seen = set()
    while "/topics/" in page.path:
        seen.add(page.path.rpartition("/")[2])
        page = rater.follow(rater.send(page, level="3"))
    assert seen == musts
    assert page.path == f"{link}/send"
    rater.follow(rater.send(rater.open(first), level="no_chance"))
    rater.send(rater.open(f"{link}/send"))

    stored = {row["competency"]: row["level"] for row in rows()["given_rating"]}
    assert stored == {id: None if id == first.rpartition("/")[2] else 3 for id in musts}
    assert rater.get(first).leads_to == link
    assert rater.get(f"{link}/topics/nothing").status == 404


def test_a_rater_may_send_from_every_topic_once_something_is_answered(app: Flask, person: Person, rows: Callable):
    link, rater = ask(person, "manager", "Олег"), Reader(app)
    first = rater.open(next(a["href"] for a in rater.open(link).main.all("a") if "/topics/" in a["href"]))
    assert "Проверить и отправить" not in first.main.text
    second = rater.follow(rater.send(first, level="3"))
    (button,) = second.main.all("button", name="then")
    choice = {button["name"]: button["value"]}
    skipped = rater.request("POST", second.path, data=second.values(second.form()) | choice)
    assert skipped.leads_to == f"{link}/send"
    assert [row["level"] for row in rows()["given_rating"]] == [3]
    kept = rater.request("POST", second.path, data=second.values(second.form()) | {"level": "1"} | choice)

    assert kept.leads_to == f"{link}/send"
    assert sorted(row["level"] for row in rows()["given_rating"]) == [1, 3]


@pytest.mark.parametrize("source", ["manager", "peer"])
def test_what_is_not_sent_yet_is_read_changed_and_sent_only_in_the_browser_where_it_was_begun(
    app: Flask, person: Person, rows: Callable, source: str
):
    link, rater = ask(person, source, "Олег"), Reader(app)
    topic = rater.open(next(a["href"] for a in rater.open(link).main.all("a") if "/topics/" in a["href"]))
    other = Reader(app)
    seen_before = other.open(topic.path)
    rater.follow(rater.send(topic, level="3"))
    stored = rows()["given_rating"]
    for stranger in (other, Reader(app)):
        for path in (link, topic.path, f"{link}/send"):
            page = stranger.get(path)
            assert (page.status, page.main.all("form")) == (403, [])
            assert "уже начали в другом браузере" in page.main.text
            assert "Вера К." in page.main.text
    assert other.send(seen_before, level="0").status == 403
    assert other.request("POST", f"{link}/send", data={"csrf_token": seen_before.csrf}).status == 403
    assert rows()["given_rating"] == stored
    assert [row["sent_at"] for row in rows()["rating_request"]] == [None]

    assert rater.open(topic.path).main.one("input", value="3", checked="")
    assert "Спасибо" in rater.follow(rater.send(rater.open(f"{link}/send"))).main.text


@pytest.mark.parametrize("source", ["manager", "peer"])
def test_the_one_who_asks_cannot_answer_in_their_browser_nor_in_their_account(
    app: Flask, person: Person, member: Callable[..., Reader], rows: Callable, source: str
):
    link = ask(person, source, "Олег")
    topic = next(a["href"] for a in Reader(app).open(link).main.all("a") if "/topics/" in a["href"])
    csrf = person.reader.open("/assessment/others").csrf
    owner = member("vera@example.ru").sit_down(person.id)
    owner.follow(owner.send(owner.open("/account"), "/account/assessments"))
    for reader in (person.reader, owner, member("vera@example.ru")):
        for path in (link, topic, f"{link}/send"):
            page = reader.get(path)
            assert (page.status, page.main.all("form")) == (403, [])
            assert "Эта ссылка для другого человека: Олег" in page.main.text
            assert page.main.one("input", class_="copy")["value"].endswith(link)
    assert person.reader.request("POST", topic, data={"level": "4", "csrf_token": csrf}).status == 403
    assert person.reader.request("POST", f"{link}/send", data={"csrf_token": csrf}).status == 403

    assert rows()["given_rating"] == []
    assert [row["sent_at"] for row in rows()["rating_request"]] == [None]
    assert "Спасибо" in rate(app, link, "33333333").main.text


def test_ones_own_name_is_refused_as_the_one_who_is_asked(person: Person, rows: Callable):
    page = person.reader.open("/assessment/others")
    refused = person.reader.send(page, "/others", source="peer", name="ПЕТР ли ", asker="Пётр Ли")

    assert refused.status == 422
    assert refused.main.one(data_error_summary="").all("a")[0]["href"] == "#name"
    assert "ваше собственное имя" in refused.main.text
    assert rows()["rating_request"] == []


def test_an_empty_rating_and_an_empty_request_are_explained(app: Flask, person: Person, rows: Callable):
    link, rater = ask(person, "peer", "Олег"), Reader(app)
    topic = rater.open(next(a["href"] for a in rater.open(link).main.all("a") if "/topics/" in a["href"]))
    refused = rater.send(topic)
    assert (refused.status, refused.main.one(data_error_summary="").all("a")[0]["href"]) == (422, "#level-0")
    page = person.reader.open("/assessment/others")
    for values in ({"name": ""}, {"name": "x" * 81, "asker": "y"}, {"name": "a", "asker": ""}):
        refused = person.reader.send(page, "/others", **values)
        assert refused.status == 422
        assert all(a["href"].lstrip("#") in refused.ids for a in refused.main.one(data_error_summary="").all("a"))
    assert len(rows()["rating_request"]) == 1


def test_a_second_manager_is_refused_with_the_reason(person: Person):
    ask(person, "manager", "Олег")
    page = person.reader.open("/assessment/others")
    refused = person.reader.send(page, "/others", source="manager", name="Анна", asker="Вера")

    assert refused.status == 422
    assert refused.main.one(data_error_summary="").all("a")
