from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answer, Answers, Evidence, Opinion
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework_effect import FrameworkEffect, answers_in, framework_effects
from kamcareer.core.settings_effect import Sample
from kamcareer.core.verdict import Verdict
from kamcareer.services.framework_files import load_framework
from tests.conftest import NOW
from tests.core.people import TARGET

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
NEEDS = FRAMEWORK.roles[TARGET].requirements
TODAY = NOW.date()

some_levels = st.dictionaries(st.sampled_from(list(FRAMEWORK.competencies)), st.integers(0, 4))


def asking(levels: Mapping[str, int]) -> Framework:
    """The framework with other required levels of the target."""
    needs = {id: need.model_copy(update={"level": levels.get(id, need.level)}) for id, need in NEEDS.items()}
    role = FRAMEWORK.roles[TARGET].model_copy(update={"requirements": needs})
    return FRAMEWORK.model_copy(update={"roles": {**FRAMEWORK.roles, TARGET: role}})


def said(levels: Mapping[str, int]) -> Answers:
    return Answers(None, {id: Answer(level=level) for id, level in levels.items()})


def effect_on(answers: Answers, other: Framework) -> FrameworkEffect:
    [found] = framework_effects(FRAMEWORK, other, TODAY, [Sample("Anna", answers, TARGET)])
    return found


@given(some_levels)
@settings(deadline=None, max_examples=25)
def test_a_version_that_says_the_same_moves_nobody(levels: dict[str, int]):
    found = effect_on(said(levels), FRAMEWORK.model_copy())

    assert found.after is not None
    assert found.before.readiness == found.after.readiness
    assert (found.moves, found.lost, found.reworded) == (False, (), ())
    assert answers_in(said(levels), FRAMEWORK) == said(levels)


@given(some_levels, st.sets(st.sampled_from([id for id, need in NEEDS.items() if need.level < 4])))
@settings(deadline=None, max_examples=25)
def test_who_is_asked_more_is_never_surer_to_have_all_must_haves(levels: dict[str, int], raised: set[str]):
    found = effect_on(said(levels), asking({id: NEEDS[id].level + 1 for id in raised}))

    assert found.after is not None
    odds = found.after.readiness.probability_must_haves
    assert odds <= found.before.readiness.probability_must_haves + 1e-6


@given(some_levels, st.dictionaries(st.sampled_from(list(NEEDS)), st.integers(1, 4)))
@settings(deadline=None, max_examples=25)
def test_just_the_topics_that_are_asked_otherwise_differ(levels: dict[str, int], asked: dict[str, int]):
    found = effect_on(said(levels), asking(asked))

    assert {one.competency for one in found.topics} == set(NEEDS)
    assert {one.competency for one in found.topics if one.differs} == {
        id for id, level in asked.items() if level != NEEDS[id].level
    }


def test_an_easier_role_gives_another_verdict_and_is_told():
    exactly = {id: need.level for id, need in NEEDS.items()}
    found = effect_on(said(exactly), asking(dict.fromkeys(NEEDS, 0)))

    assert found.verdicts[1] == Verdict.READY
    assert found.moves


def test_what_was_said_of_what_is_gone_is_left_out_and_named():
    there = {id: one for id, one in FRAMEWORK.competencies.items() if id != "finance"}
    there["negotiation"] = there["negotiation"].model_copy(update={"question": there["product"].question})
    needs = {id: need for id, need in NEEDS.items() if id != "finance"}
    role = FRAMEWORK.roles[TARGET].model_copy(update={"requirements": needs})
    other = FRAMEWORK.model_copy(update={"competencies": there, "roles": {**FRAMEWORK.roles, TARGET: role}})
    levels = {"finance": 2, "negotiation": 3}
    opinion = Opinion.model_validate({"source": "manager", "rater": "m", "levels": levels})
    shown = Evidence.model_validate({"competency": "finance", "level": 2, "kind": "figures", "date": TODAY})
    answers = Answers(None, said(levels).by_competency, others=(opinion,), evidence=(shown,))
    found = effect_on(answers, other)

    assert (found.lost, found.reworded) == (("finance",), ("negotiation",))
    assert [(one.competency, one.after) for one in found.topics if one.differs] == [("finance", None)]
    assert "finance" not in str(answers_in(answers, other))
    assert found.after is not None


def test_without_the_role_there_is_no_report_and_it_is_told():
    roles = {id: role for id, role in FRAMEWORK.roles.items() if id != TARGET}
    found = effect_on(said({"finance": 2}), FRAMEWORK.model_copy(update={"roles": roles}))

    assert (found.after, found.verdicts[1], found.moves) == (None, None, True)
