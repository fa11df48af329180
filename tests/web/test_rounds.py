"""A round of the company from its making to the talk: who may see what of whom, and when."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.core.people import Person
from kamcareer.store.database import db, may_write
from kamcareer.store.people import put_people
from tests.conftest import NOW
from tests.rows import Rows
from tests.web.pages import Page, Reader
from tests.web.test_page_lint import problems

SEEN, UNSEEN = "3", "not_seen"
PEOPLE = [
    Person("1", "Ким Вера", "Север", None, "supervisor"),
    Person("2", "Иванов Иван", "Север", "1", "sales_representative"),
    Person("3", "Петрова Ольга", "Север", "1", "sales_representative"),
    Person("6", "Белов Пётр", "Север", "1", "sales_representative"),
    Person("7", "Яшин Яков", "Север", "1", "sales_representative"),
    Person("4", "Смирнов Олег", "Юг", None, "supervisor"),
    Person("5", "Орлова Анна", "Юг", "4", "sales_representative"),
]
NEGOTIATION = "negotiation"
COLLEAGUES, TOP = ("Петрова Ольга", "Белов Пётр", "Яшин Яков"), "учит других"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def staff(app: Flask) -> None:
    may_write.set(True)
    with app.app_context():
        put_people(db.session(), PEOPLE, NOW)
        db.session.commit()


@pytest.fixture
def hr(member: Callable[..., Reader], staff: None) -> Reader:
    return member("hr@example.ru", Role.HR, second_factor=True)


@pytest.fixture
def vera(member: Callable[..., Reader]) -> Reader:
    return member("vera@example.ru", Role.MANAGER, second_factor=True)


@pytest.fixture
def ivan(member: Callable[..., Reader]) -> Reader:
    return member("ivan@example.ru")


@pytest.fixture
def round_page(hr: Reader, vera: Reader, ivan: Reader) -> Page:
    """The page of a round with the north, whose manager and one person have accounts."""
    made = made_round(hr, title="Осень", units="Север")
    page = hr.follow(hr.send(made, "/managers", **{"managers-whose": "1", "managers-email": "vera@example.ru"}))
    return hr.follow(named(hr, page, "Иванов Иван", "ivan@example.ru"))


def made_round(hr: Reader, **said: object) -> Page:
    """The page of a round after HR has read whom it writes to, and said so."""
    asked = hr.send(hr.open("/hr/rounds/new"), **said)
    return hr.follow(hr.choose(asked, "/rounds/new", sure="y"))


def named(hr: Reader, page: Page, name: str, email: str) -> Page:
    """Say in a round whose account is somebody's."""
    accounts = hr.open(f"{page.path}/accounts")
    record = next(one["for"] for one in accounts.main.all("label") if one.text.startswith(name))
    return hr.send(accounts, **{record: email})


def take_part(reader: Reader, round_page: Page) -> None:
    reader.follow(reader.send(reader.open(own(round_page))))


def own(page: Page) -> str:
    return page.path.replace("/hr/", "/account/")


def team(page: Page) -> str:
    return page.path.replace("/hr/", "/team/")


def finish(reader: Reader, level: str = "1") -> None:
    """Answer the negotiation and ask for the report."""
    page = reader.open(f"/assessment/questions/{NEGOTIATION}")
    reader.follow(reader.send(page, level=level, confidence="fairly"))
    reader.follow(reader.send(reader.open("/assessment/check")))


def rate(vera: Reader, round_page: Page, level: str = SEEN, competency: str = NEGOTIATION) -> Page:
    page = vera.open(f"{team(round_page)}/topics/{competency}")
    names = {item["name"] for item in page.main.all("input", type="radio")}
    return vera.send(page, **dict.fromkeys(names, level))


def send(vera: Reader, round_page: Page) -> Page:
    page = vera.open(team(round_page))
    boxes = [box["value"] for box in page.main.all("input", type="checkbox")]
    return vera.follow(vera.send(page, "/send", people=boxes))


def talk(vera: Reader, round_page: Page) -> str | None:
    links = [link["href"] for link in vera.open(team(round_page)).main.all("a") if "/people/" in link["href"]]
    return links[0] if links else None


def keep(vera: Reader, page: Page, row: str = NEGOTIATION, **said: str) -> Page:
    """Press the button beside one topic of the talk."""
    return vera.choose(page, page.path, said, row=row)


def test_from_making_a_round_to_what_was_agreed_in_the_talk(
    hr: Reader, vera: Reader, ivan: Reader, round_page: Page, rows: Callable[[], Rows]
):
    take_part(ivan, round_page)
    rate(vera, round_page)
    send(vera, round_page)
    assert "уверенно в сложном" not in ivan.open("/report/others").main.text
    assert talk(vera, round_page) is None
    record = next(row["id"] for row in rows()["person"] if row["number"] == "2")
    assert vera.get(f"{team(round_page)}/people/{record}").status == 404
    finish(ivan)

    address = talk(vera, round_page)
    assert address
    page = vera.open(address)
    assert "с поддержкой" in page.main.text
    kept = vera.follow(
        keep(vera, page, **{f"level-{NEGOTIATION}": "2", f"words-{NEGOTIATION}": "Договорились о сети на севере"})
    )
    assert "Договорились о сети" in kept.main.text
    assert "Договорились о сети" in ivan.open(own(round_page)).main.text
    for page in ("/report/others", "/report/history"):
        assert "Договорились о сети" in ivan.open(page).main.text
    assert "Ким Вера видит ступени, которые вы выбрали" in ivan.open("/account/shown").main.text
    progress = hr.open(round_page.path)
    assert "Договорились" not in progress.main.text
    for word in ("с поддержкой", "самостоятельно", "уверенно в сложном"):
        assert word not in progress.main.text


def test_any_button_of_the_talk_keeps_all_that_was_typed_and_says_what_is_missing(
    vera: Reader, ivan: Reader, round_page: Page, rows: Callable[[], Rows]
):
    take_part(ivan, round_page)
    for competency in (NEGOTIATION, "market", "product"):
        rate(vera, round_page, competency=competency)
    send(vera, round_page)
    finish(ivan)
    page = vera.open(talk(vera, round_page))
    assert problems(page) == []
    first, second, third = [
        one["name"].removeprefix("words-") for one in page.main.all("textarea") if one["name"].startswith("words-")
    ][:3]
    typed = {f"level-{second}": "3", f"words-{second}": "О сетях", f"level-{third}": "1"}
    assert keep(vera, page, row=first).status == 422
    assert keep(vera, page, row=third, **typed).leads_to.endswith(f"#t-{third}")
    kept = {row["competency"]: (row["level"], row["note"]) for row in rows()["agreed_level"]}
    assert kept == {second: (3, "О сетях"), third: (1, "")}

    wrong = keep(vera, vera.open(page.path), row=third, **{f"words-{first}": "Без ступени", f"level-{third}": "2"})
    assert wrong.status == 422
    assert problems(wrong) == []
    assert "Без ступени" in wrong.main.one("textarea", name=f"words-{first}").text
    assert {row["competency"]: row["level"] for row in rows()["agreed_level"]} == {second: 3, third: 2}
    stale = keep(vera, page, row=first, **{f"level-{first}": "0"})
    assert stale.status == 303
    assert {row["competency"]: row["level"] for row in rows()["agreed_level"]} == {first: 0, second: 3, third: 2}


def test_a_manager_rates_everybody_who_takes_part_goes_back_and_says_the_same_twice(
    member: Callable[..., Reader], hr: Reader, vera: Reader, ivan: Reader, round_page: Page, rows: Callable[[], Rows]
):
    olga = member("olga@example.ru")
    hr.follow(named(hr, hr.open(round_page.path), "Петрова Ольга", "olga@example.ru"))
    assert vera.get(f"{team(round_page)}/topics/{NEGOTIATION}").status == 404
    for reader in (ivan, olga):
        take_part(reader, round_page)
    first = rate(vera, round_page)
    assert "/topics/" in first.leads_to
    once = rows()["given_rating"]
    rate(vera, round_page)
    assert rows()["given_rating"] == once
    rate(vera, round_page, UNSEEN)

    said = rows()["given_rating"]
    assert len(once) == len(said) == 2
    assert all(row["no_chance"] and row["level"] is None for row in said)


def test_the_round_of_another_manager_and_people_out_of_it_answer_like_nothing(
    member: Callable[..., Reader], hr: Reader, vera: Reader, ivan: Reader, round_page: Page, rows: Callable[[], Rows]
):
    take_part(ivan, round_page)
    finish(ivan)
    rate(vera, round_page)
    send(vera, round_page)
    address = talk(vera, round_page)
    other = member("oleg@example.ru", Role.MANAGER, second_factor=True)
    south = made_round(hr, title="Юг", units="Юг")
    hr.follow(hr.send(south, "/managers", **{"managers-whose": "4", "managers-email": "oleg@example.ru"}))
    before = rows()

    assert other.open(team(south)).status == 200
    for path in (team(round_page), f"{team(round_page)}/topics/{NEGOTIATION}", address):
        assert other.get(path).status == 404, path
    foreign = address.replace(round_page.path.rpartition("/")[2], south.path.rpartition("/")[2])
    assert other.get(foreign).status == 404
    out = next(row["id"] for row in before["person"] if row["number"] == "5")
    assert vera.get(f"{team(round_page)}/people/{out}").status == 404
    assert member("out@example.ru").get(own(round_page)).status == 404
    assert vera.get(round_page.path).status == 404
    assert rows()["given_rating"] == before["given_rating"]


def test_a_manager_of_the_same_name_sees_nobody_of_the_other(
    app: Flask, member: Callable[..., Reader], hr: Reader, rows: Callable[[], Rows]
):
    with app.app_context():
        namesake = replace(PEOPLE[3], name=PEOPLE[0].name)
        put_people(db.session(), [namesake], NOW)
        db.session.commit()
    vera = member("vera@example.ru", Role.MANAGER, second_factor=True)
    page = made_round(hr, title="Осень", units=["Север", "Юг"])
    hr.follow(hr.send(page, "/managers", **{"managers-whose": "1", "managers-email": "vera@example.ru"}))

    text = vera.open(team(page)).main.text
    assert "Иванов Иван" in text
    assert "Орлова Анна" not in text
    assert [row["person_number"] for row in rows()["company_round_person"] if row["rater_id"]] == ["2", "3", "6", "7"]


def test_what_a_manager_says_in_the_account_has_no_link(app: Flask, vera: Reader, ivan: Reader, round_page: Page):
    take_part(ivan, round_page)
    page = ivan.open("/assessment/others")

    assert "Ким Вера" in page.main.text
    assert "в учётной записи" in page.main.text
    assert page.main.all("input", class_="copy") == []


def test_whoever_leaves_or_withdraws_is_rated_no_more(
    hr: Reader, vera: Reader, ivan: Reader, round_page: Page, rows: Callable
):
    take_part(ivan, round_page)
    rate(vera, round_page)
    ivan.follow(ivan.send(ivan.open(own(round_page)), "/leave"))

    assert vera.get(f"{team(round_page)}/topics/{NEGOTIATION}").status == 404
    assert rows()["assessment"]
    take_part(ivan, round_page)
    page = rate(vera, round_page)
    assert page.status == 303
    ivan.follow(ivan.send(ivan.open("/account/agreements"), "/withdraw"))
    assert vera.get(f"{team(round_page)}/topics/{NEGOTIATION}").status == 404
    assert hr.get(f"{round_page.path}/form.xlsx?whose=1").status == 303


def test_the_talk_is_gone_once_consent_is_withdrawn(vera: Reader, ivan: Reader, round_page: Page):
    take_part(ivan, round_page)
    finish(ivan)
    rate(vera, round_page)
    send(vera, round_page)
    address = talk(vera, round_page)
    assert address
    assert vera.open(address).status == 200
    ivan.follow(ivan.send(ivan.open("/account/agreements"), "/withdraw"))

    assert vera.get(address).status == 404
    assert talk(vera, round_page) is None


def test_after_the_last_day_nobody_rates(
    clock: time_machine.Traveller, vera: Reader, ivan: Reader, round_page: Page, rows: Callable[[], Rows]
):
    take_part(ivan, round_page)
    page = vera.open(f"{team(round_page)}/topics/{NEGOTIATION}")
    clock.shift(timedelta(days=22))

    names = {item["name"] for item in page.main.all("input", type="radio")}
    assert vera.send(page, **dict.fromkeys(names, SEEN)).status in {404, 401, 303}
    assert rows()["given_rating"] == []


def test_an_account_is_named_once_and_never_that_of_the_manager(hr: Reader, vera: Reader, round_page: Page):
    page = hr.open(round_page.path)

    assert named(hr, page, "Петрова Ольга", "vera@example.ru").status == 422
    assert named(hr, page, "Петрова Ольга", "ivan@example.ru").status == 422
    assert named(hr, page, "Петрова Ольга", "nobody@example.ru").status == 422


def test_the_talk_that_a_manager_opens_is_a_line_also_once_the_round_was_left(
    vera: Reader, ivan: Reader, round_page: Page, member: Callable[..., Reader]
):
    take_part(ivan, round_page)
    rate(vera, round_page)
    send(vera, round_page)
    finish(ivan)
    assert ivan.open("/account/shown").main.all("section", id="read-at-work") == []
    vera.open(talk(vera, round_page) or "")

    (line,) = ivan.open("/account/shown").main.one("section", id="read-at-work").one("tbody").all("tr")
    assert [cell.text for cell in line.all("td")] == [
        "руководитель",
        "ваши уровни рядом с оценками руководителя, для разговора",
    ]
    for reader in (vera, member("other@example.ru")):
        assert reader.open("/account/shown").main.all("section", id="read-at-work") == []
    ivan.follow(ivan.send(ivan.open(own(round_page)), "/leave"))
    assert len(ivan.open("/account/shown").main.one("section", id="read-at-work").one("tbody").all("tr")) == 1
