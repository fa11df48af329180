"""`flask people`: from a file of the staff department to people, or to the cells that are to be mended."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import Result
from flask import Flask
from openpyxl import load_workbook

from kamcareer.core.accounts import Account
from kamcareer.core.legal_basis import Holder
from kamcareer.core.people import Person
from kamcareer.core.retention import MONTHS, Terms
from kamcareer.services.people import all_people
from kamcareer.services.retention import Due, delete_due, place_hold
from kamcareer.store.accounts import add_account
from kamcareer.store.database import db, may_write
from kamcareer.store.people import join_accounts

HEAD = "Таб. №;ФИО;Отдел;Руководитель;Должность\n"
GOOD = HEAD + "00001;Ким Вера;Север;;Супервайзер\n00017;Иванов Иван;Север;00001;Торговый представитель\n"
BAD = HEAD + "00001;Ким Вера;Север;;Супервайзор\n;Иванов Иван;Север;00001;\n"


@pytest.fixture
def flask(app: Flask) -> Callable[..., Result]:
    """Run a command of an installation."""
    return lambda *arguments: app.test_cli_runner().invoke(args=[str(one) for one in ("people", *arguments)])


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        (tmp_path / "люди.csv").write_bytes(text.encode("cp1251"))
        return tmp_path / "люди.csv"

    return write


def known(app: Flask) -> dict[str, Person]:
    with app.app_context():
        return all_people(db.session())


def test_people_are_imported_after_a_look_at_what_would_change(app: Flask, flask: Callable[..., Result], file):
    looked = flask("import", file(GOOD), "--dry-run")
    assert (looked.exit_code, known(app)) == (0, {})
    assert "would be: 2 new" in looked.output
    assert "Руководитель → Табельный номер руководителя" in looked.output

    assert flask("import", file(GOOD)).exit_code == 0
    assert known(app)["00017"] == Person("00017", "Иванов Иван", "Север", "00001", "sales_representative")

    again = flask("import", file(GOOD.replace("Иванов Иван;Север", "Иванов Иван;Юг")))
    assert "1 changed, 1 unchanged" in again.output
    assert "00017  Иванов Иван  Юг  sales_representative  reports to 00001" in flask("list").output


def test_who_is_not_in_a_file_stays_and_is_counted(app: Flask, flask: Callable[..., Result], file):
    flask("import", file(GOOD))
    said = flask("import", file(HEAD + "00020;Орлов Олег;Юг;00001;\n"))

    assert "1 new, 0 changed, 0 unchanged, 2 not in the file" in said.output
    assert len(known(app)) == 3


def test_a_number_without_its_zeros_is_told_beside_the_one_known(app: Flask, flask: Callable[..., Result], file):
    flask("import", file(GOOD))
    said = flask("import", file(GOOD.replace("00017", "17")), "--dry-run")

    assert "в файле без нулей впереди: 17 → 00017" in said.output
    assert "0 new, 0 changed, 2 unchanged" in said.output


def test_work_addresses_come_with_the_list_and_go_where_a_cell_is_empty(app: Flask, flask: Callable[..., Result], file):
    mailed = "Таб. №;ФИО;E-mail\n00001;Ким Вера;vera@example.ru\n00017;Иванов Иван;"
    wrong = flask("import", file(mailed + "vera@example.ru\n"))
    assert wrong.exit_code == 1
    assert "люди!C3: «vera@example.ru» уже стоит в люди!C2. Один адрес" in wrong.output

    flask("import", file(mailed + "ivan@example.ru\n"))
    assert known(app)["00017"].email == "ivan@example.ru"
    assert "00017  Иванов Иван  -  -  ivan@example.ru" in flask("list").output
    said = flask("import", file(mailed + "\n"), "--dry-run")
    assert "адреса, которые будут удалены, так как ячейка пуста: 00017" in said.output


def test_with_a_cell_to_mend_nobody_is_imported_and_the_table_comes_back(
    app: Flask, flask: Callable[..., Result], file, tmp_path: Path
):
    said = flask("import", file(BAD), "--marked", tmp_path / "back.xlsx")
    marked = load_workbook(BytesIO((tmp_path / "back.xlsx").read_bytes())).active

    assert (said.exit_code, known(app)) == (1, {})
    assert "люди!E2: В модели нет должности «Супервайзор». Выберите из модели: Супервайзер" in said.output
    assert "люди!A3: Нет табельного номера" in said.output
    assert marked["E2"].comment.text.startswith("В модели нет должности")
    assert "The model has no post" in flask("import", file(BAD), "--lang", "en").output


def test_a_mapping_kept_in_a_file_answers_for_the_posts(app: Flask, flask: Callable[..., Result], file, tmp_path: Path):
    (tmp_path / "map.json").write_text('{"roles": {"Супервайзор": "supervisor"}}')
    rows = HEAD + "00001;Ким Вера;Север;;Супервайзор\n"

    assert flask("import", file(rows), "--mapping", tmp_path / "map.json").exit_code == 0
    assert known(app)["00001"].role == "supervisor"

    (tmp_path / "map.json").write_text('{"roles": {"Супервайзор": "king"}}')
    assert flask("import", file(rows), "--mapping", tmp_path / "map.json").exit_code == 2


def test_what_is_to_be_mapped_by_hand_is_written_down_to_be_looked_at(
    app: Flask, flask: Callable[..., Result], file, tmp_path: Path
):
    rows = HEAD.replace("Отдел", "Город") + "00001;Ким Вера;Тверь;;Супервайзор\n"
    flask("import", file(rows), "--write-mapping", tmp_path / "map.json")
    written = (tmp_path / "map.json").read_text()

    assert '"Супервайзор": "supervisor"' in written
    assert '"Город": "nothing"' in written
    assert flask("import", file(rows), "--mapping", tmp_path / "map.json").exit_code == 0
    assert known(app)["00001"].role == "supervisor"


@pytest.mark.parametrize("content", [b"", b"%PDF\x00", b"PK\x03\x04broken"])
def test_what_is_no_table_is_refused_in_words(flask: Callable[..., Result], tmp_path: Path, content: bytes):
    (tmp_path / "people.xlsx").write_bytes(content)
    said = flask("import", tmp_path / "people.xlsx")

    assert said.exit_code == 2
    assert "people.xlsx: " in said.output
    assert "Traceback" not in said.output


def test_the_template_is_written_in_both_languages(flask: Callable[..., Result], tmp_path: Path):
    for language, first in (("ru", "Табельный номер"), ("en", "Personnel number")):
        assert flask("template", tmp_path / f"{language}.xlsx", "--lang", language).exit_code == 0
        assert load_workbook(tmp_path / f"{language}.xlsx").worksheets[0]["A1"].value == first

    assert flask("template", tmp_path / "nowhere" / "a.xlsx").exit_code == 2


def test_everybody_is_written_into_a_table_that_changes_nothing_when_it_comes_back(
    app: Flask, flask: Callable[..., Result], file, tmp_path: Path
):
    flask("import", file(GOOD))
    assert flask("export", tmp_path / "all.xlsx").exit_code == 0

    assert "0 new, 0 changed, 2 unchanged, 0 not in the file" in flask("import", tmp_path / "all.xlsx").output


def test_whoever_left_is_forgotten_by_hand_or_a_year_after_the_last_list(
    app: Flask, flask: Callable[..., Result], file
):
    flask("import", file(GOOD))
    assert flask("forget", "00001").exit_code == 0
    assert known(app)["00017"].manager is None
    assert flask("forget", "00001").exit_code == 1

    terms, now = Terms(ZoneInfo("Europe/Moscow"), MONTHS), datetime.now(UTC)
    with app.app_context():
        may_write.set(True)
        for days, left in ((360, 1), (370, 0)):
            delete_due(db.session(), Due((), ()), terms, now + timedelta(days=days))
            db.session.commit()
            assert len(all_people(db.session())) == left


def test_somebody_whose_data_an_order_keeps_is_not_forgotten_before_it_ends(
    app: Flask, flask: Callable[..., Result], file
):
    flask("import", file(GOOD))
    id, now = "11111111-1111-4111-8111-111111111111", datetime.now(UTC)
    may_write.set(True)
    with app.app_context():
        add_account(db.session(), Account(id, None, frozenset(), now, personnel_number="00017"))
        join_accounts(db.session())
        place_hold(db.session(), Holder(account_id=id), "спор", now.date() + timedelta(days=9), now)
        db.session.commit()
    refused = flask("forget", "00017")
    assert refused.exit_code == 1
    assert "спор" in refused.output
    assert set(known(app)) == {"00001", "00017"}


@pytest.mark.sqlite
def test_somebody_forgotten_stays_so_after_an_old_backup_and_may_be_hired_again(
    app: Flask, flask: Callable[..., Result], file
):
    import shutil

    flask("import", file(GOOD))
    database = Path(app.config["SETTINGS"].data_folder) / "kamcareer.db"
    with app.app_context():
        db.engine.dispose()
    shutil.copy(database, database.with_suffix(".old"))
    flask("forget", "00017")
    with app.app_context():
        db.engine.dispose()
    shutil.copy(database.with_suffix(".old"), database)
    replay = app.test_cli_runner().invoke(args=["retention", "replay"])
    assert "1 person" in replay.output
    assert set(known(app)) == {"00001"}

    flask("import", file(GOOD))
    app.test_cli_runner().invoke(args=["retention", "replay"])
    assert set(known(app)) == {"00001", "00017"}


def test_an_account_that_comes_in_by_the_number_is_joined_and_takes_the_person_along(
    app: Flask, flask: Callable[..., Result], file
):
    from kamcareer.services.accounts import erase_account

    with app.app_context():
        may_write.set(True)
        account = Account("a-1", None, frozenset(), datetime.now(UTC), personnel_number="00017")
        add_account(db.session(), account)
        db.session.commit()
    flask("import", file(GOOD))
    with app.app_context():
        may_write.set(True)
        erase_account(db.session(), account)
        db.session.commit()

    assert set(known(app)) == {"00001"}
