from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.measurement import measure, prior_of_vacancy
from kamcareer.core.selection.bands import pairwise, standings
from kamcareer.services.framework_files import load_framework
from tests.core.people import TARGET, ratings

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
ROLE = FRAMEWORK.roles[TARGET]
IDS = tuple(FRAMEWORK.competencies)
PRIOR = prior_of_vacancy(FRAMEWORK, TARGET)


def seen(level, *raters):
    """Return an applicant whom some managers put at a level throughout: the more, the surer."""
    known = [rating for rater in raters for rating in ratings("manager", dict.fromkeys(IDS, level), rater=rater)]
    return measure(FRAMEWORK, None, known, PRIOR)


SURE = tuple("abcdefgh")
some_people = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3),
    st.builds(seen, st.integers(0, 4), st.sampled_from(SURE), st.sampled_from(SURE)),
    min_size=1,
    max_size=8,
)


@given(people=some_people)
@settings(max_examples=20, deadline=None)
def test_people_of_different_bands_are_apart_and_places_say_who_is(people):
    found = {standing.person: standing for standing in standings(FRAMEWORK, ROLE, people)}
    names = sorted(people)
    readier = pairwise(ROLE, [people[name] for name in names])

    assert np.allclose(readier + readier.T, 1)
    for row, name in enumerate(names):
        above, below = (readier[:, row] >= 0.9).sum(), (readier[row] >= 0.9).sum()
        assert (found[name].first_place, found[name].last_place) == (1 + above, len(names) - below)
        assert found[name].beside_the_best == (above == 0)
        for column, other in enumerate(names):
            if found[name].band < found[other].band:
                assert readier[row, column] >= 0.9


@given(people=some_people, draw=st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_in_which_people_come_changes_nothing(people, draw):
    mixed = dict(draw.sample(list(people.items()), len(people)))

    assert standings(FRAMEWORK, ROLE, mixed) == standings(FRAMEWORK, ROLE, people)


def test_a_tie_stays_a_tie():
    twins = {"a": seen(3, *SURE), "b": seen(3, *SURE)}
    one, other = standings(FRAMEWORK, ROLE, twins)

    assert pairwise(ROLE, list(twins.values()))[0, 1] == pytest.approx(0.5)
    assert (one.band, one.first_place, one.last_place) == (other.band, other.first_place, other.last_place) == (1, 1, 2)


def test_who_is_clearly_readier_stands_in_a_band_above():
    found = standings(FRAMEWORK, ROLE, {"low": seen(0, *SURE), "high": seen(4, *SURE), "near": seen(4, *SURE[:7])})

    assert [(standing.person, standing.band) for standing in found[:2]] in (
        [("high", 1), ("near", 1)],
        [("near", 1), ("high", 1)],
    )
    assert (found[2].person, found[2].band, found[2].first_place, found[2].last_place) == ("low", 2, 3, 3)


def test_people_of_whom_little_is_known_are_not_told_apart():
    found = standings(FRAMEWORK, ROLE, {"a": seen(2, "x"), "b": seen(3, "x")})

    assert {standing.band for standing in found} == {1}
    assert {(standing.first_place, standing.last_place) for standing in found} == {(1, 2)}


def test_nobody_makes_no_bands():
    assert standings(FRAMEWORK, ROLE, {}) == ()


def test_people_are_compared_as_independent_and_not_draw_by_draw():
    better = seen(3, "x")
    slightly = replace(better, mean=better.mean + 0.02)

    assert pairwise(ROLE, [slightly, better])[0, 1] == pytest.approx(0.5, abs=0.05)
