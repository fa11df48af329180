"""The board in a browser: a manager posts, two ask, one is taken, the other reads a kind no, and it is full."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from kamcareer.core.accounts import Role
from kamcareer.core.assessment import Draft
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.own_assessments import claim
from kamcareer.services.self_assessment import finish, save_answer, start
from kamcareer.store.database import db
from kamcareer.web.frameworks import current_framework
from tests.agreements import agreed
from tests.conftest import now
from tests.end_to_end.conftest import OpenPage, blocked_content, follow
from tests.end_to_end.test_contests import signed_in
from tests.end_to_end.test_hiring import look

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("KAMCAREER_SHOTS")


def assess(app: Flask, email: str) -> None:
    """Let somebody assess themselves: what they lack most is negotiation."""
    with app.test_request_context():
        session, framework = db.session(), current_framework()
        one = start(session, framework, "sales_representative", "key_account_manager_retail", now(), agreed())
        for topic, level in (("negotiation", 0), ("product", 2)):
            save_answer(session, one.id, topic, Draft(level=level, confidence="sure"), topic, now())
        finish(session, one.id, now())
        account = find_by_mailbox(session, email)
        assert account
        claim(session, one.id, account.id, now())
        session.commit()


def shot(page: Page, name: str) -> None:
    if SHOTS:
        dark = name.endswith("-en") or name == "post"
        page.set_viewport_size({"width": 1440 if dark else 390, "height": 900})
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def post(page: Page, title: str) -> str:
    """Put a project with one place on the board; return its path as others open it."""
    page.goto("/board")
    follow(page.locator("main a[href='/board/project']"))
    page.fill("#title", title)
    page.fill("#words", "Открыть Тверь: найти первых десять клиентов и договориться о полке.")
    page.select_option("#topic_1", "negotiation")
    page.select_option("#activity", "open_new_territory")
    for field, days in (("#begins", 7), ("#until", 120)):
        page.fill(field, (now() + timedelta(days=days)).date().isoformat())
    page.fill("#contact", "Олег, внутренний 4-12")
    shot(page, "post")
    follow(page.locator("main form button[type=submit]"))
    return page.url.replace("/mine", "")


def ask(page: Page, offer: str, words: str) -> None:
    page.goto(offer)
    page.fill("#words", words)
    follow(page.locator("#ask button"))


def answer(page: Page, own: str, words: str, said: str, reason: str) -> None:
    page.goto(own)
    panel = page.locator("#asked section", has_text=words)
    panel.locator(f"input[value={said}]").check()
    panel.locator("textarea").fill(reason)
    follow(panel.locator("button"))


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_of_two_who_ask_for_one_place_one_has_it_and_the_other_reads_a_kind_no(
    open_page: OpenPage, live_app: Flask, base_url: str, language: str, scheme: str
):
    title, found = f"Новая территория {language}", {}
    wishes = ("Живу в Твери и знаю две сети", "Хочу попробовать себя в новом городе")
    people = {
        name: signed_in(live_app, base_url, f"{name}.{language}", *roles)
        for name, roles in (("oleg", (Role.MANAGER,)), ("vera", (Role.EMPLOYEE,)), ("anna", (Role.EMPLOYEE,)))
    }
    assess(live_app, f"vera.{language}@example.ru")
    page = open_page(language, 1440 if scheme == "dark" else 390, 900, color_scheme=scheme)

    def become(name: str) -> None:
        page.context.add_cookies([people[name]])

    become("oleg")
    offer = post(page, title)
    own = offer.replace("/board/", "/board/mine/")
    become("vera")
    page.goto("/board")
    expect(page.locator("main section", has_text=title).first.locator(".verdict")).to_have_count(1)
    shot(page, f"board-{language}")
    found["board"] = look(page)
    page.goto(offer)
    shot(page, f"offer-{language}")
    ask(page, offer, wishes[0])
    become("anna")
    ask(page, offer, wishes[1])

    become("oleg")
    page.goto(own)
    shot(page, f"own-{language}")
    found["own"] = look(page)
    answer(page, own, wishes[1], "no", "")
    page.locator("[data-error-summary]").wait_for()
    found["slip"] = look(page)
    answer(page, own, wishes[0], "yes", "Начнём в понедельник")
    answer(page, own, wishes[1], "no", "Нужен человек, который живёт в Твери. Весной будет Рязань, приходите.")

    become("anna")
    page.goto(offer)
    expect(page.locator("#state")).to_contain_text("Весной будет Рязань")
    expect(page.locator("#ask")).to_have_count(0)
    shot(page, f"no-{language}")
    found["no"] = look(page)
    become("vera")
    page.goto(offer)
    shot(page, f"yes-{language}")
    found["yes"] = look(page)
    with page.expect_download() as taken:
        page.locator("#state a[href$='calendar.ics']").click()
    assert taken.value.suggested_filename.endswith(".ics")
    follow(page.locator("form[action$='/into-plan'] button"))
    page.goto("/board/calendar")
    expect(page.locator("main li", has_text=title).locator("strong")).to_have_count(1)
    shot(page, f"calendar-{language}")
    page.goto("/board/mentoring")
    shot(page, f"mentoring-{language}")
    assert blocked_content(page) == []
    assert {name: these for name, these in found.items() if these} == {}
