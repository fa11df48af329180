"""What HR sees of rates, in a browser: without script, by keyboard, at every width."""

from datetime import date

import pytest
from flask import Flask

from kamcareer.core.fairness import Counted, Stage, Trait
from kamcareer.store.database import db, may_write
from kamcareer.store.fairness import add_counts
from tests.end_to_end.conftest import OpenPage
from tests.end_to_end.test_hiring import look

pytestmark = pytest.mark.browser

SEXES = {"female": (64, 60, 22, 14), "male": (71, 68, 34, 30)}
AGES = {"from_25": (41, 40, 18, 14), "from_35": (52, 50, 24, 19), "from_45": (33, 30, 11, 10), "from_55": (4, 4, 1, 0)}


@pytest.fixture
def counted(live_app: Flask) -> None:
    """A quarter of one vacancy, counted."""
    may_write.set(True)
    with live_app.app_context():
        rows = [
            Counted(date(2026, 4, 1), 1, trait, group, sent, dict(zip(Stage, came, strict=True)))
            for trait, groups in {Trait.SEX: SEXES, Trait.AGE: AGES}.items()
            for group, (sent, *came) in groups.items()
        ]
        add_counts(db.session(), rows)
        db.session.commit()


@pytest.mark.usefixtures("counted")
def test_hr_reads_rates_opens_the_other_stages_by_keyboard_and_takes_them_along(
    open_page: OpenPage, staff_cookie: dict
):
    page = open_page("ru", 390, 844)
    page.context.add_cookies([staff_cookie])
    page.goto("/account")
    with page.expect_navigation():
        page.locator("a[href='/hr/fairness']").press("Enter")
    page.locator("summary").first.press("Enter")

    assert page.locator("details[open] table").count() == 1
    assert "64" in page.locator("main").inner_text()
    assert look(page) == []
    with page.expect_download() as file:
        page.locator("form[action$='/audit.xlsx'] button").press("Enter")
    assert file.value.suggested_filename.endswith(".xlsx")
    dark = open_page("en", 1440, 900, color_scheme="dark", java_script_enabled=False)
    dark.context.add_cookies([staff_cookie])
    dark.goto("/hr/fairness")
    assert dark.locator("table").first.is_visible()
