"""The form of a manager who does not sign in: taken whole or not at all."""

from collections.abc import Callable
from io import BytesIO

from openpyxl import load_workbook

from tests.rows import Rows
from tests.web.pages import Page, Reader
from tests.web.test_page_lint import problems
from tests.web.test_people import form_with_file
from tests.web.test_rounds import (
    NEGOTIATION,
    finish,
    rate,
    take_part,
    talk,
)
from tests.web.test_rounds import clock as clock  # noqa: PLC0414 - the same round
from tests.web.test_rounds import hr as hr  # noqa: PLC0414 - the same round
from tests.web.test_rounds import ivan as ivan  # noqa: PLC0414 - the same round
from tests.web.test_rounds import round_page as round_page  # noqa: PLC0414 - the same round
from tests.web.test_rounds import staff as staff  # noqa: PLC0414 - the same round
from tests.web.test_rounds import vera as vera  # noqa: PLC0414 - the same round


def filled(hr: Reader, round_page: Page, chosen: str, called: str = "") -> bytes:
    """The form of the manager with a level chosen for the negotiation of everybody, who may be called otherwise."""
    got = hr.get(f"{round_page.path}/form.xlsx?whose=1")
    assert got.status == 200
    book = load_workbook(BytesIO(got.response.get_data()))
    for topic, _number, name, seen in book.worksheets[0].iter_rows():
        if "ереговор" in str(topic.value):
            seen.value, name.value = chosen, called or name.value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def bring(hr: Reader, round_page: Page, data: bytes, then: str) -> Page:
    page = hr.open(f"{round_page.path}/form")
    body, headers = form_with_file(data, "форма.xlsx", {"csrf_token": page.csrf, "whose": "1", "then": then})
    return hr.request("POST", page.path, input_stream=BytesIO(body), headers=headers)


def test_a_manager_who_does_not_sign_in_fills_in_a_form_that_is_taken_whole_or_not_at_all(
    hr: Reader, vera: Reader, ivan: Reader, round_page: Page, rows: Callable[[], Rows]
):
    assert hr.get(f"{round_page.path}/form.xlsx?whose=1").status == 303
    take_part(ivan, round_page)
    wrong = bring(hr, round_page, filled(hr, round_page, "отлично"), "take")
    assert wrong.status == 422
    assert "!D" in wrong.main.one("section", id="to-mend").text
    levels = "с поддержкой; самостоятельно; уверенно в сложном; стратегически, учит других; этого не видел(а)."
    assert levels in wrong.main.one("section", id="to-mend").text
    good = filled(hr, round_page, "уверенно в сложном")
    checked = bring(hr, round_page, good, "check")
    assert problems(checked) == []
    (person,) = checked.main.one("section", id="checked").all("details")
    assert person.one("summary").text.startswith("Иванов Иван")
    assert "ереговоры" in person.one("dt").text
    assert person.one("dd").text == "уверенно в сложном"
    assert rows()["given_rating"] == []

    hr.follow(bring(hr, round_page, good, "take"))
    (said,) = rows()["given_rating"]
    assert (said["competency"], said["level"]) == (NEGOTIATION, 3)
    assert all(row["sent_at"] for row in rows()["rating_request"])
    assert bring(hr, round_page, good, "take").status == 422
    finish(ivan)
    assert "уверенно в сложном" in ivan.open("/report/others").main.text
    assert talk(vera, round_page)


def test_a_name_beside_the_number_of_somebody_else_lets_nothing_in(
    hr: Reader, ivan: Reader, round_page: Page, rows: Callable[[], Rows]
):
    take_part(ivan, round_page)
    refused = bring(hr, round_page, filled(hr, round_page, "самостоятельно", "Петрова Ольга"), "take")

    assert refused.status == 422
    told = refused.main.one("section", id="to-mend").text
    assert "Под этим номером — Иванов Иван, а не «Петрова Ольга»." in told
    assert rows()["given_rating"] == []


def test_what_a_manager_began_in_the_account_no_form_overwrites(
    hr: Reader, vera: Reader, ivan: Reader, round_page: Page, rows: Callable[[], Rows]
):
    take_part(ivan, round_page)
    form = filled(hr, round_page, "самостоятельно")
    rate(vera, round_page)

    assert bring(hr, round_page, form, "take").status == 422
    assert [row["level"] for row in rows()["given_rating"]] == [3]
