import json
import subprocess
import sys
from io import BytesIO
from select import select

import pytest

from kamcareer.cli.gap_batch import PIECE, groups
from kamcareer.config import PROJECT_ROOT
from kamcareer.services.framework_files import load_framework
from tests.cli.test_gap import EXAMPLE, TARGET, as_json, bare, gap

GOOD = {"framework": "key_account", "role": "supervisor", "answers": {"market": {"level": 2}}}


def line(**changes) -> str:
    return json.dumps(GOOD | changes, ensure_ascii=False)


def batch(runner, tmp_path, lines, *args):
    file = tmp_path / "people.jsonl"
    file.write_text("\n".join(lines) + "\n")
    result = gap(runner, "--batch", file, "--to", TARGET, *args)
    return result, [json.loads(row) for row in result.stdout.splitlines()]


def test_one_report_a_line_in_the_same_order(runner, tmp_path):
    people = [line(role=role) for role in ("merchandiser", None, "supervisor", "merchandiser")]
    result, reports = batch(runner, tmp_path, people, "--format", "jsonl")

    assert result.exit_code == 0
    assert [report["from"] for report in reports] == ["merchandiser", None, "supervisor", "merchandiser"]
    assert [report["line"] for report in reports] == [1, 2, 3, 4]


def test_a_bad_line_is_named_by_its_number_and_does_not_stop_the_rest(runner, tmp_path):
    lines = [line(), "{", line(role="supervizor"), "", line(answers={"markt": {"level": 2}}), line(role=None)]
    result, reports = batch(runner, tmp_path, lines)

    assert result.exit_code == 1
    assert [report["line"] for report in reports] == [1, 6]
    for number, words in ((2, "not one JSON document"), (3, '"supervisor"?'), (5, '"market"?')):
        assert any(f"people.jsonl:{number}:" in row and words in row for row in result.stderr.splitlines())


def test_a_line_that_is_not_utf_8_is_a_bad_line(runner, tmp_path):
    file = tmp_path / "people.jsonl"
    file.write_bytes(line().encode() + b"\n\xff\xfe\n" + line().encode())
    result = gap(runner, "--batch", file, "--to", TARGET)

    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert "people.jsonl:2:1: not UTF-8" in result.stderr


def test_each_report_is_the_one_the_person_would_get_alone(runner, tmp_path):
    for file in sorted((PROJECT_ROOT / "examples").glob("*.yaml")):
        alone = as_json(runner, file)
        document = json.dumps(plain(file))
        _, [report] = batch(runner, tmp_path, [document])
        del report["line"]

        assert report == alone


def plain(file):
    """Return an answers file as plain data."""
    from kamcareer.core.framework.yaml_reader import read_yaml

    return read_yaml(file.read_bytes(), str(file)).value


def test_the_standard_input_is_a_batch_too(runner):
    result = runner.invoke(args=["gap", "--batch", "-", "--to", TARGET], input=f"{line()}\n{line(role=None)}")

    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2


def test_a_batch_goes_into_a_file_when_asked(runner, tmp_path):
    out = tmp_path / "reports.jsonl"
    result, _ = batch(runner, tmp_path, [line()], "-o", out)

    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(out.read_text())["to"] == TARGET


def test_nothing_in_gives_nothing_out(runner, tmp_path):
    result, reports = batch(runner, tmp_path, [""])

    assert (result.exit_code, reports) == (0, [])


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "give either ANSWERS or --batch"),
        ((EXAMPLE, "--batch", EXAMPLE), "give either ANSWERS or --batch"),
        (("--batch", EXAMPLE, "--format", "pdf"), "a batch is written as jsonl"),
        (("--batch", "nowhere.jsonl"), "does not exist"),
    ],
)
def test_a_wrong_call_says_what_to_do(runner, args, words):
    result = gap(runner, *args, "--to", TARGET)

    assert result.exit_code == 2
    assert words in result.stderr


def test_an_unknown_role_stops_the_batch_at_once(runner, tmp_path):
    file = tmp_path / "people.jsonl"
    file.write_text(line())
    result = gap(runner, "--batch", file, "--to", "supervizor")

    assert (result.exit_code, result.stdout) == (2, "")
    assert 'did you mean "supervisor"?' in result.stderr


def test_applicants_with_the_same_answers_get_the_same_estimates(runner, tmp_path):
    _, (one, other) = batch(runner, tmp_path, [line(role="merchandiser"), line(role="sales_manager")], "--applicants")

    assert [item["estimate"] for item in one["competencies"]] == [item["estimate"] for item in other["competencies"]]
    assert one["readiness"]["estimate"] == other["readiness"]["estimate"]


def test_as_a_process_the_progress_is_on_stderr_and_the_reports_alone_on_stdout(tmp_path):
    file = tmp_path / "people.jsonl"
    file.write_text(f"{line()}\n{line()}\n")
    result = bare("gap", "--batch", file, "--to", TARGET, KAMCAREER_DATA=str(tmp_path / "data"))

    assert result.returncode == 0
    assert [json.loads(row)["line"] for row in result.stdout.splitlines()] == [1, 2]
    assert b"100%" in result.stderr


def test_a_report_is_there_before_the_next_line_is_written(tmp_path):
    command = [sys.executable, "-m", "flask", "gap", "--batch", "-", "--to", TARGET]
    clean = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8", "KAMCAREER_DATA": str(tmp_path)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=PROJECT_ROOT, env=clean, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        for number in (1, 2):
            process.stdin.write(f"{line()}\n".encode())
            process.stdin.flush()
            assert select([process.stdout], [], [], 60)[0], "no report while the input stays open"
            assert json.loads(process.stdout.readline())["line"] == number
        process.stdin.close()

        assert process.wait(60) == 0


def test_a_gap_report_starts_without_solvers_and_statistics():
    heavy = "{'ortools', 'statsmodels', 'pandas', 'krippendorff', 'scipy.stats', 'scipy.optimize'} & set(sys.modules)"
    code = (
        "import sys; from app import app; "
        f"r = app.test_cli_runner().invoke(args=['gap', {str(EXAMPLE)!r}, '--to', {TARGET!r}, '--format', 'json']); "
        f"print(r.exit_code, sorted({heavy}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)

    assert done.stdout.strip() == "0 []", done.stderr


@pytest.mark.parametrize("longest", [10, 2 * PIECE, 5 * PIECE + 1])
def test_progress_counts_every_byte_whatever_the_length_of_a_line(longest):
    data = b"a\n" + b"b" * longest + b"\nc\n"

    assert sum(size for _, _, size in groups(BytesIO(data))) == len(data)


@pytest.mark.parametrize("data", [b"a\nb\n", b"a\nb"])
def test_a_line_end_at_the_end_is_not_counted_as_a_line(data):
    assert sum(len(lines) for _, lines, _ in groups(BytesIO(data))) == 2


def test_topics_come_in_the_same_order_alone_and_among_many(runner, tmp_path):
    ids = list(load_framework(PROJECT_ROOT / "competencies" / "key_account").competencies)
    people = [line(answers={id: {"level": (n + start) % 3} for n, id in enumerate(ids)}) for start in range(12)]
    _, together = batch(runner, tmp_path, people)

    for number in (0, 5, 11):
        _, [alone] = batch(runner, tmp_path, [people[number]])
        for report in (alone, together[number]):
            report.pop("line")
        assert alone == together[number]
