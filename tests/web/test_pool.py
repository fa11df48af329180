"""The candidate pool in the browser: kept by consent, called back by letter or link, earlier answers taken over."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.services.audit import Event, trail
from kamcareer.store.database import db
from kamcareer.store.pool_columns import pool_file
from tests.conftest import now
from tests.web.pages import Page, Reader
from tests.web.test_applying import begun
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_candidates import EXAMPLE
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people
from tests.web.test_page_lint import problems
from tests.web.test_vacancies import made


@pytest.fixture
def second(rita: Reader) -> Page:
    """Another vacancy of the same recruiter, open."""
    drafted = made(rita, title="Второй аккаунт")
    rita.send(drafted, "/open")
    return rita.open(drafted.path)


def kept(reader: Reader) -> Reader:
    """Let somebody who sent their answers agree to being thought of later."""
    reader.send(reader.open("/application/later"))
    return reader


def pool(rita: Reader, vacancy: Page) -> Page:
    return rita.open(f"{vacancy.path}/pool")


def shown(page: Page) -> int:
    """How many people a page of the pool shows."""
    return len(page.main.all("h2"))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_pages_of_the_pool_are_well_made(
    rita: Reader, vacancy: Page, second: Page, sent: Callable[..., Reader], language: str
):
    rita.client.set_cookie("language", language)
    nobody = pool(rita, second)
    vera = sent("Вера", "4", language=language)
    asked = vera.open("/application/later")
    kept(vera)
    pages = [nobody, pool(rita, second), asked, vera.open("/application/later"), vera.open("/application")]

    assert {page.path: problems(page) for page in pages if problems(page)} == {}
    assert (shown(nobody), shown(pages[1]), shown(pool(rita, vacancy))) == (0, 1, 0)


def test_reading_the_pool_is_noted_and_nobody_is_there_who_took_the_consent_back(
    app: Flask, rita: Reader, second: Page, sent: Callable[..., Reader]
):
    vera = kept(sent("Вера"))
    assert shown(pool(rita, second)) == 1
    vera.send(vera.open("/application/later"), "/withdraw")

    assert shown(pool(rita, second)) == 0
    assert vera.get("/application").status == 200
    with app.app_context():
        assert [entry.event for entry in trail(db.session())].count(Event.POOL_READ) == 2


def test_a_blind_vacancy_shows_a_code_and_no_name(rita: Reader, second: Page, sent: Callable[..., Reader]):
    kept(sent("Вера"))
    page = pool(rita, second)

    assert shown(page) == 1
    assert "Вера" not in page.response.text


def test_a_link_made_by_hand_lets_apply_but_takes_no_answers_over(
    app: Flask, rita: Reader, second: Page, sent: Callable[..., Reader]
):
    kept(sent("Вера"))
    given = rita.send(pool(rita, second), pool(rita, second).main.one("form")["action"])
    link = re.search(r"/apply/[\w-]+", given.main.text + "".join(area.text for area in given.main.all("textarea")))
    assert link
    again = begun(app, link.group(), name="Вера")

    assert "/application/earlier" not in [form.get("action") for form in again.open("/application").main.all("form")]
    assert shown(pool(rita, second)) == 0


def test_a_letter_brings_the_earlier_answers_without_the_examples(
    app: Flask, rita: Reader, second: Page, sent: Callable[..., Reader], mailbag
):
    kept(sent("Вера", email="vera@example.ru"))
    with time_machine.travel((now() + timedelta(days=1)).replace(hour=9), tick=False):
        answered = rita.send(pool(rita, second), pool(rita, second).main.one("form")["action"])
    assert answered.leads_to == f"{second.path}/pool"
    letter = mailbag.letters[-1].get_content()
    link = re.search(r"/apply/[\w-]+", letter)
    assert link
    again = begun(app, link.group(), name="Вера")
    again.send(again.open("/application"), "/earlier")
    taken = again.open("/assessment/questions/negotiation")

    assert "/application/earlier" not in [form.get("action") for form in again.open("/application").main.all("form")]
    assert [box["value"] for box in taken.main.all("input") if "checked" in box and box["name"] == "level"] == ["2"]
    assert EXAMPLE not in taken.response.text
    assert link.group() not in rita.open(f"{second.path}/invitations").main.text


def test_the_page_looks_at_everybody_in_the_columns_of_last_night_and_says_so(
    app: Flask, rita: Reader, second: Page, sent: Callable[..., Reader]
):
    kept(sent("Вера"))
    done = app.test_cli_runner().invoke(args=["pool", "refresh"])
    page = pool(rita, second)

    assert (done.exit_code, done.output.splitlines()[-1][:14]) == (0, "in the pool: 1")
    assert shown(page) == 1
    assert problems(page) == []


@pytest.mark.parametrize("after", [timedelta(), timedelta(days=4)])
def test_a_file_that_is_damaged_or_old_changes_nothing_for_the_reader(
    app: Flask, rita: Reader, second: Page, sent: Callable[..., Reader], after: timedelta
):
    kept(sent("Вера"))
    app.test_cli_runner().invoke(args=["pool", "refresh"])
    file = pool_file(app.config["SETTINGS"].data_folder)
    if not after:
        file.write_bytes(file.read_bytes()[:-100])
    with time_machine.travel(now() + after, tick=False):
        assert shown(pool(rita, second)) == 1
        assert shown(pool(rita, second)) == 1


def test_many_in_the_pool_are_said_to_have_been_looked_at(
    app: Flask, rita: Reader, second: Page, sent: Callable[..., Reader], monkeypatch: pytest.MonkeyPatch
):
    for name in ("Вера", "Олег"):
        kept(sent(name))
    app.test_cli_runner().invoke(args=["pool", "refresh"])
    monkeypatch.setattr("kamcareer.services.pool.SHOWN", 1)
    page = pool(rita, second)

    assert shown(page) == 1
    assert "Просмотрены все" in page.main.text
