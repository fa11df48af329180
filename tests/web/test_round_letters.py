"""Letters of a round: told before it is made, sent once, reminded once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask

from kamcareer.core.accounts import Account
from kamcareer.core.notifications import Happening
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.notifications import notification_table
from kamcareer.store.accounts import add_account, set_letters_off
from kamcareer.store.database import db, may_write
from kamcareer.web.mailing import send_waiting
from tests.conftest import NOW
from tests.rows import Rows
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader
from tests.web.test_round_people import fields
from tests.web.test_rounds import clock as clock  # noqa: PLC0414 - the same round
from tests.web.test_rounds import hr as hr  # noqa: PLC0414 - the same round
from tests.web.test_rounds import ivan as ivan  # noqa: PLC0414 - the same round
from tests.web.test_rounds import (
    made_round,
    named,
    own,
    take_part,
)
from tests.web.test_rounds import round_page as round_page  # noqa: PLC0414 - the same round
from tests.web.test_rounds import staff as staff  # noqa: PLC0414 - the same round
from tests.web.test_rounds import vera as vera  # noqa: PLC0414 - the same round


def test_everybody_is_told_once_and_reminded_once(
    app: Flask, clock: time_machine.Traveller, mailbag: Mailbag, vera: Reader, ivan: Reader, round_page: Page
):
    table = notification_table().rows

    def letters(happening: str) -> list[str]:
        subject = table[happening].subject["ru"]
        return sorted(letter["To"] for letter in mailbag.letters if letter["Subject"] == subject)

    with app.app_context():
        send_waiting()
    assert letters("round_asked") == ["ivan@example.ru"]
    assert letters("round_to_rate") == ["vera@example.ru"]
    take_part(ivan, round_page)
    for _day in range(23):
        clock.shift(timedelta(days=1))
        app.test_cli_runner().invoke(args=["mail", "remind"])
        with app.app_context():
            send_waiting()

    assert letters("round_reminded") == ["ivan@example.ru", "vera@example.ru"]


def with_mailbox(app: Flask, number: str, email: str) -> None:
    """Let somebody of the staff list have an account with a mailbox."""
    may_write.set(True)
    with app.app_context():
        add_account(db.session(), Account(str(uuid4()), email, frozenset(), NOW, personnel_number=number))
        db.session.commit()


def test_before_a_round_is_made_hr_reads_how_many_letters_go_to_how_many_people(
    app: Flask, mailbag: Mailbag, hr: Reader, rows: Callable[[], Rows]
):
    for number, email in (("1", "kim@example.ru"), ("2", "ivanov@example.ru"), ("3", "olga@example.ru")):
        with_mailbox(app, number, email)
    asked = hr.send(hr.open("/hr/rounds/new"), title="Осень", units="Север", people=["5"])
    assert asked.status == 200
    text = asked.main.text
    assert "В раунде 6 сотрудников" in text
    assert "Уйдут 4 письма 3 людям" in text  # the manager is in it too
    assert "3 сотрудника письма не получат" in text
    assert rows()["company_round"] == []

    again = hr.choose(asked, "/rounds/new", change="y")
    assert again.tree.one("input", id="title")["value"] == "Осень"
    assert [box["value"] for box in again.tree.all("input", type="checkbox") if "checked" in box] == ["Север", "5"]
    assert rows()["company_round"] == []

    hr.follow(hr.choose(asked, "/rounds/new", sure="y"))
    assert len(rows()["company_round_person"]) == 6
    with app.app_context():
        send_waiting()
    told = ["ivanov@example.ru", "kim@example.ru", "kim@example.ru", "olga@example.ru"]
    assert sorted(letter["To"] for letter in mailbag.letters) == told


@pytest.mark.usefixtures("staff")
def test_a_last_day_that_is_a_day_off_is_said_before_a_round_is_made(hr: Reader):
    page = hr.open("/hr/rounds/new")
    on_new_years_eve = hr.send(page, title="Осень", people=["5"], deadline="2026-12-31")
    before_it = hr.send(page, title="Осень", people=["5"], deadline="2026-12-30")

    assert "последний рабочий день перед ним — 30 декабря" in on_new_years_eve.main.text.replace("\xa0", " ")
    assert "рабочий день" not in before_it.main.text


def test_a_letter_that_somebody_switched_off_is_not_counted(app: Flask, mailbag: Mailbag, hr: Reader):
    with_mailbox(app, "2", "ivanov@example.ru")
    may_write.set(True)
    with app.app_context():
        account = find_by_mailbox(db.session(), "ivanov@example.ru")
        set_letters_off(db.session(), account.id, frozenset({Happening.ROUND_ASKED}))
        db.session.commit()
    asked = hr.send(hr.open("/hr/rounds/new"), title="Осень", units="Север")
    assert "Писем пока не будет" in asked.main.text


def waiting(rows: Callable[[], Rows], page: Page) -> list[str]:
    """The mailboxes for which an invitation to a round waits."""
    return sorted(row["recipient"] for row in rows()["mail"] if own(page) in row["text"])


def test_at_night_one_letter_waits_for_each_whose_account_was_named_and_none_for_whoever_lost_it(
    clock: time_machine.Traveller,
    mailbag: Mailbag,
    hr: Reader,
    ivan: Reader,
    member: Callable[..., Reader],
    rows: Callable[[], Rows],
):
    member("olga@example.ru")
    clock.shift(timedelta(hours=10))
    page = made_round(hr, title="Осень", units="Север")
    named(hr, page, "Иванов Иван", "olga@example.ru")
    named(hr, page, "Петрова Ольга", "ivan@example.ru")
    form = hr.open(f"{page.path}/accounts")
    who = fields(form)
    hr.send(form, **{who["Иванов Иван"]: "ivan@example.ru", who["Петрова Ольга"]: "olga@example.ru"})
    assert waiting(rows, page) == ["ivan@example.ru", "olga@example.ru"]

    after = hr.follow(named(hr, page, "Петрова Ольга", ""))
    assert "1 письмо ещё не ушло и отозвано." in after.tree.text
    assert waiting(rows, page) == ["ivan@example.ru"]
    out = hr.follow(hr.send(hr.open(page.path), f"/people/{who['Иванов Иван']}/remove"))
    assert "1 письмо ещё не ушло и отозвано." in out.tree.text
    assert waiting(rows, page) == []


def test_a_letter_that_has_left_is_said_to_have_left(
    app: Flask, mailbag: Mailbag, hr: Reader, ivan: Reader, round_page: Page
):
    with app.app_context():
        send_waiting()
    after = hr.follow(named(hr, round_page, "Иванов Иван", ""))
    assert "1 письмо уже ушло, его не вернуть." in after.tree.text


PROMISE = "За три дня до него"


@pytest.mark.parametrize(("days", "promised"), [(21, True), (4, True), (3, False), (0, False)])
def test_a_reminder_is_promised_and_sent_only_where_its_day_is_ahead(  # noqa: PLR0913
    app: Flask,
    clock: time_machine.Traveller,
    mailbag: Mailbag,
    hr: Reader,
    vera: Reader,
    ivan: Reader,
    days: int,
    promised: bool,
):
    page = made_round(hr, title="Осень", units="Север", deadline=(NOW + timedelta(days=days)).date().isoformat())
    hr.send(page, "/managers", **{"managers-whose": "1", "managers-email": "vera@example.ru"})
    named(hr, page, "Иванов Иван", "ivan@example.ru")
    with app.app_context():
        send_waiting()
    letters = [
        letter.get_content() for letter in mailbag.letters if page.path.rpartition("/")[2] in letter.get_content()
    ]
    assert len(letters) == 2
    assert all("Последний день" in text and "{" not in text for text in letters)
    assert [PROMISE in text for text in letters] == [promised, promised]
    for _day in range(days):
        app.test_cli_runner().invoke(args=["mail", "remind"])
        with app.app_context():
            send_waiting()
        clock.shift(timedelta(days=1))
    about = [one for one in mailbag.letters if page.path.rpartition("/")[2] in one.get_content()]
    assert (len(about) > len(letters)) is promised


def test_pages_promise_letters_only_where_mail_is_sent(hr: Reader, ivan: Reader):
    page = made_round(hr, title="Осень", units="Север")
    assert "получит одно напоминание" not in hr.open("/hr/rounds/new").main.text
    assert hr.open(f"{page.path}/accounts").main.one("button").text == "Сохранить"


def test_where_mail_is_sent_pages_say_so(mailbag: Mailbag, hr: Reader, ivan: Reader):
    page = made_round(hr, title="Осень", units="Север")
    said = "За три дня до него тот, кто не закончил, получит одно напоминание письмом."
    assert said in hr.open("/hr/rounds/new").main.text
    assert hr.open(f"{page.path}/accounts").main.one("button").text == "Сохранить и написать им"


def test_without_a_mail_server_the_page_says_that_no_letter_leaves(app: Flask, hr: Reader):
    with_mailbox(app, "2", "ivanov@example.ru")
    asked = hr.send(hr.open("/hr/rounds/new"), title="Осень", units="Север")
    assert "эта установка не отправляет почту" in asked.main.text


@pytest.mark.parametrize(("company", "whose"), [(None, "Ваша компания"), ("Ромашка", "Ромашка")])
def test_an_invitation_says_whose_round_it_is_and_which(
    app: Flask, mailbag: Mailbag, hr: Reader, ivan: Reader, company: str | None, whose: str
):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], company_name=company)
    hr.follow(named(hr, made_round(hr, title="Осень", units="Север"), "Иванов Иван", "ivan@example.ru"))
    with app.app_context():
        send_waiting()
    subject = notification_table().rows[Happening.ROUND_ASKED].subject["ru"]
    (letter,) = (one for one in mailbag.letters if one["Subject"] == subject)
    assert f"{whose} проводит раунд оценки «Осень» и приглашает вас." in " ".join(letter.get_content().split())
