"""Two kinds of link, in two browsers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.conftest import OpenPage, begin, follow

pytestmark = pytest.mark.browser
SECRET_EXAMPLE = "Сеть просила скидку, обменяли на полку"


def answered(page: Page) -> None:
    begin(page)
    page.goto("/assessment/questions/communication")
    page.locator("label:has(#level-3)").click()
    page.click("#example-fold summary")
    page.fill("#example", SECRET_EXAMPLE)
    page.click(".form-end button")
    page.wait_for_url("**/questions/partnership")
    page.goto("/assessment/check")
    page.click(".form-end button")
    page.wait_for_url("**/report")


def test_the_private_link_continues_in_another_browser_after_a_button(open_page: OpenPage):
    mine, other = open_page(), open_page("en", 1440, 900)
    begin(mine)
    mine.goto("/assessment/links")
    expect(mine.locator(".code svg")).to_be_visible()
    other.goto(mine.input_value("#own"))
    assert other.locator("input[type=radio]").count() == 0
    other.click("main form button")
    expect(other).to_have_url(re.compile("/assessment$"))


def test_a_shown_report_hides_examples_until_they_are_agreed_to_and_closes_when_taken_back(open_page: OpenPage):
    mine, reader = open_page(), open_page("ru", 1440, 900)
    answered(mine)
    mine.goto("/assessment/links")
    mine.check("input[name=extent][value=report]")
    follow(mine.locator("form[action$='/show'] button"))
    address = mine.locator("#given input.copy").input_value()
    reader.goto(address)
    expect(reader.locator(".hero")).to_be_visible()
    assert SECRET_EXAMPLE not in reader.content()
    assert reader.locator("form[method=post]").count() == 0
    follow(mine.locator("#given form button"))
    reader.reload()
    expect(reader.locator(".hero")).to_have_count(0)


def test_an_example_is_shown_where_its_box_was_ticked(open_page: OpenPage):
    mine, reader = open_page(), open_page("ru", 1440, 900)
    answered(mine)
    mine.goto("/assessment/links")
    mine.check("input[name=extent][value=report]")
    mine.locator("input[name=examples]").check()
    follow(mine.locator("form[action$='/show'] button"))
    reader.goto(mine.locator("#given input.copy").input_value())
    assert SECRET_EXAMPLE in reader.content()


def test_delete_my_answers_removes_the_assessment_and_its_links(open_page: OpenPage):
    mine, reader = open_page(), open_page()
    answered(mine)
    mine.goto("/assessment/links")
    follow(mine.locator("form[action$='/show'] button"))
    address = mine.locator("#given input.copy").input_value()
    mine.goto("/report")
    mine.locator("a[href$='/assessment/delete']").click()
    mine.locator("main form button").click()
    expect(mine).to_have_url(re.compile("/$"))
    assert reader.goto(address).status == 404
