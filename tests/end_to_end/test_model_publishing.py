"""A draft of the model on its pages, from an edit to the version in use, with a preview of its effect."""

import pytest
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.web.frameworks import current_framework
from tests.end_to_end.conftest import OpenPage, follow
from tests.end_to_end.test_contests import signed_in
from tests.end_to_end.test_hiring import look

CELL = "supervisor:negotiation"


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("en", "dark")])
def test_from_edit_to_publish_with_an_effect_preview(
    open_page: OpenPage, live_app: Flask, base_url: str, language: str, scheme: str
):
    maker = signed_in(live_app, base_url, f"maker-{scheme}", Role.HR)
    reader = signed_in(live_app, base_url, f"reader-{scheme}", Role.ADMINISTRATOR)
    with live_app.test_request_context():
        before = current_framework()
    level = before.roles["supervisor"].requirements["negotiation"].level
    version = "1.1.0" if scheme == "light" else "1.2.0"
    page = open_page(language, color_scheme=scheme)
    page.set_default_timeout(40_000)  # a save reads two hundred files
    page.context.add_cookies([maker])
    found = {}

    page.goto("/hr/models")
    found["models"] = look(page)
    follow(page.locator("form:not([action]) button").last)
    page.locator(f"[name='{CELL}']").fill("3/1" if level != 3 else "2/1")
    follow(page.locator("main form .btn-1"))
    draft = page.url.removeprefix(base_url)
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
