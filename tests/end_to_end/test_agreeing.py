"""The button under a consent, tapped by hurried hands."""

import pytest
from playwright.sync_api import Route

from tests.end_to_end.conftest import OpenPage

pytestmark = pytest.mark.browser


def test_a_second_tap_on_a_slow_line_sends_nothing(open_page: OpenPage):
    page = open_page()
    page.goto("/start/agreement?present=supervisor&target=sales_manager")
    on_the_way: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            on_the_way.append(route)
        else:
            route.continue_()

    page.route("**/*", hold)
    place = page.locator("form.form-end button").bounding_box()
    for _tap in range(2):
        page.mouse.click(place["x"] + 10, place["y"] + 10)
        page.wait_for_timeout(300)
    assert len(on_the_way) == 1
    on_the_way[0].continue_()
    page.wait_for_url("**/assessment/role")
