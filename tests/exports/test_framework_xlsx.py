"""A framework that goes out as XLSX and comes back: nothing is lost, and nothing else in the files moves."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kamcareer.core.framework.loading import Folder
from kamcareer.core.framework.matrix import Matrix, Need, matrix_of, with_matrix
from kamcareer.core.framework_table import TableError, matrix_in
from kamcareer.core.spreadsheets.reading import read_sheets
from kamcareer.exports.framework_xlsx import framework_xlsx
from kamcareer.services.framework_files import read_folder
from tests.core.framework.made import PATIENT, TEXTS, folders
from tests.core.framework.tiny import REAL

NEEDS = st.builds(Need, st.integers(0, 4), st.integers(1, 3), st.booleans())


def there_and_back(folder: Folder, matrix: Matrix) -> Folder:
    table = framework_xlsx(matrix, "ru")
    return with_matrix(folder, matrix_in(read_sheets(table, "m.xlsx"), matrix_of(folder)))


@given(folders())
@PATIENT
def test_what_comes_back_as_it_went_out_changes_no_byte(folder: Folder):
    assert there_and_back(folder, matrix_of(folder)).files == folder.files


@given(folders(), st.data())
@PATIENT
def test_whatever_is_changed_in_the_table_stands_in_the_files_afterwards(folder: Folder, data: st.DataObject):
    present = matrix_of(folder)
    cells = st.dictionaries(st.sampled_from(present.competencies), NEEDS)
    profiles = {id: replace(one, needs=data.draw(cells)) for id, one in present.profiles.items()}
    places = [place for place in present.texts if not place[1].endswith(".reason")]
    new = data.draw(st.dictionaries(st.sampled_from(places), TEXTS))
    texts = {place: present.texts[place] for place in places} | {at: (text["ru"], text["en"]) for at, text in new.items()}  # fmt: skip
    found = matrix_of(there_and_back(folder, Matrix(present.competencies, profiles, texts)))

    assert found.profiles == profiles
    assert {place: found.texts[place] for place in texts} == texts


def test_every_sheet_has_a_filter_below_its_names():
    book = load_workbook(BytesIO(framework_xlsx(matrix_of(read_folder(REAL)), "ru")))

    assert [sheet.title for sheet in book.worksheets if not sheet.auto_filter.ref] == []


def changed_cells(*cells: tuple[str, str, str, object]) -> bytes:
    """The table of the real framework with other values at a row and a column of its sheets."""
    book = load_workbook(BytesIO(framework_xlsx(matrix_of(read_folder(REAL)), "en")))
    for name, row, column, value in cells:
        sheet = book[name]
        column_at = next(cell.column for cell in sheet[1] if cell.value == column)
        sheet.cell(next(cell.row for cell in sheet["A"] if cell.value == row), column_at).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def imported(table: bytes) -> dict[str, bytes]:
    folder = read_folder(REAL)
    after = with_matrix(folder, matrix_in(read_sheets(table, "m.xlsx"), matrix_of(folder)))
    return {path: data for path, data in after.files.items() if data != folder.files[path]}


def test_one_cell_of_a_real_role_is_one_line_of_one_file():
    [(file, data)] = imported(changed_cells(("levels", "negotiation", "supervisor", 3))).items()
    before = (REAL / "roles" / "supervisor.yaml").read_text().splitlines()
    after = data.decode().splitlines()

    assert file == "roles/supervisor.yaml"
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == [
        ("    level: 2", "    level: 3")
    ]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (("levels", "negotiation", "supervisor", 5), '"5" is no whole number from 0 to 4'),
        (("weights", "negotiation", "supervisor", "heavy"), '"heavy" is no whole number from 1 to 3'),
        (("weights", "negotiation", "supervisor", None), "level and weight belong together"),
        (("must_haves", "negotiation", "supervisor", "maybe"), '"maybe" is neither x nor empty'),
        (("levels", "negotiation", "id", "negotiaton"), 'unknown competency "negotiaton"; did you mean "negotiation"?'),
    ],
)
def test_a_wrong_cell_is_named_as_the_spreadsheet_names_it(cell: tuple[str, str, str, object], words: str):
    with pytest.raises(TableError) as refused:
        imported(changed_cells(cell))
    [problem] = refused.value.problems

    assert problem.startswith(f"{cell[0]}!")
    assert words in problem


def test_why_a_level_falls_on_the_way_up_is_a_text_of_its_own():
    book = load_workbook(BytesIO(changed_cells(("levels", "communication", "sales_manager", 1))))
    book["texts"].append(["framework.yaml", "edges.2.falls.communication", "Говорят другие", "Others talk"])
    book["texts"].append(["framework.yaml", "edges.2.falls.nothing", "Никак", "No way"])
    out = BytesIO()
    book.save(out)
    with pytest.raises(TableError, match="no such text") as refused:
        imported(out.getvalue())
    assert len(refused.value.problems) == 1

    book["texts"].delete_rows(book["texts"].max_row)
    out = BytesIO()
    book.save(out)
    files = imported(out.getvalue())
    assert b"        ru: \xd0\x93" in files["framework.yaml"]
    assert files.keys() == {"framework.yaml", "roles/sales_manager.yaml"}
