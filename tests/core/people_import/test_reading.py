"""People from real files: whatever their shape, the same people come out; whatever is wrong is named by its cell."""

from dataclasses import replace
from datetime import date

import pytest

from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.model import Framework
from kamcareer.core.people import Person, manager_cycles, staff_change
from kamcareer.core.people_import.columns import ColumnMapping, Field, read_mapping, recognised, written_mapping
from kamcareer.core.people_import.reading import Known, PeopleFile, read_people, samples
from kamcareer.core.people_import.values import read_day
from kamcareer.core.spreadsheets.problem import Wrong
from kamcareer.core.spreadsheets.reading import read_sheets
from tests.core.spreadsheets.books import book

TODAY = date(2026, 11, 23)
HEAD = ("Таб. №", "ФИО", "Подразделение", "Таб. № руководителя", "Должность", "В должности с")
BOSS = ("00001", "Ким Вера Павловна", "Север", None, "Супервайзер", "01.02.2020")
IVAN = ("00017", "Иванов Иван Иванович", "Север", "00001", "Торговый представитель", date(2024, 3, 1))
PEOPLE = (
    Person("00001", "Ким Вера Павловна", "Север", None, "supervisor", date(2020, 2, 1)),
    Person("00017", "Иванов Иван Иванович", "Север", "00001", "sales_representative", date(2024, 3, 1)),
)


@pytest.fixture
def known(framework: Framework) -> Known:
    return Known(framework, TODAY)


def read(data: bytes, known: Known, name: str = "люди.xlsx") -> PeopleFile:
    return read_people(read_sheets(data, name), known)


def wrong(file: PeopleFile) -> dict[str, Wrong]:
    return {str(problem.cell): problem.wrong for problem in file.problems}


def test_the_plain_shape(known: Known):
    file = read(book(HEAD, BOSS, IVAN), known)

    assert not file.problems
    assert file.people == PEOPLE


def test_the_shape_of_a_staff_department(known: Known):
    """Titles above, a header in two rows with merged cells, a row of column numbers, empty rows, sums."""

    def merged(made):
        made.active.merge_cells("A4:A5")
        made.active.merge_cells("B4:D4")

    data = book(
        ("Штатная расстановка",),
        ("на 01.11.2026", None, "Утверждаю"),
        (),
        ("Табельный номер", "Сотрудник", None, None, "Отдел", "Непосредственный руководитель", "Должность", "Назначен"),
        (None, "Фамилия", "Имя", "Отчество", None, None, None, "В должности с"),
        (1, 2, 3, 4, 5, 6, 7, 8),
        ("00001", "Ким", "Вера", "Павловна", "Север", "—", "СУПЕРВАЙЗЕР", "01.02.2020 г."),
        (),
        ("00017", "Иванов", "Иван", "Иванович", "Север", "Ким Вера Павловна", "торговый представитель", "2024-03-01"),
        ("Итого:", None, None, None, 2),
        then=merged,
    )
    file = read(data, known)

    assert not file.problems
    assert file.people == PEOPLE
    assert file.left_out == (5, 9)


def test_a_csv_of_an_old_program(known: Known):
    lines = [HEAD, BOSS, (*IVAN[:5], "01.03.2024")]
    text = "\r\n".join(";".join(value or "" for value in line) for line in lines)
    file = read(text.encode("cp1251"), known, "выгрузка.csv")

    assert file.people == PEOPLE


def test_english_names_of_columns(known: Known):
    data = book(
        ("Employee ID", "Full name", "Department", "Manager ID", "Job title", "Start date"),
        ("00001", "Ким Вера Павловна", "Север", None, "Sales supervisor", "01.02.2020"),
    )
    file = read(data, known)

    assert [file.fields[place] for place in range(6)] == [
        Field.NUMBER, Field.NAME, Field.UNIT, Field.MANAGER, Field.ROLE, Field.SINCE,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Табельный номер руководителя", Field.MANAGER),
        ("ФИО руководителя", Field.MANAGER),
        ("ФИО\nсотрудника", Field.NAME),
        ("ТАБ.№", Field.NUMBER),
        ("Дата назначения на должность", Field.SINCE),
        ("Имя сотрудника", Field.NAME),
        ("Фамилия, имя", Field.NAME),
        ("Фамилия имя", Field.NAME),
        ("Оклад", None),
        ("Почта", Field.EMAIL),
        ("E-mail", Field.EMAIL),
        ("Эл. почта (рабочая)", Field.EMAIL),
        ("Электронная\nпочта", Field.EMAIL),
        ("Work e-mail", Field.EMAIL),
        ("Почта личная", None),
        ("E-mail руководителя", None),
        ("Почтовый индекс", None),
        ("Имя файла руководства", Field.GIVEN_NAME),
    ],
)
def test_a_column_is_known_by_its_name(label: str, field: Field | None):
    assert recognised(label) is field


def merged_days(lower: tuple[str, str]):
    upper = ("Таб. №", "ФИО", "Сотрудник", None, "Дата", None)
    rows = (
        upper,
        (None, None, "Город", "Пол", *lower),
        ("00001", "Ким Вера", "Тверь", "ж", "05.05.2015", "01.02.2020"),
    )
    return book(*rows, then=lambda made: made.active.merge_cells("E1:F1"))


def test_a_name_below_a_merged_one_is_read_together_with_it(known: Known):
    file = read(merged_days(("приёма", "назначения")), known)

    assert not file.problems
    assert file.people == (Person("00001", "Ким Вера", since=date(2020, 2, 1)),)
    assert file.unused == ("Сотрудник Город", "Сотрудник Пол", "Дата приёма")


def test_columns_of_days_that_nobody_reads_are_named_unless_one_says_since_when(known: Known):
    rows = ((*HEAD[:2], "Рождён", "Аттестован", "Оклад"), ("1", "Ким Вера", "05.05.1985", date(2020, 2, 1), 45352))
    decided = replace(known, mapping=ColumnMapping(columns={"Аттестован": Field.SINCE}))

    assert read(book(*rows), known).days_unused == ("Рождён", "Аттестован")
    assert read(book(*rows), decided).days_unused == ()
    assert read(book((*HEAD[:2], "Дата"), (None, None, "рождения"), rows[1][:3]), known).days_unused == ("Дата",)


def test_the_name_of_somebody_beside_their_surname_is_the_first_name(known: Known):
    file = read(book(("Таб. №", "Фамилия сотрудника", "Имя сотрудника"), ("1", "Ким", "Вера")), known)

    assert [one.name for one in file.people] == ["Ким Вера"]


def test_columns_and_posts_mapped_by_hand_are_kept_and_serve_the_next_file(framework: Framework):
    mapping = ColumnMapping(
        columns={"ID": Field.NUMBER, "Кто": Field.NAME, "ФИО": Field.NOTHING},
        roles={"Торгпред 2 кат.": "sales_representative", "Бухгалтер": ""},
    )
    kept = read_mapping(written_mapping(mapping), "mapping.json", framework.roles)
    rows = (
        ("Id", "кто", "ФИО", "Должность"),
        (7, "Иванов Иван", "x", "торгпред 2 кат"),
        (8, "Ким Вера", "y", "бухгалтер"),
    )
    file = read(book(*rows), Known(framework, TODAY, kept))

    assert kept == mapping
    assert not file.problems
    assert [(one.number, one.role) for one in file.people] == [("7", "sales_representative"), ("8", None)]


@pytest.mark.parametrize("text", ["no", '{"columns": {"a": "salary"}}', '{"roles": {"a": "king"}}', "[]"])
def test_a_mapping_that_is_none_is_refused(text: str, framework: Framework):
    with pytest.raises(FileError, match=r"mapping\.json"):
        read_mapping(text.encode(), "mapping.json", framework.roles)


def test_a_file_without_the_columns_that_matter_says_which_and_where(known: Known):
    file = read(book(("Город", "Оклад", "Должность"), ("Тверь", 1, "Супервайзер")), known)

    assert [(str(one.cell), one.wrong, one.said) for one in file.problems] == [
        ("Лист1!A1", Wrong.NO_COLUMN, "number"),
        ("Лист1!A1", Wrong.NO_COLUMN, "name"),
    ]
    assert file.unused == ("Город", "Оклад")


def test_two_columns_that_say_the_same_are_a_question(known: Known):
    file = read(book(("Таб. №", "ФИО", "Отдел", "Подразделение"), ("1", "Ким Вера", "a", "b")), known)

    assert wrong(file) == {"Лист1!D1": Wrong.TWO_COLUMNS}
    assert file.problems[0].hints == ("Лист1!C1",)


@pytest.mark.parametrize(
    ("place", "value", "problem"),
    [
        (0, None, Wrong.NO_NUMBER),
        (0, "=1+1", Wrong.NO_VALUE),
        (0, 12.5, Wrong.BAD_NUMBER),
        (0, "№ 17", Wrong.BAD_NUMBER),
        (0, "00001", Wrong.NUMBER_TWICE),
        (1, None, Wrong.NO_NAME),
        (1, "x" * 121, Wrong.BAD_TEXT),
        (2, "Сев\u202eер", Wrong.BAD_TEXT),
        (3, "00099", Wrong.UNKNOWN_MANAGER),
        (3, "Петров", Wrong.UNKNOWN_MANAGER),
        (3, "00017", Wrong.OWN_MANAGER),
        (4, "Космонавт", Wrong.UNKNOWN_ROLE),
        (5, "03/04/2024", Wrong.BAD_DATE),
        (5, "31.02.2024", Wrong.BAD_DATE),
        (5, "01.13.24", Wrong.BAD_DATE),
        (5, "2024/03/01", Wrong.BAD_DATE),
        (5, 453520, Wrong.BAD_DATE),
        (5, "01.03.2204", Wrong.DATE_FAR),
    ],
)
def test_what_is_wrong_is_named_by_its_cell_and_nobody_else_is_touched(
    place: int, value: object, problem: Wrong, known: Known
):
    row = [*IVAN[:place], value, *IVAN[place + 1 :]]
    file = read(book(HEAD, BOSS, row), known)

    assert wrong(file) == {f"Лист1!{'ABCDEF'[place]}3": problem}


def test_an_unknown_post_comes_with_what_may_have_been_meant(known: Known):
    file = read(book(HEAD, (*BOSS[:4], "Супервайзор", None)), known)

    assert file.problems[0].said == "Супервайзор"
    assert "supervisor" in file.problems[0].hints


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Торгпред", "sales_representative"),
        ("ТОРГПРЕД", "sales_representative"),
        ("Sales rep", "sales_representative"),
        ("КАМ", "key_account_manager_retail"),
        ("KAM", "key_account_manager_retail"),
        ("КAM без команды", "kam_solo"),
        ("Аккаунт-менеджер", "account_manager"),
        ("Супервайзер", "supervisor"),
    ],
)
def test_a_post_is_known_by_the_short_name_of_the_role_in_letters_of_either_alphabet(
    words: str, role: str, known: Known
):
    assert [one.role for one in read(book(HEAD, (*BOSS[:4], words, None)), known).people] == [role]


def test_a_ring_of_managers_is_told_once_in_full(known: Known):
    rows = [("1", "А Б", "", "2"), ("2", "В Г", "", "3"), ("3", "Д Е", "", "1")]
    file = read(book(HEAD[:4], *rows), known)

    assert [(one.wrong, one.said) for one in file.problems] == [(Wrong.MANAGER_CYCLE, "1 → 2 → 3 → 1")]
    assert manager_cycles({"1": "1", "2": "1", "3": None}) == [("1",)]


def test_namesakes_are_no_manager_by_name(known: Known):
    rows = [("1", "Ким Вера"), ("2", "Ким Вера"), ("3", "Иванов", None, "Ким Вера")]
    file = read(book(HEAD[:4], *rows), known)

    assert [(one.wrong, one.hints) for one in file.problems] == [(Wrong.MANAGERS_NAMESAKES, ("1", "2"))]


@pytest.mark.parametrize("words", ["Ким В. П.", "Ким В.П.", "В. П. Ким", "Ким В.", "КИМ  в.п", "Ким Вера", "Вера Ким"])
def test_a_manager_named_in_short_is_found_where_one_person_alone_is_called_so(words: str, known: Known):
    clerk = ("00018", "Иванова Инна Игоревна", "Север", words, "Торговый представитель", "01.03.2024")
    twin = ("00002", f"Ким {'Вера' if 'Вера' in words else 'Виктор'} Петровна", "Юг", None, "Супервайзер", "01.02.2020")

    assert {one.number: one.manager for one in read(book(HEAD, BOSS, clerk), known).people}["00018"] == "00001"
    assert wrong(read(book(HEAD, BOSS, twin, clerk), known)) == {"Лист1!D4": Wrong.MANAGERS_NAMESAKES}


@pytest.mark.parametrize("written", ["31.3.26", "31.03.26", "31.3.2026 г.", "31/03/2026", "31-03-2026", "31.03.2026г."])
def test_a_day_written_day_first_is_read_where_it_can_be_no_other(written: str):
    assert read_day(written) == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("written", "day"), [("1.3.26", date(2026, 3, 1)), ("1.3.98", date(1998, 3, 1)), ("03/03/2024", date(2024, 3, 3))]
)
def test_two_digits_of_a_year_are_those_of_a_working_life(written: str, day: date):
    assert read_day(written) == day


def test_the_row_that_numbers_the_columns_is_no_example(known: Known):
    file = read(book(HEAD, (1, 2, 3, 4, 5, 6), BOSS, IVAN), known)

    assert samples(file.sheet, file.header, 2)[1] == ("Ким Вера Павловна", "Иванов Иван Иванович")


def test_a_day_that_lost_its_format_is_the_day_it_stands_for(known: Known):
    file = read(book(HEAD, BOSS, (*IVAN[:5], 45352)), known)

    assert not file.problems
    assert file.people == PEOPLE
    assert wrong(read(book(HEAD, BOSS, (*IVAN[:5], 10000)), known)) == {"Лист1!F3": Wrong.DATE_FAR}


@pytest.mark.parametrize("hired", ["Дата приёма", "Дата приема на работу", "Работает с"])
def test_the_day_of_hiring_counts_only_where_no_column_says_since_when_the_post_is_held(hired: str, known: Known):
    both = read(book((*HEAD, hired), (*BOSS, "05.05.2015"), (*IVAN, "06.06.2016")), known)
    alone = read(book((*HEAD[:5], hired), BOSS, IVAN), known)

    assert not both.problems
    assert both.people == alone.people == PEOPLE
    assert both.unused == (hired,)
    assert alone.unused == ()


def test_a_manager_whose_number_lost_its_zeros_is_found_all_the_same(known: Known):
    file = read(book(HEAD, BOSS, (*IVAN[:3], 1, *IVAN[4:])), known)

    assert file.people[1].manager == "00001"


def test_a_number_that_lost_its_zeros_is_the_person_known_by_that_name(known: Known):
    before = replace(known, people={one.number: one for one in PEOPLE})
    file = read(book(HEAD, (1, *BOSS[1:]), (17, *IVAN[1:3], 1, *IVAN[4:])), before)

    assert not file.problems
    assert file.people == PEOPLE
    assert file.zeros_lost == {"00001": "1", "00017": "17"}


def test_a_number_that_differs_in_zeros_alone_and_names_another_is_asked_about(known: Known):
    before = replace(known, people={"00001": PEOPLE[0], "007": Person("007", "Юн А"), "07": Person("07", "Юн А")})
    file = read(book(HEAD[:2], (1, "Орлов Олег"), (7, "Юн А"), ("07", "Юн А"), ("007", "Юн А")), before)

    assert [(str(one.cell), one.wrong, one.hints) for one in file.problems] == [
        ("Лист1!A2", Wrong.ZEROS_LOST, ("00001 (Ким Вера Павловна)",)),
        ("Лист1!A3", Wrong.ZEROS_LOST, ("007 (Юн А)", "07 (Юн А)")),
    ]


@pytest.mark.parametrize(
    ("name", "problem", "hint"),
    [
        ("Ким Вера", Wrong.NUMBER_TWICE, "Лист1!A2"),
        ("Орлов Олег", Wrong.ZEROS_LOST, "00005 (Ким Вера)"),
    ],
)
def test_numbers_of_one_file_that_differ_in_zeros_alone_are_asked_about(
    name: str, problem: Wrong, hint: str, known: Known
):
    file = read(book(HEAD[:2], ("00005", "Ким Вера"), (5, name)), known)

    assert [(str(one.cell), one.wrong, one.hints) for one in file.problems] == [("Лист1!A3", problem, (hint,))]


def test_a_manager_may_be_known_from_before_and_a_ring_may_run_through_them(known: Known):
    before = {"5": Person("5", "Орлов Олег", manager="17")}
    file = read(book(HEAD[:4], ("17", "Иванов Иван", "", "5")), replace(known, people=before))

    assert wrong(file) == {"Лист1!D2": Wrong.MANAGER_CYCLE}


def test_a_file_without_a_column_of_managers_leaves_them_as_they_were(known: Known):
    before = {"17": Person("17", "Иванов", manager="5"), "5": Person("5", "Орлов Олег")}
    file = read(book(HEAD[:2], ("17", "Иванов Иван")), replace(known, people=before))

    assert file.people == (Person("17", "Иванов Иван", manager="5"),)


MAILED = ("Таб. №", "ФИО", "Рабочая почта")


@pytest.mark.parametrize("said", ["Ivan@Example.ru", " ivan@example.ru ", "'ivan@example.ru"])
def test_an_address_is_read_as_accounts_keep_it(said: str, known: Known):
    file = read(book(MAILED, ("17", "Иванов Иван", said), ("18", "Орлов Олег", None), ("19", "Ли Ян", "нет")), known)

    assert not file.problems
    assert [one.email for one in file.people] == ["ivan@example.ru", None, None]


def test_addresses_in_a_csv_are_read_under_whatever_name_was_said_by_hand(known: Known):
    by_hand = ColumnMapping(columns={"Куда писать": Field.EMAIL})
    text = "Таб. №;ФИО;Куда писать\n17;Иванов Иван;ivan@example.ru\n".encode("cp1251")
    file = read(text, replace(known, mapping=by_hand), "люди.csv")

    assert [one.email for one in file.people] == ["ivan@example.ru"]


@pytest.mark.parametrize("said", ["ivan", "ivan@", "ivan@example", "ivan@example.ru, olga@example.ru", 17])
def test_what_is_no_address_is_named_by_its_cell(said: object, known: Known):
    file = read(book(MAILED, ("17", "Иванов Иван", said)), known)

    assert wrong(file) == {"Лист1!C2": Wrong.BAD_EMAIL}


def test_one_address_is_not_two_peoples_in_a_file_or_beside_somebody_known(known: Known):
    before = {"5": Person("5", "Орлов Олег", email="oleg@example.ru"), "17": Person("17", "И", email="i@example.ru")}
    rows = (
        ("17", "Иванов Иван", "ivan@example.ru"),
        ("18", "Ли Ян", "IVAN@example.ru"),
        ("19", "Ким Вера", "oleg@example.ru"),
        ("20", "Юн Яна", "i@example.ru"),
    )
    file = read(book(MAILED, *rows), replace(known, people=before))

    assert wrong(file) == {"Лист1!C3": Wrong.CONTACT_TWICE, "Лист1!C4": Wrong.ALREADY_HERE}
    assert [one.hints for one in file.problems] == [("Лист1!C2",), ("5 (Орлов Олег)",)]


def test_two_people_of_a_file_may_change_addresses_with_each_other(known: Known):
    before = {"17": Person("17", "Ли", email="a@example.ru"), "18": Person("18", "Юн", email="b@example.ru")}
    file = read(book(MAILED, ("17", "Ли", "b@example.ru"), ("18", "Юн", "a@example.ru")), replace(known, people=before))

    assert not file.problems


def test_a_file_without_a_column_of_addresses_leaves_them_as_they_were_and_an_empty_cell_deletes_one(known: Known):
    before = {"17": Person("17", "Иванов Иван", email="ivan@example.ru")}
    there = replace(known, people=before)

    assert read(book(MAILED[:2], ("17", "Иванов Иван")), there).people == tuple(before.values())
    gone = read(book(MAILED, ("17", "Иванов Иван", None)), there).people
    assert gone == (Person("17", "Иванов Иван"),)
    assert staff_change(before, gone).unaddressed == ("17",)


def test_the_sheet_that_says_most_is_read(known: Known):
    def more(made):
        made.create_sheet("Люди")
        for row in (HEAD, BOSS):
            made["Люди"].append(row)

    file = read(book(("Справка",), ("Таб. №", 1), then=more), known)

    assert file.sheet.name == "Люди"
    assert len(file.people) == 1


def test_a_header_alone_is_nobody(known: Known):
    assert list(wrong(read(book(HEAD), known)).values()) == [Wrong.NO_PEOPLE]


def test_ten_thousand_people_are_read_before_anybody_gets_impatient(known: Known):
    rows = "\n".join(f"{n:05};Иванов Иван;Север;{n // 10:05};Супервайзер;01.02.2020" for n in range(1, 10_001))
    text = ";".join(HEAD) + "\n" + "00000;Ким Вера;;;;\n" + rows
    file = read(text.encode(), known, "люди.csv")

    assert not file.problems
    assert len(file.people) == 10_001
