"""`flask backup` and `flask restore` on both databases: made while somebody writes, brought back on an empty host."""

import shutil
import stat
import tarfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Event, Thread
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from kamcareer.config import PROJECT_ROOT, Settings
from kamcareer.core.assessment import Draft, questions
from kamcareer.core.erasures import Erased
from kamcareer.core.framework.model import Framework
from kamcareer.factory import create_app
from kamcareer.services.audit import broken_at
from kamcareer.services.self_assessment import erase, save_answer
from kamcareer.store.database import db, may_write
from kamcareer.web.erasures import list_erased
from tests.cli.hosts import TARGET, account_that_makes_no_database, backups, begin, empty_host, hang_up, run
from tests.conftest import NOW
from tests.durability.conftest import many
from tests.lived_in import live_in
from tests.rows import every_row

__all__ = ["backups", "empty_host"]

CANARY = "канарейка-которую-забыли"


@pytest.fixture(autouse=True)
def _writing() -> None:
    may_write.set(True)


def saved_keys(app: Flask, id: str) -> set[str]:
    with app.app_context():
        return {row["key"] for row in every_row(db.session())["answer_save"] if row["assessment_id"] == id}


def modes(*folders: Path) -> set[int]:
    return {stat.S_IMODE(file.stat().st_mode) & 0o077 for folder in folders for file in folder.rglob("*.*")}


class Writer(Thread):
    """Somebody who answers without a pause; `acknowledged` are the keys of saves that are committed."""

    def __init__(self, app: Flask, framework: Framework, id: str) -> None:
        super().__init__()
        self.app, self.id, self.asked = app, id, questions(framework, TARGET)
        self.acknowledged: list[str] = []
        self.enough = Event()

    def run(self) -> None:
        may_write.set(True)
        while not self.enough.is_set():
            number = len(self.acknowledged)
            competency = self.asked[number % len(self.asked)]
            draft = Draft(level=number % 4, revision=number // len(self.asked) + (competency == "negotiation"))
            with self.app.app_context():
                save_answer(db.session(), self.id, competency, draft, key := str(uuid4()), NOW)
                db.session.commit()
            self.acknowledged.append(key)


@pytest.mark.parametrize("point", range(many("BACKUP_POINTS", 1)))
def test_made_while_somebody_writes_it_comes_back_on_an_empty_host_row_for_row(
    any_app: Flask, empty_host: Flask, framework: Framework, backups: Path, point: int
):
    live_in(any_app, framework)
    saves_before = Random(point).randrange(10, 60)
    writer = Writer(any_app, framework, begin(any_app, framework, "Ёж & €: «пример»"))
    writer.start()
    while len(writer.acknowledged) < saves_before:
        assert writer.is_alive()
    before = set(writer.acknowledged)
    file = Path(run(any_app, "backup", backups))
    after = set(writer.acknowledged)
    writer.enough.set()
    writer.join()

    assert "all equal" in run(empty_host, "restore", file)
    kept = saved_keys(empty_host, writer.id)
    assert before <= kept <= after | {"first"} | set(writer.acknowledged)
    assert len(after) > len(before)  # nobody had to wait for the backup
    assert empty_host.config["SECRET_KEY"] == any_app.config["SECRET_KEY"]
    assert empty_host.test_client().get("/readyz").status_code == 200
    with empty_host.app_context():
        assert broken_at(db.session(), any_app.config["SECRET_KEY"]) is None
    assert modes(backups, empty_host.config["SETTINGS"].data_folder) == {0}


def test_looking_whether_a_backup_is_good_writes_nothing(
    any_app: Flask, empty_host: Flask, framework: Framework, backups: Path
):
    begin(any_app, framework)
    file = run(any_app, "backup", backups / "own-name.tar.gz")

    assert "all equal" in run(empty_host, "restore", "--check", file)
    assert not empty_host.config["SETTINGS"].data_folder.exists()
    assert "is there already" in run(any_app, "backup", file, fails=True)


@pytest.mark.parametrize("any_app", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_an_account_that_may_make_no_database_is_told_what_was_not_looked_at(
    any_app: Flask, empty_host: Flask, framework: Framework, backups: Path
):
    begin(any_app, framework)
    with any_app.app_context():
        # Only who owns a schema may say what it is for.
        db.session.execute(text("COMMENT ON SCHEMA public IS 'of our own'"))
        db.session.commit()
    file = run(any_app, "backup", backups)
    with account_that_makes_no_database(empty_host.config["SETTINGS"].database_url) as url:
        host = create_app(replace(empty_host.config["SETTINGS"], database_url=url))
        looked = run(host, "restore", "--check", file)
        assert looked.startswith("readable: ")
        assert "not compared" in looked
        assert "CREATEDB" in looked
        assert "all equal" not in looked

        restored = run(host, "restore", file)
        assert restored.startswith("good: ")
        assert "all equal" in restored
        assert "not compared" not in restored
        hang_up(host)


def test_the_time_of_a_backup_is_told_as_what_it_says_it_is(any_app: Flask, framework: Framework, backups: Path):
    begin(any_app, framework)
    file = Path(run(any_app, "backup", backups))
    made = datetime.strptime(file.name, "kamcareer-%Y%m%d-%H%M%S.tar.gz").replace(tzinfo=UTC)

    assert f"{made:%Y-%m-%d %H:%M} UTC" in run(any_app, "restore", "--check", file)


def test_a_backup_of_an_older_schema_is_brought_to_the_present_one(
    any_app: Flask, empty_host: Flask, framework: Framework, backups: Path
):
    id = begin(any_app, framework)
    with any_app.app_context():
        downgrade(revision="0011")
        file = run(any_app, "backup", backups)
        upgrade()

    assert "schema 0011" in run(empty_host, "restore", file)
    with empty_host.app_context():
        assert [row["id"] for row in every_row(db.session())["assessment"]] == [id]


def test_what_was_erased_after_the_backup_stays_erased(any_app: Flask, framework: Framework, tmp_path: Path):
    erased, kept = begin(any_app, framework, CANARY), begin(any_app, framework, "останется")
    file = run(any_app, "backup", tmp_path / "old.tar.gz")
    with any_app.test_request_context():
        list_erased((Erased.ASSESSMENT, erased))
        erase(db.session(), erased)
        db.session.commit()
        db.session.remove()
        if any_app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
            _empty(any_app)
        db.engine.dispose()

    assert "erased again: 1 assessment" in run(any_app, "restore", "--replace", file)
    with any_app.app_context():
        assert [row["id"] for row in every_row(db.session())["assessment"]] == [kept]
    assert not _found(any_app.config["SETTINGS"].data_folder, CANARY)


def _empty(app: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


def _found(folder: Path, word: str) -> bool:
    present = [file for file in folder.rglob("*") if file.is_file() and "replaced" not in file.name]
    return any(word.encode() in file.read_bytes() for file in present)


@pytest.mark.sqlite
def test_nothing_that_is_there_is_overwritten(app: Flask, framework: Framework, backups: Path, tmp_path: Path):
    id = begin(app, framework)
    file, folder = run(app, "backup", backups), app.config["SETTINGS"].data_folder
    assert "--replace" in run(app, "restore", file, fails=True)
    assert "Stop the server" in run(app, "restore", "--replace", file, fails=True)
    with app.app_context():
        db.engine.dispose()
    run(app, "restore", "--replace", file)
    assert [one.name.partition(".replaced")[0] for one in folder.glob("*.replaced-*")] == ["kamcareer.db"]
    with app.app_context():
        assert [row["id"] for row in every_row(db.session())["assessment"]] == [id]

    other = create_app(Settings.from_env({"KAMCAREER_DATA": str(tmp_path / "b"), "KAMCAREER_SECRET_KEY": "x" * 40}))
    assert "KAMCAREER_SECRET_KEY" in run(other, "restore", file, fails=True)


@pytest.mark.sqlite
def test_what_was_moved_aside_is_not_written_over_by_another_restore_in_the_same_second(
    app: Flask, framework: Framework, backups: Path
):
    begin(app, framework)
    file, folder = run(app, "backup", backups), app.config["SETTINGS"].data_folder
    with time_machine.travel(datetime(2026, 11, 30, 12, tzinfo=UTC), tick=False):
        for _ in range(2):
            with app.app_context():
                db.engine.dispose()
            run(app, "restore", "--replace", file)

    assert len(list(folder.glob("*.replaced-*"))) == 2


@pytest.mark.sqlite
def test_secret_and_settings_can_be_left_out_and_are_asked_for_then(
    app: Flask, framework: Framework, backups: Path, tmp_path: Path
):
    begin(app, framework)
    file = run(app, "backup", "--without-secret", backups)
    with tarfile.open(file) as archive:
        assert archive.getnames() == ["manifest.json", "database"]
    env = {"KAMCAREER_DATA": str(tmp_path / "other")}
    assert "holds no secret" in run(create_app(Settings.from_env(env)), "restore", file, fails=True)

    with_secret = Settings.from_env(env | {"KAMCAREER_SECRET_KEY": app.config["SECRET_KEY"]})
    assert "all equal" in run(create_app(with_secret), "restore", file)


@pytest.mark.sqlite
def test_own_texts_come_back_where_the_settings_of_the_new_host_name_them(
    app: Flask, framework: Framework, backups: Path, tmp_path: Path
):
    texts = tmp_path / "legal"
    shutil.copytree(PROJECT_ROOT / "legal", texts)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], legal=texts)
    begin(app, framework)
    file = run(app, "backup", backups)
    shutil.rmtree(texts)

    other = create_app(Settings.from_env({"KAMCAREER_DATA": str(tmp_path / "other"), "KAMCAREER_LEGAL": str(texts)}))
    assert "all equal" in run(other, "restore", file)
    assert (texts / "development.152fz.yaml").is_file()


@pytest.mark.sqlite
def test_what_an_installation_adds_comes_back_with_it(app: Flask, framework: Framework, backups: Path, tmp_path: Path):
    additions = tmp_path / "additions"
    (additions / "key_account").mkdir(parents=True)
    (additions / "key_account" / "prices.yaml").write_text("prices: {}\n")
    env = {"KAMCAREER_DATA": str(app.config["SETTINGS"].data_folder), "KAMCAREER_ADDITIONS": str(additions)}
    file = run(create_app(Settings.from_env(env)), "backup", backups)
    shutil.rmtree(additions)

    told = run(create_app(Settings.from_env({"KAMCAREER_DATA": str(tmp_path / "other")})), "restore", file)
    assert f"KAMCAREER_ADDITIONS={tmp_path / 'other' / 'additions'}" in told
    assert (tmp_path / "other" / "additions" / "key_account" / "prices.yaml").read_text() == "prices: {}\n"


def test_only_the_newest_backups_of_a_folder_are_kept(app: Flask, framework: Framework, backups: Path):
    begin(app, framework)
    for year in (2024, 2025):
        (backups / f"kamcareer-{year}0101-000000.tar.gz").touch()
    (backups / "kamcareer-of-my-own.tar.gz").touch()

    assert "1 older deleted" in run(app, "backup", "--keep", "2", backups)
    assert len(list(backups.iterdir())) == 3
    assert not (backups / "kamcareer-20240101-000000.tar.gz").exists()
    assert "folder" in run(app, "backup", "--keep", "2", backups / "file", fails=True)


def test_without_a_database_or_a_place_there_is_one_line_that_says_so(tmp_path: Path, app: Flask):
    bare = create_app(Settings.from_env({"KAMCAREER_DATA": str(tmp_path / "bare"), "KAMCAREER_SECRET_KEY": "x" * 40}))

    assert "no database" in run(bare, "backup", tmp_path, fails=True)
    assert "no folder" in run(app, "backup", tmp_path / "a" / "b", fails=True)
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_where_the_programs_of_postgresql_are_not_at_hand_it_says_what_to_install(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres_url: str
):
    env = {"KAMCAREER_DATA": str(tmp_path / "data"), "KAMCAREER_DATABASE_URL": postgres_url}
    other = create_app(Settings.from_env(env | {"KAMCAREER_SECRET_KEY": "x" * 40}))
    monkeypatch.setenv("PATH", str(tmp_path))

    assert "apt-get install postgresql-client" in run(other, "backup", tmp_path, fails=True)
