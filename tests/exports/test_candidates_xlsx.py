"""The table to fill in is read without a question; of the links none is a formula."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from kamcareer.core.applications import Invitee
from kamcareer.core.candidates_import.reading import read_candidates
from kamcareer.core.spreadsheets.reading import read_sheets
from kamcareer.exports.candidates_xlsx import Column, candidates_table, links_table
from tests.exports.test_cells import HARMFUL

COLUMNS = {
    "ru": [Column("ФИО", "нужно"), Column("E-mail", ""), Column("Телефон", ""), Column("Язык", "", ("Русский", "English"))],
    "en": [Column("Full name", "="), Column("E-mail", ""), Column("Phone", ""), Column("Language", "", ("Русский", "English"))],
}  # fmt: skip
WORDS = {"people": "Кандидаты", "guide": "Как заполнить", "column": "Столбец", "says": "Что писать", "wrong": "!"}
WORDS |= {"choose": "?", "guide_most": "Не больше"}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_filled_in_table_is_read_without_a_question(language: str):
    made = load_workbook(BytesIO(candidates_table(COLUMNS[language], WORDS)))
    for column, value in enumerate(("Ким Вера", "vera@example.ru", "+7 916 123-45-67", "Русский"), start=1):
        made["Кандидаты"].cell(2, column).value = value
    out = BytesIO()
    made.save(out)
    file = read_candidates(read_sheets(out.getvalue(), "a.xlsx"), ())

    assert not file.problems
    assert not file.unused
    assert file.people == (Invitee("Ким Вера", "vera@example.ru", "+79161234567", "ru"),)


def test_the_language_is_chosen_from_a_list_and_the_columns_are_explained():
    made = load_workbook(BytesIO(candidates_table(COLUMNS["ru"], WORDS)))
    (rule,) = made["Кандидаты"].data_validations.dataValidation

    assert (rule.type, rule.formula1, str(rule.sqref)) == ("list", '"Русский,English"', "D2:D201")
    assert made["Кандидаты"].freeze_panes == "A2"
    assert [[cell.value for cell in row] for row in made["Как заполнить"].iter_rows(max_row=2)] == [
        ["Столбец", "Что писать"],
        ["ФИО", "нужно"],
    ]


@pytest.mark.parametrize("text", HARMFUL)
def test_no_cell_of_the_links_is_a_formula(text: str):
    made = load_workbook(BytesIO(links_table("Ссылки", [text], [(text,)]))).active

    assert {(cell.data_type, cell.value[0]) for row in made.iter_rows() for cell in row} == {("s", "'")}
