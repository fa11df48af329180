"""What an answers file may hold beside the person's own levels."""

import json
from datetime import date

import pytest

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Choice, read_answers, read_answers_line
from kamcareer.core.framework.errors import FileError
from kamcareer.services.framework_files import load_framework

FRAMEWORKS = {"key_account": load_framework(PROJECT_ROOT / "competencies" / "key_account")}
HEAD = "framework: key_account\nrole: supervisor\nanswers: {market: {level: 2}}\n"
GOOD = f"""{HEAD}indicators:
  negotiation: {{asks_why_first: usually, leaves_with_next_step: null}}
situations:
  negotiation_last_minute_discount: {{best: D, worst: A}}
others:
  - {{source: manager, rater: anna, levels: {{market: 3, finance: null}}}}
  - {{source: peer, rater: anna, levels: {{market: 1}}}}
evidence:
  - {{competency: market, level: 3, kind: work_sample, date: 2026-03-01, confirmed_by: anna, note: План сети}}
"""
OTHERS = f"{HEAD}others:\n  - {{source: manager, rater: a, levels: {{market: 3}}}}\n"
TWICE = f"{HEAD}others:\n  - {{source: peer, rater: Пётр Ли, levels: {{market: 3}}}}\n"

BAD = {
    "unknown situation": (
        f"{HEAD}situations:\n  negotiation_weak_repot: {{best: A, worst: B}}",
        "5:3",
        'did you mean "negotiation_weak_report"?',
    ),
    "the same option twice": (
        f"{HEAD}situations:\n  negotiation_weak_report: {{best: A, worst: A}}",
        "5:45",
        "best and worst are both A; choose two different options",
    ),
    "an option there is not": (f"{HEAD}situations:\n  negotiation_weak_report: {{best: E, worst: A}}", "5:35", "'A', 'B'"),
    "no worst": (f"{HEAD}situations:\n  negotiation_weak_report: {{best: A}}", "5:28", "add the key worst"),
    "unknown source": (OTHERS.replace("manager", "boss"), "5:14", "it must be one of 'manager', 'peer' or 'interview'"),
    "no rater": (OTHERS.replace("rater: a, ", ""), "5:5", "add the key rater"),
    "others of an unknown competency": (OTHERS.replace("market: 3", "markt: 3"), "5:42", 'did you mean "market"?'),
    "others above the scale": (OTHERS.replace("market: 3", "market: 7"), "5:50", "it must be 4 or less"),
    "a rater twice": (f"{OTHERS}  - {{source: manager, rater: a, levels: {{market: 2}}}}", "6:30", "is given twice"),
    "a rater twice in other letters": (
        f"{TWICE}  - {{source: peer, rater: ' ПЕТР  ЛИ ', levels: {{market: 2}}}}",
        "6:27",
        "is given twice",
    ),
    "unknown indicator": (f"{HEAD}indicators:\n  negotiation: {{asks_why: always}}", "5:17", 'did you mean "asks_why_first"?'),
    "unknown frequency": (f"{HEAD}indicators:\n  negotiation: {{asks_why_first: often}}", "5:33", "'never', 'sometimes'"),
    "indicators of an unknown competency": (f"{HEAD}indicators:\n  negotation: {{a: always}}", "5:3", '"negotiation"?'),
    "unknown kind of evidence": (
        f"{HEAD}evidence:\n  - {{competency: market, level: 3, kind: storey, date: 2026-03-01}}",
        "5:42",
        'unknown kind of evidence "storey"; did you mean "story"?',
    ),
    "evidence of an unknown competency": (
        f"{HEAD}evidence:\n  - {{competency: markt, level: 3, kind: story, date: 2026-03-01}}",
        "5:18",
        'did you mean "market"?',
    ),
    "a day of long ago": (
        f"{HEAD}evidence:\n  - {{competency: market, level: 3, kind: story, date: 1890-05-01}}", "5:55", "look at the year",
    ),
    "no date": (f"{HEAD}evidence:\n  - {{competency: market, level: 3, kind: story, date: spring}}", "5:55", '"date" is'),
    "a misspelt part": (f"{HEAD}situatoins: {{}}", "4:1", 'did you mean "situations"?'),
}  # fmt: skip


@pytest.mark.parametrize(("text", "place", "words"), BAD.values(), ids=BAD)
def test_each_mistake_is_one_line_with_its_place(text, place, words):
    with pytest.raises(FileError) as caught:
        read_answers(text.encode(), "me.yaml", FRAMEWORKS)
    [line] = str(caught.value).splitlines()

    assert line.startswith(f"me.yaml:{place}: ")
    assert words in line


def test_every_source_is_read_as_it_was_given():
    _, answers = read_answers(GOOD.encode(), "me.yaml", FRAMEWORKS)

    assert answers.indicators == {"negotiation": {"asks_why_first": "usually", "leaves_with_next_step": None}}
    assert answers.situations == {"negotiation_last_minute_discount": Choice(best="D", worst="A")}
    assert [(opinion.source, opinion.rater, opinion.levels) for opinion in answers.others] == [
        ("manager", "anna", {"market": 3, "finance": None}),
        ("peer", "anna", {"market": 1}),
    ]
    assert (answers.evidence[0].kind, str(answers.evidence[0].date), answers.evidence[0].confirmed_by) == (
        "work_sample", "2026-03-01", "anna",
    )  # fmt: skip


LINE = {"framework": "key_account", "role": None, "answers": {"market": {"level": 2}}}


def test_a_line_of_json_says_the_same_as_a_file():
    _, from_line = read_answers_line(json.dumps(LINE), "-", 7, FRAMEWORKS)
    _, from_file = read_answers(json.dumps(LINE).encode(), "me.yaml", FRAMEWORKS)

    assert from_line == from_file


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not one JSON document"),
        ("[" * 100_000, "nested too deeply"),
        ('{"role": null, "role": null}', 'key "role" is given twice'),
        (json.dumps(LINE).replace("2", "NaN"), "NaN is no number"),
        (json.dumps(LINE).replace("2", "true"), "it must be a whole number"),
        (json.dumps(LINE).replace("market", "markt"), 'did you mean "market"?'),
        ("null", "a mapping (key: value) is expected here"),
    ],
)
def test_a_bad_line_is_named_by_its_number(line, words):
    with pytest.raises(FileError) as caught:
        read_answers_line(line, "people.jsonl", 7, FRAMEWORKS)
    [message] = str(caught.value).splitlines()

    assert message.startswith("people.jsonl:7:")
    assert words in message


def test_evidence_of_a_day_to_come_is_refused_at_its_place():
    with pytest.raises(FileError) as caught:
        read_answers(GOOD.encode(), "me.yaml", FRAMEWORKS, date(2026, 2, 28))

    assert str(caught.value) == "me.yaml:12:61: 2026-03-01 is still to come; evidence is of something done"
    assert read_answers(GOOD.encode(), "me.yaml", FRAMEWORKS, date(2026, 3, 1))


def test_somebody_known_by_an_interview_or_by_situations_alone_is_known():
    head = "framework: key_account\nrole: null\n"
    interview = f"{head}others:\n  - {{source: interview, rater: anna, levels: {{market: 3}}}}\n"
    situations = f"{head}situations:\n  negotiation_last_minute_discount: {{best: D, worst: A}}\n"

    for text in (interview, situations):
        assert read_answers(text.encode(), "me.yaml", FRAMEWORKS)[1].by_competency == {}
    with pytest.raises(
        FileError, match="nothing is known here; add answers, indicators, situations, others or evidence"
    ):
        read_answers(head.encode(), "me.yaml", FRAMEWORKS)
