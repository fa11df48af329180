"""Who could follow, in a browser: from two files to a role, a leaving and a table to take away."""

from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import expect

from kamcareer.core.framework.model import Framework
from kamcareer.store.database import db, may_write
from tests.end_to_end.conftest import OpenPage, blocked_content, follow
from tests.end_to_end.test_heat_map import bring_in, labour_law
from tests.end_to_end.test_hiring import look
from tests.services.repeated import activity_for, assess_many

pytestmark = pytest.mark.browser
__all__ = ["labour_law"]

HOLDER = "Петров Пётр"


@pytest.mark.usefixtures("labour_law")
@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_from_two_files_to_what_happens_if_somebody_leaves(
    open_page: OpenPage, staff_cookie: dict, framework: Framework, language: str, scheme: str
):
    mark = uuid4().hex[:5].upper()
    page = open_page(language, 1440, 900, color_scheme=scheme)
    page.context.add_cookies([staff_cookie])
    holder = f"{mark}900;{HOLDER} {mark};Север {mark};{mark}000;Менеджер по ключевым клиентам (КАМ);01.03.2021;1\n"
    bring_in(page, framework, mark, holder)

    follow(page.locator("main nav a[href='/hr/people/bench']"))
    seen = {"roles": look(page)}
    page.select_option("#hours", "8")
    page.locator("main form[method=get] button").click()
    page.wait_for_url("**hours=8**")
    follow(page.locator("table a[href*='/key_account_manager_retail?']"))
    expect(page.locator("#hours")).to_have_value("8")
    page.select_option("#leaves", label=f"{HOLDER} {mark}")
    page.locator("main form[method=get] button").click()
    page.wait_for_url("**leaves=**")
    expect(page.locator("h2", has_text=f"{HOLDER} {mark}")).to_have_count(1)
    page.locator("details.fold summary").click()
    seen["role"] = look(page)
    page.goto("/hr/people/bench")
    follow(page.locator("main nav a[href='/hr/people/training']"))
    seen["training"] = look(page)
    assert blocked_content(page) == []
    assert {name: these for name, these in seen.items() if these} == {}

    page.goto("/hr/people/bench")
    with page.expect_download() as taken:
        page.locator("form[action*='bench.xlsx'] button").click()
    assert taken.value.suggested_filename.endswith(".xlsx")


@pytest.mark.usefixtures("labour_law")
@pytest.mark.parametrize("width", [390, 320])
def test_without_scripts_and_on_a_phone_every_number_has_its_name(open_page: OpenPage, staff_cookie: dict, width: int):
    page = open_page("ru", width, 844, java_script_enabled=False)
    page.context.add_cookies([staff_cookie])
    for path in ("/hr/people/bench", "/hr/people/bench/sales_manager", "/hr/people/training"):
        page.goto(path)
        for row in page.locator("table.words tbody tr").all()[:5]:
            assert row.locator("th[scope=row]").count() == 1
            assert row.locator("td").count() == row.locator("td[data-label]").count()


@pytest.fixture(scope="module")
def helped(live_app: Flask, framework: Framework) -> str:
    """Twelve people who did an activity and rose, twelve who did nothing; the name of the activity in English."""
    activity = activity_for(framework)
    may_write.set(True)
    with live_app.app_context():
        assess_many(db.session(), framework, activity, prefix=uuid4().hex[:5].upper())
        db.session.commit()
    return framework.activities[activity].name["en"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_helped_is_read_on_every_width_and_taken_away(
    open_page: OpenPage, staff_cookie: dict, helped: str, scheme: str
):
    page = open_page("en", 1440, 900, color_scheme=scheme)
    page.context.add_cookies([staff_cookie])
    page.goto("/hr/people/training")
    follow(page.locator("main nav a[href='/hr/people/effect']"))
    row = page.locator("table.words tbody tr")
    expect(row).to_have_count(1)
    expect(row.locator("th")).to_contain_text(helped)
    expect(row).to_contain_text("rose more, by ")
    with page.expect_download() as taken:
        page.locator("form[action*='effect.xlsx'] button").click()
    assert taken.value.suggested_filename.endswith(".xlsx")

    assert look(page) == []
    assert blocked_content(page) == []
