from datetime import date

import pytest

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import MAX_EXAMPLE, Answer, Answers, read_answers
from kamcareer.core.framework.errors import FileError
from kamcareer.core.gaps import gap_report
from kamcareer.services.framework_files import load_framework

FRAMEWORKS = {"key_account": load_framework(PROJECT_ROOT / "competencies" / "key_account")}
EXAMPLES = sorted((PROJECT_ROOT / "examples").glob("*.yaml"))
HEAD = "framework: key_account\nrole: supervisor\nanswers:\n"

BAD = {
    "unknown competency": (f"{HEAD}  negotation: {{level: 2}}", "4:3", 'did you mean "negotiation"?'),
    "a competency unlike any": (f"{HEAD}  zzz: {{level: 2}}", "4:3", 'unknown competency "zzz"; known: communication,'),
    "level above the scale": (f"{HEAD}  market: {{level: 5}}", "4:19", '"level" is "5"; it must be 4 or less'),
    "level below the scale": (f"{HEAD}  market: {{level: -1}}", "4:19", "it must be 0 or more"),
    "half a level": (f"{HEAD}  market: {{level: 2.5}}", "4:19", "it must be a whole number"),
    "a level in words": (f"{HEAD}  market: {{level: two}}", "4:19", "it must be a whole number"),
    "a truth as a level": (f"{HEAD}  market: {{level: true}}", "4:19", "it must be a whole number"),
    "no level": (f"{HEAD}  market: {{confidence: sure}}", "4:11", "add the key level"),
    "a bare level": (f"{HEAD}  market: 2", "4:11", "a mapping (key: value) is expected here"),
    "unknown confidence": (f"{HEAD}  market: {{level: 2, confidence: certain}}", "4:34", "'sure', 'fairly' or 'guess'"),
    "misspelt key": (f"{HEAD}  market: {{levl: 2, level: 2}}", "4:12", 'did you mean "level"?'),
    "a novel for an example": (f"{HEAD}  market: {{level: 2, example: {'x' * 601}}}", "4:31", "longer than 600"),
    "an answer given twice": (f"{HEAD}  market: {{level: 2}}\n  market: {{level: 3}}", "5:3", "is given twice"),
    "no answers": (HEAD, "3:9", '"answers" is empty'),
    "answers that are none": (f"{HEAD[:-1]} {{}}", "3:10", "the least is 1"),
    "unknown role": (HEAD.replace("supervisor", "supervizor") + "  market: {level: 2}", "2:7", '"supervisor"?'),
    "no role": ("framework: key_account\nanswers: {market: {level: 2}}", "1:1", "add the key role"),
    "unknown framework": (HEAD.replace("key_a", "kay_a") + "  market: {level: 2}", "1:12", '"key_account"?'),
    "a bare no": (f"{HEAD}  market: {{level: no}}", "4:19", "put it in quotes"),
    "an alias": (f"{HEAD}  market: &x {{level: 2}}\n  finance: *x", "4:11", "anchors and aliases"),
    "a list": ("- 1", "1:1", "a mapping (key: value) is expected here"),
    "nothing": ("", "1:1", "the file is empty"),
    "no YAML": ("a: [", None, "not valid YAML"),
}


@pytest.mark.parametrize(("text", "place", "words"), BAD.values(), ids=BAD)
def test_each_mistake_is_one_line_with_its_place(text, place, words):
    with pytest.raises(FileError) as caught:
        read_answers(text.encode(), "me.yaml", FRAMEWORKS)
    [line] = str(caught.value).splitlines()

    assert line.startswith(f"me.yaml:{place}: " if place else "me.yaml:")
    assert words in line


def test_answers_are_read_as_they_were_given():
    text = f"{HEAD}  market: {{level: 2, confidence: sure, example: ' +9 % '}}\n  finance: {{level: null}}\n"
    framework, answers = read_answers(text.encode(), "me.yaml", FRAMEWORKS)

    assert framework is FRAMEWORKS["key_account"]
    assert answers.role == "supervisor"
    assert answers.by_competency["market"] == Answer(level=2, confidence="sure", example="+9 %")
    assert answers.by_competency["finance"] == Answer(level=None, confidence="fairly")


def test_the_level_zero_is_an_answer_and_no_chance_is_not():
    answers = Answers(None, {"market": Answer(level=0), "finance": Answer(level=None)})

    assert answers.levels() == {"market": 0}


def test_from_outside_means_no_role():
    _, answers = read_answers(b"framework: key_account\nrole: null\nanswers: {market: {level: 2}}", "a", FRAMEWORKS)

    assert answers.role is None


def test_the_longest_example_is_allowed():
    text = f"{HEAD}  market: {{level: 2, example: {'я' * MAX_EXAMPLE}}}"

    assert len(read_answers(text.encode(), "a", FRAMEWORKS)[1].by_competency["market"].example) == MAX_EXAMPLE


def test_there_are_three_realistic_people():
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_example_gives_a_report_against_every_role(file):
    framework, answers = read_answers(file.read_bytes(), str(file), FRAMEWORKS)
    for target in framework.roles:
        report = gap_report(framework, answers, target, date(2026, 11, 27))

        assert report.coverage > 0.8
        assert 0 < report.readiness.low < report.readiness.high <= 1
