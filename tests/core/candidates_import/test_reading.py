"""Candidates from real files: the same people come out of every shape, and whatever is wrong is named by its cell."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.applications import Application, CameBy, Invitee
from kamcareer.core.candidates_import.columns import (
    ALIASES,
    CandidatesMapping,
    Field,
    fields_of,
    is_somebody,
    read_candidates_mapping,
    written_candidates_mapping,
)
from kamcareer.core.candidates_import.reading import MOST_AT_ONCE, CandidatesFile, read_candidates
from kamcareer.core.spreadsheets.header import Header
from kamcareer.core.spreadsheets.problem import CellProblem, Wrong
from kamcareer.core.spreadsheets.reading import read_sheets
from kamcareer.core.spreadsheets.sheet import Sheet
from tests.conftest import NOW
from tests.core.spreadsheets.books import book

HEAD = ("ФИО", "E-mail", "Телефон", "Язык")
VERA = Invitee("Ким Вера", "vera@example.ru", "+79161234567", "ru")
OLEG = Invitee("O’Neil Oleg", "oleg@example.com", None, "en")
LINES = (
    HEAD,
    ("Ким Вера", "Vera@Example.ru", "8 916 123-45-67", "русский"),
    ("O’Neil Oleg", "oleg@example.com", "", "English"),
)


def text(lines: tuple, delimiter: str) -> str:
    return "\r\n".join(delimiter.join(line) for line in lines)


def read(data: bytes, *there: Application, name: str = "люди.csv") -> CandidatesFile:
    return read_candidates(read_sheets(data, name), there)


def wrong(file: CandidatesFile) -> dict[str, Wrong]:
    return {str(problem.cell): problem.wrong for problem in file.problems}


def applied(name: str, email: str | None = None, phone: str | None = None) -> Application:
    return Application("a", "v", "C0DE", CameBy.POSTING, name, email, NOW, NOW + timedelta(days=9), phone=phone)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_the_same_people_in_every_shape(delimiter: str, encoding: str):
    file = read(text(LINES, delimiter).encode(encoding))

    assert not file.problems
    assert file.people == (VERA, OLEG)


def test_a_workbook_with_a_title_above_numbers_as_figures_and_columns_nobody_needs():
    data = book(
        ("Отклики hh.ru", None, None),
        (),
        ("№", "Фамилия", "Имя", "Отчество", "Телефон (моб.)", "Эл. почта", "Желаемая з/п", "Возраст"),
        (1, "Ким", "Вера", "Павловна", 79161234567, "vera@example.ru", 90000, 31),
        (2, "Ли", "Олег", None, 89031112233.0, None, None, None),
    )
    file = read(data, name="отклики.xlsx")

    assert not file.problems
    assert file.people == (
        Invitee("Ким Вера Павловна", "vera@example.ru", "+79161234567"),
        Invitee("Ли Олег", None, "+79031112233"),
    )
    assert file.unused == ("№", "Желаемая з/п", "Возраст")


def test_every_slip_is_named_by_its_cell():
    lines = (
        HEAD,
        ("", "vera@example.ru", "", ""),
        ("Ли", "oleg@", "123", "франц."),
        ("К" * 81, "", "", ""),
        ("Ким\u200bВера", "", "", ""),
    )
    file = read(text(lines, ";").encode())

    assert wrong(file) == {
        "люди!A2": Wrong.NO_NAME,
        "люди!B3": Wrong.BAD_EMAIL,
        "люди!C3": Wrong.BAD_PHONE,
        "люди!D3": Wrong.UNKNOWN_LANGUAGE,
        "люди!A4": Wrong.BAD_NAME,
        "люди!A5": Wrong.BAD_NAME,
    }


def test_a_mailbox_or_number_twice_names_the_cell_above_however_it_is_written():
    lines = (
        HEAD,
        ("Вера", "vera@example.ru", "8 916 123 45 67", ""),
        ("Олег", "VERA@example.ru ", "", ""),
        ("Анна", "", "+7(916)1234567", ""),
    )
    file = read(text(lines, ";").encode())

    assert [(str(one.cell), one.wrong, one.hints) for one in file.problems] == [
        ("люди!B3", Wrong.CONTACT_TWICE, ("люди!B2",)),
        ("люди!C4", Wrong.CONTACT_TWICE, ("люди!C2",)),
    ]


def test_whoever_is_in_the_vacancy_already_is_named():
    there = applied("Вера К.", "vera@example.ru"), applied("Олег", None, "+79031112233"), applied("", "x@example.ru")
    lines = (HEAD, ("Вера", "vera@example.ru", "", ""), ("О", "", "89031112233", ""), ("Икс", "x@example.ru", "", ""))
    file = read(text(lines, ";").encode(), *there)

    assert [(str(one.cell), one.wrong, one.hints) for one in file.problems] == [
        ("люди!B2", Wrong.ALREADY_HERE, ("Вера К.",)),
        ("люди!C3", Wrong.ALREADY_HERE, ("Олег",)),
        ("люди!B4", Wrong.ALREADY_HERE, ()),
    ]


def test_namesakes_are_told_and_are_no_mistake():
    lines = (HEAD, ("Ким Вера", "", "", ""), ("вера КИМ", "", "", ""), ("Ли Олег", "", "", ""))
    file = read(text(lines, ";").encode(), applied("Олег Ли"))

    assert not file.problems
    assert [(str(cell), name) for cell, name in file.namesakes] == [("люди!A3", "Ким Вера"), ("люди!A4", "Олег Ли")]


def test_a_first_name_alone_is_enough_to_invite_somebody_and_a_surname_alone_is_not():
    assert read("Имя;Телефон\nВера;8 916 123-45-67\n".encode()).people == (Invitee("Вера", None, "+79161234567"),)
    assert wrong(read("Фамилия;Телефон\nКим;8 916 123-45-67\n".encode())) == {"люди!A1": Wrong.NO_COLUMN}


def test_without_a_name_or_with_two_of_one_column_nothing_else_is_looked_at():
    assert wrong(read("E-mail;Телефон\na@example.ru;1\n".encode())) == {"люди!A1": Wrong.NO_COLUMN}
    assert read("ФИО;E-mail;Почта\nВера;a@example.ru;b@example.ru\n".encode()).problems == (
        CellProblem(Sheet("люди", ()).cell(0, 2), Wrong.TWO_COLUMNS, Field.EMAIL, ("люди!B1",)),
    )
    assert wrong(read("ФИО;E-mail\n".encode())) == {"люди!A2": Wrong.NO_PEOPLE}


def test_a_formula_without_its_value_is_to_be_mended():
    file = read(book(HEAD, ('=CONCATENATE("Ким"," ","Вера")', "a@example.ru", None, None)), name="люди.xlsx")

    assert Wrong.NO_VALUE in {one.wrong for one in file.problems}
    assert {str(one.cell).rpartition("!")[2] for one in file.problems} == {"A2"}


def test_more_people_than_one_file_may_hold_are_refused_at_the_first_row_too_many():
    lines = (HEAD, *(("Имя " + "а" * (number % 50 + 1), "", "", "") for number in range(MOST_AT_ONCE + 5)))
    (problem,) = read(text(lines, ";").encode()).problems

    assert (problem.wrong, problem.cell.row) == (Wrong.TOO_MANY, MOST_AT_ONCE + 1)


@pytest.mark.parametrize("said", ["123", "+79161234599", "=HYPERLINK(1)", "Ким 2", "-", "«»"])
def test_what_nobody_is_called_is_no_name(said: str):
    (problem,) = read(text((HEAD, (said, "vera@example.ru", "", "")), ";").encode()).problems

    assert (problem.wrong, str(problem.cell).rpartition("!")[2]) == (Wrong.BAD_NAME, "A2")


def test_no_word_names_two_columns():
    words = [word for several in ALIASES.values() for word in several]
    assert len(set(words)) == len(words)


def test_a_longer_name_counts_where_no_column_has_the_very_name():
    def fields(*labels: str) -> dict[int, Field]:
        return fields_of(Header(0, labels, ("",) * len(labels)))

    assert fields("Имя рекрутера", "Телефон, рабочий", "Телефон") == {2: Field.PHONE}
    assert fields("ФИО", "Телефон 1", "Телефон 2") == {0: Field.NAME, 1: Field.PHONE}


def test_columns_are_read_as_somebody_decided_before_by_their_names():
    mapping = CandidatesMapping(columns={"Контакт 1": Field.PHONE, "ФИО": Field.NOTHING, "Кого зовём": Field.NAME})
    lines = "ФИО;Кого зовём;КОНТАКТ-1\nРекрутер;Ким Вера;89161234567\n"
    file = read_candidates(read_sheets(lines.encode(), "люди.csv"), (), mapping)

    assert file.people == (Invitee("Ким Вера", None, "+79161234567"),)
    assert file.unused == ("ФИО",)


def test_a_list_without_names_of_columns_loses_nobody_to_a_decision():
    mapping = CandidatesMapping(columns={"Ким Вера": Field.NAME, "vera@example.ru": Field.EMAIL})
    file = read_candidates(
        read_sheets("Ким Вера;vera@example.ru\nЛи Олег;o@example.ru\n".encode(), "a.csv"), (), mapping
    )

    assert is_somebody(file.header)
    assert (file.people, [one.wrong for one in file.problems]) == ((), [Wrong.NO_COLUMN])


@given(
    mapped=st.dictionaries(
        st.sampled_from(("Контакт", "Почта", "Имя рекрутера", "Кто", "Язык")), st.sampled_from(Field)
    )
)
def test_what_is_decided_is_what_a_column_says_and_is_kept_as_it_is(mapped: dict[str, Field]):
    mapping = read_candidates_mapping(written_candidates_mapping(CandidatesMapping(columns=mapped)), "kept")
    labels = tuple(mapped)
    found = fields_of(Header(0, labels, ("",) * len(labels)), mapping)

    assert found == {place: mapped[label] for place, label in enumerate(labels) if mapped[label] is not Field.NOTHING}


cells = st.one_of(
    st.none(), st.integers(-(10**12), 10**12), st.floats(), st.dates(date(1900, 1, 1)), st.text(max_size=12)
)


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(st.tuples(cells, cells, cells, cells), max_size=6))
def test_whatever_stands_in_the_cells_people_come_out_or_their_cells_are_named(rows: list):
    file = read_candidates([Sheet("a", (HEAD, *rows))], ())

    if not file.problems:
        contacts = [said for one in file.people for said in (one.email, one.phone) if said]
        assert len(set(contacts)) == len(contacts)
        assert all(0 < len(one.name) <= 80 and one.name.isprintable() for one in file.people)
        assert len(file.people) == sum(any(value is not None for value in row) for row in rows)
    assert all(one.cell.row <= len(rows) + 1 and one.cell.column < 4 for one in file.problems)
