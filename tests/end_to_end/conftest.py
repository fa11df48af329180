"""A real server and a real Chromium. Every page is watched: no blocked content, no error, no foreign host."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import axe_playwright_python
import pytest
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from kamcareer.core.accounts import GRANTED
from kamcareer.core.cards import CardLine
from kamcareer.factory import create_app
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.cards import make_cards
from kamcareer.services.demo import load_demo
from kamcareer.services.sign_ins import sign_in
from kamcareer.store.database import db
from kamcareer.web.frameworks import current_framework
from tests.conftest import NOW, lacking, now, settings_for

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
ARGUMENTS += ["--disable-component-update", "--disable-sync"]
WATCH = """window.blocked = [];
document.addEventListener('securitypolicyviolation', e => window.blocked.push(e.violatedDirective + ' ' + e.blockedURI));"""
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf8")
ALL_PAGES = os.environ.get("KAMCAREER_ALL_PAGES") == "1"

OpenPage = Callable[..., Page]


class QuietHandler(WSGIRequestHandler):
    """Keeps the test output for the tests."""

    protocol_version = "HTTP/1.1"

    def log(self, *_arguments: object) -> None:
        """Print nothing."""


@pytest.fixture(scope="module")
def live_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    app = create_app(settings_for(tmp_path_factory.mktemp("installation")))
    with app.app_context():
        upgrade()
        load_demo(db.session(), current_framework(), NOW)
        db.session.commit()
    return app


@pytest.fixture(scope="module")
def base_url(live_app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, live_app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def one_time_path(live_app: Flask) -> str:
    """The path of a one-time link for a mailbox that has no account yet."""
    with live_app.app_context():
        secret = new_one_time_link(db.session(), f"{uuid4().hex}@example.ru", now())
        db.session.commit()
    return f"/enter/{secret}"


@pytest.fixture
def staff_cookie(live_app: Flask, base_url: str) -> dict:
    """The cookie of somebody in every role, whose second factor was shown, with a card to renew."""
    with live_app.app_context():
        session, email = db.session(), f"{uuid4().hex}@example.ru"
        account = open_one_time_link(session, new_one_time_link(session, email, now(), GRANTED), None, now())
        make_cards(session, live_app.config["SECRET_KEY"], [CardLine(uuid4().hex[:8].upper(), "Анна", email)], now())
        secret = sign_in(session, account, "Firefox", now(), now())
        session.commit()
    return {"name": "account", "value": secret, "url": base_url}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        reason = "no Chromium: apt-get install chromium"
        lacking(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser: Browser, base_url: str) -> Iterator[Callable[..., BrowserContext]]:
    made: list[BrowserContext] = []

    def make(language: str = "ru", width: int = 390, height: int = 844, **options: object) -> BrowserContext:
        context = browser.new_context(
            base_url=base_url, viewport={"width": width, "height": height}, reduced_motion="reduce", **options
        )
        context.set_default_timeout(10_000)
        context.add_cookies([{"name": "language", "value": language, "url": base_url}])
        context.add_init_script(WATCH)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext], base_url: str) -> Iterator[OpenPage]:
    """Open a watched page; at the end of the test nothing may have been blocked, broken or fetched from elsewhere."""
    complaints: list[str] = []

    def make(language: str = "ru", width: int = 390, height: int = 844, **options: object) -> Page:
        page = new_context(language, width, height, **options).new_page()
        watch(page, complaints, base_url)
        return page

    yield make
    assert complaints == []


def follow(button: Locator) -> None:
    """Press a link or a button and be on the page it leads to: a click alone may return before that page is there."""
    with button.page.expect_navigation():
        button.click()


def open_sample(page: Page) -> None:
    """Go to the first person of the demo; the next step begins on that person's report, not on the way to it."""
    page.goto("/demo")
    page.locator("main form button").first.click()
    page.locator(".hero .verdict").wait_for()


def watch(page: Page, complaints: list[str], base_url: str) -> None:
    def refused(message: str) -> bool:
        # The browser reports answers that the test asks for on purpose: a refused form, a lost connection.
        return any(word in message for word in ("status of 4", "ERR_INTERNET_DISCONNECTED", "Failed to load resource"))

    page.on("console", lambda m: m.type == "error" and not refused(m.text) and complaints.append(m.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda r: r.url.startswith(("http", "ws")) and not r.url.startswith(base_url)
            and complaints.append(f"foreign: {r.url}"))  # fmt: skip


def blocked_content(page: Page) -> list[str]:
    return page.evaluate("window.blocked ?? []")


def axe_violations(page: Page) -> list[str]:
    """Run axe for WCAG 2.2 AA and best practice; return each violation with its first place."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
    return [f"{rule['id']}: {rule['nodes'][0]['target']} {rule['nodes'][0]['html'][:120]}" for rule in found]


def begin(page: Page, present: str = "sales_representative", target: str = "key_account_manager_retail") -> None:
    """Go from the start page to the list of questions."""
    page.goto("/start")
    page.check(f"#present-{present}")
    page.click("main button[type=submit]")
    page.wait_for_url("**/start/target**")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.check(f"#target-{target}")
    page.click("main button[type=submit]")
    page.wait_for_url("**/start/agreement**")
    page.click("main button[type=submit]")
    page.wait_for_url("**/assessment/role")
