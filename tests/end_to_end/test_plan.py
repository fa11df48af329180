"""The development plan in a browser: hours and day are changed, and plan and date change with them."""

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.conftest import OpenPage, blocked_content, open_sample

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


def test_without_script_the_form_does_the_same(open_page: OpenPage):
    page = open_page("en", 390, 844, java_script_enabled=False)
    open_what_if(page)
    expect(page.locator("button[data-step]").first).to_be_hidden()
    page.locator("#if-hours").fill("2")
    page.locator("#what-if button[type=submit]").click()
    expect(page.locator("#compared table")).to_be_visible(timeout=30_000)
