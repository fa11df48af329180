"""A framework of one's own: whole from the first minute, and nothing in it that only ours has."""

import json
import re
from pathlib import Path

import pytest

from kamcareer.factory import create_app
from tests.conftest import settings_for

ANSWERS = """\
framework: own_sales
role: specialist
answers:
  client_talks: {level: 2, confidence: sure}
  agreements: {level: 1, confidence: fairly}
  figures: {level: 1, confidence: fairly}
"""


@pytest.mark.parametrize(("language", "other"), [("ru", "one file"), ("en", "один файл")])
def test_the_skeleton_passes_the_check_and_leads_in_one_language(runner, tmp_path: Path, language: str, other: str):
    folder = tmp_path / "own_sales"
    made = runner.invoke(args=["frameworks", "new", str(folder), "--lang", language])
    comments = [
        line for file in folder.rglob("*.yaml") for line in re.findall("^ *#.*", file.read_text(), re.MULTILINE)
    ]

    assert made.exit_code == 0
    assert f"flask frameworks check {folder}" in made.stdout
    assert runner.invoke(args=["frameworks", "check", str(folder)]).exit_code == 0
    assert len(comments) > 20
    assert not any(other in line or line.startswith(("#ru", "#en")) for line in comments)


def test_a_copy_of_ours_differs_by_what_it_is_called_and_nothing_else(runner, tmp_path: Path):
    folder = tmp_path / "own_sales"
    runner.invoke(args=["frameworks", "new", str(folder), "--from", "key_account"])
    found = runner.invoke(args=["frameworks", "diff", "key_account", str(folder), "--format", "json"])

    assert runner.invoke(args=["frameworks", "check", str(folder)]).exit_code == 0
    assert {tuple(change["path"]) for change in json.loads(found.stdout)["changes"]} <= {("id",), ("version",)}


def test_an_installation_works_with_the_skeleton_at_once(tmp_path: Path, runner):
    runner.invoke(args=["frameworks", "new", str(tmp_path / "models" / "own_sales")])
    own = {"KAMCAREER_FRAMEWORKS": str(tmp_path / "models"), "KAMCAREER_FRAMEWORK": "own_sales"}
    app = create_app(settings_for(tmp_path / "data", **own))
    (tmp_path / "answers.yaml").write_text(ANSWERS)
    commands = app.test_cli_runner()
    report = commands.invoke(args=["gap", str(tmp_path / "answers.yaml"), "--to", "lead", "--lang", "en"])
    limits = ["--hours-per-week", "4", "--weeks", "26", "--lang", "en"]
    plan = commands.invoke(args=["plan", str(tmp_path / "answers.yaml"), "--to", "lead", *limits])

    assert (report.exit_code, "Work with figures" in report.stdout) == (0, True)
    assert (plan.exit_code, "Plan and actual of five clients" in plan.stdout) == (0, True)
    commands.invoke(args=["db", "upgrade"])
    for page in ("/", "/roles", "/roles/lead", "/model", "/model/figures", "/activities", "/help", "/about/method"):
        assert app.test_client().get(page).status_code == 200, page


@pytest.mark.parametrize("name", ["Own-Sales", "own sales", "1st", "x"])
def test_a_name_that_can_be_no_id_is_refused(runner, tmp_path: Path, name: str):
    refused = runner.invoke(args=["frameworks", "new", str(tmp_path / name)])

    assert (refused.exit_code, (tmp_path / name).exists()) == (2, False)
    assert "не годится в имена" in refused.stderr


def test_what_is_there_already_is_left_alone(runner, copy: Path):
    before = (copy / "framework.yaml").read_bytes()
    refused = runner.invoke(args=["frameworks", "new", str(copy)])

    assert (refused.exit_code, "уже существует" in refused.stderr) == (2, True)
    assert "is there already" in runner.invoke(args=["frameworks", "new", str(copy), "--lang", "en"]).stderr
    assert (copy / "framework.yaml").read_bytes() == before
