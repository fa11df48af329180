"""The matrix of a draft as a spreadsheet on its page: read before it is saved, saved whole or not at all."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook

from kamcareer.core.accounts import Role
from tests.web.pages import Page, Reader

GOOD = ("levels", "negotiation", "supervisor", 3)
CELL = "supervisor:negotiation"


@pytest.fixture
def hr(member: Callable[..., Reader]) -> Reader:
    return member("hr@example.ru", Role.HR, second_factor=True)


@pytest.fixture
def page(hr: Reader) -> Page:
    draft = hr.follow(hr.send(hr.open("/hr/models")))
    return hr.open(f"{draft.path}/table")


def table(hr: Reader, page: Page, *cells: tuple[str, str, str, object]) -> bytes:
    """The table of the draft, as it is downloaded, with other values in some cells."""
    book = load_workbook(BytesIO(hr.send(page, "/table.xlsx").response.data))
    for name, row, column, value in cells:
        sheet = book[name]
        at = next(cell.column for cell in sheet[1] if cell.value == column)
        sheet.cell(next(cell.row for cell in sheet["A"] if cell.value == row), at).value = value
    book["texts"].delete_rows(40, book["texts"].max_row)  # texts without a row stay; the test client leaks large files
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def bring(hr: Reader, page: Page, data: bytes) -> Page:
    form = page.values(page.form("/table")) | {"table": (BytesIO(data), "m.xlsx")}
    return hr.request("POST", page.path, data=form, content_type="multipart/form-data")


def cell(hr: Reader, page: Page) -> str:
    return hr.open(page.path.removesuffix("/table")).tree.one("input", name=CELL)["value"]


def test_a_changed_table_is_told_in_words_and_saved_when_the_same_file_comes_again(hr: Reader, page: Page):
    before, data = cell(hr, page), table(hr, page, GOOD)
    shown = bring(hr, page, data)

    assert (shown.status, cell(hr, page)) == (200, before)
    assert "«Переговоры и работа с возражениями», нужная ступень" in shown.tree.one("section", id="shown").text

    changes = hr.follow(bring(hr, shown, data))
    assert "«Переговоры и работа с возражениями», нужная ступень" in changes.main.text
    assert cell(hr, page).startswith("3/")


def test_only_the_file_that_was_shown_is_saved(hr: Reader, page: Page):
    before = cell(hr, page)
    shown = bring(hr, page, table(hr, page, GOOD))
    other = bring(hr, shown, table(hr, page, ("weights", "negotiation", "supervisor", 1)))

    assert (other.status, cell(hr, page)) == (200, before)
    assert "2 → 1" in other.tree.one("section", id="shown").text


def test_what_a_colleague_saved_meanwhile_is_not_overwritten_unseen(hr: Reader, page: Page):
    data = table(hr, page, GOOD)
    shown = bring(hr, page, data)
    grid = hr.open(page.path.removesuffix("/table"))
    hr.follow(hr.send(grid, **{CELL: "2/1"}))
    stale = bring(hr, shown, data)

    assert (stale.status, cell(hr, page)) == (409, "2/1")
    assert "2 → 3" in stale.tree.one("section", id="shown").text
    hr.follow(bring(hr, stale, data))
    assert cell(hr, page).startswith("3/")


def test_every_cell_to_mend_is_named_and_nothing_is_saved(hr: Reader, page: Page):
    before = cell(hr, page)
    for wrong, told in (
        (("levels", "negotiation", "supervisor", 9), "levels!"),
        (("must_haves", "negotiation", "supervisor", "x"), "roles/supervisor.yaml:"),
    ):
        refused = bring(hr, page, table(hr, page, GOOD, wrong))
        assert refused.status == 422
        assert told in refused.tree.one("section", class_="errors").text
    assert bring(hr, page, b"PK\x03\x04 no workbook").status == 422
    assert cell(hr, page) == before


def test_a_table_that_changes_nothing_is_not_saved(hr: Reader, page: Page):
    data = table(hr, page)
    shown = bring(hr, page, data)

    assert bring(hr, shown, data).status == 200
    assert shown.tree.one("p", id="shown")
