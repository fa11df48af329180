import json
import shutil
import subprocess
import sys
import time

import pytest

from kamcareer.config import PROJECT_ROOT
from kamcareer.exports.pdf import PdfUnavailableError, pdf_from_html
from tests.conftest import lacking
from tests.core.framework.matrix_cells import ROLES

EXAMPLE = PROJECT_ROOT / "examples" / "sales_representative.yaml"
TARGET = "key_account_manager_retail"
GOOD = "framework: key_account\nrole: supervisor\nanswers:\n  market: {level: 2}\n"

BAD = {
    "unknown competency": ("  market:", "  markt:", "4:3", 'unknown competency "markt"; did you mean "market"?'),
    "level outside the scale": ("level: 2", "level: 5", "4:19", "it must be 4 or less"),
    "no whole level": ("level: 2", "level: 2.5", "4:19", "it must be a whole number"),
    "unknown role": ("supervisor", "supervizor", "2:7", 'unknown role "supervizor"; did you mean "supervisor"?'),
    "unknown framework": ("key_account", "key_acount", "1:12", 'did you mean "key_account"?'),
    "unknown confidence": ("level: 2", "level: 2, confidence: very", "4:34", "'sure', 'fairly' or 'guess'"),
    "misspelt key": ("  market: {level", "  market: {levl: 1, level", "4:12", 'did you mean "level"?'),
    "answered twice": ("2}\n", "2}\n  market: {level: 1}\n", "5:3", "is given twice"),
    "bare no": ("level: 2", "level: no", "4:19", "put it in quotes"),
    "a bomb": ("market: {", "market: &x {", "4:11", "anchors and aliases"),
    "broken YAML": ("{level", "{{level", "4:12", "a key must be plain text"),
    "a tab": ("  market", "\tmarket", "4:1", "indent with spaces"),
}


def gap(runner, *args):
    return runner.invoke(args=["gap", *map(str, args)])


def as_json(runner, file=EXAMPLE, to=TARGET) -> dict:
    return json.loads(gap(runner, file, "--to", to, "--format", "json").stdout)


def bare(*args, cwd=PROJECT_ROOT, **env) -> subprocess.CompletedProcess:
    """Run flask as a user would after `make setup`: no setting, no secret, no database."""
    command = [sys.executable, "-m", "flask", *map(str, args)]
    clean = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8", **env}
    return subprocess.run(command, cwd=cwd, env=clean, capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize(("old", "new", "place", "words"), BAD.values(), ids=BAD)
def test_a_bad_answers_file_is_one_line_and_exit_code_2(runner, tmp_path, old, new, place, words):
    file = tmp_path / "me.yaml"
    assert old in GOOD
    file.write_text(GOOD.replace(old, new, 1))
    result = gap(runner, file, "--to", TARGET)
    [line] = result.stderr.splitlines()

    assert (result.exit_code, result.stdout) == (2, "")
    assert line.startswith(f"{file}:{place}: ")
    assert words in line


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"- " * 50_000, b"a: " + b"x" * 3_000_000, b"\x00", b"[]"])
def test_a_hostile_answers_file_is_one_line_too(runner, tmp_path, data):
    file = tmp_path / "me.yaml"
    file.write_bytes(data)
    result = gap(runner, file, "--to", TARGET)

    assert result.exit_code == 2
    assert result.stderr.startswith(f"{file}:1:")
    assert result.stderr.count("\n") == 1


def test_an_unknown_target_is_one_line_with_the_known_roles(runner):
    result = gap(runner, EXAMPLE, "--to", "kam")

    assert result.exit_code == 2
    assert 'unknown role "kam"' in result.stderr
    assert TARGET in result.stderr
    assert result.stderr.count("\n") == 1


def test_wrong_use_is_exit_code_2(runner, tmp_path):
    assert gap(runner, EXAMPLE).exit_code == 2
    assert gap(runner, tmp_path / "nobody.yaml", "--to", TARGET).exit_code == 2
    assert gap(runner, EXAMPLE, "--to", TARGET, "--format", "docx").exit_code == 2
    assert gap(runner, EXAMPLE, "--to", TARGET, "--lang", "de").exit_code == 2


def test_the_json_says_from_where_to_where_with_which_framework(runner):
    data = as_json(runner)
    shown = json.loads(runner.invoke(args=["frameworks", "show", "--format", "json"]).stdout)

    assert data["framework"] == {"id": "key_account", "version": shown["version"], "sha256": shown["sha256"]}
    assert (data["from"], data["to"], data["interval"]) == ("sales_representative", TARGET, 0.9)


@pytest.mark.parametrize("file", sorted((PROJECT_ROOT / "examples").glob("*.yaml")), ids=lambda file: file.stem)
def test_every_example_has_a_report_in_every_language_as_text_and_as_a_page(runner, file):
    for style in ("text", "html"):
        for lang in ("ru", "en"):
            result = gap(runner, file, "--to", TARGET, "--lang", lang, "--format", style)

            assert result.exit_code == 0, result.output
            assert len(result.stdout) > 1000
            assert "None" not in result.stdout


def test_the_language_is_that_of_the_option(runner):
    russian, english = (gap(runner, EXAMPLE, "--to", TARGET, "--lang", lang).stdout for lang in ("ru", "en"))

    assert "Финансовая грамотность" in russian
    assert "Финансовая грамотность" not in english
    assert "Торгпред" not in english


def test_every_role_can_be_the_target(runner):
    for role in ROLES:
        assert as_json(runner, to=role)["to"] == role


def test_the_report_goes_into_a_file_when_asked(runner, tmp_path):
    out = tmp_path / "report.json"
    result = gap(runner, EXAMPLE, "--to", TARGET, "--format", "json", "-o", out)

    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(out.read_text())["to"] == TARGET


def test_the_pdf_is_a_pdf(runner, tmp_path):
    try:
        pdf_from_html("<p>x</p>", PROJECT_ROOT / "static" / "fonts" / "print")
    except PdfUnavailableError as error:
        lacking(str(error))
    out = tmp_path / "report.pdf"

    assert gap(runner, EXAMPLE, "--to", TARGET, "--format", "pdf", "-o", out).exit_code == 0
    assert out.read_bytes().startswith(b"%PDF-")


def test_the_answer_takes_less_than_a_second_of_work(runner):
    as_json(runner)
    begin = time.process_time()
    as_json(runner)

    assert time.process_time() - begin < 1


def test_as_a_process_it_needs_neither_database_nor_secret(tmp_path):
    result = bare("gap", EXAMPLE, "--to", TARGET, "--format", "json", KAMCAREER_DATA=str(tmp_path / "data"))

    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["to"] == TARGET
    assert result.stderr == b""
    assert list(tmp_path.iterdir()) == []


def test_as_a_process_a_bad_file_is_one_line_and_no_traceback(tmp_path):
    file = tmp_path / "я.yaml"
    file.write_text(GOOD.replace("market", "markt"))
    result = bare("gap", file, "--to", TARGET, KAMCAREER_DATA=str(tmp_path / "data"))

    assert result.returncode == 2
    assert result.stderr.decode().startswith(f"{file}:4:3: unknown competency")
    assert result.stderr.count(b"\n") == 1


def test_as_a_process_the_check_says_0_for_clean_and_1_for_problems(tmp_path):
    folder = shutil.copytree(PROJECT_ROOT / "competencies", tmp_path / "frameworks")
    clean = bare("frameworks", "check", folder, "--lang", "en", KAMCAREER_DATA=str(tmp_path / "data"))
    (folder / "key_account" / "facts.yaml").write_text("")
    broken = bare("frameworks", "check", folder, "--lang", "en", KAMCAREER_DATA=str(tmp_path / "data"))

    assert (clean.returncode, clean.stdout) == (0, b"")
    assert broken.returncode == 1
    assert broken.stdout.decode() == f"{folder}/key_account/facts.yaml:1:1: the file is empty\n"


def test_a_reader_who_leaves_early_gets_no_traceback(tmp_path):
    command = f'"{sys.executable}" -m flask frameworks show --format json | head -c 10'
    env = {"PATH": "/usr/bin:/bin", "KAMCAREER_DATA": str(tmp_path)}
    result = subprocess.run(
        command, shell=True, cwd=PROJECT_ROOT, env=env, capture_output=True, check=False, timeout=60
    )

    assert b"Traceback" not in result.stderr
