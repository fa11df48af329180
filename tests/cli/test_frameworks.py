import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kamcareer.config import PROJECT_ROOT, Settings
from kamcareer.factory import create_app
from tests.core.framework.matrix_cells import COMPETENCIES, OVERLAYS, ROLES

SUPERVISOR = "roles/supervisor.yaml"
FINANCE = "competencies/finance.yaml"
HEAD = "framework.yaml"

# file, what stands there, what is written instead (¦ marks where the problem is told), the words it is told in
RULES = {
    "duplicate key": (SUPERVISOR, "ladder: retail\n", "ladder: retail\n¦ladder: retail\n", 'key "ladder" is given twice'),
    "bare no": (FINANCE, "status: draft", "status: ¦no", '"no" may mean a word or true/false; put it in quotes'),
    "a tag": (FINANCE, "status: draft", "status: ¦!!str draft", "tags are not allowed: remove"),
    "an anchor": (FINANCE, "status: draft", "status: ¦&x draft", "anchors and aliases"),
    "an alias": (FINANCE, "status: draft", "status: ¦*x", "anchors and aliases"),
    "a second document": (FINANCE, "status: draft", "¦---\nstatus: draft", "a second document begins here"),
    "a tab": (FINANCE, "name:\n  ru", "name:\n¦\tru", "indent with spaces"),
    "a merge key": (FINANCE, "name:\n", "name:\n  ¦<<: x\n", "merge keys (<<) are not allowed"),
    "misspelt key": (SUPERVISOR, "    weight: 2\n", "    weight: 2\n    ¦must_hav: true\n", 'did you mean "must_have"?'),
    "unknown key": (FINANCE, "status: draft", "status: draft\n¦zzz: 1", 'unknown key "zzz"; known here: '),
    "no Russian": (SUPERVISOR, "name:\n  ru: Супервайзер\n  en", "name:\n  ¦en", 'the Russian text of "name" is missing'),
    "no English": (SUPERVISOR, "\n  en: Supervisor\n", "\n", 'the English text of "name" is missing; add the key en'),
    "empty text": (SUPERVISOR, "  en: Supervisor\n", '  en: ¦""\n', '"en" is empty; write the text'),
    "level outside": (SUPERVISOR, "level: 2", "level: ¦5", '"level" is "5"; it must be 4 or less'),
    "negative level": (SUPERVISOR, "level: 2", "level: ¦-1", '"level" is "-1"; it must be 0 or more'),
    "weight outside": (SUPERVISOR, "weight: 2", "weight: ¦4", '"weight" is "4"; it must be 3 or less'),
    "unknown competency": (SUPERVISOR, "  market:\n", "  ¦markets:\n", 'competency "markets"; did you mean "market"?'),
    "light must-have": (SUPERVISOR, "weight: 3\n    must_have", "weight: ¦2\n    must_have", "a must-have has weight 3"),
    "must-have unexplained": (SUPERVISOR, "  market:\n    level: 2\n    weight: 2\n",
                              "  ¦market:\n    level: 2\n    weight: 3\n    must_have: true\n",
                              '"market" is a must-have without a reason; add reason:'),
    "weight 3 unexplained": (SUPERVISOR, "  market:\n    level: 2\n    weight: 2\n",
                             "  ¦market:\n    level: 2\n    weight: 3\n", '"market" is weight 3 without a reason'),
    "unknown fact": (SUPERVISOR, "facts: [F114]", "facts: [¦F999]", 'unknown fact "F999"; facts.yaml ends at F171'),
    "no fact number": (SUPERVISOR, "facts: [F114]", "facts: [¦114]", '"facts" is "114"; it must look like'),
    "unknown cluster": (FINANCE, "cluster: C", "cluster: ¦Z", 'unknown cluster "Z"'),
    "other id": (FINANCE, "id: finance", "id: ¦finances", 'the id is "finances" but the file is called "finance.yaml"'),
    "unknown base": ("roles/kam_solo.yaml", "base: key_account_manager_retail", "base: ¦key_account_manager_retal",
                     'unknown role "key_account_manager_retal"; did you mean "key_account_manager_retail"?'),
    "unknown role in an edge": (HEAD, "to: supervisor", "to: ¦superviser", 'did you mean "supervisor"?'),
    "unknown type of edge": (HEAD, "type: lateral", "type: ¦sideways", "'promotion', 'branch', 'lateral' or 'exit'"),
    "unknown in the order": (HEAD, "    - presenting\n", "    - presenting\n    - ¦presentin\n", 'did you mean "presenting"?'),
    "needless reason for a fall": (HEAD, "    falls:\n      activation:", "    falls:\n      ¦zzz: {ru: а, en: a}\n      activation:",
                                   '"zzz" does not fall along this edge; remove the reason'),
    "setting out of range": ("measurement.yaml", "value: 0.8", "value: ¦8", '"spread" is 8, outside its range 0.4 to 1.2'),
    "future format": (HEAD, "format: 1", "format: ¦2", '"format" is "2"; it must be 1 or less'),
}  # fmt: skip


def broken(folder: Path, file: str, old: str, new: str) -> str:
    """Write the mistake into the copy and return file:line:column of the mark."""
    text = (folder / file).read_text()
    assert old in text
    at = text.index(old) + max(new.find("¦"), 0)
    text = text.replace(old, new.replace("¦", ""), 1)
    (folder / file).write_text(text)
    return f"{folder / file}:{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def check(runner, *paths) -> tuple[int, list[str]]:
    result = runner.invoke(args=["frameworks", "check", *map(str, paths), "--lang", "en"])
    return result.exit_code, result.stdout.splitlines()


@pytest.mark.parametrize(("file", "old", "new", "words"), RULES.values(), ids=RULES)
def test_each_rule_names_place_culprit_and_remedy(runner, copy, file, old, new, words):
    place = broken(copy, file, old, new)
    code, lines = check(runner, copy)
    found = [line for line in lines if words in line]

    assert code == 1
    assert found, lines
    if "¦" in new:
        assert found[0].startswith(f"{place}: ")


@pytest.mark.parametrize("rule", ["bare no", "level outside", "light must-have", "unknown fact", "misspelt key"])
def test_one_mistake_is_one_line(runner, copy, rule):
    file, old, new, _ = RULES[rule]
    broken(copy, file, old, new)

    assert len(check(runner, copy)[1]) == 1


def test_nine_must_haves_select_nobody(runner, copy):
    file = copy / "roles/key_account_manager_retail.yaml"
    file.write_text(
        file.read_text().replace("    weight: 3\n    reason", "    weight: 3\n    must_have: true\n    reason", 1)
    )
    code, lines = check(runner, copy)

    assert code == 1
    assert any("key_account_manager_retail.yaml:" in line and "9 must-haves; at most 8" in line for line in lines)
    assert any("kam_solo.yaml:" in line or "kam_hunter.yaml:" in line for line in lines)  # its variants have them too


def test_a_level_that_falls_along_a_promotion_asks_for_the_reason(runner, copy):
    head = (copy / HEAD).read_text()
    reason = head[head.index("    falls:\n      activation:") : head.index("  - from: sales_manager\n")]
    place = broken(copy, HEAD, f"from: supervisor\n    to: sales_manager\n    type: promotion\n    source: articles\n    facts: [F114]\n{reason}", "from: supervisor\n    to: sales_manager\n    type: promotion\n    source: articles\n")  # fmt: skip
    _, [line] = check(runner, copy)

    assert line.startswith(f"{place}: ")
    assert '"activation" falls from 3 to 2 along the promotion supervisor → sales_manager; give the reason' in line


def test_a_role_without_any_edge_is_told(runner, copy):
    head = (copy / HEAD).read_text()
    (copy / HEAD).write_text(head.replace("from: junior_account_manager", "from: merchandiser"))
    _, lines = check(runner, copy)

    assert any(
        line.startswith(f"{copy}/roles/junior_account_manager.yaml:1:5: no edge of framework.yaml leads to or from")
        for line in lines
    )


def test_a_circle_of_promotions_is_told(runner, copy):
    head = (copy / HEAD).read_text()
    (copy / HEAD).write_text(f"{head}  - {{from: supervisor, to: merchandiser, type: promotion, source: card}}\n")
    _, lines = check(runner, copy)
    [line] = [line for line in lines if "run in a circle" in line]

    assert line.startswith(f"{copy}/framework.yaml:")
    for role in ("merchandiser", "sales_representative", "supervisor"):
        assert role in line


def seconds_of_work(act: Callable[[], object]) -> float:
    """The least of two: what else runs on the machine only ever adds."""
    found = []
    for _ in range(2):
        begin = time.process_time()
        act()
        found.append(time.process_time() - begin)
    return min(found)


HOSTILE = {
    "50,000 brackets": (b"[" * 50_000, "nested deeper"),
    "50,000 dashes": (b"- " * 50_000, "nested deeper"),
    "megabytes": (b"a: " + b"x" * 8_000_000, "larger than 1,000,000 bytes"),
    "alias bomb": (b"a: &a [x]\n" + b"b: [*a,*a,*a]\n" * 1000, "anchors and aliases"),
    "a tag of half a character": (b"a: !%ed%a0%80 x\n", "not valid YAML"),
    "empty": (b"", "the file is empty"),
    "cp1251": ("id: финансы".encode("cp1251"), "save the file as UTF-8"),
    "UTF-16": ("id: finance".encode("utf-16"), "save the file as UTF-8"),
}


@pytest.mark.parametrize(("data", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_one_line_and_costs_less_than_a_second(runner, copy, data, words):
    clean = seconds_of_work(lambda: check(runner, copy))
    (copy / FINANCE).write_bytes(data)
    spent = seconds_of_work(lambda: check(runner, copy))
    code, lines = check(runner, copy)

    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith(f"{copy / FINANCE}:1:")
    assert words in lines[0]
    assert spent - clean < 1


def test_the_frameworks_of_the_repository_are_clean(runner):
    assert check(runner) == (0, [])
    assert check(runner, PROJECT_ROOT / "competencies") == (0, [])
    assert check(runner, PROJECT_ROOT / "competencies" / "key_account") == (0, [])


def test_every_problem_of_every_framework_is_told_at_once(runner, copy):
    other = shutil.copytree(copy, copy.parent / "other")
    first = broken(copy, SUPERVISOR, "level: 2", "level: ¦5")
    second = broken(copy, FINANCE, "status: draft", "status: ¦no")
    third = broken(Path(other), SUPERVISOR, "weight: 2", "weight: ¦0")

    assert {line.partition(": ")[0] for line in check(runner, copy.parent)[1]} == {first, second, third}
    assert {line.partition(": ")[0] for line in check(runner, copy, other)[1]} == {first, second, third}


def test_what_is_wrong_is_told_in_russian_when_asked_for(runner, copy):
    file = copy / "roles" / "supervisor.yaml"
    file.write_text(file.read_text().replace("level: 2", "level: 7", 1))
    told = runner.invoke(args=["frameworks", "check", str(copy), "--lang", "ru"]).stdout

    assert told.startswith(f"{file}:")
    assert told.endswith(": «нужная ступень»: сейчас «7», а нужно не больше 4\n")


@pytest.mark.parametrize(
    ("terminal", "language"),
    [({}, "ru"), ({"LANG": "C.UTF-8"}, "ru"), ({"LANG": "ru_RU.UTF-8"}, "ru"), ({"LANG": "en_US.UTF-8"}, "en"),
     ({"LANG": "ru_RU.UTF-8", "LC_ALL": "de_DE"}, "en"), ({"LANG": "en_GB", "LC_MESSAGES": "ru"}, "ru")],
)  # fmt: skip
def test_unless_told_a_command_speaks_the_language_of_the_terminal(
    runner, copy, monkeypatch: pytest.MonkeyPatch, terminal: dict[str, str], language: str
):
    for name, value in terminal.items():
        monkeypatch.setenv(name, value)
    told = runner.invoke(args=["frameworks", "diff", str(copy), str(copy)])

    assert told.stderr == {"ru": "0 изменений в 0 элементах\n", "en": "0 changes in 0 elements\n"}[language]


def test_every_yaml_file_under_the_folder_is_checked(runner, copy):
    (copy / "roles" / "more").mkdir()
    strays = [copy / "notes.yaml", copy / "roles" / "more" / "x.yml", copy.parent / "beside.yaml"]
    for stray in strays:
        stray.write_text("")
    code, lines = check(runner, copy.parent)

    assert code == 1
    assert {line.split(":")[0] for line in lines} == {str(stray) for stray in strays}


@pytest.mark.parametrize("file", [HEAD, "facts.yaml", "measurement.yaml"])
def test_a_missing_file_is_told_and_nothing_else(runner, copy, file):
    (copy / file).unlink()
    _, lines = check(runner, copy)

    assert f"{copy / file}:1:1: the file is missing; every framework needs it" in lines
    assert len(lines) == 1


def test_wrong_use_is_exit_code_2(runner, tmp_path):
    assert runner.invoke(args=["frameworks", "check", str(tmp_path / "nowhere")]).exit_code == 2
    assert runner.invoke(args=["frameworks", "check", "--fast"]).exit_code == 2
    assert runner.invoke(args=["frameworks", "show", "nothing"]).exit_code == 2
    assert runner.invoke(args=["frameworks", "schema", "nothing"]).exit_code == 2


def test_an_empty_folder_is_no_framework(runner, tmp_path):
    code, lines = check(runner, tmp_path)

    assert code == 1
    assert any("the file is missing" in line for line in lines)


def shown(runner) -> dict:
    return json.loads(runner.invoke(args=["frameworks", "show", "key_account", "--format", "json"]).stdout)


def test_show_prints_the_whole_resolved_framework(runner):
    data = shown(runner)

    assert data["competencies"].keys() == set(COMPETENCIES)
    assert data["roles"].keys() == ROLES.keys() | OVERLAYS.keys()
    assert {id: role["base"] for id, role in data["roles"].items() if role["base"]} == {
        id: base for id, (base, _) in OVERLAYS.items()
    }
    for kind in ("competencies", "roles", "activities"):
        assert all(value["id"] == id for id, value in data[kind].items())


def test_a_shown_competency_has_all_its_parts(runner):
    parts = {"definition", "question", "anchors", "indicators", "situations", "interview"}

    for competency in shown(runner)["competencies"].values():
        assert parts <= competency.keys()
        assert list(competency["anchors"]) == ["0", "1", "2", "3", "4"]


def bilingual(value):
    if isinstance(value, dict):
        if "ru" in value or "en" in value:
            yield value
        for item in value.values():
            yield from bilingual(item)
    elif isinstance(value, list):
        for item in value:
            yield from bilingual(item)


def test_every_bilingual_text_is_an_object_of_exactly_ru_and_en(runner):
    texts = list(bilingual(shown(runner)))

    assert len(texts) > 500
    assert all(text.keys() == {"ru", "en"} and all(text.values()) for text in texts)


def test_show_as_text_lists_what_is_there(runner):
    text = runner.invoke(args=["frameworks", "show"]).stdout

    assert text.startswith("key_account 1.")
    assert "kam_solo" in text
    assert "(of key_account_manager_retail)" in text
    assert "Финансовая грамотность / " in text


def test_the_schema_is_one_that_editors_understand(runner):
    whole = json.loads(runner.invoke(args=["frameworks", "schema"]).stdout)
    role = json.loads(runner.invoke(args=["frameworks", "schema", "role"]).stdout)

    Draft202012Validator.check_schema(whole)
    assert whole["$schema"].startswith("https://json-schema.org/")
    assert "requirements" in role["properties"]


def test_a_name_of_a_yaml_file_that_is_no_file_is_told(runner, tmp_path: Path):
    folder = tmp_path / "key_account"
    shutil.copytree(PROJECT_ROOT / "competencies" / "key_account", folder)
    os.mkfifo(folder / "roles" / "pipe.yaml")
    (folder / "competencies" / "folder.yaml").mkdir()
    found = runner.invoke(args=["frameworks", "check", str(folder), "--lang", "en"])

    assert found.exit_code == 1
    assert "roles/pipe.yaml:1:1: not a plain file" in found.output
    assert "competencies/folder.yaml:1:1: not a plain file" in found.output


def test_the_check_counts_what_an_installation_adds_and_refuses_what_it_would_not_read(tmp_path: Path):
    own = tmp_path / "own" / "key_account" / "situations"
    own.mkdir(parents=True)
    bank = (PROJECT_ROOT / "competencies" / "key_account" / "situations" / "negotiation.yaml").read_text()
    (own / "negotiation.yaml").write_text(bank.replace("- id: negotiation_", "- id: own_negotiation_"))
    env = {"KAMCAREER_DATA": str(tmp_path / "data"), "KAMCAREER_ADDITIONS": str(tmp_path / "own")}
    runner = create_app(Settings.from_env(env)).test_cli_runner()
    joined = runner.invoke(args=["frameworks", "check", "--lang", "en"])
    (tmp_path / "own" / "key_acount").mkdir()
    misspelt = runner.invoke(args=["frameworks", "check", "--lang", "en"])

    assert (joined.exit_code, f", {bank.count('- id: ')} private situations joined" in joined.stderr) == (0, True)
    assert misspelt.exit_code == 1
    assert 'unknown framework folder "key_acount"; did you mean "key_account"?; it would not be read' in misspelt.stdout


@pytest.mark.parametrize("what", ["missing", "file"])
def test_a_folder_of_additions_that_is_none_is_told_without_a_traceback(tmp_path: Path, what: str):
    if what == "file":
        (tmp_path / "own").write_text("")
    env = {"KAMCAREER_DATA": str(tmp_path / "data"), "KAMCAREER_ADDITIONS": str(tmp_path / "own")}
    result = create_app(Settings.from_env(env)).test_cli_runner().invoke(args=["frameworks", "check", "--lang", "en"])

    assert result.exit_code == 1
    assert "no such folder of additions; see KAMCAREER_ADDITIONS" in result.stdout
