"""Who has left, in a browser: chosen among those the newest list does not name, confirmed, gone."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.end_to_end.conftest import OpenPage, blocked_content, follow
from tests.end_to_end.test_hiring import look
from tests.end_to_end.test_people import send

pytestmark = pytest.mark.browser
HEAD = "Таб. №;ФИО;Отдел;Руководитель;Должность\n"


@pytest.mark.parametrize(("language", "scheme", "script"), [("ru", "light", True), ("en", "dark", False)])
def test_those_who_left_are_chosen_read_about_and_deleted(
    open_page: OpenPage, staff_cookie: dict, language: str, scheme: str, *, script: bool
):
    mark = uuid4().hex[:5].upper()
    boss, one = f"{mark}1;Ким Вера {mark};Север;;Супервайзер\n", f"{mark}2;Иванов Иван {mark};Север;{mark}1;\n"
    page = open_page(language, 390, 844, color_scheme=scheme, java_script_enabled=script)
    page.context.add_cookies([staff_cookie])
    for rows in (boss + one, boss):
        page.goto("/hr/people/import")
        send(page, HEAD + rows)
        page.locator("form[action$='/confirm'] button").click()
        page.wait_for_url("**/hr/people")

    follow(page.locator("main a[href='/hr/people/left']"))
    seen = {"who": look(page)} if script else {}
    page.get_by_label(f"Иванов Иван {mark}").check()
    follow(page.locator("#who button"))
    seen |= {"sure": look(page)} if script else {}
    follow(page.locator("form[action$='/forget'] button"))
    expect(page.locator("tbody th", has_text=f"Иванов Иван {mark}")).to_have_count(0)
    expect(page.locator("tbody th", has_text=f"Ким Вера {mark}")).to_have_count(1)
    assert blocked_content(page) == []
    assert {name: these for name, these in seen.items() if these} == {}
