from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.assessment import Assessment, Depth, Draft, questions
from kamcareer.core.blocks import (
    Kind,
    blocks,
    heaviest,
    minutes_left,
    own_pace,
    quick_minutes,
    situations,
    topics,
    total_minutes,
)
from kamcareer.core.frequencies import FrequencyDraft
from kamcareer.core.reading_time import minutes, seconds_to_read
from kamcareer.core.situation_answers import SituationDraft
from kamcareer.services.framework_files import load_framework

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
TARGET = "key_account_manager_retail"
BEGIN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ROLES = st.sampled_from(sorted(FRAMEWORK.roles))
DEPTHS = st.sampled_from(list(Depth))


def sitting(target: str = TARGET, depth: Depth = Depth.FULL, **parts: object) -> Assessment:
    return replace(Assessment("id", "sha", "supervisor", target, BEGIN, depth=depth), **parts)


@given(ROLES)
def test_the_quick_way_asks_the_must_haves_and_the_four_heaviest(target: str):
    found = blocks(FRAMEWORK, sitting(target, Depth.QUICK), "ru")
    asked = [item.id for item in found[Kind.TOPICS].items]

    assert set(asked) == set(FRAMEWORK.roles[target].must_haves)
    assert 0 < len(asked) <= 8
    assert [item.competency for item in found[Kind.SITUATIONS].items] == list(heaviest(FRAMEWORK, target))
    assert len(found[Kind.SITUATIONS].items) == 4
    assert Kind.FREQUENCIES not in found


@given(ROLES)
def test_the_full_way_asks_all_that_the_quick_way_asks_and_more(target: str):
    quick, full = (blocks(FRAMEWORK, sitting(target, depth), "ru") for depth in Depth)

    for kind, block in quick.items():
        assert {item.id for item in block.items} <= {item.id for item in full[kind].items}
    assert [item.id for item in full[Kind.TOPICS].items] == list(questions(FRAMEWORK, target))
    musts = set(FRAMEWORK.roles[target].must_haves)
    assert musts <= {item.competency for item in full[Kind.SITUATIONS].items}
    assert [item.id for item in full[Kind.FREQUENCIES].items] == list(questions(FRAMEWORK, target))


@given(ROLES)
def test_the_heaviest_are_must_haves_before_anything_else(target: str):
    needs = FRAMEWORK.roles[target].requirements
    order = heaviest(FRAMEWORK, target, len(needs))

    assert sorted(order) == sorted(needs)
    ranks = [(not needs[id].must_have, -needs[id].weight, -needs[id].level) for id in order]
    assert ranks == sorted(ranks)


def test_a_role_without_must_haves_still_has_a_quick_way():
    role = FRAMEWORK.roles["merchandiser"]
    softer = {id: need.model_copy(update={"must_have": False}) for id, need in role.requirements.items()}
    framework = FRAMEWORK.model_copy(
        update={"roles": {**FRAMEWORK.roles, role.id: role.model_copy(update={"requirements": softer})}}
    )

    assert topics(framework, role.id, Depth.QUICK) == heaviest(framework, role.id)


def test_a_situation_that_was_answered_stays_when_the_target_changes():
    first = situations(FRAMEWORK, sitting(), Depth.QUICK)
    answered = {item.id: SituationDraft("A", "B") for _, item in first}
    pharma = situations(FRAMEWORK, sitting("key_account_manager_pharma", situations=answered), Depth.FULL)

    kept = {id for id, _ in first} & {id for id, _ in pharma}
    assert kept
    assert {item.id for id, item in pharma if id in kept} == {item.id for id, item in first if id in kept}


def test_what_is_done_is_known_block_by_block():
    (_, item), *_others = situations(FRAMEWORK, sitting(), Depth.FULL)
    here = sitting(
        drafts={"negotiation": Draft(level=1)},
        situations={item.id: SituationDraft("A", "B")},
        frequencies={"market": FrequencyDraft({"x": 1}), "finance": FrequencyDraft()},
    )
    found = blocks(FRAMEWORK, here, "en")

    assert {kind: block.done for kind, block in found.items()} == {
        Kind.TOPICS: 1,
        Kind.SITUATIONS: 1,
        Kind.FREQUENCIES: 1,
    }


@settings(max_examples=25)
@given(ROLES, DEPTHS, st.sampled_from(["ru", "en"]), st.data())
def test_every_answer_shortens_the_time_left(target: str, depth: Depth, language: str, data):
    asked = topics(FRAMEWORK, target, depth)
    given_ones = data.draw(st.sets(st.sampled_from(asked)))
    one_more = data.draw(st.sampled_from(asked))
    left = [
        blocks(FRAMEWORK, sitting(target, depth, drafts={id: Draft(level=1) for id in done}), language)[Kind.TOPICS]
        for done in (given_ones, given_ones | {one_more})
    ]

    assert left[1].seconds() < left[0].seconds() or one_more in given_ones
    assert blocks(FRAMEWORK, sitting(target, depth, drafts={id: Draft(level=1) for id in asked}), language)[
        Kind.TOPICS
    ].seconds() == 0  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_quick_way_takes_a_break_and_not_an_evening(language: str):
    assert 8 <= quick_minutes(FRAMEWORK, language) <= 12


@settings(max_examples=30)
@given(ROLES, st.sampled_from(["ru", "en"]), st.uuids())
def test_no_quick_way_is_longer_than_the_one_promised_to_everybody(target: str, language: str, id: UUID):
    here = replace(sitting(target, Depth.QUICK), id=str(id))

    assert total_minutes(here, blocks(FRAMEWORK, here, language)) <= quick_minutes(FRAMEWORK, language)


def test_reading_and_choosing_take_what_is_promised():
    assert seconds_to_read(1200, 0) == 60
    assert seconds_to_read(0, 3) == 15
    assert [minutes(seconds) for seconds in (0, 1, 60, 61)] == [0, 1, 1, 2]


def answered_at(factor: float, count: int) -> Assessment:
    """Somebody who takes `factor` times the promised time for each question."""
    block = blocks(FRAMEWORK, sitting(), "ru")[Kind.TOPICS]
    at, drafts = BEGIN, {}
    for item in block.items[:count]:
        at += timedelta(seconds=item.seconds * factor)
        drafts[item.id] = Draft(level=1, first_saved=at, last_saved=at)
    return sitting(drafts=drafts)


@pytest.mark.parametrize(("factor", "pace"), [(0.5, 0.5), (1.4, 1.4), (0.01, 0.25)])
def test_after_some_answers_the_persons_own_pace_counts_within_reason(factor: float, pace: float):
    here = answered_at(factor, 10)
    block = blocks(FRAMEWORK, here, "ru")[Kind.TOPICS]

    assert own_pace(here, block) == pytest.approx(pace, abs=0.01)
    assert minutes_left(here, block) == minutes(block.seconds() * own_pace(here, block))


def test_a_pause_of_an_hour_does_not_make_the_rest_an_evening():
    here = answered_at(60, 10)
    block = blocks(FRAMEWORK, here, "ru")[Kind.TOPICS]

    assert own_pace(here, block) <= 3
    assert minutes_left(here, block) <= 30


def test_four_pauses_are_too_few_for_a_pace():
    here = answered_at(0.3, 5)

    assert own_pace(here, blocks(FRAMEWORK, here, "ru")[Kind.TOPICS]) == 1
