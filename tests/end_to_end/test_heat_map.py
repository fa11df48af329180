"""From a company's own two files to the heat map: within ten minutes of opening the page, as many steps as it takes."""

from collections.abc import Iterator
from dataclasses import replace
from time import monotonic
from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Basis, Purpose
from tests.end_to_end.conftest import OpenPage, blocked_content
from tests.end_to_end.test_hiring import look
from tests.end_to_end.test_people import send

pytestmark = pytest.mark.browser
TEN_MINUTES = 600
PEOPLE, UNITS = 200, ("Север", "Юг", "Северо-Запад", "Урал", "Москва")
POSTS = ("Торговый представитель", "Супервайзер", "Менеджер по продажам")


@pytest.fixture
def labour_law(live_app: Flask) -> Iterator[None]:
    """An operator whose staff records rest on labour law."""
    settings = live_app.config["SETTINGS"]
    bases = {**settings.operator.bases, Purpose.DEVELOPMENT: Basis.LABOUR_LAW}
    live_app.config["SETTINGS"] = replace(settings, operator=replace(settings.operator, bases=bases))
    yield
    live_app.config["SETTINGS"] = settings


def staff_file(mark: str) -> str:
    """A table as a staff department has it: its own words for posts, pay, dates as they are written here."""
    lines = ["Табельный номер;Сотрудник (ФИО);Подразделение;Непосредственный руководитель;Должность;Дата приёма;Оклад"]
    for n in range(PEOPLE):
        boss = f"{mark}000" if n else ""
        post = POSTS[n % 3] if n else POSTS[2]
        lines.append(
            f"{mark}{n:03};Иванов{n} Иван {mark};{UNITS[n % 5]} {mark};{boss};{post};0{1 + n % 9}.03.2021;100500,50"
        )
    return "\n".join(lines) + "\n"


def scores_file(framework: Framework, mark: str) -> str:
    """Last year's matrix: topics by their Russian names, 1 to 5, decimal commas, gaps."""
    topics = [competency.name["ru"] for competency in framework.competencies.values()]
    lines = [";".join(["Таб. №", "ФИО", *topics])]
    for n in range(PEOPLE):
        scores = [
            "" if (n + k) % 17 == 0 else f"{1 + (n * 7 + k * 3) % 9 / 2:g}".replace(".", ",")
            for k in range(len(topics))
        ]
        lines.append(";".join([f"{mark}{n:03}", f"Иванов{n} Иван {mark}", *scores]))
    return "\n".join(lines) + "\n"


def bring_in(page: Page, framework: Framework, mark: str, more: str = "") -> None:
    """Bring the staff list and last year's matrix in, as somebody does who has only these two files."""
    page.goto("/hr/people/import")
    send(page, staff_file(mark) + more)
    page.locator("form[action$='/confirm'] button").click()
    page.wait_for_url("**/hr/people")
    page.locator("main nav a[href='/hr/people/matrix']").click()
    page.fill("#scored_on", "2025-12-01")
    send(page, scores_file(framework, mark))
    page.locator("form[action$='/confirm'] button").click()
    page.wait_for_url("**/hr/people/levels")


@pytest.mark.usefixtures("labour_law")
@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_the_heat_map_from_ones_own_files_within_ten_minutes_of_opening_the_page(
    open_page: OpenPage, staff_cookie: dict, framework: Framework, language: str, scheme: str
):
    mark = uuid4().hex[:5].upper()
    page = open_page(language, 1440, 900, color_scheme=scheme)
    page.context.add_cookies([staff_cookie])
    begun = monotonic()

    bring_in(page, framework, mark)
    page.select_option("#unit", f"{UNITS[0]} {mark}")
    page.locator("main form[role=search] button").click()

    expect(page.locator("table.heat tbody tr")).to_have_count(PEOPLE // 5)
    assert monotonic() - begun < TEN_MINUTES
    first = page.locator("table.heat tbody tr", has_text=f"Иванов0 Иван {mark}").locator("td")
    assert first.first.inner_text().startswith("?")
    seen = {"map": look(page)}
    page.locator("a[href*='/levels/chart']").click()
    page.wait_for_selector(".chart .heatmaplayer image", timeout=20_000)
    assert page.locator("[data-title*='hare'], .modebar-btn, a[href*='plotly']").count() == 0
    assert blocked_content(page) == []
    page.goto("/hr/people/levels/units")
    expect(page.locator("table.heat tbody th", has_text=mark)).to_have_count(5)
    seen["units"] = look(page)
    assert {name: these for name, these in seen.items() if these} == {}


@pytest.mark.usefixtures("labour_law")
def test_without_scripts_and_on_a_phone_the_map_is_a_table_with_a_heading_for_every_cell(
    open_page: OpenPage, staff_cookie: dict
):
    page = open_page("en", 390, 844, java_script_enabled=False)
    page.context.add_cookies([staff_cookie])
    page.goto("/hr/people/levels")

    assert page.locator("table.heat").count() <= 1
    for table in page.locator("table.heat").all():
        rows = table.locator("tbody tr")
        assert rows.locator("th[scope=row]").count() == rows.count()
        assert table.locator("thead tr:first-child th[scope=col]").count() == rows.first.locator("td").count() + 1
