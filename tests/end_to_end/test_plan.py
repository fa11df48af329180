"""The development plan in a browser: hours and day are changed, and plan and date change with them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from kamcareer.store.assessments import all_assessment_ids
from kamcareer.store.database import db
from kamcareer.web.links import Purpose, private_url
from tests.end_to_end.conftest import ALL_PAGES, OpenPage, begin, blocked_content, follow, open_sample
from tests.end_to_end.test_pages import MATRIX, SAMPLE, SCRIPTS, SIZES, problems

pytestmark = pytest.mark.browser


def open_what_if(page: Page) -> None:
    open_sample(page)
    page.goto("/assessment/plan/what-if")


def test_pressing_a_stepper_answers_beside_the_own_plan_and_taking_it_changes_the_plan(open_page: OpenPage):
    page = open_page("ru", 1440, 900)
    open_what_if(page)
    day, hours = page.locator("#if-until"), page.locator("#if-hours")
    before = (day.input_value(), hours.input_value())
    page.locator("button[data-for='if-hours']").last.click()
    page.locator("button[data-for='if-until']").first.click()
    expect(page.locator("#compared table")).to_be_visible(timeout=30_000)
    expect(page.locator("#what-if-status")).to_contain_text("вместо", timeout=30_000)
    after = (day.input_value(), hours.input_value())

    assert float(after[1]) == float(before[1]) + 1
    assert after[0] < before[0]
    mine, other = page.locator("#compared tr", has_text="Всего часов").locator("td").all_text_contents()
    assert mine != other
    page.locator("#compared button").click()
    page.wait_for_url("**/assessment/plan", timeout=30_000)
    assert page.locator("#until").input_value() == after[0]
    assert float(page.locator("#hours").input_value()) == float(after[1])
    assert page.locator("#changes li").count() > 0
    assert blocked_content(page) == []


@pytest.mark.parametrize(("path", "language"), [("/assessment/plan", "ru"), ("/report", "en")])
def test_the_pages_of_plan_and_report_answer_what_would_be_if(open_page: OpenPage, path: str, language: str):
    page = open_page(language, 390, 844)
    open_sample(page)
    page.goto(path)
    page.locator("#what-if summary").click()
    page.locator("button[data-for='if-hours']").last.click()

    expect(page.locator("#compared table")).to_be_visible(timeout=30_000)
    assert problems(page, 390, "script") == []
    assert blocked_content(page) == []


def test_without_script_the_form_does_the_same(open_page: OpenPage):
    page = open_page("en", 390, 844, java_script_enabled=False)
    open_what_if(page)
    expect(page.locator("button[data-step]").first).to_be_hidden()
    page.locator("#if-hours").fill("2")
    page.locator("#what-if button[type=submit]").click()
    expect(page.locator("#compared table")).to_be_visible(timeout=30_000)


def give(page: Page, hours: str) -> None:
    page.locator("#hours").fill(hours)
    page.locator("#limits form button[type=submit]").click()
    page.wait_for_url("**/assessment/plan**")


@pytest.mark.parametrize(("width", "script"), [(1440, True), (320, False)])
def test_limits_that_are_too_narrow_are_answered_by_what_would_do_and_one_press_compares_it(
    open_page: OpenPage, width: int, script: bool
):
    page = open_page("ru", width, 900, java_script_enabled=script)
    open_sample(page)
    page.goto("/assessment/plan")
    give(page, "0.5")
    helps = page.locator("section[aria-labelledby=helps-h] li")
    expect(helps.first).to_contain_text("если часов в неделю не ½")
    assert problems(page, width, "script" if script else "no-script") == []
    helps.first.locator("a").click()
    page.wait_for_url("**/assessment/plan/what-if**")

    assert float(page.locator("#if-hours").input_value()) > 0.5
    expect(page.locator("#compared table")).to_be_visible(timeout=30_000)
    page.goto("/assessment/plan")
    give(page, "4")


def test_somebody_else_reads_a_plan_by_its_link_and_cannot_change_it(open_page: OpenPage):
    mine, reader = open_page(), open_page("en", 390, 844)
    open_sample(mine)
    mine.goto("/assessment/plan")
    steps = mine.locator("ol.steps h3").all_inner_texts()
    mine.goto("/assessment/links")
    mine.check("input[name=extent][value=plan]")
    follow(mine.locator("form[action$='/show'] button"))
    reader.goto(mine.locator("#given input.copy").first.input_value())

    expect(reader.locator("ol.steps h3")).to_have_count(len(steps))
    assert reader.locator("main form, main input, main a[href*='/assessment/plan']").count() == 0
    assert problems(reader, 390, "script") == []
    follow(mine.locator("#given form button").first)
    reader.reload()
    expect(reader.locator("ol.steps")).to_have_count(0)


@pytest.fixture
def with_mail(live_app: Flask) -> Iterator[None]:
    """Let the installation offer letters; nothing is sent in these tests."""
    settings = live_app.config["SETTINGS"]
    live_app.config["SETTINGS"] = replace(settings, mail_url="smtp://127.0.0.1:1", mail_from="kam@example.ru")
    yield
    live_app.config["SETTINGS"] = settings


@pytest.mark.parametrize("reader", MATRIX if ALL_PAGES else SAMPLE)
@pytest.mark.usefixtures("with_mail")
def test_letters_are_asked_for_and_stopped_by_every_reader(
    open_page: OpenPage, live_app: Flask, base_url: str, one_time_path: str, reader: tuple[str, int, str, str]
):
    language, width, scheme, script = reader
    page = open_page(language, width, SIZES[width], color_scheme=scheme, java_script_enabled=SCRIPTS[script])
    page.goto(one_time_path)
    page.locator("main form button").click()
    page.wait_for_url("**/account")
    begin(page)
    page.goto("/account")
    follow(page.locator("form[action$='/account/assessments'] button").first)
    page.goto("/assessment/plan/calendar")
    found = {"offered": problems(page, width, script)}
    page.locator("#letters form[action$='/ask'] button").click()
    expect(page.locator("#letters form[action$='/stop'] button")).to_be_visible()
    found["asked for"] = problems(page, width, script)
    page.goto(stop_link(live_app, base_url, page))
    found["stop?"] = problems(page, width, script)
    page.locator("main form button").click()
    expect(page.locator("main form")).to_have_count(0)
    found["stopped"] = problems(page, width, script)

    assert {state: these for state, these in found.items() if these} == {}


def stop_link(app: Flask, base_url: str, page: Page) -> str:
    """The path of the link in a letter about the plan that is open."""
    begins = page.locator("meta[name=assessment]").get_attribute("content")
    with app.test_request_context(base_url=base_url):
        (id,) = (id for id in all_assessment_ids(db.session()) if id.startswith(begins))
        return f"/plan-letters/{private_url(Purpose.STOP_LETTERS, id).rpartition('/')[2]}"
