from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.interviews.scorecard import Mark, Scorecard
from kamcareer.core.interviews.tendencies import ENOUGH_PEOPLE, tendencies

TOPICS = ("negotiation", "finance", "analysis", "planning")


def card(who: str, rater: str, levels: list[int | None]) -> Scorecard:
    marks = {topic: Mark(level) for topic, level in zip(TOPICS, levels, strict=True) if level is not None}
    return Scorecard(f"{who}-{rater}", who, rater, None, marks)


level = st.one_of(st.none(), st.integers(0, 4))
panels = st.dictionaries(
    st.sampled_from([f"p{n}" for n in range(9)]),
    st.dictionaries(st.sampled_from("abc"), st.lists(level, min_size=4, max_size=4), min_size=1),
    max_size=9,
)


def read(panel: dict[str, dict[str, list[int | None]]]) -> dict[str, list[Scorecard]]:
    return {who: [card(who, rater, said) for rater, said in cards.items()] for who, cards in panel.items()}


@given(panels)
def test_of_two_interviewers_who_heard_the_same_people_one_is_as_far_above_as_the_other_below(panel):
    found = {
        one.rater: one
        for one in tendencies(read({who: {k: v for k, v in cards.items() if k != "c"} for who, cards in panel.items()}))
    }
    if {"a", "b"} <= found.keys() and found["a"].beside:
        assert found["a"].people == found["b"].people
        assert found["a"].beside.mean == pytest.approx(-found["b"].beside.mean)
        assert found["a"].beside.low == pytest.approx(-found["b"].beside.high)


@given(panels)
def test_the_order_of_people_and_cards_changes_nothing_and_nothing_is_said_of_few(panel):
    cards = read(panel)
    turned = {who: cards[who][::-1] for who in reversed(cards)}
    for one, other in zip(tendencies(cards), tendencies(turned), strict=True):
        assert (one.rater, one.people, one.alike, one.whole) == (other.rater, other.people, other.alike, other.whole)
        assert (one.beside is None) == (one.people < ENOUGH_PEOPLE) == (other.beside is None)
        assert one.alike <= one.whole
        if one.beside and other.beside:
            assert one.beside.mean == pytest.approx(other.beside.mean)
            assert one.beside.low <= one.beside.mean <= one.beside.high


def test_a_lenient_interviewer_is_told_and_one_who_marks_all_alike_too():
    panel = {f"p{n}": {"a": [n % 3, 1, 2, None], "b": [n % 3 + 1, 2, 3, 4], "c": [3, 3, 3, 3]} for n in range(6)}
    a, b, c = tendencies(read(panel))

    assert b.beside.clear
    assert b.beside.mean > 0 > a.beside.mean
    assert (c.alike, c.whole) == (6, 6)
    assert (a.alike, a.whole, a.people) == (0, 6, 6)


def test_the_interval_holds_the_true_leniency_in_nine_cases_of_ten_although_marks_of_a_person_go_together():
    draw, held = np.random.default_rng(11), []
    for _world in range(400):
        cards: dict[str, list[Scorecard]] = {}
        for who in range(10):
            truth, halo = draw.normal(2, 0.5, 4), draw.normal(0, 0.5, 2)
            said = {
                rater: np.rint(truth + halo[place] + bias + draw.normal(0, 0.4, 4)).astype(int).tolist()
                for place, (rater, bias) in enumerate([("a", 0.0), ("b", 0.5)])
            }
            cards[str(who)] = [card(str(who), rater, levels) for rater, levels in said.items()]
        beside = tendencies(cards)[1].beside
        held.append(beside.low <= 0.5 <= beside.high)

    assert 0.86 <= fmean(held) <= 0.94
