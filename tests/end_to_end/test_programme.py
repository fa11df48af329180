"""The best programme for a budget, in a browser: asked for, waited for, read, on a phone and without script."""

from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from kamcareer.core.framework.model import Framework
from kamcareer.web import programme
from kamcareer.worker.embedded import EmbeddedWorker
from tests.end_to_end.conftest import OpenPage, blocked_content
from tests.end_to_end.test_heat_map import UNITS, bring_in, labour_law
from tests.end_to_end.test_hiring import look
from tests.end_to_end.test_pages import problems

pytestmark = pytest.mark.browser
__all__ = ["labour_law"]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programme, "SECONDS", 2)


def plain(page: Page) -> list[str]:
    """What is wrong with the page where no script runs."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    return problems(page, page.viewport_size["width"], "no-script")


@pytest.mark.usefixtures("labour_law")
@pytest.mark.parametrize(
    ("language", "scheme", "width", "script"), [("ru", "light", 1440, True), ("en", "dark", 390, False)]
)
def test_from_the_question_to_who_gets_what(  # noqa: PLR0913 - a reader, an installation, what is looked at
    live_app: Flask,
    open_page: OpenPage,
    staff_cookie: dict,
    framework: Framework,
    language: str,
    scheme: str,
    width: int,
    script: bool,
):
    mark = uuid4().hex[:5].upper()
    page = open_page(language, 1440, 900)
    page.context.add_cookies([staff_cookie])
    bring_in(page, framework, mark)
    page = open_page(language, width, 900, color_scheme=scheme, java_script_enabled=script)
    page.context.add_cookies([staff_cookie])
    page.goto("/hr/people/programme")
    check = look if script else plain
    seen = {"form": check(page)}
    page.select_option("#unit", f"{UNITS[0]} {mark}")
    page.fill("#budget", "60000")
    page.locator("form.narrow button[type=submit]").click()
    page.wait_for_url("**/hr/people/programme/*")
    expect(page.locator("progress")).to_have_count(1)
    seen["waiting"] = check(page)

    EmbeddedWorker(live_app).look()
    if not script:
        page.locator("[data-waiting] a").click()
    expect(page.locator("table.words").first).to_be_visible(timeout=15_000)
    seen["result"] = check(page)
    expect(page.locator("main")).to_contain_text(mark)
    assert blocked_content(page) == []
    assert {name: these for name, these in seen.items() if these} == {}
