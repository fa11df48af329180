import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answer, Answers, Opinion, read_answers
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.gaps import gap_report
from kamcareer.exports.gap_json import gap_json
from tests.exports.reports import FRAMEWORK, TARGET, example_report, report_with

ROLE = FRAMEWORK.roles[TARGET]
COMPETENCY_KEYS = {
    "id", "required", "weight", "must_have", "answer", "observed", "estimate", "low", "high", "shortfall", "surplus",
    "probability_met", "sources", "sd", "mean", "known_share", "contradiction",
}  # fmt: skip

some_answers = st.dictionaries(
    st.sampled_from(list(FRAMEWORK.competencies)),
    st.builds(Answer, level=st.none() | st.integers(0, 4), confidence=st.sampled_from(["sure", "fairly", "guess"])),
)


def row(data, id) -> dict:
    return next(item for item in data["competencies"] if item["id"] == id)


def rated_by(item) -> dict[str, int]:
    return {source["source"]: source["n"] for source in item["sources"] if source["n"]}


def test_every_key_of_the_published_form_is_there():
    data = gap_json(example_report())

    assert {"framework", "from", "to", "must_haves", "readiness", "coverage", "competencies", "interval"} <= data.keys()
    assert data["framework"].keys() == {"id", "version", "sha256"}
    assert {"by_answers", "met", "total", "blocking"} <= data["must_haves"].keys()
    assert {"estimate", "low", "high", "step_progress", "coverage"} <= data["readiness"].keys()
    assert all(item.keys() >= COMPETENCY_KEYS for item in data["competencies"])


def several_sources():
    file = PROJECT_ROOT / "examples" / "sales_manager_seen_by_others.yaml"
    _, answers = read_answers(file.read_bytes(), str(file), {"key_account": FRAMEWORK})
    return gap_json(gap_report(FRAMEWORK, answers, TARGET, date(2026, 11, 27)))


def test_every_source_is_named_with_how_often_and_what_it_added():
    data = several_sources()

    assert rated_by(row(data, "negotiation")) == {
        "self": 1, "indicators": 4, "situations": 2, "manager": 1, "peer": 3, "interview": 1,
    }  # fmt: skip
    assert rated_by(row(data, "account_strategy")) == {"self": 1, "manager": 1, "interview": 1, "evidence": 1}
    assert not data["self_only"]
    for item in data["competencies"]:
        assert sum(source["contribution"] for source in item["sources"]) == pytest.approx(item["mean"], abs=1e-7)
        assert item["estimate"] == pytest.approx(min(max(item["mean"], 0), 4), abs=0.001)


def test_what_is_there_sums_to_readiness_by_competency_and_by_source():
    ready = several_sources()["readiness"]

    assert sum(ready["contributions"].values()) == pytest.approx(ready["estimate"], abs=0.001)
    assert sum(ready["sources"].values()) == pytest.approx(ready["estimate"], abs=0.001)
    assert ready["contributions"].keys() == set(ROLE.requirements)


def test_it_says_what_would_flip_the_verdict_and_what_to_ask_next():
    data = several_sources()

    assert data["verdict"] in {"ready", "possible", "not_yet"}
    assert data["flips"]
    assert {flip["verdict"] for flip in data["flips"]} != {data["verdict"]}
    assert data["next_best_question"] == data["next_questions"][0]
    assert data["next_best_question"]["narrows"] == max(item["narrows"] for item in data["next_questions"])


@given(some_answers)
@settings(max_examples=20, deadline=None)
def test_where_something_is_known_chances_are_chances_and_every_level_has_its_uncertainty(known):
    data = gap_json(report_with(**known))
    anything = any(answer.level is not None for answer in known.values())

    assert (data["must_haves"]["probability_all"] is not None) == anything
    assert not anything or 0 <= data["must_haves"]["probability_all"] <= 1
    assert all(item["sd"] > 0 for item in data["competencies"])
    assert not anything or all(0 <= item["probability_met"] <= 1 for item in data["competencies"])


def test_a_self_assessment_alone_says_what_it_is_good_for():
    assert gap_json(example_report())["use"] == "for development, not for selection"
    assert gap_json(example_report())["self_only"]


def test_it_says_which_framework_which_roles_and_which_interval():
    data = gap_json(example_report())

    assert data["framework"] == {"id": "key_account", "version": FRAMEWORK.version, "sha256": sha256_of(FRAMEWORK)}
    assert (data["from"], data["to"], data["interval"]) == ("sales_representative", TARGET, 0.9)


def test_a_report_on_a_stored_framework_names_the_hash_it_is_stored_under():
    assert gap_json(example_report(), "abc")["framework"]["sha256"] == "abc"


def test_the_competencies_are_those_that_the_role_asks():
    data = gap_json(example_report())

    assert {item["id"] for item in data["competencies"]} == set(ROLE.requirements)
    for item in data["competencies"]:
        need = ROLE.requirements[item["id"]]
        assert (item["required"], item["weight"], item["must_have"]) == (need.level, need.weight, need.must_have)


@given(present=st.sampled_from([None, *FRAMEWORK.roles]), answers=some_answers)
@settings(max_examples=30, deadline=None)
def test_every_level_is_on_the_scale_and_every_share_between_0_and_1(present, answers):
    data = gap_json(report_with(present, **answers))

    for item in data["competencies"]:
        assert 0 <= item["low"] <= item["estimate"] <= item["high"] <= 4
        assert 0 <= item["shortfall"] <= 4
        assert 0 <= item["surplus"] <= 4
        assert (item["probability_met"] is None) == (data["verdict"] is None)
        assert item["probability_met"] is None or 0 <= item["probability_met"] <= 1
        assert (item["observed"] is None) == (item["answer"] is None) == (not rated_by(item))
    ready = data["readiness"]
    assert (data["verdict"] is None) == (data["coverage"] == 0)
    if data["coverage"]:
        assert 0 <= ready["low"] <= ready["estimate"] <= ready["high"] <= 1
    assert 0 <= data["coverage"] <= 1
    assert (ready["step_progress"] is None) == (present is None or not data["coverage"])
    assert 0 <= data["must_haves"]["by_answers"] <= data["must_haves"]["total"] == 8
    json.dumps(data, allow_nan=False)


def test_no_chance_counts_neither_as_an_answer_nor_as_data():
    data = gap_json(report_with(negotiation=Answer(level=2), leadership=Answer(level=None)))

    assert data["coverage"] == data["readiness"]["coverage"] == pytest.approx(1 / 22, abs=0.001)
    assert row(data, "leadership")["answer"] is None
    assert row(data, "leadership")["observed"] is None
    assert rated_by(row(data, "negotiation")) == {"self": 1}


@pytest.mark.parametrize("answers", [{}, dict.fromkeys(ROLE.requirements, Answer(level=None))])
@pytest.mark.parametrize("present", ["sales_manager", TARGET, None])
def test_where_nothing_is_known_of_a_person_nothing_is_said_of_them(present, answers):
    data = gap_json(report_with(present, **answers))
    ready, musts = data["readiness"], data["must_haves"]

    assert data["coverage"] == 0
    assert data["verdict"] is musts["met"] is musts["probability_all"] is None
    assert [ready[key] for key in ("estimate", "low", "high", "step_progress")] == [None] * 4
    assert ready["contributions"] == {}
    assert set(ready["sources"]) == {"prior"}
    assert musts["blocking"] == data["flips"] == []
    assert {item["must_have_status"] for item in data["competencies"]} == {"open", None}
    assert {item["probability_met"] for item in data["competencies"]} == {None}
    assert "nothing is known" in data["use"]
    assert data["next_best_question"]


def test_what_was_said_is_corrected_for_leniency_and_cut_to_the_scale():
    data = gap_json(report_with(negotiation=Answer(level=2), finance=Answer(level=0)))

    assert row(data, "negotiation")["observed"] == 1.65
    assert row(data, "finance")["observed"] == 0


def test_must_haves_by_answers_count_answers_at_or_above_the_required_level():
    data = gap_json(report_with(negotiation=Answer(level=4), finance=Answer(level=3), leadership=Answer(level=2)))

    assert data["must_haves"]["by_answers"] == 2


def test_blocking_and_met_follow_from_the_rows():
    data = gap_json(example_report())
    musts = [item for item in data["competencies"] if item["must_have"]]

    assert set(data["must_haves"]["blocking"]) == {i["id"] for i in musts if i["required"] - i["estimate"] > 1}
    assert data["must_haves"]["met"] == sum(item["probability_met"] > 0.5 for item in musts)
    assert data["must_haves"]["total"] == len(musts)


def test_from_outside_there_is_neither_a_role_nor_a_step():
    data = gap_json(report_with(None, negotiation=Answer(level=2)))

    assert data["from"] is None
    assert data["readiness"]["step_progress"] is None


def test_it_says_what_it_is_not():
    assert "not a psychometric test" in gap_json(example_report())["note"]


def test_two_sources_that_contradict_each_other_are_named_and_others_are_null():
    boss = Opinion(source="manager", rater="Oleg", levels={"negotiation": 0, "communication": 3})
    answers = {"negotiation": Answer(level=4), "communication": Answer(level=3)}
    data = gap_json(gap_report(FRAMEWORK, Answers("sales_manager", answers, others=(boss,)), TARGET))
    found = row(data, "negotiation")["contradiction"]

    assert (found["higher"], found["lower"]) == ("self", "manager")
    assert found["apart"] >= 2
    assert [item["id"] for item in data["competencies"] if item["contradiction"]] == ["negotiation"]
