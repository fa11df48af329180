"""The chart of the explore page, under the strict policy, with its table beside it."""

import pytest
from playwright.sync_api import expect

from tests.end_to_end.conftest import OpenPage, blocked_content, open_sample

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1440, 390])
def test_the_chart_is_drawn_without_share_button_and_without_blocked_content(open_page: OpenPage, width: int):
    page = open_page("ru", width, 900)
    open_sample(page)
    page.goto("/report/explore")

    page.wait_for_selector(".chart .scatterlayer .point", timeout=20_000)

    rows = page.locator("table.words tbody tr").count()
    assert page.locator(".chart .barlayer .point").count() == rows == 22
    assert page.locator(".chart .scatterlayer .trace").count() >= 2
    assert page.locator("[data-title*='hare'], .modebar-btn, a[href*='plotly']").count() == 0
    assert blocked_content(page) == []


def test_another_role_gives_another_chart_and_table(open_page: OpenPage):
    page = open_page("en", 1440, 900)
    open_sample(page)
    page.goto("/report/explore")
    page.select_option("#role", "merchandiser")
    page.wait_for_url("**role=merchandiser")
    expect(page.locator("table.words tbody tr")).to_have_count(16)
