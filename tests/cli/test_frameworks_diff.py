"""Two frameworks compared in words: folders, the installation's own, versions that assessments were made with."""

import json
from pathlib import Path

from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.factory import create_app
from kamcareer.services.audit import Event, trail
from kamcareer.store.database import db
from kamcareer.store.frameworks import keep_framework
from tests.conftest import NOW, settings_for
from tests.published import publish_unread

SUPERVISOR = "roles/supervisor.yaml"


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))


def test_equal_frameworks_end_with_0_and_say_nothing(runner, copy):
    found = runner.invoke(args=["frameworks", "diff", str(copy)])

    assert (found.exit_code, found.stdout) == (0, "")


def test_a_change_is_told_in_words_under_its_role(runner, copy):
    edit(copy, SUPERVISOR, "level: 2", "level: 3")
    edit(copy, SUPERVISOR, "ru: Супервайзер", "ru: Старший супервайзер")
    found = runner.invoke(args=["frameworks", "diff", "key_account", str(copy)])

    assert found.exit_code == 1
    assert found.stdout == (
        "Роль «Старший супервайзер»\n"
        "  название (по-русски): Супервайзер → Старший супервайзер\n"
        "  «Коммуникация и контакт», нужная ступень: 2 → 3\n"
    )
    assert found.stderr == "2 изменения в 1 элементе\n"

    english = runner.invoke(args=["frameworks", "diff", "key_account", str(copy), "--lang", "en"])
    assert english.stderr == "2 changes in 1 element\n"
    assert english.stdout == (
        "role supervisor, Supervisor\n"
        "  name (ru): Супервайзер → Старший супервайзер\n"
        "  “Communication and rapport” required level: 2 → 3\n"
    )


def test_the_same_as_json_for_programs(runner, copy):
    edit(copy, SUPERVISOR, "level: 2", "level: 3")
    found = json.loads(runner.invoke(args=["frameworks", "diff", "key_account", str(copy), "--format", "json"]).stdout)

    assert found["before"]["sha256"] != found["after"]["sha256"]
    assert found["changes"] == [
        {
            "kind": "role",
            "id": "supervisor",
            "path": ["requirements", "communication", "level"],
            "before": 2,
            "after": 3,
            "moved": False,
        }
    ]


def test_what_cannot_be_used_ends_with_2_and_says_why(runner, copy):
    edit(copy, SUPERVISOR, "level: 2", "level: 7")
    broken = runner.invoke(args=["frameworks", "diff", str(copy)])
    nowhere = runner.invoke(args=["frameworks", "diff", "key_acount"])

    assert (broken.exit_code, nowhere.exit_code) == (2, 2)
    assert '"level" is "7"; it must be 4 or less' in broken.stderr
    assert 'no framework "key_acount"' in nowhere.stderr


def test_a_stored_version_is_found_by_the_beginning_of_its_address(tmp_path: Path, framework: Framework):
    app = create_app(settings_for(tmp_path))
    older = framework.model_copy(update={"version": "0.9.0"})
    app.test_cli_runner().invoke(args=["frameworks", "versions"])  # it makes the tables
    with app.app_context():
        sha256 = keep_framework(db.session(), older, NOW)
        db.session.commit()
    runner = app.test_cli_runner()

    assert f"{sha256}  2026-11-23  key_account 0.9.0" in runner.invoke(args=["frameworks", "versions"]).stdout
    assert sha256 == sha256_of(older)
    assert "номер версии: 0.9.0 → " in runner.invoke(args=["frameworks", "diff", sha256[:8]]).stdout
    assert runner.invoke(args=["frameworks", "diff", "0" * 8]).exit_code == 2


def test_a_published_version_is_current_until_the_files_are_put_in_charge(tmp_path, framework: Framework):
    app = create_app(settings_for(tmp_path))
    runner = app.test_cli_runner()
    runner.invoke(args=["frameworks", "versions"])  # it makes the tables
    other = framework.model_copy(update={"version": "1.0.1"})
    with app.app_context():
        publish_unread(db.session(), other)
        db.session.commit()

    told = runner.invoke(args=["frameworks", "diff", "key_account", "current", "--lang", "en"]).stdout
    assert "1.0.0 → 1.0.1" in told
    assert "key_account 1.0.1  in use" in runner.invoke(args=["frameworks", "versions"]).stdout

    assert runner.invoke(args=["frameworks", "use-files"]).exit_code == 0
    assert runner.invoke(args=["frameworks", "diff", "key_account", "current"]).stdout == ""
    assert "already" in runner.invoke(args=["frameworks", "use-files"]).stderr
    with app.app_context():
        assert [entry.event for entry in trail(db.session())] == [Event.MODEL_FILES_IN_CHARGE]
