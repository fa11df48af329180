"""What holds of every table of ratings: what makes a manager kinder makes nothing else, and chance is called chance."""

from math import isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.rating_quality import LEAST_PEOPLE, Quality, RatedPerson, quality_of_ratings

TOPICS = tuple(f"topic {number}" for number in range(4))
LEVELS = st.tuples(*[st.integers(0, 4)] * len(TOPICS)).map(lambda levels: dict(zip(TOPICS, levels, strict=True)))
ONE = st.builds(RatedPerson, st.sampled_from("abc"), LEVELS, LEVELS)
TABLES = st.lists(ONE, max_size=24)


def of(rater: str, found: tuple[Quality, ...]) -> Quality | None:
    return next((one for one in found if one.rater == rater), None)


@settings(deadline=None)  # the first one waits for SciPy
@given(TABLES, st.integers(-2, 2))
def test_a_manager_who_says_more_of_everybody_is_kinder_by_that_and_as_even_as_before(
    rated: list[RatedPerson], more: int
):
    kinder = [
        RatedPerson(
            one.rater, {id: level + more * (one.rater == "a") for id, level in one.given.items()}, one.elsewhere
        )
        for one in rated
    ]
    before, after = of("a", quality_of_ratings(rated)), of("a", quality_of_ratings(kinder))

    assert (before is None) == (after is None)
    for name in ("leniency", "within", "between") if before and after else ():
        one, two = getattr(before, name), getattr(after, name)
        assert (one is None) == (two is None)
        if one and two:
            assert isclose(two.mean - one.mean, more if name == "leniency" else 0, abs_tol=1e-9)
            assert one.low <= one.mean <= one.high


@settings(deadline=None)
@given(TABLES, st.randoms())
def test_nobody_with_fewer_than_five_people_is_told_and_the_order_of_people_says_nothing(
    rated: list[RatedPerson], random: object
):
    found = quality_of_ratings(rated)
    people = [one.rater for one in rated]
    again = list(rated)
    random.shuffle(again)

    assert [one.rater for one in found] == sorted(r for r in set(people) if people.count(r) >= LEAST_PEOPLE)
    for one, two in zip(found, quality_of_ratings(again), strict=True):
        for name in ("leniency", "within", "between"):
            first, second = getattr(one, name), getattr(two, name)
            assert (first is None) == (second is None)
            assert first is None or isclose(first.mean, second.mean, abs_tol=1e-9)
    if len(set(people)) <= 2:
        assert all(one.leniency is one.within is one.between is None for one in found)


def test_managers_who_rate_alike_stand_out_about_as_often_as_a_90_percent_interval_says():
    """Six managers of six people, errors and halos of one kind: nobody is kinder, closer or further apart in truth."""
    draw, out, told = np.random.default_rng(20261128), {"leniency": 0, "within": 0, "between": 0}, 0
    for _ in range(60):
        rated = []
        for rater in "abcdef":
            for _person in range(6):
                true = 2 + 0.6 * draw.normal() + 0.6 * draw.normal(size=len(TOPICS))
                said = [
                    np.clip(np.rint(true + 0.4 * draw.normal() + 0.5 * draw.normal(size=len(TOPICS))), 0, 4)
                    for _ in "of"
                ]
                given, own = ({id: int(v) for id, v in zip(TOPICS, levels, strict=True)} for levels in said)
                rated.append(RatedPerson(rater, given, own))
        for one in quality_of_ratings(rated):
            told += 1
            for name in out:
                out[name] += getattr(one, name).clear
    shares = {name: count / told for name, count in out.items()}

    assert all(share < 0.16 for share in shares.values()), shares


@pytest.mark.parametrize(
    ("kind", "name", "sign"), [("kind", "leniency", 1), ("halo", "within", -1), ("alike", "between", -1)]
)
def test_what_a_manager_does_differently_is_seen_where_it_belongs(kind: str, name: str, sign: int):
    draw, rated = np.random.default_rng(7), []
    for rater in "abcdef":
        for _person in range(9):
            person, topics = 0.8 * draw.normal(), 0.9 * draw.normal(size=len(TOPICS))
            true = 2 + person + topics
            seen = true.copy()
            if rater == "a" and kind == "kind":
                seen = true + 1
            elif rater == "a" and kind == "halo":
                seen = 2 + person + 0 * topics
            elif rater == "a" and kind == "alike":
                seen = 2 + topics - topics.mean()
            given, own = (
                {id: int(v) for id, v in zip(TOPICS, np.clip(np.rint(levels), 0, 4), strict=True)}
                for levels in (seen, true)
            )
            rated.append(RatedPerson(rater, given, own))
    found = of("a", quality_of_ratings(rated))

    difference = getattr(found, name)
    assert difference.clear
    assert difference.mean * sign > 0
