"""Whatever a spreadsheet program writes is read; whatever it would never write is refused with one clear reason."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.spreadsheets.reading import read_sheets
from kamcareer.core.spreadsheets.refusal import MAX_BYTES, MAX_ROWS, MAX_TEXT, Refusal, RefusedFileError
from kamcareer.core.spreadsheets.sheet import Cell, column_letters
from tests.core.spreadsheets.books import book, part, with_parts

ROWS = (("Таб. №", "ФИО"), ("00017", "Иванов Иван"), ("42", "Ким; Вера"))
SHEET = "xl/worksheets/sheet1.xml"


def csv(delimiter: str) -> str:
    return "\r\n".join(delimiter.join(f'"{value}"' for value in row) for row in ROWS)


def refused(data: bytes, name: str = "люди.xlsx") -> tuple[Refusal, str]:
    with pytest.raises(RefusedFileError) as caught:
        read_sheets(data, name)
    return caught.value.refusal, caught.value.place


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_every_usual_csv_says_the_same(delimiter: str, encoding: str):
    (sheet,) = read_sheets(csv(delimiter).encode(encoding), "люди.csv")

    assert sheet.rows == ROWS


def test_a_line_end_inside_quotes_keeps_the_numbers_of_rows():
    (sheet,) = read_sheets('№;ФИО\r\n1;"Иванов\r\nИван"\r\n2;Ким'.encode(), "a.csv")

    assert sheet.rows[2] == ("2", "Ким")


def test_a_first_line_that_names_the_delimiter_is_followed():
    (sheet,) = read_sheets("sep=,\r\n№,ФИО\r\n1,a;b;c".encode(), "a.csv")

    assert sheet.rows == ((None, None), ("№", "ФИО"), ("1", "a;b;c"))


def test_a_workbook_gives_text_days_percentages_and_the_zeros_that_a_format_shows():
    def formats(made):
        made.active["A1"].number_format = "00000"
        made.active["B1"].number_format = "0%"

    data = book([17, 0.755, "007", datetime(2026, 3, 1), 3.5, True], then=formats)

    assert read_sheets(data, "a.xlsx")[0].rows == (("00017", "75.5%", "007", date(2026, 3, 1), 3.5, "True"),)


def test_a_formula_is_never_computed_and_one_without_a_value_is_named():
    sheet = read_sheets(book(["Таб. №"], ["=1+1"]), "a.xlsx")[0]

    assert sheet.rows == (("Таб. №",),) or sheet.rows[1] == (None,)
    assert sheet.uncomputed == {(1, 0)}


def test_a_formula_counts_by_the_value_that_the_file_holds():
    data = book(["Таб. №"], ["=1+1"])
    kept = part(data, SHEET).replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>")
    sheet = read_sheets(with_parts(data, {SHEET: kept}), "a.xlsx")[0]

    assert sheet.rows[1] == (2,)
    assert not sheet.uncomputed


def test_hidden_and_empty_sheets_are_not_read():
    def more(made):
        made.create_sheet("Пустой")
        hidden = made.create_sheet("Скрытый")
        hidden.append(["тайна"])
        hidden.sheet_state = "hidden"

    assert [sheet.name for sheet in read_sheets(book(["a"], then=more), "a.xlsx")] == ["Лист1"]


def test_cells_are_named_as_spreadsheets_name_them():
    assert str(Cell("Лист1", 6, 2)) == "Лист1!C7"
    assert str(Cell("Мой лист", 0, 27)) == "'Мой лист'!AB1"
    assert [column_letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(SHEET, b"0" * 60_000_000)
    return out.getvalue()


def with_entity() -> bytes:
    data = book(["a"])
    sheet = part(data, SHEET)
    start = sheet.index(b"<worksheet")
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    return with_parts(data, {SHEET: sheet[:start] + entity + sheet[start:]})


def far_cell(reference: str) -> bytes:
    data = book(["a"])
    row = int("".join(filter(str.isdigit, reference)))
    rows = f'<sheetData><row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'.encode()
    sheet = part(data, SHEET)
    return with_parts(data, {SHEET: sheet[: sheet.index(b"<sheetData")] + rows + b"</worksheet>"})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", (Refusal.EMPTY, "")),
        (b" \r\n;;\r\n", (Refusal.EMPTY, "")),
        (book(), (Refusal.EMPTY, "")),
        (b"a" * (MAX_BYTES + 1), (Refusal.TOO_LARGE, "")),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, (Refusal.OLD_OR_LOCKED, "")),
        (b"%PDF-1.7\x00\x01", (Refusal.NO_TEXT, "")),
        (b"PK\x03\x04 and nothing", (Refusal.DAMAGED, "")),
        (book(["a"])[:-200], (Refusal.DAMAGED, "")),
        (with_parts(book(["a"]), {SHEET: b"<worksheet"}), (Refusal.DAMAGED, "")),
        (bomb(), (Refusal.UNPACKS_TOO_LARGE, "")),
        (with_entity(), (Refusal.DAMAGED, "")),
        (far_cell("A1048576"), (Refusal.TOO_MANY_ROWS, "")),
        (far_cell("XFD1"), (Refusal.TOO_MANY_COLUMNS, "")),
        (("1;2\n" * (MAX_ROWS + 1)).encode(), (Refusal.TOO_MANY_ROWS, "")),
        ((";" * 300 + "1").encode(), (Refusal.TOO_MANY_COLUMNS, "")),
        (("1;" * 199 + "1\n").encode() * 2100, (Refusal.TOO_MANY_CELLS, "")),
        (("a;b\n1;" + "x" * (MAX_TEXT + 1)).encode(), (Refusal.TOO_LONG, "B2")),
        (book(["a"], ["x" * (MAX_TEXT + 1)]), (Refusal.TOO_LONG, "Лист1!A2")),
        (b'a;b\n1;"never closed', (Refusal.DAMAGED, "2")),
    ],
)  # fmt: skip
def test_a_file_that_is_none_or_too_much_is_refused_with_one_reason(data: bytes, reason: tuple[Refusal, str]):
    assert refused(data) == reason


@pytest.mark.parametrize("name", ["scan.pdf", "SCAN.PDF", "list.docx", "photo.jpg"])
def test_what_is_no_table_by_its_name_is_refused_also_where_it_is_broken(name: str):
    with pytest.raises(RefusedFileError) as error:
        read_sheets(b"never a table; but text", name)
    assert error.value.refusal is Refusal.NO_TEXT
    with pytest.raises(RefusedFileError):
        read_sheets(b"%PDF-1.7 text", "list.csv")


@given(st.binary(max_size=300) | st.text(alphabet='a;,"\t\n\r№', max_size=80).map(str.encode))
def test_no_bytes_at_all_bring_the_reader_down(data: bytes):
    for start in (b"", b"PK\x03\x04"):
        try:
            sheets = read_sheets(start + data, "x")
        except RefusedFileError:
            continue
        assert all(len(row) == sheet.width for sheet in sheets for row in sheet.rows)
