"""The pages of signing in by the company, in a real browser and with a provider that runs: accessible, also when it fails."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from tests.end_to_end.conftest import axe_violations, blocked_content
from tests.web.openid_provider import CLIENT_ID, CLIENT_SECRET, Provider, serve

pytestmark = pytest.mark.browser

COMPANY = "Аптека у дома"


@pytest.fixture
def stop(live_app: Flask, base_url: str) -> Iterator[Callable[[], None]]:
    """An installation whose company has a provider; return what takes the provider away."""
    provider, before = Provider(), live_app.config["SETTINGS"]
    running = serve(provider)
    provider.client.redirect_uri = f"{base_url}/sign-in/company/return"
    live_app.config["SETTINGS"] = replace(
        before,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET,
        oidc_name=COMPANY,
    )
    stopped: list[bool] = []

    def take_away() -> None:
        running()
        stopped.append(True)
        live_app.extensions.pop("openid", None)

    yield take_away
    if not stopped:
        running()
    live_app.config["SETTINGS"] = before
    live_app.extensions.pop("openid", None)


def fits(page: Page) -> None:
    assert axe_violations(page) == [], page.url
    assert blocked_content(page) == [], page.url
    assert page.locator("h1").count() == 1, page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


@pytest.mark.parametrize(("language", "width"), [("ru", 390), ("en", 1440)])
def test_the_whole_way_is_accessible_and_fits(
    new_context: Callable[..., BrowserContext],
    stop: Callable[[], None],
    one_time_path: str,
    language: str,
    width: int,
):
    page = new_context(language, width, 844).new_page()
    page.goto("/sign-in")
    fits(page)
    page.click("a[href*='/sign-in/company']")
    page.wait_for_url("**/sign-in/company/return**")
    assert COMPANY in page.locator("main").inner_text(), "nobody is linked yet, and the page says whose sign-in it was"
    fits(page)

    page.goto(one_time_path)
    page.locator("main form button").click()
    page.wait_for_url("**/account")
    page.goto("/account/company")
    fits(page)
    page.click("main a[href*='/sign-in/company']")
    page.wait_for_url("**/account/company")
    fits(page)
    page.click("main form button")
    page.wait_for_load_state()
    assert page.locator("main form[action$='unlink']").count() == 1
    fits(page)
    page.click("main form button")
    page.wait_for_load_state()

    stop()
    page.goto("/sign-in/company")
    assert page.locator("h1").inner_text()
    fits(page)
