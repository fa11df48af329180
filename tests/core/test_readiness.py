import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.measurement import measure, self_ratings
from kamcareer.core.readiness import expected_share, readiness, step_progress
from kamcareer.services.framework_files import load_framework
from tests.core.people import PRESENT, TARGET, answers, exactly, ratings

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
ROLE = FRAMEWORK.roles[TARGET]
IDS = tuple(FRAMEWORK.competencies)
PROMOTIONS = [(edge.from_role, edge.to_role) for edge in FRAMEWORK.edges if edge.type == "promotion"]


def measured(role, levels, source="self"):
    return measure(FRAMEWORK, role, ratings(source, levels))


def progress(present, said) -> float | None:
    return step_progress(FRAMEWORK, present, TARGET, measure(FRAMEWORK, present, self_ratings(said)))


@given(levels=st.dictionaries(st.sampled_from(IDS), st.integers(0, 4)), role=st.sampled_from([None, *FRAMEWORK.roles]))
@settings(max_examples=25, deadline=None)
def test_readiness_is_a_share_inside_its_interval(levels, role):
    found = readiness(FRAMEWORK, ROLE, measured(role, levels))

    assert 0 <= found.low <= found.estimate <= found.high <= 1
    assert 0 <= found.probability_must_haves <= 1


@given(short=st.sampled_from(IDS), surplus=st.sampled_from(IDS), more=st.floats(0, 8))
@settings(max_examples=30, deadline=None)
def test_a_surplus_never_makes_up_for_a_shortfall(short, surplus, more):
    role = FRAMEWORK.roles["supervisor"]
    profile = measured("supervisor", dict.fromkeys(IDS, 3))
    mean = np.array([float(role.requirements[id].level) + 6 for id in profile.competencies])
    mean[profile.index[short]] = 0
    if surplus != short:
        mean[profile.index[surplus]] += more
    profile = type(profile)(**{**vars_of(profile), "mean": mean})
    need, total = role.requirements[short], sum(need.weight for need in role.requirements.values())
    lost = need.weight * (1 - profile[short].expected_up_to(need.level) / need.level) / total

    assert expected_share(role, profile) == pytest.approx(1 - lost, abs=1e-6)


def vars_of(profile) -> dict:
    return {name: getattr(profile, name) for name in profile.__dataclass_fields__}


def test_the_closed_form_agrees_with_the_draws():
    profile = measured(PRESENT, dict.fromkeys(IDS, 3))
    needs = ROLE.requirements
    capped = [np.minimum(profile.draws[:, profile.index[id]], needs[id].level) / needs[id].level for id in needs]
    shares = np.average(capped, axis=0, weights=[need.weight for need in needs.values()])

    assert expected_share(ROLE, profile) == pytest.approx(shares.mean(), abs=0.01)


def test_all_must_haves_are_likelier_together_than_if_each_stood_alone():
    profile = measured(TARGET, {id: need.level for id, need in ROLE.requirements.items()})
    alone = np.prod([profile[id].probability_of(ROLE.requirements[id].level, 0.5) for id in ROLE.must_haves])

    assert readiness(FRAMEWORK, ROLE, profile).probability_must_haves > 1.3 * alone


def test_a_role_without_must_haves_has_none_to_miss():
    needs = {id: need.model_copy(update={"must_have": False}) for id, need in ROLE.requirements.items()}
    role = ROLE.model_copy(update={"requirements": needs})

    assert readiness(FRAMEWORK, role, measured(PRESENT, {})).probability_must_haves == 1


@pytest.mark.parametrize(("present", "target"), PROMOTIONS)
def test_the_step_is_0_at_the_present_profile_and_1_at_the_target_profile(present, target):
    here, there = (
        step_progress(FRAMEWORK, present, target, measure(FRAMEWORK, present, self_ratings(said)))
        for said in (exactly(FRAMEWORK, present, present), exactly(FRAMEWORK, target, present))
    )

    assert here == pytest.approx(0, abs=0.05)
    assert there == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("source", ["self", "manager", "interview"])
def test_the_step_is_measured_with_the_persons_own_sources(source):
    half = {id: need.level for id, need in list(ROLE.requirements.items())[::2]}
    profile = measured("sales_manager", half, source)

    assert step_progress(FRAMEWORK, "sales_manager", TARGET, profile) == pytest.approx(1, abs=0.05)


def test_the_step_grows_with_the_answers_and_stays_within_0_and_1():
    low, middle, high = (progress(PRESENT, answers(PRESENT, dict.fromkeys(IDS, level))) for level in (0, 3, 4))

    assert 0 == low < middle < high <= 1


def test_without_a_present_role_there_is_no_step():
    assert progress(None, answers(None, dict.fromkeys(IDS, 3))) is None
    assert progress(None, answers(None, {})) is None


def test_without_an_answer_the_step_has_not_begun():
    assert progress(PRESENT, answers(PRESENT, {"negotiation": None})) == 0


def test_the_way_to_the_own_role_is_behind_one():
    said = exactly(FRAMEWORK, PRESENT, PRESENT)
    profile = measure(FRAMEWORK, PRESENT, self_ratings(said))

    assert step_progress(FRAMEWORK, PRESENT, PRESENT, profile) == 1


def test_the_interval_counts_no_surplus_either():
    role = FRAMEWORK.roles["supervisor"]
    profile = measured("supervisor", dict.fromkeys(IDS, 3))
    half = set(list(role.requirements)[::2])
    mean = np.array([8.0 if id in half else 0.0 for id in profile.competencies])
    found = readiness(FRAMEWORK, role, type(profile)(**{**vars_of(profile), "mean": mean}))

    assert found.low < found.estimate - 0.02
    assert found.estimate + 0.02 < found.high < 0.8


def test_answers_that_the_target_does_not_ask_do_not_disturb_the_step():
    said = answers("merchandiser", dict.fromkeys(IDS, 2))
    profile = measure(FRAMEWORK, "merchandiser", self_ratings(said))

    assert "leadership" not in FRAMEWORK.roles[PRESENT].requirements
    assert 0 < step_progress(FRAMEWORK, "merchandiser", PRESENT, profile) <= 1
