"""A draft of the model on its pages, from an edit to the version in use, with a preview of its effect."""

import pytest
from flask import Flask
from playwright.sync_api import Page

from kamcareer.core.accounts import Role
from kamcareer.store.database import db, may_write
from kamcareer.web.frameworks import current_framework
from kamcareer.worker.embedded import EmbeddedWorker
from tests.end_to_end.conftest import OpenPage, follow
from tests.end_to_end.test_contests import signed_in
from tests.end_to_end.test_hiring import look
from tests.services.test_stored_effect import TARGET, assess

CELL = "supervisor:negotiation"


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_from_edit_to_publish_with_an_effect_preview(
    open_page: OpenPage, live_app: Flask, base_url: str, language: str, scheme: str
):
    maker = signed_in(live_app, base_url, f"maker-{scheme}", Role.HR)
    reader = signed_in(live_app, base_url, f"reader-{scheme}", Role.ADMINISTRATOR)
    with live_app.test_request_context():
        before = current_framework()
    level = before.roles["supervisor"].requirements["negotiation"].level
    major, minor, _ = before.version.split(".")
    version = f"{major}.{int(minor) + 1}.0"  # whichever of the two walks comes first
    page = open_page(language, color_scheme=scheme)
    page.set_default_timeout(40_000)  # a save reads two hundred files
    page.context.add_cookies([maker])
    found = {}

    page.goto("/hr/models")
    found["models"] = look(page)
    follow(page.locator("form:not([action]) button").last)
    page.locator(f"[name='{CELL}']").fill("9/1")
    page.locator(f"[name='{CELL}']").blur()
    page.wait_for_selector("#check-said li")
    assert "9/1" in page.locator("#check-said").inner_text()
    found["what is to mend"] = look(page)
    page.locator(f"[name='{CELL}']").fill("3/1" if level != 3 else "2/1")
    follow(page.locator("main form .btn-1"))
    draft = page.url.removeprefix(base_url)
    page.goto(f"{draft}/retired")
    found["in use and not"] = look(page)
    found |= counted(page, live_app, draft)
    page.goto(f"{draft}/review")
    assert page.locator("table.words tbody tr").count() > 0
    found["to ask"] = look(page)
    page.locator("[name=version]").fill(version)
    page.locator("[name=words]").fill("Supervisors lead these talks themselves")
    follow(page.locator("form[action$='/ask'] button"))
    assert page.locator("form[action$='/publish']").count() == 0
    found["asked"] = look(page)

    page.context.add_cookies([reader])
    page.goto("/hr/models/reviews")
    found["waiting"] = look(page)
    follow(page.get_by_role("link", name=version))
    assert "Supervisors lead" in page.locator("main").inner_text()
    found["to publish"] = look(page)
    follow(page.locator("form[action$='/publish'] button"))
    assert version in page.locator("main").inner_text()
    found["published"] = look(page)

    with live_app.test_request_context():
        now_used = current_framework()
    assert now_used.version == version
    assert now_used.roles["supervisor"].requirements["negotiation"].level != level
    assert {name: these for name, these in found.items() if these} == {}


def counted(page: Page, live_app: Flask, draft: str) -> dict[str, list[str]]:
    """Ask what the draft would do to twelve stored reports, wait for it, and read it; return what is wrong with it."""
    may_write.set(True)
    with live_app.test_request_context():
        framework = current_framework()
        for _ in range(12):
            assess(db.session(), framework, 2)
        db.session.commit()
    found = {}
    page.goto(f"{draft}/effect")
    found["nothing counted"] = look(page)
    follow(page.locator("form[action$='/effect/count'] button"))
    found["being counted"] = look(page)
    EmbeddedWorker(live_app).look()
    page.goto(f"{draft}/effect")
    assert page.locator("#reports tbody tr").count() > 0
    assert TARGET not in page.locator("main").inner_text()
    found["counted"] = look(page)
    return found
