"""The main job from the start page to the PDF, as its two typical people do it."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.end_to_end.conftest import OpenPage, blocked_content, follow, open_sample

pytestmark = pytest.mark.browser
LEVELS = "2212121211122121221022"


def answer_all(page: Page, tap: str) -> int:
    """Answer every question as a person does; return the number of taps."""
    taps = 0
    # A tap on a link returns before the page it leads to is there.
    page.wait_for_url("**/assessment/questions/**")
    for level in LEVELS:
        question = page.url
        getattr(page.locator(f"label:has(#level-{level})"), tap)()
        getattr(page.locator(".form-end button[type=submit]"), tap)()
        taps += 2
        page.wait_for_url(lambda url, was=question: url != was)
    return taps


@pytest.mark.parametrize(
    ("language", "width", "height", "touch"), [("ru", 390, 844, True), ("en", 1440, 900, False)], ids=["phone", "desk"]
)
def test_a_person_walks_from_the_start_page_to_the_pdf(
    open_page: OpenPage, tmp_path: Path, language: str, width: int, height: int, touch: bool
):
    page = open_page(language, width, height, has_touch=touch, is_mobile=touch, accept_downloads=True)
    tap = "tap" if touch else "click"
    page.goto("/")
    getattr(page.locator("a.btn-h"), tap)()
    page.check("#present-sales_representative")
    page.click("main button[type=submit]")
    page.wait_for_url("**/start/target**")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.check("#target-key_account_manager_retail")
    page.click("main button[type=submit]")
    page.wait_for_url("**/start/agreement**")
    getattr(page.locator("main button[type=submit]"), tap)()
    getattr(page.locator(".form-end button[value=full]"), tap)()

    taps = answer_all(page, tap)

    assert taps <= 60
    number = 0
    while "/assessment/situations/" in page.url:
        situation = page.url
        getattr(page.locator("label.best").nth(number % 4), tap)()
        getattr(page.locator("label.worst").nth((number + 1) % 4), tap)()
        getattr(page.locator(".form-end button[type=submit]"), tap)()
        page.wait_for_url(lambda url, was=situation: url != was)
        number += 1
    assert number == 8
    expect(page).to_have_url(re.compile("/assessment/often/"))
    getattr(page.locator(".rule a"), tap)()
    expect(page).to_have_url(re.compile("/assessment/check"))
    assert page.locator("#open li").count() == 1
    getattr(page.locator(".form-end button"), tap)()
    expect(page).to_have_url(re.compile("/report$"))
    expect(page.locator(".firsts li")).to_have_count(3)
    expect(page.locator(".chipset li")).to_have_count(2)
    assert blocked_content(page) == []
    with page.expect_download() as download:
        page.evaluate("document.querySelector('a[href$=\"/pdf\"]').click()")
    word, role = ("Отчёт", "КАМ") if language == "ru" else ("Report", "KAM")
    assert re.fullmatch(rf"{word}_{role}_\d{{4}}-\d\d-\d\d\.pdf", download.value.suggested_filename)
    download.value.save_as(tmp_path / "report.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO((tmp_path / "report.pdf").read_bytes())).pages)
    assert re.search(r"\d+\s?%", text)
    assert "202" in text
    assert role in text


def test_the_first_screen_of_a_phone_holds_the_sentence_two_strengths_three_things_and_the_buttons(open_page: OpenPage):
    page = open_page("ru", 390, 844)
    open_sample(page)

    bottoms = page.evaluate(
        """[...document.querySelectorAll('.hero .verdict, .hero .chipset li, .hero .firsts li, .hero .actions a')]
        .map(e => e.getBoundingClientRect().bottom)"""
    )

    assert len(bottoms) == 8
    assert max(bottoms) <= 844
    assert page.locator("details[data-open-wide][open]").count() == 0


def test_choosing_by_keyboard_alone_answers_a_question(open_page: OpenPage):
    page = open_page("en", 1440, 900)
    page.goto("/start")
    page.locator("#present-merchandiser").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/start/target**")
    page.locator("#target-sales_representative").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/start/agreement**")
    page.locator("main button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/assessment/role")
    page.goto("/assessment/questions/communication")
    page.locator("#level-0").focus()
    page.keyboard.press("3")
    expect(page.locator("#level-2")).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#level-3")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/questions/partnership"))


def test_the_question_works_without_javascript(open_page: OpenPage):
    page = open_page("ru", 390, 844, java_script_enabled=False)
    page.goto("/start")
    page.check("#present-merchandiser")
    follow(page.locator("main button[type=submit]"))
    page.check("#target-sales_representative")
    follow(page.locator("main button[type=submit]"))
    follow(page.locator("main button[type=submit]"))
    page.goto("/assessment/questions/communication")
    page.click(".form-end button")
    expect(page.locator("[data-error-summary] a")).to_have_attribute("href", "#level-0")
    page.check("#level-1")
    page.check("#confidence-guess")
    page.click(".form-end button")
    expect(page).to_have_url(re.compile("/questions/partnership"))
    page.goto("/assessment/questions/communication")
    expect(page.locator("#level-1")).to_be_checked()
    expect(page.locator("#confidence-guess")).to_be_checked()


COVERED = """() => {
  const chip = document.activeElement.closest(".chip").getBoundingClientRect();
  const bar = document.querySelector(".form-end.sticky").getBoundingClientRect();
  return chip.top < 0 || chip.bottom > bar.top;
}"""


def test_the_bar_below_never_covers_what_the_keyboard_has_reached_in_a_situation(open_page: OpenPage):
    page = open_page("ru", 390, 844)
    page.goto("/start")
    page.check("#present-merchandiser")
    follow(page.locator("main button[type=submit]"))
    page.check("#target-sales_representative")
    follow(page.locator("main button[type=submit]"))
    follow(page.locator("main button[type=submit]"))
    page.goto("/assessment")
    page.goto(page.locator('a[href*="/situations/"]').first.get_attribute("href") or "")
    page.locator(".back").focus()
    reached = []
    for _ in range(20):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.id")
        if name.startswith(("best-", "worst-")):
            assert not page.evaluate(COVERED), name
            reached.append(name)
            for _ in range(3):
                page.keyboard.press("ArrowDown")
                assert not page.evaluate(COVERED), page.evaluate("document.activeElement.id")
    assert len(reached) >= 2
