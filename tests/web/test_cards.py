"""People without work mail: cards made in bulk, opened once, renewed by the line manager."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader

from kamcareer.core.accounts import Role
from kamcareer.core.cards import LIFE, CardLine
from kamcareer.core.people import Person
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.audit import trail
from kamcareer.services.cards import make_cards
from kamcareer.store.database import db, may_write
from kamcareer.store.people import put_people
from tests.conftest import now
from tests.web.authenticator import Authenticator, add_passkey
from tests.web.pages import Page, Reader

BOSS, PASSPHRASE, OTHER = "boss@example.ru", "ёлка самовар трактор 9 лун", "лодка вечер кирпич 4 ветра"
ANNA = "10423"
CODE = re.compile(r"\b[A-Z2-7]{4}(?:-[A-Z2-7]{4}){6}\b")


@pytest.fixture
def hr(member: Callable[..., Reader]) -> Reader:
    return member("hr@example.ru", Role.HR, second_factor=True)


@pytest.fixture
def boss(member: Callable[..., Reader]) -> Reader:
    return member(BOSS, Role.MANAGER)


@pytest.fixture
def code(app: Flask, boss: Reader) -> str:
    """The code on the card of Anna, whose line manager is the boss."""
    may_write.set(True)
    with app.app_context():
        line = CardLine(ANNA, "Анна Иванова", BOSS)
        (printed,) = make_cards(db.session(), app.config["SECRET_KEY"], [line], now())
        db.session.commit()
    return printed.code


def come_in(reader: Reader, code: str, number: str = ANNA, passphrase: str = PASSPHRASE) -> Page:
    return reader.send(reader.open("/sign-in/card"), number=number, code=code, passphrase=passphrase)


def test_hr_makes_cards_in_bulk_and_prints_them(app: Flask, hr: Reader, boss: Reader, rows: Callable):
    people = f"{ANNA}; Анна Иванова; {BOSS}\n\n a-77 ; Олег Петров; {BOSS}"
    answer = hr.send(hr.open("/hr/cards"), people=people)
    words = "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.response.data)).pages)
    codes = CODE.findall(words)

    assert answer.response.mimetype == "application/pdf"
    assert answer.response.headers["Cache-Control"] == "no-store"
    run_together = "".join(words.split())  # a line may break anywhere
    assert all(word in run_together for word in ("АннаИванова", ANNA, "A-77", "localhost/sign-in/card"))
    assert len(set(codes)) == 2
    assert not any(code in str(rows()) or code.replace("-", "") in str(rows()) for code in codes)
    assert come_in(Reader(app), codes[0]).leads_to == "/account"


def test_eight_cards_fit_on_a_sheet(hr: Reader, boss: Reader, rows: Callable):
    people = "\n".join(f"{number}; Человек {number}; {BOSS}" for number in range(1000, 1016))
    answer = hr.send(hr.open("/hr/cards"), people=people)

    assert len(PdfReader(BytesIO(answer.response.data)).pages) == 2
    assert len(rows()["card"]) == 16


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (f"1; Анна; {BOSS}\n2; Олег", "Строка 2"),
        (f"1; Анна; {BOSS}\n1; Олег; {BOSS}", "Строка 2"),
        ("1; Анна; nobody@example.ru", "nobody@example.ru"),
        ("", "строку"),
    ],
)
def test_while_a_line_is_wrong_no_card_is_made_and_the_list_is_kept(
    hr: Reader, boss: Reader, people: str, said: str, rows: Callable
):
    page = hr.send(hr.open("/hr/cards"), people=people)

    assert page.status == 422
    assert said in page.main.one(id="people-error").text
    assert rows()["card"] == []
    assert page.values(page.form("/hr/cards"))["people"][0].strip() == people


def test_the_code_opens_once_and_the_passphrase_ever_after(app: Flask, code: str):
    first, second = Reader(app), Reader(app)
    assert come_in(first, code.lower()).status == 303
    assert ANNA in first.open("/account").main.text
    assert come_in(second, code).status == 422

    third = Reader(app)
    page = third.send(third.open("/sign-in"), email=f" {ANNA} ", passphrase=PASSPHRASE)
    assert page.leads_to == "/account"


def test_the_picture_fills_the_form_in_and_uses_nothing_up(app: Flask, code: str):
    reader = Reader(app)
    for _robot in range(3):
        page = reader.open(f"/sign-in/card?number={ANNA}&code={code}")
    values = page.values(page.form())
    assert (values["number"], values["code"]) == ([ANNA], [code])

    assert reader.send(page, passphrase=PASSPHRASE).status == 303


@pytest.mark.parametrize("number", [ANNA, "77777"])
def test_a_wrong_code_and_an_unknown_number_get_the_same_answer(app: Flask, code: str, number: str):
    pages = [come_in(Reader(app), wrong, number) for wrong in ("AAAA-BBBB-CCCC-DDDD", "x")]
    if number != ANNA:
        pages.append(come_in(Reader(app), code, number))

    assert {page.status for page in pages} == {422}
    said = {page.main.one(id="code-error").text for page in pages}
    assert said == {
        "Ошибка: Номер и код не подходят друг к другу, или код уже использован, или он слишком старый. Попросите новую карточку."
    }


def test_a_weak_passphrase_says_so_before_the_code_is_looked_at(app: Flask, code: str):
    said = [
        come_in(Reader(app), tried, passphrase="короткий").main.all(id="code-error") for tried in (code, "AAAA-BBBB")
    ]

    assert said == [[], []]
    assert come_in(Reader(app), code).status == 303


def test_a_code_lasts_two_weeks(app: Flask, code: str):
    with time_machine.travel(now() + LIFE + timedelta(seconds=5)):
        assert come_in(Reader(app), code).status == 422
    with time_machine.travel(now() + LIFE - timedelta(minutes=5)):
        assert come_in(Reader(app), code).status == 303


def test_whoever_guesses_codes_of_one_number_is_stopped_wherever_they_come_from(app: Flask, code: str):
    statuses = []
    for number in range(11):
        reader = Reader(app)
        reader.client.environ_base |= {"REMOTE_ADDR": f"10.0.4.{number}"}
        statuses.append(come_in(reader, "AAAA-BBBB-CCCC-DDDD").status)

    assert statuses == [422] * 10 + [429]


def new_code(boss: Reader) -> str:
    page = boss.send(boss.open("/team/cards"), "/renew")
    assert page.status == 200
    return page.main.one("code").text


def test_the_line_manager_makes_a_new_code_and_the_old_passphrase_ends_with_its_use(
    app: Flask, boss: Reader, code: str
):
    anna = Reader(app)
    come_in(anna, code)
    fresh = new_code(boss)
    assert anna.get("/account").status == 200
    other = Reader(app)
    assert come_in(other, fresh, passphrase=OTHER).status == 303

    assert anna.get("/account").status == 303
    again = Reader(app)
    assert again.send(again.open("/sign-in"), email=ANNA, passphrase=PASSPHRASE).status == 422


def test_a_new_code_replaces_the_old_one(app: Flask, boss: Reader, code: str):
    fresh = new_code(boss)

    assert [come_in(Reader(app), one).status for one in (code, fresh)] == [422, 303]


def test_a_second_factor_is_asked_for_after_a_new_card_too(app: Flask, boss: Reader, code: str):
    anna = Reader(app)
    come_in(anna, code)
    add_passkey(anna, Authenticator())

    assert come_in(Reader(app), new_code(boss)).leads_to == "/sign-in/code"


def test_a_line_manager_renews_cards_of_their_own_people_alone(
    app: Flask, boss: Reader, code: str, member: Callable[..., Reader], rows: Callable
):
    other = member("other@example.ru", Role.MANAGER)
    assert "Анна" not in other.open("/team/cards").main.text
    csrf = {"X-CSRFToken": other.open("/account").csrf}
    before = rows()["card"]
    statuses = [
        other.request("POST", "/team/cards/renew", headers=csrf, data={"number": number}).status
        for number in (ANNA, "77777", "7\x007")
    ]

    assert (statuses, rows()["card"] == before) == ([404] * 3, True)


def test_a_closed_account_is_opened_by_no_card(app: Flask, boss: Reader, code: str):
    come_in(Reader(app), code)
    fresh = new_code(boss)
    with app.app_context():
        from kamcareer.services.accounts import close
        from kamcareer.store.accounts import account_of_number

        close(db.session(), account_of_number(db.session(), ANNA), now())
        db.session.commit()

    assert come_in(Reader(app), fresh).status == 422


def test_deleting_the_account_deletes_the_card(app: Flask, code: str, rows: Callable):
    anna = Reader(app)
    come_in(anna, code)
    anna.send(anna.open("/account/delete"), passphrase=PASSPHRASE)

    assert rows()["card"] == []
    assert "Анна" not in str(rows())


def test_hr_deletes_the_card_of_whoever_never_came_and_of_nobody_else(
    app: Flask, hr: Reader, code: str, rows: Callable
):
    page = hr.open("/hr/cards")
    come_in(Reader(app), code)
    assert hr.send(page, "/remove").status == 404
    hr.send(hr.open("/hr/cards"), "/hr/cards", people=f"2; Олег; {BOSS}")
    hr.follow(hr.send(hr.open("/hr/cards"), "/remove"))

    assert [row["number"] for row in rows()["card"]] == [ANNA]


def test_cards_are_in_the_trail_without_names_and_numbers(app: Flask, hr: Reader, boss: Reader, code: str):
    hr.send(hr.open("/hr/cards"), "/hr/cards", people=f"2; Олег; {BOSS}")
    come_in(Reader(app), code)
    new_code(boss)
    with app.app_context():
        assert find_by_mailbox(db.session(), BOSS)
        entries = trail(db.session())

    assert [str(entry.event) for entry in entries] == ["cards_made", "passphrase_set", "signed_in", "card_renewed"]
    assert not any(word in entry.detail for entry in entries for word in (ANNA, "Анна", "Олег"))


def test_whoever_comes_in_by_a_card_is_known_as_the_person_of_that_number(
    app: Flask, reader: Reader, code: str, rows: Callable
):
    with app.app_context():
        put_people(db.session(), [Person(ANNA, "Анна Иванова", "Север"), Person("77", "Анна Иванова")], now())
        db.session.commit()
    come_in(reader, code)

    joined = {person["number"]: person["account_id"] for person in rows()["person"]}
    (account,) = [one["id"] for one in rows()["account"] if one["personnel_number"] == ANNA]
    assert joined == {ANNA: account, "77": None}
