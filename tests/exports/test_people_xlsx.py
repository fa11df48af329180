"""The template is what the import reads without a question; a file with slips comes back with a comment in the cell."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kamcareer.core.framework.model import Framework
from kamcareer.core.people import Person
from kamcareer.core.people_import.reading import Known, read_people
from kamcareer.core.spreadsheets.kept import read_kept, written_sheets
from kamcareer.core.spreadsheets.looks import looks_of
from kamcareer.core.spreadsheets.problem import Wrong
from kamcareer.core.spreadsheets.reading import read_sheets
from kamcareer.core.spreadsheets.sheet import Cell, Sheet
from kamcareer.exports.people_xlsx import marked_sheet, people_table
from tests.core.spreadsheets.books import book
from tests.exports.test_cells import HARMFUL

COLUMNS = {
    "ru": (
        "Табельный номер",
        "ФИО",
        "Подразделение",
        "Табельный номер руководителя",
        "Должность",
        "В должности с",
        "Рабочая почта",
    ),
    "en": (
        "Personnel number",
        "Full name",
        "Unit",
        "Manager’s personnel number",
        "Present post",
        "In this post since",
        "Work e-mail",
    ),
}
WORDS = {
    "people": "Люди",
    "roles": "Должности",
    "guide": "Как заполнить",
    "wrong": "!",
    "role": "?",
    "day": "?",
    "guide_a": "=",
}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_filled_in_template_is_read_without_a_question(language: str, framework: Framework):
    roles = {id: role.name[language] for id, role in framework.roles.items()}
    made = load_workbook(BytesIO(people_table(COLUMNS[language], roles, WORDS)))
    for column, value in enumerate(
        ("007", "Ким Вера", "Север", None, next(iter(roles.values())), date(2020, 2, 1), "Vera@example.ru"), start=1
    ):
        made["Люди"].cell(2, column).value = value
    out = BytesIO()
    made.save(out)
    file = read_people(read_sheets(out.getvalue(), "a.xlsx"), Known(framework, date(2026, 11, 23)))

    assert not file.problems
    assert not file.unused
    role = next(iter(framework.roles))
    assert file.people == (Person("007", "Ким Вера", "Север", None, role, date(2020, 2, 1), "vera@example.ru"),)


def test_the_template_offers_the_roles_keeps_its_header_in_sight_and_prints_on_a4_across(framework: Framework):
    roles = {id: role.name["ru"] for id, role in framework.roles.items()}
    made = load_workbook(BytesIO(people_table(COLUMNS["ru"], roles, WORDS)))
    sheet = made["Люди"]
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]

    assert [rule.formula1 for rule in lists] == [f"'Должности'!$A$2:$A${len(roles) + 1}"]
    assert [cell.value for cell in made["Должности"]["A"]][1:] == [*roles.values()]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G10001"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert made["Как заполнить"]["A1"].value == "'="


people = st.dictionaries(
    st.from_regex(r"[0-9А-Я]{1,8}", fullmatch=True),
    st.tuples(
        st.from_regex(r"[А-Я][а-я]{1,8} [=+@А-Я-][а-я]{1,8}", fullmatch=True),
        st.sampled_from(["", "Север", "=Юг"]),
        st.dates(date(1990, 1, 1), date(2026, 11, 1)) | st.none(),
        st.sampled_from([None, "supervisor", "key_account_manager_retail"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=25, deadline=None)
@given(staff=people, language=st.sampled_from(["ru", "en"]))
def test_whoever_is_written_down_is_read_as_they_were(framework: Framework, staff, language: str):
    first = next(iter(staff))
    given_people = tuple(
        Person(
            number,
            name,
            unit,
            None if number == first else first,
            role,
            since,
            f"p{place}@example.ru" if has_mail else None,
        )
        for place, (number, (name, unit, since, role, has_mail)) in enumerate(staff.items())
    )
    roles = {id: role.name[language] for id, role in framework.roles.items()}
    data = people_table(COLUMNS[language], roles, WORDS, given_people)
    file = read_people(read_sheets(data, "a.xlsx"), Known(framework, date(2026, 11, 23)))

    assert not file.problems
    assert file.people == given_people


def test_a_file_comes_back_typed_with_a_comment_in_the_cell_and_reads_as_before(framework: Framework):
    head = (*COLUMNS["ru"][:2], "В должности с")
    (sheet,) = read_sheets(
        book(("Список",), head, ("007", "Ким Вера", date(2020, 2, 1)), ("8", None, "вчера")), "a.xlsx"
    )
    before = read_people((sheet,), Known(framework, date(2026, 11, 23)))
    back = marked_sheet(sheet, before.header.row, {problem.cell: f"{problem.wrong}" for problem in before.problems})
    made = load_workbook(BytesIO(back)).active

    assert {cell.coordinate: cell.comment.text for row in made.iter_rows() for cell in row if cell.comment} == {
        "B4": Wrong.NO_NAME,
        "C4": Wrong.BAD_DATE,
    }
    assert made["A3"].value == "007"
    assert made["C3"].is_date
    assert made.freeze_panes == "A3"
    assert read_people(read_sheets(back, "a.xlsx"), Known(framework, date(2026, 11, 23))).problems == before.problems


def test_merged_cells_and_widths_come_back_as_they_were(framework: Framework):
    def merged(made):
        made.active.merge_cells("A1:C1")
        made.active.merge_cells("A2:A3")
        made.active.column_dimensions["B"].width = 41
        made.active.column_dimensions["Z"].width = 7

    rows = (("Список",), ("Таб. №", "Сотрудник", None), (None, "Фамилия", "Имя"), ("8", None, "Вера"))
    sheets = read_sheets(book(*rows, then=merged), "a.xlsx")
    (sheet,) = read_kept(written_sheets(sheets))
    made = load_workbook(BytesIO(marked_sheet(sheet, 2, {Cell(sheet.name, 3, 1): "нужна фамилия"}))).active

    assert {str(one) for one in made.merged_cells.ranges} == {"A1:C1", "A2:A3"}
    assert made.column_dimensions["B"].width == pytest.approx(41, abs=1)
    assert [made[at].value for at in ("A1", "A2", "B3", "C4")] == ["Список", "Таб. №", "Фамилия", "Вера"]
    assert made["B4"].comment.text == "нужна фамилия"


def test_merged_cells_that_a_file_has_one_over_another_or_out_of_bounds_are_passed_over():
    xml = b'<col min="1" max="16384" width="9.5"/><col min="2" max="2" width="999"/><mergeCell ref="A1:B2"/>'
    xml += b'<mergeCell ref="B2:C3"/><mergeCell ref="C3:XFD1048576"/><mergeCell ref="C1:C1"/><mergeCell ref="Z9:AA9"/>'
    rows = ((1, 2, 3), (4, 5, 6), (7, 8, 9), (10, 11, 12))

    assert looks_of(xml, rows) == (((0, 0, 1, 1), (2, 2, 3, 2)), ((0, 9.5), (1, 9.5), (2, 9.5)))


@pytest.mark.parametrize("text", HARMFUL)
def test_nothing_in_a_file_that_comes_back_runs(text: str):
    sheet = Sheet("a", (("b",), (text,)))
    made = load_workbook(BytesIO(marked_sheet(sheet, 0, {Cell("a", 0, 0): text}))).active

    assert made["A2"].data_type == "s"
    assert made["A2"].value.startswith("'")
