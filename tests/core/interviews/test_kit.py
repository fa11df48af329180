"""The kit: must-haves first, then what least is known about; as much as fits; the same for everybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.interviews.kit import AROUND, MINUTES, divided, kept_kit, kit_of
from kamcareer.services.framework_files import load_framework
from tests.core.people import TARGET

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
ROLE = FRAMEWORK.roles[TARGET]
WIDTHS = st.dictionaries(st.sampled_from(sorted(ROLE.requirements)), st.floats(0, 4), max_size=30)
ANY_ROLE = st.sampled_from(sorted(FRAMEWORK.roles))


@given(ANY_ROLE, WIDTHS, st.sampled_from(MINUTES))
def test_a_kit_fits_into_its_time_and_asks_of_nothing_twice(role: str, widths: dict, minutes: int):
    kit = kit_of(FRAMEWORK, FRAMEWORK.roles[role], widths, minutes)

    assert 2 <= len(kit.asked) == len(set(kit.competencies))
    assert kit.taken <= minutes - AROUND
    assert {one.competency for one in kit.asked if one.must_have}.isdisjoint(kit.left_out)
    assert {*kit.competencies, *kit.left_out} >= set(FRAMEWORK.roles[role].must_haves)


@given(ANY_ROLE, WIDTHS)
def test_must_haves_come_first_and_nothing_else_while_one_would_fit(role: str, widths: dict):
    for minutes in MINUTES:
        kit = kit_of(FRAMEWORK, FRAMEWORK.roles[role], widths, minutes)
        musts = [one.must_have for one in kit.asked]
        assert musts == sorted(musts, reverse=True)
        room = minutes - AROUND - sum(one.question.minutes for one in kit.asked if one.must_have)
        for id in kit.left_out:
            assert min(one.minutes for one in FRAMEWORK.competencies[id].interview) > room


@pytest.mark.parametrize("must", [True, False])
def test_among_equals_the_widest_interval_is_asked_first(must: bool):
    ids = [id for id, need in ROLE.requirements.items() if need.must_have is must]
    widths = dict.fromkeys(ROLE.requirements, 1.0) | {ids[-1]: 2.5}
    asked = kit_of(FRAMEWORK, ROLE, widths, 240).asked

    assert next(one.competency for one in asked if one.must_have is must) == ids[-1]


def test_more_time_asks_more():
    asked = [len(kit_of(FRAMEWORK, ROLE, {}, minutes).asked) for minutes in MINUTES]

    assert asked == sorted(set(asked))


@given(ANY_ROLE, WIDTHS, st.sampled_from(MINUTES))
def test_a_stored_kit_is_the_same_again(role: str, widths: dict, minutes: int):
    made = kit_of(FRAMEWORK, FRAMEWORK.roles[role], widths, minutes)

    assert kept_kit(FRAMEWORK, FRAMEWORK.roles[role], minutes, made.codes) == made


def test_what_the_vacancy_does_not_ask_any_more_leaves_a_stored_kit():
    made = kit_of(FRAMEWORK, ROLE, {}, 60)
    gone = made.competencies[0]
    fewer = ROLE.model_copy(update={"requirements": {k: v for k, v in ROLE.requirements.items() if k != gone}})

    assert kept_kit(FRAMEWORK, fewer, 60, made.codes).competencies == made.competencies[1:]


@given(st.sampled_from(MINUTES), st.integers(1, 4))
def test_interviewers_divide_a_kit_evenly_and_wholly(minutes: int, people: int):
    kit = kit_of(FRAMEWORK, ROLE, {}, minutes)
    shares = divided(kit, people)

    assert sorted(one.competency for share in shares for one in share) == sorted(kit.competencies)
    assert max(map(len, shares)) - min(map(len, shares)) <= 1
