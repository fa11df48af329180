"""Training demand: how many lack what a role asks, how sure that is, and what would serve them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, poisson_binom

from kamcareer.core.answers import Answers
from kamcareer.core.catalogue import suitable
from kamcareer.core.demand import Demand, below, demands, lack_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.gaps import gap_reports
from kamcareer.core.heat_map import heat_map
from kamcareer.core.poisson_binomial import number_of
from tests.core.people import PRESENT, TARGET
from tests.core.test_heat_map import TODAY, scored, somebody

UNITS = ("Север", "Юг")


def demand_of(framework: Framework, people: list[Answers]) -> list[Demand]:
    units = [UNITS[number % 2] for number in range(len(people))]
    heat = heat_map(framework, people, TARGET, TODAY)
    return demands(framework, heat, [one.role for one in people], units)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 4))
def test_the_chance_to_lack_a_topic_is_the_one_the_report_of_that_person_says(
    framework: Framework, seed: int, count: int
):
    draw = np.random.default_rng(seed)
    people = [somebody(framework, draw) for _ in range(count)]
    heat = heat_map(framework, people, TARGET, TODAY)
    chances = below(framework, heat)

    for row, report in enumerate(gap_reports(framework, people, TARGET, TODAY)):
        for gap in report.gaps:
            if gap.need.level and gap.sources and 0 < gap.level < 4:
                column = heat.competencies.index(gap.competency)
                assert chances[row, column] == pytest.approx(1 - gap.probability_met, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(chances=st.lists(st.one_of(st.floats(0, 1), st.just(float("nan"))), max_size=40))
def test_the_number_lies_between_its_ends_and_whole_people_are_told(chances: list[float]):
    told = lack_of(np.array(chances, dtype=float))

    assert told.known + told.unknown == len(chances)
    assert 0 <= told.low <= told.high <= told.known
    assert told.low - 1 <= told.expected <= told.high + 1


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_ends_hold_the_true_number_in_nine_cases_of_ten_or_more(seed: int):
    draw = np.random.default_rng(seed)
    chances = draw.random(30)
    told = lack_of(chances)
    drawn = (draw.random((4000, 30)) < chances).sum(axis=1)

    assert np.mean((drawn >= told.low) & (drawn <= told.high)) > 0.88


@settings(max_examples=40, deadline=None)
@given(chances=st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_the_number_is_distributed_as_scipy_has_it_for_few(chances: list[float]):
    known = np.array(chances)

    assert number_of(known) == pytest.approx(poisson_binom.pmf(np.arange(len(known) + 1), known), abs=1e-12)


def test_of_ten_thousand_people_the_number_is_told_too():
    told = lack_of(np.full(10_000, 0.25))

    assert [told.low, told.high] == [int(binom.ppf(share, 10_000, 0.25)) for share in (0.05, 0.95)]


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 12))
def test_units_add_up_and_the_order_of_people_changes_nothing(framework: Framework, seed: int, count: int):
    draw = np.random.default_rng(seed)
    people = [somebody(framework, draw) for _ in range(count)]
    found = demand_of(framework, people)

    for one in found:
        assert sum(lack.expected for _, lack in one.units) == pytest.approx(one.lack.expected)
        assert sum(lack.known for _, lack in one.units) == one.lack.known
        assert sum(lack.unknown for _, lack in one.units) == one.lack.unknown
    musts = [one.need.must_have for one in found]
    assert musts == sorted(musts, reverse=True)
    turned = {one.competency.id: one.lack for one in demand_of(framework, people[::-1])}
    for one in found:
        other = turned[one.competency.id]
        assert (other.known, other.low, other.high) == (one.lack.known, one.lack.low, one.lack.high)
        assert other.expected == pytest.approx(one.lack.expected)


def test_of_whom_nothing_was_said_nothing_is_counted_as_lacking(framework: Framework):
    found = demand_of(framework, [Answers(PRESENT), Answers(None)])

    assert {(one.lack.known, one.lack.unknown, one.lack.expected) for one in found} == {(0, 2, 0.0)}
    assert not any(one.serving for one in found)


def test_what_serves_suits_those_who_lack_it_and_what_suits_most_comes_first(framework: Framework):
    people = [scored(PRESENT, {"negotiation": level}) for level in (0, 1, 1, 4)]
    one = next(one for one in demand_of(framework, people) if one.competency.id == "negotiation")

    assert one.serving
    for serving in one.serving:
        assert serving.activity in [
            activity for level in range(5) for activity in suitable(framework, "negotiation", level, "retail", PRESENT)
        ]
        assert 1 <= serving.people <= 4
    assert [serving.people for serving in one.serving] == sorted((s.people for s in one.serving), reverse=True)
