"""Which activities moved levels: nothing found where nothing is, what was planted is found, few people tell nothing."""

from dataclasses import replace
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.activity_effects import (
    Effect,
    Effects,
    TopicMove,
    Word,
    activity_effects,
    how_much_more,
    topic_moves,
)
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.rating import Rating
from kamcareer.core.small_cells import LEAST, STEP

TOPIC = "negotiation"
ERROR = 0.42  # variance of one self-rating by the measurement settings


def simulated(draw: np.random.Generator, count: int, effect: float, drift: float = 0.3) -> tuple:
    """Return what was given to people who choose an activity by how low they were put, and who moved by chance."""
    true = draw.normal(2, 0.6, count)
    first = np.clip(np.round(true + draw.normal(0, ERROR**0.5, count)), 0, 4)
    with_it = draw.random(count) < np.where(first < 2, 0.7, 0.3)
    moved = draw.normal(0, drift, count) + effect * with_it
    second = np.clip(np.round(true + moved + draw.normal(0, ERROR**0.5, count)), 0, 4)
    return second - first, first, np.full(count, 2 * ERROR), with_it


def test_where_nothing_moved_levels_nine_intervals_of_ten_hold_zero():
    draw = np.random.default_rng(20261128)
    held, naive = [], []
    for _ in range(600):
        risen, began, variances, with_it = simulated(draw, 50, 0.0)
        found = how_much_more(risen, began, variances, with_it)
        held.append(found.low <= 0 <= found.high)
        without = how_much_more(risen, np.zeros(50), variances, with_it)
        naive.append(without.low <= 0 <= without.high)

    assert 0.87 <= fmean(held) <= 0.96
    assert fmean(naive) < fmean(held) - 0.1, "without where people began, regression to the mean praises the activity"


def test_an_effect_that_is_there_is_found_and_the_interval_covers_it():
    draw = np.random.default_rng(7)
    found = [how_much_more(*simulated(draw, 160, 1.0)) for _ in range(200)]

    assert fmean(one.low > 0 for one in found) > 0.9
    # Answers in whole levels, cut at both ends of the scale, show a little less than what is there.
    assert 0.75 <= fmean(one.mean for one in found) <= 1.0


people = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans(), st.floats(0.3, 2.0)), min_size=0, max_size=60
)


def moves_of(framework: Framework, said: list) -> tuple[str, list[list[TopicMove]]]:
    activity = next(id for id, one in sorted(framework.activities.items()) if TOPIC in one.gains)
    found = [
        [TopicMove(TOPIC, then, now - then, variance, frozenset({activity} if did else ()))]
        for then, now, did, variance in said
    ]
    return activity, found


def only(found: Effects) -> Effect | None:
    assert len(found.told) <= 1
    return found.told[0] if found.told else None


@settings(max_examples=60, deadline=None)
@given(said=people, seed=st.integers(0, 2**32 - 1))
def test_whoever_comes_first_changes_nothing_and_ten_people_stand_on_each_side(
    framework: Framework, said: list, seed: int
):
    activity, moves = moves_of(framework, said)
    found = activity_effects(framework.activities, moves)
    turned = list(moves)
    np.random.default_rng(seed).shuffle(turned)
    effect = only(found)

    assert activity_effects(framework.activities, turned) == found
    sides = [sum(did for *_, did, _ in said), sum(not did for *_, did, _ in said)]
    assert (effect is not None) == (min(sides) >= LEAST)
    assert found.few + len(found.told) == sum(len(one.gains) for one in framework.activities.values())
    if effect:
        assert effect.activity == activity
        assert effect.with_it % STEP == effect.without % STEP == 0
        assert effect.more.low <= effect.more.mean <= effect.more.high


def test_whoever_did_something_else_for_the_topic_stands_on_neither_side(framework: Framework):
    serving = sorted(id for id, one in framework.activities.items() if TOPIC in one.gains)
    did = [(0, 2, True, 0.8), (1, 2, True, 0.8)] * 6
    did_not = [(0, 0, False, 0.8), (1, 1, False, 0.8)] * 6
    activity, moves = moves_of(framework, did + did_not)
    other = next(id for id in serving if id != activity)
    others = [[replace(move, finished=frozenset({other})) for move in person] for person in moves[12:15]]

    assert only(activity_effects(framework.activities, moves + others)) == only(
        activity_effects(framework.activities, moves)
    )
    assert only(activity_effects(framework.activities, moves[:12] + others)) is None
    assert only(activity_effects(framework.activities, moves)).word is Word.MORE


def test_where_nobody_began_from_the_same_level_nothing_can_be_said(framework: Framework):
    said = [(0, 3, True, 0.8)] * 12 + [(3, 3, False, 0.8)] * 12

    assert only(activity_effects(framework.activities, moves_of(framework, said)[1])).word is Word.CHANCE


@settings(max_examples=30, deadline=None)
@given(levels=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=2))
def test_each_speaker_is_held_against_their_own_earlier_word(framework: Framework, levels: list[tuple[int, int]]):
    (own, own_now), (manager, manager_now) = levels
    then = [Rating(TOPIC, "self", own), Rating(TOPIC, "manager", manager, rater="Олег")]
    now = [Rating(TOPIC, "self", own_now), Rating(TOPIC, "manager", manager_now, rater="Олег")]
    one = topic_moves(framework.measurement, then, now, {"x"})[0]
    stranger = [now[0], Rating(TOPIC, "manager", manager_now, rater="Вера")]
    alone = topic_moves(framework.measurement, then, stranger, frozenset())[0]

    assert one.risen == pytest.approx((own_now - own + manager_now - manager) / 2)
    assert one.began == (own + manager) / 2
    assert (alone.risen, alone.began) == (own_now - own, own)
    assert one.variance < alone.variance
    assert topic_moves(framework.measurement, then, [], frozenset()) == []
