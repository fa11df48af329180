"""`flask retention`: the job under a clock that is moved, orders to keep data, a backup brought back."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask

from kamcareer.core.assessment import Draft
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.links import Extent
from kamcareer.core.notifications import Happening
from kamcareer.services.accounts import find_by_mailbox, new_one_time_link, open_one_time_link
from kamcareer.services.audit import broken_at
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.notifications import notify
from kamcareer.services.own_assessments import claim
from kamcareer.services.self_assessment import finish, open_sitting, save_answer, start
from kamcareer.services.sharing import show_link, working_link
from kamcareer.services.sign_ins import sign_in
from kamcareer.store.database import db, may_write
from tests.agreements import agreed
from tests.rows import every_row

ZONE, EMAIL = "Europe/Berlin", "vera@example.ru"
BEGUN = datetime(2026, 9, 28, 10, 0, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def _writing() -> None:
    may_write.set(True)


@pytest.fixture
def run(app: Flask) -> Callable[..., str]:
    """Run a command at a moment; return what it says."""

    def at(moment: datetime, *arguments: str, fails: bool = False) -> str:
        with time_machine.travel(moment, tick=False):
            done = app.test_cli_runner().invoke(args=["retention", *arguments])
        assert (done.exit_code != 0) == fails, done.output
        return done.output.strip()

    return at


@pytest.fixture
def begin(app: Flask, framework: Framework) -> Callable[..., str]:
    def make(moment: datetime = BEGUN, *, finished: bool = False, example: str = "") -> str:
        with app.app_context():
            id = start(db.session(), framework, None, "supervisor", moment, agreed()).id
            save_answer(db.session(), id, "negotiation", Draft(level=1, example=example), "k", moment)
            if finished:
                finish(db.session(), id, moment)
            db.session.commit()
        return id

    return make


@pytest.fixture
def exists(app: Flask) -> Callable[[str], bool]:
    def look(id: str) -> bool:
        with app.app_context():
            return open_sitting(db.session(), id) is not None

    return look


def local(text: str) -> datetime:
    """A moment in Moscow, where the installation of the tests is."""
    return datetime.fromisoformat(f"{text}+03:00")


@pytest.mark.parametrize(("finished", "over"), [(False, "2027-03-29T00:00:00"), (True, "2027-09-29T00:00:00")])
def test_the_job_deletes_at_the_midnight_after_the_last_day_and_never_before(
    run: Callable, begin: Callable, exists: Callable, finished: bool, over: str
):
    id = begin(finished=finished)
    assert run(local(over) - SECOND, "run") == "deleted: 0 assessments, 0 accounts"
    assert exists(id)
    assert run(local(over), "run", "--dry-run") == "due: 1 assessments, 0 accounts"
    assert exists(id)
    assert run(local(over), "run") == "deleted: 1 assessments, 0 accounts"
    assert not exists(id)
    assert run(local(over) + HOUR, "run") == "deleted: 0 assessments, 0 accounts"


def test_run_every_hour_for_two_years_nothing_goes_early_and_nothing_stays_a_day_too_long(
    run: Callable, begin: Callable, exists: Callable
):
    """Leap day and the ends of months among them; the job is asked at the two hours around each limit."""
    for begun, last in {
        "2028-02-29T13:00:00": "2028-08-29",
        "2027-08-31T13:00:00": "2028-02-29",
        "2027-03-31T23:59:59": "2027-09-30",
    }.items():
        id, end = begin(local(begun)), local(f"{last}T00:00:00") + timedelta(days=1)
        run(end - SECOND, "run")
        assert exists(id), begun
        run(end + HOUR - SECOND, "run")
        assert not exists(id), begun


def test_after_withdrawing_a_month_is_left_to_think(run: Callable, begin: Callable, exists: Callable, app: Flask):
    id = begin(finished=True)
    with app.app_context():
        withdraw(db.session(), Holder(assessment_id=id), Purpose.DEVELOPMENT, BEGUN)
        db.session.commit()
    run(local("2026-10-28T23:59:59"), "run")
    assert exists(id)
    run(local("2026-10-29T00:00:00"), "run")
    assert not exists(id)


@pytest.fixture
def vera(app: Flask, begin: Callable) -> str:
    """Somebody with an account and an assessment in it; return the id of the assessment."""
    id = begin()
    with app.app_context():
        secret = new_one_time_link(db.session(), EMAIL, BEGUN)
        account = open_one_time_link(db.session(), secret, None, BEGUN)
        claim(db.session(), id, account.id, BEGUN)
        sign_in(db.session(), account, "Firefox", BEGUN + timedelta(days=30))
        db.session.commit()
    return id


def test_while_an_account_is_used_nothing_in_it_goes_and_two_years_after_the_last_visit_all_of_it(
    run: Callable, vera: str, exists: Callable, app: Flask
):
    run(local("2028-10-28T23:59:59"), "run")
    assert exists(vera)
    assert run(local("2028-10-29T00:00:00"), "run") == "deleted: 1 assessments, 1 accounts"
    with app.app_context():
        left = {name for name, rows in every_row(db.session()).items() if rows}
        assert broken_at(db.session(), app.config["SECRET_KEY"]) is None
    assert left == {"framework", "legal_text", "audit"}


def test_an_order_stops_the_clock_until_its_day_or_its_release(
    run: Callable, begin: Callable, vera: str, exists: Callable
):
    id, over = begin(), local("2027-03-29T00:00:00")
    run(BEGUN, "hold", id, "--until", "2027-04-30", "--reason", "Спор о премии")
    run(BEGUN, "hold", EMAIL, "--until", "2029-01-31", "--reason", "Проверка")
    run(over, "run")
    assert exists(id)
    assert "Спор о премии" in run(over, "holds")
    run(local("2027-04-30T23:59:59"), "run")
    assert exists(id)
    run(local("2027-05-01T00:00:00"), "run")
    assert not exists(id)

    run(local("2028-12-01T00:00:00"), "run")
    assert exists(vera)
    order = next(line for line in run(over, "holds").splitlines() if "Проверка" in line).split("\t")[0]
    run(over, "release", order)
    run(local("2028-12-01T00:00:00"), "run")
    assert not exists(vera)
    assert "no order" in run(over, "release", order, fails=True)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nobody@example.ru", "--until", "2030-01-01", "--reason", "x"], "neither"),
        ([EMAIL, "--until", "2020-01-01", "--reason", "x"], "over"),
        ([EMAIL, "--until", "2030-01-01", "--reason", " "], "reason"),
    ],
)
def test_an_order_that_cannot_be_is_refused(run: Callable, vera: str, arguments: list[str], complaint: str):
    assert complaint in run(BEGUN, "hold", *arguments, fails=True)


CANARIES = ["канарейка-из-копии", EMAIL]


@pytest.mark.sqlite
def test_what_was_erased_is_erased_again_after_an_old_backup_was_restored(
    run: Callable, begin: Callable, app: Flask, framework: Framework
):
    """Backed up while the assessment was in no account yet, erased as an account, restored, replayed."""
    folder: Path = app.config["SETTINGS"].data_folder
    canary, other = begin(example=CANARIES[0]), begin(example="останется")
    with app.app_context():
        secret = new_one_time_link(db.session(), EMAIL, BEGUN)
        account = open_one_time_link(db.session(), secret, None, BEGUN)
        shown = show_link(db.session(), other, Extent.REPORT, (), timedelta(days=999), BEGUN).id
        db.session.commit()
        backup(folder)
        claim(db.session(), canary, account.id, BEGUN)
        db.session.commit()
    with app.test_request_context():
        from kamcareer.core.erasures import Erased
        from kamcareer.services.accounts import erase_account
        from kamcareer.services.sharing import take_back
        from kamcareer.web.erasures import list_account, list_erased

        account = find_by_mailbox(db.session(), EMAIL)
        list_account(account)
        erase_account(db.session(), account)
        list_erased((Erased.LINK, shown))
        take_back(db.session(), other, shown, BEGUN)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    restore(folder)
    assert all(found(folder, word) for word in CANARIES)

    assert run(BEGUN, "replay") == "1 account, 1 assessment, 1 link"
    assert not any(found(folder, word) for word in CANARIES)
    assert found(folder, "останется")
    with app.app_context():
        from kamcareer.core.links import LinkKind

        assert working_link(db.session(), shown, LinkKind.SHOW, BEGUN) is None
    assert run(BEGUN, "replay") == "nothing came back"
    assert (folder / "erased.list").stat().st_mode & 0o077 == 0


def backup(folder: Path) -> None:
    source, target = sqlite3.connect(folder / "kamcareer.db"), sqlite3.connect(folder.parent / "backup.db")
    source.backup(target)
    source.close()
    target.close()


def restore(folder: Path) -> None:
    for file in folder.glob("kamcareer.db*"):
        file.unlink()
    shutil.copy(folder.parent / "backup.db", folder / "kamcareer.db")


def found(folder: Path, word: str) -> bool:
    return any(word.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_the_job_clears_away_links_sign_ins_and_letters_that_have_expired(run: Callable, vera: str, app: Flask):
    with app.app_context():
        new_one_time_link(db.session(), "new@example.ru", BEGUN)
        notify(db.session(), Happening.SIGN_IN_LINK, "new@example.ru", "ru", {"url": "адрес"}, BEGUN, ZoneInfo(ZONE))
        db.session.commit()
    run(BEGUN + timedelta(days=7), "run")
    with app.app_context():
        before = {name for name, rows in every_row(db.session()).items() if rows}
    run(BEGUN + timedelta(days=61), "run")
    with app.app_context():
        after = {name for name, rows in every_row(db.session()).items() if rows}

    assert before - after == {"mail", "sign_in"}
    assert "one_time_link" not in before
    assert {"account", "assessment"} <= after
