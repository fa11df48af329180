import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.selection.agreement import agreement, intraclass, ordinal_alpha, rating_table

NAN = np.nan

# Krippendorff, “Computing Krippendorff’s Alpha-Reliability”, example D: four observers, twelve units, values missing.
KRIPPENDORFF = np.array([
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
])  # fmt: skip

# Shrout and Fleiss 1979, table 2: six targets, four judges.
SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float).T


def test_alpha_is_that_of_the_published_example():
    assert ordinal_alpha(KRIPPENDORFF) == pytest.approx(0.815, abs=0.0005)


def test_the_intraclass_correlations_are_those_of_the_published_example():
    assert intraclass(SHROUT_FLEISS) == (pytest.approx(0.17, abs=0.005), pytest.approx(0.44, abs=0.005))


def test_the_interval_holds_alpha_and_is_the_same_each_time():
    found = agreement(KRIPPENDORFF)

    assert found.low < found.alpha < found.high
    assert found == agreement(KRIPPENDORFF)
    assert (found.units, found.raters) == (11, 4)  # one unit has a single rating


def test_how_many_raters_are_needed_follows_spearman_and_brown():
    found = agreement(SHROUT_FLEISS)
    reached = found.raters_needed * found.icc_one / (1 + (found.raters_needed - 1) * found.icc_one)

    assert found.raters_needed == 12
    assert reached >= 0.7


def test_ratings_at_random_agree_no_more_than_chance():
    draw = np.random.default_rng(1)
    found = agreement(draw.integers(0, 5, (4, 60)).astype(float))

    assert found.low < 0 < found.high
    assert abs(found.icc_one) < 0.15


@pytest.mark.parametrize("same", [np.full((3, 9), 2.0), np.array([[1, 2, NAN], [NAN, NAN, 3]]), np.empty((0, 0))])
def test_where_agreement_cannot_be_told_nothing_is(same):
    assert agreement(same) is None


@given(
    rows=st.lists(st.lists(st.integers(0, 4), min_size=6, max_size=6), min_size=2, max_size=4),
    draw=st.randoms(use_true_random=False),
)
@settings(max_examples=15, deadline=None)
def test_the_order_of_raters_and_units_does_not_matter(rows, draw):
    table = np.array(rows, float)
    if len(np.unique(table)) == 1:
        return
    mixed = table[draw.sample(range(len(table)), len(table))][:, draw.sample(range(6), 6)]

    assert ordinal_alpha(mixed) == pytest.approx(ordinal_alpha(table))
    assert intraclass(mixed) == pytest.approx(intraclass(table))
    assert ordinal_alpha(table) <= 1


def test_rows_become_a_table_of_raters_and_units():
    table = rating_table([("b", "x", 1.0), ("a", "x", 2.0), ("a", "y", 3.0)])

    assert np.array_equal(table, [[2, 3], [1, NAN]], equal_nan=True)
