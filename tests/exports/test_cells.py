"""No cell of any file that people take away is a formula."""

import csv
import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answer, Answers
from kamcareer.core.data_register import DataRegister
from kamcareer.core.gaps import gap_report
from kamcareer.exports.cells import defused
from kamcareer.exports.gap_csv import COLUMNS, gap_csv
from kamcareer.exports.person_data import person_zip
from tests.exports.reports import FRAMEWORK, TARGET

HARMFUL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\ufeff=1", "\uff1d1", "\tplain"]
WORDS = {word: word for word in (*COLUMNS, "yes", "no", "sure", "fairly", "guess", "low_evidence")}
REGISTER = DataRegister.model_validate(
    {
        "tables": {
            "answer": {
                "holds": {"ru": "о", "en": "a"},
                "erase": "deleted",
                "keep": {"ru": "о", "en": "a"},
                "columns": {"example": "sensitive", "parts": "sensitive"},
            }
        },
        "words": {},
    }
)


def is_formula(cell: str) -> bool:
    return cell.lstrip("\t\r\n\v\f \u00a0\u200b\ufeff\x00").startswith(
        ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
    )


@given(st.text(max_size=20) | st.sampled_from(HARMFUL))
def test_a_defused_cell_is_no_formula_and_loses_nothing(text: str):
    assert not is_formula(defused(text)) or re.fullmatch(r"\+\d{7,15}", defused(text))
    assert defused(text) in {text, f"'{text}"}
    assert defused(defused(text)) == defused(text)


def test_a_phone_number_is_copied_as_it_is_dialled_and_nothing_longer_passes_for_one():
    assert defused("+79161234567") == "+79161234567"
    for more in ("+79161234567+1", "+7 916 123-45-67", "+79161234567|calc", "+79161234567\n=1"):
        assert defused(more) == f"'{more}"


@pytest.mark.parametrize("text", HARMFUL)
def test_what_a_spreadsheet_would_run_is_made_text(text: str):
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("text", HARMFUL)
def test_the_table_of_the_report_runs_nothing(language: str, text: str):
    answers = Answers(None, {"negotiation": Answer(level=1, example=text)})
    body = gap_csv(gap_report(FRAMEWORK, answers, TARGET), language, WORDS).decode("utf-8-sig")
    cells = [
        cell
        for row in csv.reader(StringIO(body, newline=""), delimiter=";" if language == "ru" else ",")
        for cell in row
    ]

    assert defused(answers.by_competency["negotiation"].example) in cells
    assert [cell for cell in cells if is_formula(cell) and not number(cell)] == []


def number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return cell == cell.strip()


@pytest.mark.parametrize("text", HARMFUL)
def test_the_tables_of_everything_about_a_person_run_nothing(text: str):
    from io import BytesIO
    from zipfile import ZipFile

    rows = {"answer": [{"example": text, "parts": [text, text]}]}
    with ZipFile(BytesIO(person_zip(rows, REGISTER, "en"))) as archive:
        body = archive.read("answer.csv").decode("utf-8-sig")
    _, cells = csv.reader(StringIO(body, newline=""))

    assert cells == [f"'{text}", f"'{text}, {text}"]


WRITES = ("csv.writer", "DictWriter", "xlsxwriter", "openpyxl import Workbook", "to_csv", "to_excel")


def test_whatever_writes_a_table_defuses_its_cells():
    """A module that writes CSV or XLSX without the one function that defuses cells fails here."""
    writers = {
        file.name: text
        for file in (PROJECT_ROOT / "kamcareer").rglob("*.py")
        if any(word in (text := file.read_text()) for word in WRITES)
    }

    assert {"gap_csv.py", "person_data.py"} <= set(writers)
    assert [name for name, text in writers.items() if "import defused" not in text] == []
