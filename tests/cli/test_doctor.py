"""`flask doctor`: each thing that can be wrong is made so, found, told with its remedy, and gone after the remedy."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from aiosmtpd.controller import Controller
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import event, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from kamcareer.config import Settings
from kamcareer.core.framework.model import Framework
from kamcareer.core.mail import Message
from kamcareer.factory import create_app
from kamcareer.services.audit import Event, note_event
from kamcareer.services.background_jobs import ask_for_chores
from kamcareer.services.checkup.files import file_system_of
from kamcareer.services.self_assessment import start
from kamcareer.store.database import db, may_write
from kamcareer.store.mail import add_message
from kamcareer.store.pool_columns import pool_file
from kamcareer.web.frameworks import current_framework
from tests.agreements import agreed
from tests.conftest import NOW, REDIS, lacking
from tests.ports import free_port
from tests.published import publish_unread
from tests.web.mail_server import Mailbag

QUIET = {
    "KAMCAREER_WORKERS": "1",
    "KAMCAREER_MAIL_FROM": "kam@example.ru",
    "KAMCAREER_PUBLIC_URL": "http://localhost:8000",
    "KAMCAREER_OPERATOR_NAME": "ООО «Пример»",
    "KAMCAREER_OPERATOR_ADDRESS": "Москва",
    "KAMCAREER_OPERATOR_CONTACT": "hr@example.ru",
}

WELL = "0 wrong, 1 could be better"


@pytest.fixture
def mail_server() -> Iterator[str]:
    """The address of a mail server on this machine."""
    server = Controller(Mailbag(), hostname="127.0.0.1", port=free_port())
    server.start()
    yield f"smtp://127.0.0.1:{server.port}"
    server.stop()


@pytest.fixture
def well(any_app: Flask, mail_server: str) -> Flask:
    """An installation of which only is to be said that a test has no second disk; the tests spoil it."""
    may_write.set(True)
    env = {"KAMCAREER_DATA": str(any_app.config["SETTINGS"].data_folder), "KAMCAREER_MAIL_URL": mail_server}
    any_app.config["SETTINGS"].data_folder.chmod(0o700)
    any_app.config["SETTINGS"] = Settings.from_env(
        env | QUIET | {"KAMCAREER_DATABASE_URL": any_app.config["SQLALCHEMY_DATABASE_URI"]}
    )
    if any_app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        _at_connect(any_app, "SET synchronous_commit = on")  # a database of the tests waits for no disk
    return any_app


def _at_connect(app: Flask, statement: str) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()

        @event.listens_for(db.engine, "connect")
        def tell(connection: DBAPIConnection, _record: object) -> None:
            connection.cursor().execute(statement)
            connection.commit()


def doctor(app: Flask, at: datetime = NOW) -> tuple[int, str]:
    with app.app_context():
        db.session.remove()
    with time_machine.travel(at, tick=False):
        done = app.test_cli_runner().invoke(args=["doctor"])
    assert "Traceback" not in done.output
    return done.exit_code, done.output.strip()


def set_to(app: Flask, **settings: object) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **settings)


def begin(app: Flask, framework: Framework, at: datetime = NOW) -> None:
    may_write.set(True)
    with app.app_context():
        start(db.session(), framework, None, "supervisor", at, agreed())
        db.session.commit()


def test_of_an_installation_that_is_well_nothing_wrong_is_said(well: Flask):
    code, told = doctor(well)
    assert code == 0
    assert told.startswith("advice erasures: the list of what was erased is on the disk of the database\n")
    assert "→ set KAMCAREER_ERASURE_LIST" in told
    assert told.endswith(WELL)
    set_to(well, erasure_list=Path("/proc/erased.list"))  # another disk
    assert doctor(well) == (0, "all is well")


def open_folder(app: Flask) -> None:
    app.config["SETTINGS"].data_folder.chmod(0o755)


def no_secret(app: Flask) -> None:
    app.config["SECRET_KEY"] = None


def no_tls(app: Flask) -> None:
    set_to(app, host="0.0.0.0")


def broken_frameworks(app: Flask) -> None:
    set_to(app, additions=Path("/nowhere/at/all"))


def old_tables(app: Flask) -> None:
    with app.app_context():
        downgrade(revision="0017")


def changed_trail(app: Flask) -> None:
    with app.app_context():
        for number in range(3):
            note_event(db.session(), app.config["SECRET_KEY"], Event.SIGNED_IN, "x", str(number), NOW)
        db.session.execute(text("UPDATE audit SET detail = 'y' WHERE number = 2"))
        db.session.commit()


def clock_set_back(app: Flask) -> None:
    with app.app_context():
        note_event(db.session(), app.config["SECRET_KEY"], Event.SIGNED_IN, "x", "", NOW + timedelta(hours=1))
        db.session.commit()


def letters_wait(app: Flask) -> None:
    with app.app_context():
        waits = NOW - timedelta(hours=2)
        add_message(db.session(), Message("new@example.ru", "Тема", "Текст"), waits, waits)
        db.session.commit()


def job_waits(app: Flask) -> None:
    with app.app_context():
        ask_for_chores(db.session(), NOW - timedelta(minutes=20))
        db.session.commit()


def files_moved_on(app: Flask) -> None:
    with app.app_context():
        publish_unread(db.session(), current_framework())
        db.session.commit()


def proxy_unknown(app: Flask) -> None:
    set_to(app, public_url="https://kam.example")


def limits_apart(app: Flask) -> None:
    set_to(app, workers=2)


def no_mail(app: Flask) -> None:
    set_to(app, mail_url=None)


def mail_server_down(app: Flask) -> None:
    set_to(app, mail_url="smtp://127.0.0.1:1")


def redis_down(app: Flask) -> None:
    set_to(app, limits_url="redis://127.0.0.1:1/0")


def unknown_framework(app: Flask) -> None:
    set_to(app, framework_id="key_acount")


def no_texts(app: Flask) -> None:
    set_to(app, legal=app.config["SETTINGS"].data_folder)


def mistyped_setting(app: Flask) -> None:
    set_to(app, unread=Settings.from_env({"KAMCAREER_LEGALL": "/etc/kamcareer/legal"}).unread)


def another_secret(app: Flask) -> None:
    with app.app_context():
        note_event(db.session(), "another " * 8, Event.SIGNED_IN, "x", "", NOW)
        db.session.commit()


def nobody_named(app: Flask) -> None:
    set_to(app, operator=replace(app.config["SETTINGS"].operator, name=""))


def database_in_the_open(app: Flask) -> None:
    set_to(app, database_url="postgresql://kam@db.internal/kam")


def database_unchecked(app: Flask) -> None:
    set_to(app, database_url="postgresql://kam@db.internal/kam?sslmode=require")


SPOILED = [
    (open_folder, "WRONG  data folder: others can look into", "chmod 700"),
    (no_secret, "WRONG  secret: there is none", "start once: flask serve"),
    (no_tls, "WRONG  https: passphrases and answers cross the network", "KAMCAREER_PUBLIC_URL=https://"),
    (broken_frameworks, "WRONG  frameworks: /nowhere/at/all", "flask frameworks check"),
    (old_tables, "WRONG  schema: the tables are not", "flask backup, then: flask db upgrade"),
    (changed_trail, "WRONG  audit trail: entry 2 was changed", "docs/breach.md"),
    (clock_set_back, "WRONG  clock: the trail already knows 2026-11-23 13:00", "timedatectl set-ntp true"),
    (letters_wait, "WRONG  mail: letters wait since 2026-11-23 10:00", "flask mail send"),
    (job_waits, "WRONG  background: a job waits since 2026-11-23 11:40", "start"),
    (files_moved_on, "advice model: files or additions were changed since version 1.0.0", "flask frameworks use-files"),
    (proxy_unknown, "advice proxy: everybody counts as one", "KAMCAREER_PROXY_HOPS"),
    (limits_apart, "advice limits: each of 2", "KAMCAREER_LIMITS_URL"),
    (database_in_the_open, "advice database: what is said to the database crosses a network", "sslmode=verify-full"),
    (database_unchecked, "advice database: nobody looks whether the machine", "sslmode=verify-full"),
    (no_mail, "advice mail: no letters", "KAMCAREER_MAIL_URL"),
    (
        mail_server_down,
        "WRONG  mail: the mail server does not take us in",
        "is it running, is KAMCAREER_MAIL_URL right",
    ),
    (redis_down, "WRONG  limits: Redis does not answer", "is KAMCAREER_LIMITS_URL right"),
    (unknown_framework, 'WRONG  model: there is no framework "key_acount" in', "set KAMCAREER_FRAMEWORK"),
    (
        no_texts,
        "WRONG  legal texts: ",
        "the document is missing; see KAMCAREER_LEGAL\n       → bring a file of that name",
    ),
    (mistyped_setting, "advice settings: KAMCAREER_LEGALL is set", "did you mean KAMCAREER_LEGAL?"),
    (another_secret, "WRONG  secret: the database was sealed with another one", "name one installation?"),
    (nobody_named, "advice operator: the notices do not say who runs this: name", "KAMCAREER_OPERATOR_"),
]


def test_everything_that_is_spoiled_is_found_with_its_remedy(well: Flask):
    settings, secret = well.config["SETTINGS"], well.config["SECRET_KEY"]
    for spoil, says, remedy in SPOILED:
        may_write.set(True)
        spoil(well)
        code, told = doctor(well)
        assert says in told, spoil.__name__
        assert remedy in told.partition(says)[2], spoil.__name__
        assert code == says.startswith("WRONG"), spoil.__name__
        assert told.endswith(("1 wrong, 1 could be better", "0 wrong, 2 could be better")), told
        _mend(well, settings, secret)
    assert doctor(well)[1].endswith(WELL)


def _mend(app: Flask, settings: Settings, secret: str) -> None:
    from flask_migrate import upgrade

    may_write.set(True)
    app.config["SETTINGS"], app.config["SECRET_KEY"] = settings, secret
    settings.data_folder.chmod(0o700)
    with app.app_context():
        upgrade()
        for table in ("audit", "background_job", "mail", "framework_publication"):
            db.session.execute(text(f"DELETE FROM {table}"))
        db.session.commit()


def test_a_redis_that_is_spoken_to_in_plain_text_is_told(well: Flask):
    set_to(well, limits_url="redis://cache.invalid:6379/0")

    assert "advice limits: what is said to Redis crosses a network" in doctor(well)[1]


def test_of_a_redis_that_answers_nothing_is_said(well: Flask):
    if REDIS is None:
        lacking("no Redis: set KAMCAREER_TEST_REDIS_URL, for example redis://127.0.0.1:6379/0")
    set_to(well, limits_url=REDIS)

    assert doctor(well)[1].endswith(WELL)


@pytest.mark.parametrize("content", [b"my own list\n", b"\x7fELF\xff\xfe\n"])
def test_a_list_of_what_was_erased_that_is_none_is_found_and_stops_nobody(well: Flask, tmp_path: Path, content: bytes):
    file = tmp_path / "erased.list"
    file.write_bytes(content)
    set_to(well, erasure_list=file)

    assert f"WRONG  erasures: {file} is not a list of what was erased" in doctor(well)[1]
    assert well.test_cli_runner().invoke(args=["retention", "replay"]).output == "nothing came back\n"


def test_a_missing_old_or_young_backup_is_told_apart(well: Flask, framework: Framework, tmp_path: Path):
    begin(well, framework)
    assert "WRONG  backup: there was none so far\n       → flask backup FOLDER" in doctor(well)[1]

    with time_machine.travel(NOW, tick=False):
        well.test_cli_runner().invoke(args=["backup", str(tmp_path)])
    assert doctor(well, NOW + timedelta(hours=50))[1].endswith(WELL)
    assert "backup: the last one is of 2026-11-23 12:00 UTC" in doctor(well, NOW + timedelta(hours=51))[1]


def test_columns_of_the_pool_that_nobody_makes_anew_are_found(well: Flask):
    file = pool_file(well.config["SETTINGS"].data_folder)
    file.touch(0o600)
    os.utime(file, (NOW.timestamp(), NOW.timestamp()))

    assert doctor(well, NOW + timedelta(hours=71))[1].endswith(WELL)
    assert "WRONG  pool: its columns are old" in doctor(well, NOW + timedelta(hours=73))[1]


def test_data_kept_too_long_is_found_a_day_later(well: Flask, framework: Framework, tmp_path: Path):
    begin(well, framework, NOW - timedelta(days=400))
    with time_machine.travel(NOW, tick=False):
        well.test_cli_runner().invoke(args=["backup", str(tmp_path)])
    assert "WRONG  retention: data is kept longer than promised\n       → flask retention run" in doctor(well)[1]

    with time_machine.travel(NOW, tick=False):
        well.test_cli_runner().invoke(args=["retention", "run"])
    assert doctor(well)[1].endswith(WELL)


def test_a_full_disk_and_missing_programs_are_found(well: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10 * 2**20))
    monkeypatch.setenv("PATH", str(tmp_path))
    told = doctor(well)[1]

    assert "WRONG  disk: 10 MiB are free" in told
    assert ("WRONG  backup: pg_dump" in told) == well.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql")


def test_an_unsafe_setting_of_the_database_is_found(well: Flask):
    statement = "PRAGMA synchronous=NORMAL" if "sqlite" in well.config["SQLALCHEMY_DATABASE_URI"] else ""
    statement = statement or "SET synchronous_commit = off"
    _at_connect(well, statement)
    code, told = doctor(well)

    assert code == 1
    assert "acknowledged answers can get lost: synchronous" in told


@pytest.mark.sqlite
def test_a_damaged_file_is_found(app: Flask):
    file = app.config["SETTINGS"].data_folder / "kamcareer.db"
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    with sqlite3.connect(file) as other:
        other.execute("PRAGMA foreign_keys=OFF")
        other.execute("INSERT INTO answer_save VALUES ('nobody', 'key', 'negotiation', 1)")
    other.close()

    assert (
        "damaged: 1 rows without their parent\n       → stop the server, keep the file, then: flask restore"
        in doctor(app)[1]
    )


@pytest.mark.parametrize(
    "url", ["", "postgresql://nobody@127.0.0.1:1/x", f"postgresql://nobody:{'wo[rd/#'}@127.0.0.1:1/x"]
)
def test_without_a_database_it_says_so_and_goes_on(tmp_path: Path, url: str):
    app = create_app(Settings.from_env({"KAMCAREER_DATA": str(tmp_path), "KAMCAREER_DATABASE_URL": url}))
    code, told = doctor(app)

    assert code == 1
    assert "WRONG  database:" in told
    assert "advice mail" in told
    assert not list(tmp_path.glob("*.db*"))


def test_which_file_system_a_path_lies_on_is_read_from_the_mounts():
    mounts = "/dev/a / ext4 rw 0 0\nserver:/x /srv/my\\040data nfs4 rw 0 0\nproc /srv/other proc rw 0 0\nnonsense\n"

    assert file_system_of(Path("/srv/my data/kamcareer.db"), mounts) == "nfs4"
    assert file_system_of(Path("/srv/my/kamcareer.db"), mounts) == "ext4"
    assert file_system_of(Path("/srv/kamcareer.db"), "") == ""


@pytest.mark.sqlite
def test_sqlite_on_a_network_disk_is_wrong(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    mounts = tmp_path / "mounts"
    mounts.write_text("server:/x / nfs4 rw 0 0\n")
    monkeypatch.setattr(sys.modules["kamcareer.cli.doctor"], "MOUNTS", mounts)

    assert "WRONG  database: SQLite lies on nfs4, where its log does not work\n       → move" in doctor(app)[1]
