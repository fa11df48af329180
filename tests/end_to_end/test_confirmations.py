"""What HR is asked before many are written to and before work is lost, in a browser."""

from uuid import uuid4

import pytest

from tests.end_to_end.conftest import OpenPage, follow
from tests.end_to_end.test_hiring import look
from tests.end_to_end.test_people import HEAD, send

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_before_a_round_is_made_and_a_draft_is_deleted_a_page_asks(
    open_page: OpenPage, staff_cookie: dict, language: str, scheme: str
):
    mark = uuid4().hex[:5].upper()
    page, found = open_page(language, color_scheme=scheme), {}
    page.context.add_cookies([staff_cookie])
    page.goto("/hr/people/import")
    send(page, f"{HEAD}{mark}1;Ким Вера {mark};Север {mark};;Супервайзер;1\n")
    page.locator("form[action$='/confirm'] button").click()
    page.wait_for_url("**/hr/people")
    page.goto("/hr/rounds/new")
    page.fill("#title", "Осень")
    page.get_by_label(f"Север {mark}").first.check()
    follow(page.locator("main form button[type=submit]"))
    found["round"] = look(page)
    follow(page.locator("button[name=change]"))
    assert page.input_value("#title") == "Осень"
    follow(page.locator("main form button[type=submit]"))
    follow(page.locator("button[name=sure]"))

    page.goto("/hr/models")
    follow(page.locator("main form button").last)
    page.goto(f"{page.url.partition('?')[0]}/drop")
    found["draft"] = look(page)
    follow(page.locator("form[action$='/drop'] button"))
    assert page.url.endswith("/hr/models")
    assert {name: these for name, these in found.items() if these} == {}
