"""Letters about a plan: asked for by its owner, one a week, stopped by the link in each."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.core.planning.reminders import PATIENCE
from kamcareer.services.notifications import notification_table
from kamcareer.web.mailing import send_waiting
from tests.conftest import NOW
from tests.web.conftest import Person
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader
from tests.web.test_plan import PLAN

PAGE = f"{PLAN}/calendar"
EMAIL, PASSPHRASE = "vera@example.ru", "ёлка самовар трактор 9 лун"
ROWS = notification_table().rows
WEEK = timedelta(weeks=1)
ASK, STOP = "/letters/ask", "/letters/stop"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """A Thursday, three in the afternoon where the installation is: the plan begins on the Monday after."""
    with time_machine.travel(NOW + timedelta(days=3), tick=False) as traveller:
        yield traveller


@pytest.fixture
def owner(clock, busy_person: Person, member: Callable[..., Reader]) -> Reader:
    """Somebody with a plan in their account."""
    vera = member(EMAIL, passphrase=PASSPHRASE).sit_down(busy_person.id)
    vera.follow(vera.send(vera.open("/account"), "/account/assessments"))
    vera.open(PLAN)
    return vera


def press(reader: Reader, action: str, page: str = PAGE) -> Page:
    return reader.follow(reader.send(reader.open(page), action))


def job(app: Flask, clock: time_machine.Traveller, moment: datetime) -> str:
    """Run the job, and send what it wrote."""
    clock.move_to(moment)
    said = app.test_cli_runner().invoke(args=["mail", "remind"]).output
    with app.app_context():
        send_waiting()
    return said


def subjects(mailbag: Mailbag) -> list[str]:
    return [str(letter["Subject"]) for letter in mailbag.letters]


def subject(happening: str) -> str:
    return ROWS[happening].subject["ru"]


def address(mailbag: Mailbag) -> str:
    found = re.search(r"https?://[^/\s]+(/plan-letters/\S+)", mailbag.letters[-1].get_content())
    assert found
    return found[1]


def test_nobody_is_written_to_who_did_not_ask(app: Flask, owner: Reader, mailbag: Mailbag, clock):
    assert job(app, clock, NOW + WEEK) == "0 letters\n"
    assert mailbag.letters == []


def test_whoever_asks_gets_one_letter_a_week_however_often_the_job_runs(
    app: Flask, owner: Reader, mailbag: Mailbag, clock
):
    page = press(owner, ASK)
    assert "Со следующего понедельника" in page.html
    for moment in (NOW, NOW + WEEK, NOW + WEEK + timedelta(hours=1), NOW + WEEK + timedelta(days=1)):
        job(app, clock, moment)
    assert subjects(mailbag) == [subject("plan_week")]

    job(app, clock, NOW + 2 * WEEK)
    assert subjects(mailbag) == [subject("plan_week"), subject("plan_week_untold")]


def test_a_letter_says_nothing_of_what_is_planned(app: Flask, owner: Reader, mailbag: Mailbag, clock, framework):
    press(owner, ASK)
    job(app, clock, NOW + WEEK)
    text = mailbag.letters[0].get_content()

    assert f"{PLAN}\n" in text
    assert not [id for id, one in framework.activities.items() if one.name["ru"] in text]
    assert not [id for id, role in framework.roles.items() if role.name["ru"] in text]


def test_the_link_in_a_letter_stops_them_without_signing_in_and_not_by_being_opened(
    app: Flask, owner: Reader, mailbag: Mailbag, clock, rows: Callable
):
    press(owner, ASK)
    job(app, clock, NOW + WEEK)
    stranger, link = Reader(app), address(mailbag)
    stranger.open(link)
    assert len(rows()["plan_reminder"]) == 1
    after = press(stranger, "", link)

    assert "не приходят" in after.main.text
    assert rows()["plan_reminder"] == []
    job(app, clock, NOW + 2 * WEEK)
    assert len(mailbag.letters) == 1
    assert stranger.get(f"{link}x").status == 404


def test_they_are_stopped_on_the_page_of_the_calendar_too(app: Flask, owner: Reader, mailbag: Mailbag, clock):
    press(owner, ASK)
    press(owner, STOP)
    job(app, clock, NOW + WEEK)

    assert mailbag.letters == []
    assert owner.open(PAGE).form(ASK)


def test_switched_off_among_all_letters_they_are_off_and_asking_again_switches_them_on(
    app: Flask, owner: Reader, mailbag: Mailbag, clock
):
    press(owner, ASK)
    letters = owner.open("/account/letters")
    owner.send(letters, "", wanted=["data_ends"])
    assert job(app, clock, NOW + WEEK) == "0 letters\n"
    press(owner, ASK)
    job(app, clock, NOW + 2 * WEEK)

    assert len(mailbag.letters) == 1


def test_whoever_says_nothing_for_long_is_left_in_peace(app: Flask, owner: Reader, mailbag: Mailbag, clock):
    press(owner, ASK)
    for number in range(1, 13):
        job(app, clock, NOW + number * WEEK)

    assert len(mailbag.letters) == PATIENCE // WEEK


def test_without_a_basis_and_from_closed_accounts_nothing_is_read(app: Flask, owner: Reader, mailbag: Mailbag, clock):
    press(owner, ASK)
    owner.send(owner.open("/assessment/agreement"), "/withdraw")
    assert job(app, clock, NOW + WEEK) == "0 letters\n"


def test_a_plan_outside_an_account_has_no_letters_and_says_what_they_need(
    busy_person: Person, mailbag: Mailbag, clock, rows: Callable
):
    page = busy_person.reader.open(PAGE)

    assert page.main.all("a", href="/account")
    assert not [form for form in page.main.all("form") if ASK in str(form.get("action"))]
    values = {"csrf_token": page.tree.one("meta", name="csrf-token")["content"]}
    assert busy_person.reader.request("POST", f"{PLAN}{ASK}", data=values).status == 404
    assert rows()["plan_reminder"] == []


def test_without_mail_nothing_is_offered(owner: Reader):
    assert not [form for form in owner.open(PAGE).main.all("form") if ASK in str(form.get("action"))]
