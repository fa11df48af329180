from datetime import UTC, datetime, timedelta

import pytest

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.assessment import (
    Assessment,
    Draft,
    Progress,
    answered_alike,
    answered_hastily,
    progress,
    questions,
    seconds_between_answers,
)
from kamcareer.services.framework_files import load_framework

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
TARGET = "key_account_manager_retail"
BEGIN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ASKED = ("a", "b", "c", "d")


def sitting(drafts) -> Assessment:
    return Assessment("id", "sha", "supervisor", TARGET, BEGIN, drafts=drafts)


def answered_every(seconds: float, count: int, level=None) -> Assessment:
    times = [BEGIN + timedelta(seconds=seconds * n) for n in range(count)]
    drafts = {
        f"q{n}": Draft(level=n % 5 if level is None else level, first_saved=at, last_saved=at)
        for n, at in enumerate(times)
    }
    return sitting(drafts)


def test_the_questions_are_those_of_the_role_cluster_by_cluster():
    asked = questions(FRAMEWORK, "merchandiser")
    clusters = [FRAMEWORK.competencies[id].cluster for id in asked]

    assert set(asked) == set(FRAMEWORK.roles["merchandiser"].requirements)
    assert clusters == sorted(clusters)
    assert len(questions(FRAMEWORK, TARGET)) == 22


def test_no_chance_is_an_answer_without_a_level():
    draft = Draft(no_chance=True)

    assert draft.answered
    assert draft.answer.level is None
    assert sitting({"market": draft}).answers().levels() == {}


def test_a_level_zero_is_an_answer():
    assert Draft(level=0).answered
    assert Draft(level=0, example="x", confidence="guess").answer.confidence == "guess"


def test_an_open_question_is_not_in_the_answers():
    drafts = {"market": Draft(confidence="sure", example="begun"), "finance": Draft(level=2)}

    assert not drafts["market"].answered
    assert drafts["market"].answer is None
    assert set(sitting(drafts).answers().by_competency) == {"finance"}


def test_the_answers_carry_the_present_role():
    assert sitting({}).answers().role == "supervisor"


def test_drafts_say_the_same_whatever_their_revision():
    one = Draft(level=2, confidence="sure", revision=1, last_saved=BEGIN)

    assert one.same_words(Draft(level=2, confidence="sure", revision=7))
    assert not one.same_words(Draft(level=3, confidence="sure"))
    assert not one.same_words(Draft(level=2, confidence="sure", example="x"))


@pytest.mark.parametrize(
    ("done", "where"), [((), Progress.NOT_STARTED), (("a",), Progress.STARTED), (ASKED, Progress.DONE)]
)
def test_progress_counts_what_is_answered(done, where):
    assert progress(sitting({id: Draft(level=1) for id in done}), ASKED) is where


def test_the_pace_is_taken_in_the_order_of_answering():
    drafts = {
        id: Draft(level=1, first_saved=BEGIN + timedelta(seconds=s)) for id, s in (("b", 30), ("a", 0), ("c", 90))
    }

    assert seconds_between_answers(sitting(drafts)) == [30, 60]


def test_the_last_save_is_the_newest_and_else_the_begin():
    later = BEGIN + timedelta(hours=1)

    assert sitting({}).last_saved() == BEGIN
    assert sitting({"a": Draft(last_saved=later), "b": Draft(last_saved=BEGIN)}).last_saved() == later


def test_many_equal_answers_are_worth_a_second_look():
    assert answered_alike(answered_every(40, 7, level=3))
    assert not answered_alike(answered_every(40, 6, level=3))
    assert not answered_alike(answered_every(40, 7))


def test_answers_faster_than_the_words_can_be_read_are_hasty():
    assert answered_hastily(answered_every(4, 7))
    assert not answered_hastily(answered_every(5, 7))
    assert not answered_hastily(answered_every(1, 6))
