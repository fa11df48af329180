"""`flask secret replace` on both databases: everything goes on under the new secret, the old one opens nothing."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from flask import Flask
from pyotp import TOTP
from sqlalchemy import text
from sqlalchemy.orm import Session

from kamcareer.cli.installation import own_installation
from kamcareer.config import PROJECT_ROOT, Settings
from kamcareer.core.demographics import AgeGroup, Sex
from kamcareer.core.erasures import Erased
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder
from kamcareer.core.second_factors import Shown
from kamcareer.core.waiting_files import Holds
from kamcareer.factory import create_app
from kamcareer.services.audit import (
    Event,
    ReplacedSecretError,
    broken_at,
    name_of,
    note_event,
    trail,
)
from kamcareer.services.background_jobs import result_of
from kamcareer.services.cards import open_card
from kamcareer.services.demographics import own
from kamcareer.services.erasures import ErasureList
from kamcareer.services.my_data import everything_about
from kamcareer.services.second_factors import show
from kamcareer.services.secret_replacement import SecretError, replace_secret
from kamcareer.services.self_assessment import erase
from kamcareer.services.sign_ins import known_by
from kamcareer.services.waiting_files import waiting_file
from kamcareer.store.background_jobs import find_job
from kamcareer.store.database import db
from kamcareer.web.erasures import list_erased
from kamcareer.web.links import Purpose as LinkPurpose
from kamcareer.web.links import private_url
from tests.cli.sealed import SEED, Lived, lived, rows_of, run
from tests.conftest import NOW
from tests.rows import every_row
from tests.services.people import answered
from tests.web.pages import Reader

__all__ = ["lived"]

LATER = NOW + timedelta(minutes=5)


def opens_everything(lived: Lived, app: Flask) -> None:
    """Everything that is under a key goes on: codes, cards, words about sex and age, files, jobs, names, the trail."""
    with app.app_context():
        session, secret = db.session(), app.config["SECRET_KEY"]
        account, job = lived.account(session), find_job(session, lived.job)
        known = known_by(session, lived.cookie, LATER)
        assert known
        assert show(session, known, secret, TOTP(SEED).at(LATER), LATER) is Shown.CODE
        said = own(session, secret, Holder(account_id=account.id))
        assert said
        assert (said.sex, said.age_group) == (Sex.FEMALE, AgeGroup.FROM_35)
        assert "from_35" in str(everything_about(session, secret, account))
        assert waiting_file(session, secret, account.id, Holds.PEOPLE, NOW)
        assert result_of(session, job, secret) == b"what came out"
        rows = every_row(session)
        own_name = name_of(secret, account.id)
        assert {row["decider"] for row in rows["decision"]} == {own_name}
        assert broken_at(session, secret) is None
        assert open_card(session, secret, "77", lived.code, "ёлка самовар трактор 9 лун", LATER)
        session.rollback()
        db.session.remove()


def test_everything_goes_on_under_the_new_secret_and_the_old_one_opens_nothing(lived: Lived):
    old, anchor = lived.secret, run(lived.app, "audit", "anchor")
    opens_everything(lived, lived.app)
    counted = {name: len(rows) for name, rows in rows_of(lived.app).items()}
    link = path_of(lived.app, lived.assessment_id)
    assert "replaced" in run(lived.app, "secret", "replace")

    with lived.started() as app:
        assert app.config["SECRET_KEY"] == (lived.folder / "secret_key").read_text() != old
        assert (lived.folder / "secret_key").stat().st_mode & 0o077 == 0
        opens_everything(lived, app)
        found = rows_of(app)
        assert {name: len(rows) for name, rows in found.items()} == counted | {"audit": counted["audit"] + 1}
        anchors = lived.folder / "anchors"
        anchors.write_text(anchor)
        assert "the chain is whole, anchors that hold: 1" in run(app, "audit", "check", "--anchors", str(anchors))
        assert not {"secret:", "trail:"} & set(run(app, "doctor", fails=True).split())
        assert Reader(app).get(link).status == 404
        with app.app_context():
            opens_nothing(db.session(), old, lived)


def opens_nothing(session: Session, old: str, lived: Lived) -> None:
    account, known = lived.account(session), known_by(session, lived.cookie, LATER)
    assert known
    with pytest.raises(InvalidTag):
        show(session, known, old, TOTP(SEED).at(LATER), LATER)
    assert waiting_file(session, old, account.id, Holds.PEOPLE, NOW) is None
    assert result_of(session, find_job(session, lived.job), old) is None
    assert own(session, old, Holder(account_id=account.id)) is None
    assert broken_at(session, old) == len(trail(session))
    assert name_of(old, account.id) not in str(
        {name: rows for name, rows in every_row(session).items() if name != "audit"}
    )
    with pytest.raises(ReplacedSecretError):
        note_event(session, old, Event.SIGNED_IN, account.id, "", LATER)
    session.rollback()
    db.session.remove()


def test_a_process_of_before_writes_nothing_however_much_was_written_since(lived: Lived):
    old = lived.secret
    run(lived.app, "secret", "replace")
    with lived.started() as app, app.app_context():
        session, secret = db.session(), app.config["SECRET_KEY"]
        note_event(session, secret, Event.SIGNED_IN, lived.account_id, "", LATER)
        with pytest.raises(ReplacedSecretError, match="start it again"):
            note_event(session, old, Event.SIGNED_IN, lived.account_id, "", LATER)
        assert broken_at(session, secret) is None
        session.rollback()
        db.session.remove()


def test_what_waits_to_be_written_down_outlives_a_command_on_a_wrong_database(lived: Lived, tmp_path: Path):
    """The only copy of a new secret is not deleted because another database knows nothing of it."""
    old = lived.secret
    with lived.started(KAMCAREER_SECRET_KEY=old) as app:
        run(app, "secret", "replace")
    waits = (lived.folder / "secret_key.next").read_text()
    wrong = {"KAMCAREER_SECRET_KEY": old, "KAMCAREER_DATABASE_URL": f"sqlite:///{tmp_path}/wrong.db"}
    with lived.started(**wrong) as app:
        run(app, "audit", "check")
    assert (lived.folder / "secret_key.undone").read_text() == waits
    with lived.started(KAMCAREER_SECRET_KEY=waits) as app:
        opens_everything(lived, app)


def path_of(app: Flask, assessment_id: str) -> str:
    with app.test_request_context():
        return "/" + private_url(LinkPurpose.STOP_LETTERS, assessment_id).split("/", 3)[3]


def test_a_link_of_now_is_no_link_of_before_because_of_the_secret_alone(lived: Lived):
    assert Reader(lived.app).get(path_of(lived.app, lived.assessment_id)).status == 200


def test_it_can_be_replaced_again_and_again(lived: Lived):
    run(lived.app, "secret", "replace")
    for _ in range(2):
        with lived.started() as app:
            run(app, "secret", "replace")

    with lived.started() as app:
        opens_everything(lived, app)
        with app.app_context():
            assert [entry.event for entry in trail(db.session())][-3:] == [Event.SECRET_REPLACED] * 3
            note_event(db.session(), app.config["SECRET_KEY"], Event.SIGNED_IN, lived.account_id, "", LATER)
            assert broken_at(db.session(), app.config["SECRET_KEY"]) is None
            db.session.rollback()


KILLED = """
import os, signal, sys
from kamcareer.factory import create_app

def die(*_arguments, **_named):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(sys.modules["{module}"], "{name}", die)
create_app().test_cli_runner().invoke(args=["secret", "replace"])
"""
AT = [
    ("kamcareer.services.secret_replacement", "sync_folder", False),
    ("kamcareer.services.secret_replacement", "rename_people", False),
    ("kamcareer.services.secret_replacement", "note_event", False),
    ("kamcareer.cli.secret", "wipe_log", True),
    ("kamcareer.cli.secret", "settle_secret", True),
]


@pytest.mark.parametrize(("module", "name", "committed"), AT, ids=[name for _module, name, _committed in AT])
def test_killed_at_any_moment_the_next_start_knows_which_secret_holds(
    lived: Lived, module: str, name: str, committed: bool
):
    old = lived.secret
    env = {name: value for name, value in os.environ.items() if not name.startswith("KAMCAREER_")} | lived.env()
    program = [sys.executable, "-c", KILLED.format(module=module, name=name)]
    done = subprocess.run(program, cwd=PROJECT_ROOT, env=env, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert (lived.folder / "secret_key").read_text() == old
    assert (lived.folder / "secret_key.next").exists()

    with lived.started() as app:
        assert "the chain is whole" in run(app, "audit", "check")
        assert not (lived.folder / "secret_key.next").exists()
        assert (app.config["SECRET_KEY"] != old) == committed
        assert (lived.folder / "secret_key").read_text() == app.config["SECRET_KEY"]
        opens_everything(lived, app)


def test_a_secret_of_the_settings_is_told_in_a_file_until_the_settings_name_it(lived: Lived):
    old, waits = lived.secret, lived.folder / "secret_key.next"
    with lived.started(KAMCAREER_SECRET_KEY=old) as app:
        assert str(waits) in run(app, "secret", "replace")
    with lived.started(KAMCAREER_SECRET_KEY=old) as app:
        for command in (("audit", "check"), ("backup", str(lived.folder / "x.tar.gz"))):
            assert f"Set KAMCAREER_SECRET_KEY to what stands in {waits}" in run(app, *command, fails=True)
        assert "it was replaced at" in run(app, "doctor", fails=True)
    assert waits.stat().st_mode & 0o077 == 0

    with lived.started(KAMCAREER_SECRET_KEY=waits.read_text()) as app:
        run(app, "audit", "check")
        assert not waits.exists()
        opens_everything(lived, app)


def test_of_two_who_replace_it_at_once_one_is_refused(lived: Lived):
    """Whoever waited for the other would seal what is sealed anew with the secret that ended."""
    with lived.started() as first, lived.started() as second:
        with second.app_context():
            before = own_installation()
        run(first, "secret", "replace")
        second.config["SECRET_KEY"] = before.secret
        with second.app_context(), pytest.raises(SecretError, match="was replaced at"):
            replace_secret(db.session(), before, NOW)
    assert not before.next_secret_file.exists()


def test_nothing_is_replaced_while_somebody_works_on_the_database(lived: Lived):
    with lived.started() as server:
        with server.app_context():
            db.session.execute(text("SELECT 1"))  # its connection stays open in the pool, as those of a server do
        assert "the database is in use" in run(lived.app, "secret", "replace", fails=True)
    with lived.started() as app:
        assert app.config["SECRET_KEY"] == lived.secret
        opens_everything(lived, app)


def test_what_was_erased_before_or_after_stays_known_under_either_secret(lived: Lived):
    settings, old = lived.app.config["SETTINGS"], lived.secret
    ErasureList(settings.erasure_list, old).add((Erased.ACCOUNT, "before"))
    run(lived.app, "secret", "replace")
    with lived.started() as app:
        now_listed = ErasureList(settings.erasure_list, app.config["SECRET_KEY"])
        now_listed.add((Erased.ACCOUNT, "after"))
        listed = now_listed.read()

    for one in (now_listed, ErasureList(settings.erasure_list, old)):
        assert [one.has(listed, Erased.ACCOUNT, id) for id in ("before", "after", "never")] == [True, True, False]


@pytest.mark.sqlite
def test_a_backup_from_before_comes_back_with_its_secret_and_without_who_was_erased_since(
    app: Flask, framework: Framework, tmp_path: Path
):
    with app.app_context():
        assessment = answered(db.session(), framework)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    backup = tmp_path / "before.tar.gz"
    run(app, "backup", str(backup))
    run(app, "secret", "replace")
    listed = str(app.config["SETTINGS"].erasure_list)
    with_new = create_app(Settings.from_env({"KAMCAREER_DATA": str(app.config["SETTINGS"].data_folder)}))
    with with_new.app_context():
        list_erased((Erased.ASSESSMENT, assessment.id))
        erase(db.session(), assessment.id)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()

    env = {"KAMCAREER_DATA": str(tmp_path / "other"), "KAMCAREER_ERASURE_LIST": listed}
    other = create_app(Settings.from_env(env))
    assert "erased again: 1 assessment" in run(other, "restore", str(backup))
    with create_app(Settings.from_env(env)).app_context():
        assert every_row(db.session())["answer"] == []
        db.engine.dispose()
