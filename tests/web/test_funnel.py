"""The page of how far people came, and the same as a file."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook

from kamcareer.core.accounts import Role
from tests.web.pages import Page, Reader
from tests.web.test_applying import invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people
from tests.web.test_page_lint import problems
from tests.web.test_vacancies import made


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_page_says_how_many_came_how_far_and_names_nobody(
    rita: Reader, vacancy: Page, sent: Callable, language: str
):
    rita.client.set_cookie("language", language)
    empty = rita.open(f"{vacancy.path}/funnel")
    sent("Вераника")
    invitation(rita, vacancy, "Олегатор")
    page = rita.open(f"{vacancy.path}/funnel")

    assert problems(empty) + problems(page) == []
    assert [cell.text for row in page.main.all("tr")[1:8] for cell in row.all("td")[:1]] == [
        "2",
        "1",
        "1",
        "0",
        "0",
        "0",
        "0",
    ]
    assert not any(name in page.html for name in ("Вераника", "Олегатор"))


def test_the_file_opens_in_a_spreadsheet_and_holds_no_formula(rita: Reader):
    page = made(rita, title="=1+1")
    rita.send(page, "/open")
    funnel = rita.open(f"{page.path}/funnel")
    text = rita.send(funnel, f"{funnel.path}/csv").response.data.decode("utf-8-sig")

    head, *lines = text.splitlines()
    assert head.startswith("Вакансия;Шаг;Люди;")
    assert len(lines) == 7
    assert all(line.startswith("'=1+1;") for line in lines)


def test_as_a_workbook_the_counts_are_numbers_to_filter_and_taking_it_is_noted(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent("Вераника")
    funnel = rita.open(f"{vacancy.path}/funnel")
    sheet = load_workbook(BytesIO(rita.send(funnel, f"{funnel.path}/xlsx").response.data)).active
    head, *lines = sheet.iter_rows(values_only=True)

    assert head[:3] == ("Вакансия", "Шаг", "Люди")
    assert [line[2:] for line in lines] == [(1, 1, 0, 0, None, None)] * 3 + [(0, 0, 0, 0, None, None)] * 4
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:H8")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert rows()["audit"][-1]["event"] == "funnel_exported"
    assert rows()["audit"][-1]["detail"].endswith(" xlsx")


def test_the_funnel_of_a_foreign_vacancy_is_not_there(rita: Reader, vacancy: Page, member: Callable[..., Reader]):
    other = member("oleg@example.ru", Role.RECRUITER, second_factor=True)

    assert other.get(f"{vacancy.path}/funnel").status == 404
