"""A recruiter invites people from a table: every page on the way, for every reader."""

import pytest

from tests.end_to_end.conftest import OpenPage
from tests.end_to_end.test_hiring import Hiring, look
from tests.end_to_end.test_hiring import hiring as hiring  # noqa: PLC0414 - the same vacancy
from tests.end_to_end.test_people import send

pytestmark = pytest.mark.browser
HEAD = "Кандидат;Эл. почта;Телефон;Язык;Желаемая зарплата до вычета налогов\n"
GOOD = HEAD + (
    "Преображенская-Константинопольская Вера;konstantinopolskaya.vera.pavlovna@kompaniya.example.ru;8 916 765-43-21;русский;1\n"
    "Lee Oleg;oleg@example.com;;english;2\nЛи Олег;;;;\nОлег Ли;;;;\n"
)
BAD = HEAD + "Ольга;olga@;123;франц.;1\n;olga@example.ru;;;\nОлег;OLGA@example.ru;;;\n"


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_a_table_is_looked_at_mended_and_everybody_gets_a_link(
    open_page: OpenPage, hiring: Hiring, language: str, scheme: str
):
    page, found = open_page(language, color_scheme=scheme), {}
    page.context.add_cookies([hiring.cookie])

    def seen(name: str) -> None:
        found[name] = look(page)

    page.goto(f"/recruiting/vacancies/{hiring.vacancy}/invitations")
    seen("invitations")
    page.locator("a[href$='/invitations/import']").click()
    page.locator("input[type=file]").wait_for()
    seen("upload")
    send(page, BAD)
    page.locator("#to-mend").wait_for()
    seen("to mend")
    page.locator("form[action$='/drop'] button").click()
    page.locator("input[type=file]").wait_for()
    send(page, GOOD)
    seen("looked at")
    page.locator("form[action$='/confirm'] button").click()
    page.locator("input.copy").first.wait_for()
    seen("invited")
    with page.expect_download() as table:
        page.locator("form[action$='/links'] button").click()

    assert table.value.suggested_filename.endswith(".xlsx")
    assert page.locator("input.copy").count() == 4
    assert {name: these for name, these in found.items() if these} == {}
