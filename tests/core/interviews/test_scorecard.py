"""A card and its lock, who is waited for, where interviewers differ, and how far a panel agrees."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.interviews.disagreement import disagreement, together
from kamcareer.core.interviews.scorecard import Mark, Scorecard, awaited, is_complete
from tests.conftest import NOW

RATERS = st.sampled_from("abcdef")
MARKS = st.dictionaries(
    st.sampled_from(["negotiation", "resilience", "planning"]),
    st.one_of(
        st.builds(Mark, level=st.integers(0, 4)), st.just(Mark(no_chance=True)), st.builds(Mark, heard=st.text())
    ),
)


def card(rater: str, marks=(), **more) -> Scorecard:
    return Scorecard(f"card-{rater}", "application", rater, rater, dict(marks), **more)


CARDS = st.dictionaries(RATERS, st.tuples(MARKS, st.sampled_from(["open", "locked", "released"]))).map(
    lambda found: [
        card(rater, marks, **({} if state == "open" else {state: NOW})) for rater, (marks, state) in found.items()
    ]
)


@given(panel=st.sets(RATERS), cards=CARDS)
def test_everybody_on_the_panel_and_everybody_who_began_is_waited_for(panel: set[str], cards: list[Scorecard]):
    found = awaited(panel, cards)
    closed = {one.rater for one in cards if one.closed}

    assert found == (panel | {one.rater for one in cards}) - closed
    assert is_complete(panel, cards) == (not found and any(one.locked for one in cards))


@given(panel=st.sets(RATERS), cards=CARDS, gone=RATERS)
def test_nobody_who_began_is_taken_off_the_panel_so_that_the_rest_can_be_read(panel, cards, gone):
    begun = {one.rater for one in cards if not one.closed}

    assert begun <= awaited(panel - {gone}, cards)
    assert not (begun and is_complete(panel - {gone}, cards))


def test_nobody_at_all_is_no_panel_and_one_released_alone_opens_nothing():
    assert not is_complete([], [])
    assert not is_complete(["a"], [card("a", released=NOW)])
    assert is_complete(["a", "b"], [card("a", released=NOW), card("b", locked=NOW)])


@given(marks=MARKS)
def test_a_card_is_open_where_nothing_was_marked_whatever_was_written_there(marks):
    asked = ["negotiation", "resilience", "planning"]
    found = card("a", marks)

    assert set(found.open_ones(asked)) == {id for id in asked if not marks.get(id, Mark()).given}
    assert found.says(marks)
    assert not found.says({**marks, "negotiation": replace(found.mark("negotiation"), note="something else")})


@given(cards=CARDS)
def test_the_map_shows_every_level_once_in_the_order_of_the_cards(cards):
    lines = disagreement(cards, ["planning", "negotiation", "resilience"])

    for line in lines:
        levels = tuple(one.mark(line.competency).level for one in cards)
        said = [level for level in levels if level is not None]
        assert line.levels == levels
        assert line.apart == (bool(said) and max(said) - min(said) >= 2)
    marked = {id for one in cards for id, mark in one.marks.items() if mark.given}
    assert {line.competency for line in lines} == marked


@given(cards=CARDS)
def test_how_far_a_panel_agrees_does_not_hang_on_the_order_of_the_people(cards):
    people = dict.fromkeys("xy", cards)
    found, mixed = together(people), together(dict(reversed(people.items())))

    assert found.units == mixed.units
    assert (found.found is None) == (mixed.found is None)
    assert found.found is None or found.found.alpha == pytest.approx(mixed.found.alpha)


def test_a_few_marks_are_too_few_and_many_that_are_alike_are_not():
    def person(levels: list[int], away: int = 0) -> list[Scorecard]:
        marks = {str(number): Mark(level) for number, level in enumerate(levels)}
        other = {id: Mark(min(4, mark.level + away)) for id, mark in marks.items()}
        return [card("a", marks, locked=NOW), card("b", other, locked=NOW)]

    assert together({}).too_few
    assert together({"x": person([1, 2, 3])}).too_few
    many = together({who: person([0, 1, 2, 3, 4, number]) for number, who in enumerate("xyz")})
    assert (many.units, many.too_few, many.found.alpha) == (18, False, 1.0)
