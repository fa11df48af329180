"""HR brings the staff department's table and last year's scores: looked at before anything changes, by every reader."""

import pytest
from playwright.sync_api import Page

from tests.end_to_end.conftest import OpenPage
from tests.end_to_end.test_hiring import look

pytestmark = pytest.mark.browser
HEAD = "Таб. №;ФИО;Отдел;Руководитель;Должность;Оклад\n"
GOOD = HEAD + (
    "00001;Преображенская-Константинопольская Вера;Северо-Западный филиал;;Супервайзер;100500\n"
    "00017;Иванов Иван;Северо-Западный филиал;00001;Торговый представитель;90000\n"
)
BAD = HEAD + "00001;Ким Вера;Север;;Супервайзор;1\n;Иванов Иван;Север;00001;;1\n"
MATRIX = "Таб. №;ФИО;Переговоры;Харизма\n00001;Ким Вера;5;4\n00017;Иванов Иван;3;2\n"


def send(page: Page, text: str) -> None:
    """Choose a file and send it; the page with what the file says."""
    table = {"name": "люди.csv", "mimeType": "text/csv", "buffer": text.encode("cp1251")}
    page.set_input_files("input[type=file]", files=[table])
    page.locator("main form:has(input[type=file]) button[type=submit]").click()
    page.locator("#columns").wait_for()


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_a_file_is_looked_at_mended_and_imported(open_page: OpenPage, staff_cookie: dict, language: str, scheme: str):
    page, found = open_page(language, color_scheme=scheme), {}
    page.context.add_cookies([staff_cookie])
    page.goto("/hr/people/import")
    found["upload"] = look(page)
    send(page, BAD)
    page.locator("#to-mend").wait_for()
    found["to mend"] = look(page)
    page.locator("form[action$='/drop'] button").click()
    page.locator("input[type=file]").wait_for()
    send(page, GOOD)
    found["looked at"] = look(page)
    page.locator("form[action$='/confirm'] button").click()
    page.wait_for_url("**/hr/people")
    found["people"] = look(page)
    assert page.locator("tbody tr").count() >= 2
    page.goto("/hr/people?search=nobody")
    found["nobody"] = look(page)
    page.goto("/hr/people/matrix")
    found["matrix, upload"] = look(page)
    page.fill("#scored_on", "2025-12-01")
    send(page, MATRIX)
    found["matrix"] = look(page)

    assert {name: these for name, these in found.items() if these} == {}
