from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.competency import ANY_SETTING
from kamcareer.core.situation_answers import SituationDraft, asked_situation, option_order, situation_of
from kamcareer.services.framework_files import load_framework
from tests.conftest import NOW

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
COMPETENCIES = st.sampled_from(sorted(FRAMEWORK.competencies))
TRACKS = st.sampled_from(sorted(FRAMEWORK.ladders))
SEEDS = st.text("0123456789abcdef-", min_size=1, max_size=36)


@given(COMPETENCIES, TRACKS, SEEDS)
def test_the_same_assessment_always_asks_the_same_item_of_its_track(competency: str, track: str, seed: str):
    item = asked_situation(FRAMEWORK, competency, track, seed)

    assert item == asked_situation(FRAMEWORK, competency, track, seed)
    assert item in FRAMEWORK.competencies[competency].situations
    assert item.setting in {track, ANY_SETTING}


def test_different_assessments_ask_different_items():
    asked = Counter(asked_situation(FRAMEWORK, "negotiation", "retail", str(n)).id for n in range(60))
    fitting = [s for s in FRAMEWORK.competencies["negotiation"].situations if s.setting in {"retail", ANY_SETTING}]

    assert set(asked) == {item.id for item in fitting}


@given(COMPETENCIES, TRACKS, SEEDS, st.data())
def test_what_was_seen_comes_again_only_when_nothing_else_is_left(competency: str, track: str, seed: str, data):
    items = FRAMEWORK.competencies[competency].situations
    seen = data.draw(st.sets(st.sampled_from([item.id for item in items])))
    asked = asked_situation(FRAMEWORK, competency, track, seed, seen)

    assert asked.id not in seen or {item.id for item in items} <= seen


def test_a_competency_without_situations_asks_none():
    bare = FRAMEWORK.competencies["negotiation"].model_copy(update={"situations": ()})
    framework = FRAMEWORK.model_copy(update={"competencies": {**FRAMEWORK.competencies, "negotiation": bare}})

    assert asked_situation(framework, "negotiation", "retail", "1") is None
    assert situation_of(framework, "negotiation_nothing") is None


@given(COMPETENCIES, SEEDS)
def test_the_options_stand_in_an_order_of_their_own_that_never_changes(competency: str, seed: str):
    item = FRAMEWORK.competencies[competency].situations[0]
    order = option_order(item, seed)

    assert order == option_order(item, seed)
    assert sorted(order) == ["A", "B", "C", "D"]


def test_every_option_comes_first_in_some_assessment():
    item = FRAMEWORK.competencies["negotiation"].situations[0]

    assert {option_order(item, str(n))[0] for n in range(40)} == set("ABCD")


def test_a_situation_is_answered_when_two_different_ways_are_chosen():
    assert SituationDraft("A", "B").answered
    assert not SituationDraft("A").answered
    assert not SituationDraft(None, "B").answered
    assert not SituationDraft("A", "A").answered


def test_drafts_say_the_same_whatever_their_revision():
    one = SituationDraft("A", "B", revision=1)

    assert one.same_words(replace(one, revision=5, closed=NOW))
    assert not one.same_words(SituationDraft("B", "A"))


def test_a_situation_is_found_with_its_competency():
    for competency in FRAMEWORK.competencies.values():
        for item in competency.situations:
            assert situation_of(FRAMEWORK, item.id) == (competency.id, item)
