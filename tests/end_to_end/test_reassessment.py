"""Assessing oneself again in a browser: begun, answered, and the change looked at by every reader."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from kamcareer.core.assessment import Draft, questions
from kamcareer.core.planning.decisions import Decision, Said
from kamcareer.services.development_plan import decide
from kamcareer.services.reassessment import begin_again
from kamcareer.services.self_assessment import finish, open_sitting, save_answer, start
from kamcareer.services.sharing import continue_link
from kamcareer.store.database import db, may_write
from kamcareer.web.frameworks import current_framework
from kamcareer.web.links import link_url
from tests.agreements import agreed
from tests.conftest import now
from tests.end_to_end.conftest import ALL_PAGES, OpenPage, follow
from tests.end_to_end.test_pages import MATRIX, SAMPLE, SCRIPTS, SIZES, problems

pytestmark = pytest.mark.browser
PRESENT, TARGET = "sales_representative", "key_account_manager_retail"
ROUNDS = (timedelta(days=188), timedelta(days=95))


@pytest.fixture
def returning(live_app: Flask, base_url: str) -> str:
    """The private link of somebody who answered twice, three months apart, and did one thing of the plan in between."""
    may_write.set(True)
    with live_app.test_request_context(base_url=base_url):
        session, framework = db.session(), current_framework()
        id = start(session, framework, PRESENT, TARGET, now() - ROUNDS[0], agreed()).id
        for number, ago in enumerate(ROUNDS):
            if number:
                begin_again(session, id, now() - ago - timedelta(seconds=1))
            _answer(id, number, now() - ago)
            finish(session, id, now() - ago + timedelta(minutes=20))
        sitting = open_sitting(session, id)
        assert sitting
        decide(session, sitting, Decision("open_new_territory", Said.DONE, now() - timedelta(days=120)))
        link = urlsplit(link_url(continue_link(session, id, now()))).path
        session.commit()
    return link


def _answer(id: str, number: int, at: datetime) -> None:
    for place, topic in enumerate(questions(current_framework(), TARGET)):
        draft = Draft(level=min(place % 4 + number * (place % 3 == 0), 4), confidence="fairly")
        save_answer(db.session(), id, topic, draft, f"{number}-{place}", at)


def go_on(page: Page, link: str) -> None:
    page.goto(link)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "/continue/" not in url)


@pytest.mark.parametrize("reader", MATRIX if ALL_PAGES else SAMPLE)
def test_looking_beginning_and_stopping_again(open_page: OpenPage, returning: str, reader: tuple[str, int, str, str]):
    language, width, scheme, script = reader
    page = open_page(language, width, SIZES[width], color_scheme=scheme, java_script_enabled=SCRIPTS[script])
    go_on(page, returning)
    page.goto("/report")
    follow(page.locator("main a[href='/report/history']"))
    page.locator("details").evaluate_all("all => all.forEach(d => d.open = true)")
    found = {"history": problems(page, width, script)}
    follow(page.locator("main a[href='/assessment/again']"))
    found["before"] = problems(page, width, script)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/assessment/questions/**")
    assert page.locator("input:checked").count() == 0
    for path in ("/assessment/again", "/assessment", "/assessment/check"):
        page.goto(path)
        found[path] = problems(page, width, script)
    page.goto("/report")
    page.locator("main form[action$='/drop'] button").click()
    page.wait_for_url("**/report")

    assert page.locator(".hero .verdict").is_visible()
    assert {path: these for path, these in found.items() if these} == {}


def test_answers_given_again_show_the_change_in_words_and_after_which_activity(open_page: OpenPage, returning: str):
    page = open_page("en", 1440, 900)
    go_on(page, returning)
    page.goto("/assessment/again")
    page.click("main form button[type=submit]")
    for _ in range(2):
        page.wait_for_url("**/assessment/questions/**")
        address = page.url
        page.locator("input[name=level][value='4']").check(force=True)
        page.click(".form-end button.btn-1")
        page.wait_for_url(lambda url, before=address: url != before)
    page.goto("/assessment/check")
    page.click(".form-end button.btn-1")
    page.wait_for_url("**/report/history")

    expect(page.locator("#answer-h")).to_have_text("No clear change so far")
    expect(page.locator(".hero")).to_contain_text("topic")
    expect(page.locator("section[aria-labelledby=time-h] tbody tr")).to_have_count(3)
    page.locator("section[aria-labelledby=time-h] tbody a").first.click()
    expect(page.locator("section[aria-labelledby=done-h]")).to_contain_text("Open a new territory")
