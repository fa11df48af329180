import csv
import json
import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest

from kamcareer.core.framework.model import Framework
from tests.web.conftest import Person

NAMES = {"ru": r"Отчёт_КАМ_\d{4}-\d\d-\d\d", "en": r"Report_KAM_\d{4}-\d\d-\d\d"}


def download(person: Person, style: str) -> bytes:
    page = person.reader.get(f"/report/download/{style}")
    assert page.status == 200
    return page.response.data


@pytest.mark.parametrize(
    ("style", "mimetype"),
    [("pdf", "application/pdf"), ("csv", "text/csv"), ("json", "application/json"), ("txt", "text/plain")],
)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_file_has_a_name_by_which_it_is_found_again(
    somebody: Callable[..., Person], language: str, style: str, mimetype: str
):
    response = somebody(language=language).reader.get(f"/report/download/{style}").response
    header = response.headers["Content-Disposition"]
    encoded = re.fullmatch(r"attachment; filename=\"?([!-~]+?)\"?(?:; filename\*=UTF-8''([A-Za-z0-9%._~-]+))?", header)

    assert response.mimetype == mimetype
    assert encoded is not None, header
    assert re.fullmatch(rf"{NAMES[language]}\.{style}", unquote(encoded[2] or encoded[1]))
    assert encoded[1].endswith(f".{style}")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_pdf_is_a_pdf_with_pages(somebody: Callable[..., Person], language: str):
    body = download(somebody(language=language), "pdf")

    assert body.startswith(b"%PDF-")
    assert body.rstrip().endswith(b"%%EOF")
    assert len(body) > 10_000


def test_the_russian_table_opens_in_russian_excel(person: Person):
    body = download(person, "csv")
    table = list(csv.reader(body.decode("utf-8-sig").splitlines(), delimiter=";"))

    assert body.startswith(b"\xef\xbb\xbf")
    assert {len(row) for row in table} == {len(table[0])}
    assert len(table) == len(person.asked) + 1
    assert sum(any(re.fullmatch(r"\d,\d+", cell) for cell in row) for row in table) == len(person.asked)


def test_the_english_table_has_commas_and_points(somebody: Callable[..., Person]):
    person = somebody(language="en")
    table = list(csv.reader(download(person, "csv").decode("utf-8-sig").splitlines()))

    assert {len(row) for row in table} == {len(table[0])}
    assert any(re.fullmatch(r"\d\.\d+", cell) for cell in table[1])


@pytest.mark.parametrize("formula", ["=1+1", "+7 900", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_an_example_is_never_a_formula(somebody: Callable[..., Person], formula: str):
    person = somebody(answered=1)
    page = person.reader.open(f"/assessment/questions/{person.asked[1]}")
    person.reader.send(page, level="1", example=formula)
    rows = list(csv.reader(download(person, "csv").decode("utf-8-sig").splitlines(), delimiter=";"))

    assert [row[-1] for row in rows if formula in row[-1]] == [f"'{formula}"]


def test_the_data_are_those_of_the_command_line(person: Person):
    data = json.loads(download(person, "json"))

    assert (data["from"], data["to"]) == ("sales_representative", "key_account_manager_retail")
    assert {row["id"] for row in data["competencies"]} == set(person.asked)
    assert all(0 <= row["low"] <= row["estimate"] <= row["high"] <= 4 for row in data["competencies"])


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_text_is_plain_words(framework: Framework, somebody: Callable[..., Person], language: str):
    person = somebody(language=language)
    text = download(person, "txt").decode()

    assert all(framework.competencies[id].name[language] in text for id in person.asked)
    assert not re.search(r"<[a-z]|\{\{|&(?:amp|lt|quot|#\d+);|\bNone\b", text)


@pytest.mark.parametrize("answered", [0, 1])
@pytest.mark.parametrize("style", ["pdf", "csv", "json", "txt"])
def test_a_report_with_few_answers_can_be_taken_away_too(somebody: Callable[..., Person], style: str, answered: int):
    assert download(somebody(answered=answered, present=None), style)


@pytest.mark.parametrize("style", ["exe", "PDF", "pdf.", "..", "html", "%00"])
def test_there_are_no_other_files(person: Person, style: str):
    assert person.reader.get(f"/report/download/{style}").status == 404
