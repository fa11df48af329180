"""What a talk would have to bring for another word is worked out as the screening after it would say it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answer, Answers, Choice, Opinion
from kamcareer.core.next_question import NEW
from kamcareer.core.plausibility import Hint
from kamcareer.core.selection.screening import Act, screening_of
from kamcareer.core.selection.turns import FURTHER, MOST, PLAUSIBLE, Applicant, applicants, turns
from kamcareer.services.framework_files import load_framework
from tests.core.people import TARGET
from tests.core.selection.test_screening import MUSTS, ROLE, answers, choices

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")


def applicant(levels: dict[str, int | None], situations: dict[str, Choice] | None = None) -> Applicant:
    given = answers(levels, situations)
    (found,) = applicants(FRAMEWORK, TARGET, [(given, screening_of(FRAMEWORK, given, TARGET))], None)
    return found


def talked(given: Answers, marks: dict[str, int]) -> Act:
    """Return the word of the screening after a talk with these marks."""
    heard = Opinion(source="interview", rater=NEW, levels=marks)
    return screening_of(FRAMEWORK, replace(given, others=(heard,)), TARGET).act


marks_in_musts = st.dictionaries(st.sampled_from(MUSTS), st.integers(0, 4), min_size=1, max_size=3)
said_of_musts = st.dictionaries(st.sampled_from(MUSTS), st.integers(0, 4))


@given(levels=said_of_musts, marks=marks_in_musts, right=st.none() | st.booleans())
@settings(max_examples=40, deadline=None)
def test_the_word_worked_out_beforehand_is_the_word_after_the_talk(levels, marks, right):
    situations = {} if right is None else choices(right=right)
    found = applicant(levels, situations)

    assert found.act_with({}) is found.screening.act
    assert found.act_with(marks) is talked(answers(levels, situations), marks)


@given(levels=said_of_musts, right=st.none() | st.booleans())
@settings(max_examples=40, deadline=None)
def test_what_is_named_does_turn_the_word_and_one_level_nearer_does_not(levels, right):
    situations = {} if right is None else choices(right=right)
    found = applicant(levels, situations)
    given, now = answers(levels, situations), found.screening.act

    named = turns(found)
    assert len(named) <= MOST
    for turn in named:
        assert turn.act is not now
        assert PLAUSIBLE <= turn.chance <= 1
        assert talked(given, dict(turn.marks)) is turn.act
        if len(turn.marks) == 1:
            ((id, level),) = turn.marks.items()
            nearer = level + 1 if now is Act.INVITE else level - 1
            before = talked(given, {id: nearer}) if 0 <= nearer <= 4 else now
            assert before is now if now is Act.INVITE else FURTHER.index(before) <= FURTHER.index(now)


def test_a_good_answer_about_the_nearest_musts_turns_ask_more_into_invite():
    found = applicant(dict.fromkeys(MUSTS, 3), choices(right=True))
    assert found.screening.act is Act.ASK_MORE

    first = turns(found)[0]
    ((id, level),) = first.marks.items()
    assert first.act is Act.INVITE
    assert level >= ROLE.requirements[id].level


def test_musts_that_nobody_was_asked_about_are_to_be_heard_of_in_one_talk():
    unasked = MUSTS[-2:]
    solved = choices(right=True)
    of_them = {item.id for id in unasked for item in FRAMEWORK.competencies[id].situations}
    found = applicant(
        {id: 4 for id in MUSTS if id not in unasked}, {id: choice for id, choice in solved.items() if id not in of_them}
    )
    assert found.screening.act is Act.ASK_MORE

    first = turns(found)[0]
    assert (first.act, set(first.marks)) == (Act.INVITE, set(unasked))
    assert {id: level >= ROLE.requirements[id].level for id, level in first.marks.items()} == dict.fromkeys(
        unasked, True
    )


def test_who_is_to_be_invited_is_asked_what_would_speak_against_it():
    found = applicant(dict.fromkeys(MUSTS, 4))
    assert found.screening.act is Act.INVITE

    named = turns(found)
    assert [turn.act for turn in named] == [Act.ASK_MORE] * MOST
    assert all(level < ROLE.requirements[id].level for turn in named for id, level in turn.marks.items())


def test_where_no_talk_that_can_be_expected_would_turn_the_word_nothing_is_named():
    assert turns(applicant(dict.fromkeys(MUSTS, 0))) == ()


def test_no_mark_of_a_talk_takes_away_that_own_marks_lie_far_above_the_situations():
    found = applicant(dict.fromkeys(MUSTS, 4), choices(right=False))
    assert Hint.ABOVE_SITUATIONS in found.screening.hints

    assert all(turn.act is not Act.INVITE for turn in turns(found))


def test_a_chance_is_that_of_all_marks_together_and_falls_with_each():
    found = applicant(dict.fromkeys(MUSTS, 2))
    one, two = {MUSTS[0]: 3}, {MUSTS[0]: 3, MUSTS[1]: 3}

    assert 0 < found.chance_of(two, above=True) < found.chance_of(one, above=True) < 1
    assert found.chance_of({MUSTS[0]: 2}, above=False) + found.chance_of(one, above=True) == pytest.approx(1)


def test_a_role_without_musts_has_no_word_to_turn():
    needs = {id: need.model_copy(update={"must_have": False}) for id, need in ROLE.requirements.items()}
    roles = {**FRAMEWORK.roles, TARGET: ROLE.model_copy(update={"requirements": needs})}
    bare = FRAMEWORK.model_copy(update={"roles": roles})
    given = Answers(None, {id: Answer(level=2) for id in MUSTS})
    (found,) = applicants(bare, TARGET, [(given, screening_of(bare, given, TARGET))], None)

    assert turns(found) == ()
    assert np.isfinite(found.profile.mean).all()
