"""What costs the server much may be asked for often, not without end."""

from collections.abc import Callable

from flask import Flask

from tests.web.conftest import Person
from tests.web.pages import Reader

DOCUMENT = "/start/agreement?present=sales_representative&target=key_account_manager_retail"


def test_pdf_files_are_counted_on_all_pages_together_and_nothing_else_is(person: Person):
    stranger = Reader(person.reader.app)
    paths = ("/report/download/pdf", "/assessment/plan/download/pdf")
    assert {stranger.get(paths[number % 2]).status for number in range(60)} == {303}
    refused = stranger.get(paths[0])

    assert refused.status == 429
    assert int(refused.response.headers["Retry-After"]) > 0
    assert stranger.get(paths[1]).status == 429
    assert person.reader.get("/report/download/json").status == 200


def test_a_class_may_begin_at_one_address_and_a_robot_not_for_ever(app: Flask, rows: Callable):
    reader = Reader(app)
    page = reader.open(DOCUMENT)
    for _try in range(120):
        reader.request("POST", DOCUMENT, headers={"X-CSRFToken": page.csrf})
    begun = len(rows()["assessment"])
    refused = reader.request("POST", DOCUMENT, headers={"X-CSRFToken": page.csrf})

    assert (refused.status, len(rows()["assessment"])) == (429, begun)
    assert reader.get(DOCUMENT).status == 200
