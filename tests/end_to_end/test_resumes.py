"""A résumé fills a form, at both places: recognised, ticked with the keyboard, changed, sent; without script too."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.core.resumes.samples import HH_EN, HH_RU
from tests.core.resumes.test_files import FILES
from tests.end_to_end.conftest import OpenPage, follow
from tests.end_to_end.test_hiring import Hiring, look
from tests.end_to_end.test_hiring import hiring as hiring  # noqa: PLC0414 - the same vacancy

pytestmark = pytest.mark.browser
SEND = "main form[enctype] button[type=submit]"


def tick(page: Page, *names: str) -> None:
    """Tick the first of each and put it into the form, with the keyboard alone."""
    for name in names:
        page.locator(f"input[name={name}]").first.press("Space")
    with page.expect_navigation():
        page.locator("main form[action$='/take'] button").press("Enter")


@pytest.mark.parametrize(("language", "scheme", "text"), [("ru", "light", HH_RU), ("en", "dark", HH_EN)])
def test_somebody_who_applies_pastes_a_resume(
    open_page: OpenPage, hiring: Hiring, language: str, scheme: str, text: str
):
    page, found = open_page(language, color_scheme=scheme), {}
    page.goto(hiring.invited)
    follow(page.locator("main a.btn-1"))
    follow(page.locator("main form button.btn-1"))
    follow(page.locator("main a[href$='/about/resume']"))
    found["paste"] = look(page)
    follow(page.locator(SEND))
    page.locator("[data-error-summary]").wait_for()
    found["refused"] = look(page)
    page.fill("#text", text)
    follow(page.locator(SEND))
    found["recognised"] = look(page)
    tick(page, "phone", "places", "jobs")
    found["form"] = look(page)

    assert page.input_value("#name") == "Ольга"
    assert page.input_value("#phone").startswith("+79")
    assert len(page.input_value("#jobs").splitlines()) == 1
    page.fill("#regions", "Казань")
    follow(page.locator("main form button.btn-1"))
    page.goto("/application/about")
    assert page.input_value("#regions") == "Казань"
    assert {name: these for name, these in found.items() if these} == {}


@pytest.mark.parametrize(("language", "scheme", "kind"), [("ru", "dark", "pdf"), ("en", "light", "docx")])
def test_a_recruiter_sends_the_resume_of_one_person(
    open_page: OpenPage, hiring: Hiring, tmp_path: Path, language: str, scheme: str, kind: str
):
    page, found = open_page(language, color_scheme=scheme, java_script_enabled=language == "en"), {}
    page.context.add_cookies([hiring.cookie])
    page.goto(f"/recruiting/vacancies/{hiring.vacancy}/invitations")
    follow(page.locator("main a[href$='/resume']"))
    file = tmp_path / f"resume.{kind}"
    file.write_bytes(FILES[kind])
    page.set_input_files("input[type=file]", file)
    if language == "en":
        found["send"] = look(page)
    follow(page.locator(SEND))
    if language == "en":
        found["recognised"] = look(page)
    tick(page, "name", "email", "jobs")
    if language == "en":
        found["form"] = look(page)
    follow(page.locator("main form button.btn-1"))

    assert "/apply/" in page.input_value("#link")
    assert "Сорокина" in page.locator("main").inner_text()
    assert {name: these for name, these in found.items() if these} == {}
