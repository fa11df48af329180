"""People and what they were given before, on each database."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Basis
from kamcareer.core.matrix_import.columns import MatrixMapping
from kamcareer.core.people_import.columns import ColumnMapping
from kamcareer.core.people_import.reading import PeopleFile
from kamcareer.services.accounts import erase_account
from kamcareer.services.earlier_scores import import_matrix, read_matrix_file
from kamcareer.services.people import ProblemsLeftError, all_people, everybody, import_people, read_people_file
from kamcareer.store.accounts import add_account
from kamcareer.store.earlier_scores import scores_of_account
from tests.conftest import NOW

HEAD = "Таб. №;ФИО;Отдел;Руководитель\n"
TODAY = NOW.date()


def file(session: Session, framework: Framework, *rows: str) -> PeopleFile:
    data = (HEAD + "\n".join(rows)).encode()
    return read_people_file(session, framework, data, "a.csv", ColumnMapping(), TODAY)


def test_managers_are_found_in_whatever_order_the_file_names_them(session: Session, framework: Framework):
    import_people(session, file(session, framework, "3;В Г;Юг;2", "2;Б В;Юг;1", "1;А Б;Юг;"), NOW)

    assert {number: one.manager for number, one in all_people(session).items()} == {"1": None, "2": "1", "3": "2"}


def test_a_second_file_changes_managers_and_lets_a_unit_without_people_go(session: Session, framework: Framework):
    import_people(session, file(session, framework, "1;А Б;Юг;", "2;Б В;Юг;1"), NOW)
    change = import_people(session, file(session, framework, "1;А Б;Север;2", "2;Б В;Север;"), NOW + timedelta(days=1))
    session.commit()

    assert (change.changed, change.new) == (("1", "2"), ())
    assert [(one.number, one.unit, one.manager) for one in everybody(session)] == [
        ("1", "Север", "2"),
        ("2", "Север", None),
    ]


def test_everybody_stands_in_the_order_of_letters_with_yo_beside_ye(session: Session, framework: Framework):
    rows = ("1;Ёлкин;Юг;", "2;Жуков;Юг;", "3;Агеев;Юг;", "4;Енотов;Ёлка;", "5;Агеев;Восток;")
    import_people(session, file(session, framework, *rows), NOW)

    assert [one.number for one in everybody(session)] == ["5", "4", "3", "1", "2"]


def test_a_file_with_a_cell_to_mend_imports_nobody(session: Session, framework: Framework):
    with pytest.raises(ProblemsLeftError):
        import_people(session, file(session, framework, "1;А Б;Юг;", "2;Б В;Юг;9"), NOW)

    assert all_people(session) == {}


def mailed(session: Session, framework: Framework, *rows: str) -> PeopleFile:
    data = ("Таб. №;ФИО;Почта\n" + "\n".join(rows)).encode()
    return read_people_file(session, framework, data, "a.csv", ColumnMapping(), TODAY)


def test_addresses_are_kept_changed_with_each_other_and_deleted_by_an_empty_cell_alone(
    session: Session, framework: Framework
):
    def addresses() -> list[str | None]:
        session.expire_all()
        return [one.email for one in all_people(session).values()]

    import_people(session, mailed(session, framework, "1;А Б;a@example.ru", "2;Б В;b@example.ru"), NOW)
    import_people(session, mailed(session, framework, "1;А Б;b@example.ru", "2;Б В;a@example.ru"), NOW)
    assert addresses() == ["b@example.ru", "a@example.ru"]

    import_people(session, file(session, framework, "1;А Б;Юг;", "2;Б В;Юг;"), NOW)
    assert addresses() == ["b@example.ru", "a@example.ru"]

    change = import_people(session, mailed(session, framework, "1;А Б;", "2;Б В;a@example.ru"), NOW)
    assert change.unaddressed == ("1",)
    assert addresses() == [None, "a@example.ru"]


def test_deleting_an_account_takes_the_person_and_the_scores_along_and_nobody_else(
    session: Session, framework: Framework
):
    account = Account("a-1", None, frozenset(), NOW, personnel_number="2")
    add_account(session, account)
    import_people(session, file(session, framework, "2;Б В;Юг;", "3;В Г;Юг;2"), NOW)
    matrix = read_matrix_file(session, framework, "Таб. №;Переговоры\n2;5\n3;1".encode(), "m.csv", MatrixMapping())
    import_matrix(session, matrix, Basis.LABOUR_LAW, date(2025, 12, 1), NOW)
    session.commit()
    assert [(one.competency, one.level) for one in scores_of_account(session, "a-1")] == [("negotiation", 4)]

    erase_account(session, account)
    session.commit()

    assert list(all_people(session)) == ["3"]
    assert all_people(session)["3"].manager is None
    assert scores_of_account(session, "a-1") == ()
