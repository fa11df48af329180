"""Passkeys in a real Chromium, with its own virtual authenticator."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from tests.end_to_end.conftest import axe_violations, blocked_content

pytestmark = pytest.mark.browser

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def site(base_url: str) -> str:
    """The same server under a name: browsers give no passkeys to an address of numbers."""
    return base_url.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], site: str) -> Page:
    context = new_context("ru", 390, 844)
    context.add_cookies([{"name": "language", "value": "ru", "url": site}])
    return context.new_page()


def device_of(page: Page, **changes: bool):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | changes})
    return session, added["authenticatorId"]


def come_in(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    page.locator("main form button").click()
    page.wait_for_url("**/account")


def test_a_passkey_is_added_and_then_opens_the_account_alone(page: Page, site: str, one_time_path: str):
    device_of(page)
    come_in(page, site, one_time_path)
    page.goto(site + "/account/second-factor")
    page.fill("#name", "Телефон")
    page.click("[data-passkey=create] button")
    page.wait_for_selector(".codes")
    assert page.locator(".codes code").count() == 8
    assert blocked_content(page) == []
    page.goto(site + "/account")
    page.locator("footer form[action$=sign-out] button").click()
    page.wait_for_url(site + "/")

    page.goto(site + "/sign-in")
    page.click("[data-passkey=get] button")
    page.wait_for_url("**/account")
    assert blocked_content(page) == []
    page.goto(site + "/account/second-factor")
    assert page.get_by_text("Телефон", exact=True).count() == 1
    assert axe_violations(page) == []


def test_whoever_is_not_verified_by_the_device_stays_outside_and_is_told_so(page: Page, site: str, one_time_path: str):
    session, authenticator = device_of(page)
    come_in(page, site, one_time_path)
    page.goto(site + "/account/second-factor")
    page.click("[data-passkey=create] button")
    page.wait_for_selector(".codes")
    page.context.clear_cookies(name="account")
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.goto(site + "/sign-in")
    page.click("[data-passkey=get] button")
    page.wait_for_selector("[data-refused]:visible, .field-error[role=alert]:visible")

    page.goto(site + "/account")
    assert "/sign-in" in page.url


def test_without_javascript_the_page_says_what_to_do_instead(
    new_context: Callable[..., BrowserContext], site: str, live_app: Flask
):
    context = new_context("ru", 390, 844, java_script_enabled=False)
    context.add_cookies([{"name": "language", "value": "ru", "url": site}])
    page = context.new_page()
    page.goto(site + "/sign-in")
    assert "Ключам доступа нужен JavaScript" in page.locator("main").inner_text()
    page.click("[data-passkey=get] button")

    assert page.get_by_text("Ключ доступа не подошёл").is_visible()
    assert page.get_by_text("Получить ссылку по почте").is_visible()
