"""What is said of ways side by side."""

import pytest

from kamcareer.core.planning.routes import Comparison, Route, RouteStep
from tests.planning.people import FRAMEWORK

EDGE = FRAMEWORK.edges[0]


def comparison(*sizes: tuple[int | None, int, int]) -> Comparison:
    """Return ways of one step each, by their weeks, levels and cost."""
    return Comparison(
        tuple(
            Route((RouteStep(EDGE, str(EDGE.to_role), levels, {}, weeks, 10.0, cost, (), ()),))
            for weeks, levels, cost in sizes
        )
    )


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ([(8, 3, 500)], [()]),
        ([(8, 3, 500), (9, 2, 500)], [("fastest",), ("gentlest",)]),
        ([(8, 3, 500), (8, 3, 500), (9, 3, 600)], [("fastest", "cheapest"), ("fastest", "cheapest"), ()]),
        ([(None, 3, 0), (9, 4, 600)], [("gentlest",), ("fastest", "cheapest")]),
        ([(None, 3, 0), (None, 3, 0)], [(), ()]),
    ],
)
def test_equal_ways_are_praised_alike_and_what_is_true_of_all_is_no_praise(sizes, said):
    found = comparison(*sizes)

    assert [found.best_at(number) for number in range(len(sizes))] == said


def test_of_equal_ways_the_first_is_the_one_that_is_named():
    found = comparison((9, 3, 600), (8, 3, 500), (8, 3, 500))

    assert (found.fastest, found.gentlest, found.cheapest) == (1, 0, 1)


def test_where_nothing_was_planned_none_is_fastest_or_cheapest():
    found = comparison((None, 3, 0), (None, 4, 0))

    assert (found.fastest, found.gentlest, found.cheapest) == (None, 0, None)
