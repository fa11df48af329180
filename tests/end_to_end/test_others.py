"""The quick way to a preliminary report that situations, a manager and three colleagues make sharper, by links alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.conftest import OpenPage, axe_violations, blocked_content, follow

pytestmark = pytest.mark.browser


def quick_way(page: Page) -> int:
    """Choose the roles and go the quick way to the end of its topics; return the taps."""
    page.goto("/start")
    page.check("#present-sales_representative")
    page.click("main button[type=submit]")
    page.wait_for_url("**/start/target**")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.check("#target-key_account_manager_retail")
    page.click("main button[type=submit]")
    page.wait_for_url("**/start/agreement**")
    page.locator("main button[type=submit]").tap()
    page.locator(".form-end button[value=quick]").tap()
    page.wait_for_url("**/assessment/questions/**")
    taps = 1
    while "/questions/" in page.url:
        was = page.url
        page.locator("label:has(#level-2)").tap()
        page.locator(".form-end button[type=submit]").tap()
        taps += 2
        page.wait_for_url(lambda url, was=was: url != was)
    return taps


def answer_situations(page: Page) -> int:
    taps = 0
    while "/assessment/situations/" in page.url:
        was = page.url
        page.locator("label.best").nth(taps % 4).tap()
        page.locator("label.worst").nth((taps + 1) % 4).tap()
        page.locator(".form-end button[type=submit]").tap()
        taps += 3
        page.wait_for_url(lambda url, was=was: url != was)
    return taps


def widths(page: Page) -> float:
    """How wide the bands of the report are, all together."""
    return page.evaluate("[...document.querySelectorAll('.strip .iv')].reduce((sum, e) => sum + e.getBBox().width, 0)")


def show(page: Page) -> Page:
    page.goto("/report")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    return page


def test_the_quick_way_gives_a_report_at_once_and_every_further_part_makes_it_sharper(open_page: OpenPage):
    page = open_page("ru", 390, 844, has_touch=True, is_mobile=True)
    taps = quick_way(page)
    page.goto("/assessment/check")
    page.locator(".form-end button").tap()
    expect(page).to_have_url(re.compile("/report$"))
    expect(page.get_by_text("Предварительный отчёт")).to_be_visible()
    before = widths(show(page))
    page.goto("/assessment")
    page.locator("a[href*='/assessment/situations/']").first.tap()
    page.wait_for_url("**/assessment/situations/**")
    taps += answer_situations(page)

    expect(page).to_have_url(re.compile("/assessment/check$"))
    page.locator(".form-end button").tap()
    expect(page).to_have_url(re.compile("/report$"))

    assert taps <= 60
    assert widths(show(page)) < before
    assert axe_violations(page) == []
    assert blocked_content(page) == []
    page.goto("/assessment/situations")
    expect(page.locator(".rate").first).to_be_visible()
    assert axe_violations(page) == []


def ask(page: Page, source: str, name: str) -> str:
    page.goto("/assessment/others")
    page.check(f"input[name=source][value={source}]")
    page.fill("#name", name)
    page.fill("#asker", "Алия С.")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/assessment/others#asked")
    return page.locator("#asked input.copy").last.input_value()


def rate(page: Page, link: str, level: int) -> None:
    page.goto(link)
    assert axe_violations(page) == []
    page.locator("main a.btn-1").click()
    page.wait_for_url("**/topics/**")
    assert axe_violations(page) == []
    while "/topics/" in page.url:
        was = page.url
        page.check(f"#level-{level}")
        page.locator(".form-end .btn-1").click()
        page.wait_for_url(lambda url, was=was: url != was)
    assert axe_violations(page) == []
    page.locator("main form button").click()
    expect(page.locator("h1")).to_contain_text("Спасибо")


def test_a_manager_and_three_colleagues_answer_by_link_on_their_own_phones(open_page: OpenPage):
    owner = open_page("ru", 390, 844, has_touch=True, is_mobile=True)
    quick_way(owner)
    rate(open_page("ru", 390, 844), ask(owner, "manager", "Олег Петров"), 3)
    owner.goto("/report/others")
    expect(owner.locator("main")).to_contain_text("Олег Петров")
    for number in (1, 2):
        rate(open_page("ru", 390, 844, java_script_enabled=True), ask(owner, "peer", f"Коллега {number}"), 1)
    owner.goto("/report/others")
    expect(owner.locator("main")).not_to_contain_text("вместе")
    rate(open_page("ru", 390, 844), ask(owner, "peer", "Коллега 3"), 2)
    owner.goto("/report/others")
    expect(owner.locator("main")).to_contain_text("3 коллеги вместе")
    assert axe_violations(owner) == []


def test_rating_works_without_javascript(open_page: OpenPage):
    owner = open_page("ru", 390, 844, has_touch=True, is_mobile=True)
    quick_way(owner)
    link = ask(owner, "manager", "Олег")
    rater = open_page("ru", 390, 844, java_script_enabled=False)
    rater.goto(link)
    rater.locator("main a.btn-1").click()
    rater.locator(".form-end button").click()
    expect(rater.locator("[data-error-summary] a")).to_have_attribute("href", "#level-0")
    rater.check("#level-none")
    follow(rater.locator(".form-end button"))
    rater.goto(f"{link}/send")
    rater.locator("main form button").click()
    expect(rater.locator("h1")).to_contain_text("Спасибо")
