"""Who could follow in a role: bands, counts, months, and what a leaving opens."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.answers import Answers, EarlierScore
from kamcareer.core.bench import (
    BANDS,
    Band,
    Cover,
    Forecast,
    Pace,
    Staff,
    benches,
    chances_between,
    essentials,
    feeders,
    opened,
    staff_of,
)
from kamcareer.core.bench.benches import _between
from kamcareer.core.bench.effort import NO_WAY, effort
from kamcareer.core.bench.filling import MONTHS, filling
from kamcareer.core.bench.staff import levels_drawn
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement import measure_all, prior_of_role
from kamcareer.core.measurement.ratings import all_ratings
from kamcareer.core.must_haves import must_have_odds_all

TODAY, DAY = date(2026, 11, 28), date(2025, 12, 1)
TARGET, BEFORE = "key_account_manager_retail", "sales_manager"
POSTS = (None, BEFORE, TARGET, "sales_representative", "key_account_specialist_retail", "supervisor")


def scored(role: str | None, levels: dict[str, float]) -> Answers:
    return Answers(
        role, earlier=tuple(EarlierScore(competency=id, level=level, date=DAY) for id, level in levels.items())
    )


def flat(framework: Framework, role: str | None, level: float) -> Answers:
    """Somebody who was given the same in everything."""
    return scored(role, dict.fromkeys(framework.competencies, level))


def somebody(framework: Framework, draw: np.random.Generator) -> Answers:
    told = draw.random()
    given = {id: int(draw.integers(0, 5)) for id in framework.competencies if draw.random() < told}
    return scored(POSTS[draw.integers(len(POSTS))], given)


def crowd(framework: Framework, seed: int, count: int) -> list[Answers]:
    draw = np.random.default_rng(seed)
    return [somebody(framework, draw) for _ in range(count)]


def certain(staff: Staff, mean: np.ndarray, deviation: float = 0.01) -> Staff:
    """The same people, whose levels are known almost exactly."""
    count = staff.mean.shape[1]
    covariance = np.repeat(np.eye(count)[None] * deviation**2, len(staff), axis=0)
    return replace(staff, said=np.ones_like(staff.said), mean=mean.astype(np.float32), covariance=covariance)


def levels_of(framework: Framework, role: str, less: float = 0) -> np.ndarray:
    """The levels that a role asks, all of them lower by `less`; 4 where it asks nothing."""
    asked = framework.roles[role].requirements
    return np.array([asked[id].level - less if id in asked else 4 for id in framework.competencies], dtype=float)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), count=st.integers(0, 40))
def test_counts_add_up_and_nobody_is_in_two_bands(framework: Framework, seed: int, count: int):
    people = crowd(framework, seed, count)
    for bench in benches(framework, staff_of(framework, people, TODAY)).values():
        assert sum(bench.counts.values()) == len(bench.candidates)
        assert sum(len(bench.people_in(band)) for band in BANDS) == len(bench.candidates)
        assert not set(bench.candidates) & set(bench.holders)
        assert (np.diff(bench.chances, axis=1) >= 0).all()
        for low, high in bench.intervals.values():
            assert 0 <= low <= high <= bench.told.sum()


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), count=st.integers(2, 30))
def test_the_order_of_people_changes_nothing(framework: Framework, seed: int, count: int):
    people = crowd(framework, seed, count)
    order = np.random.default_rng(seed).permutation(count)
    told = []
    for those in (people, [people[place] for place in order]):
        staff = staff_of(framework, those, TODAY)
        forecast, board = Forecast(framework, staff, Pace()), benches(framework, staff)
        fillings = {id: forecast.filling(bench) for id, bench in board.items()}
        told.append(
            {
                id: (bench.counts, bench.intervals, bench.uncovered(), bench.cover, opened(board, staff, id))
                + ((one.low, one.median, one.high, pytest.approx(one.within)) if (one := fillings[id]) else ())
                for id, bench in board.items()
            }
        )
    assert told[0] == told[1]


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), data=st.data())
def test_more_of_a_level_never_makes_a_band_or_a_wait_worse(framework: Framework, seed: int, data: st.DataObject):
    staff = staff_of(framework, crowd(framework, seed, 8), TODAY)
    column = data.draw(st.integers(0, len(framework.competencies) - 1))
    raised = staff.mean.copy()
    raised[:, column] += data.draw(st.floats(0, 3))
    more = replace(staff, mean=raised)
    one, two = Forecast(framework, staff, Pace()), Forecast(framework, more, Pace())

    for before, after in zip(benches(framework, staff).values(), benches(framework, more).values(), strict=True):
        assert (after.bands <= before.bands).all()
        assert (after.chances >= before.chances).all()
        everybody = np.arange(len(before.candidates))
        waits = [forecast.outlook(before, everybody).waits.cumsum(axis=1) for forecast in (one, two)]
        assert (waits[1] >= waits[0] - 1e-9).all()


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_chance_is_that_of_the_report_up_to_the_draws(framework: Framework, seed: int):
    people = [flat(framework, BEFORE, np.random.default_rng(seed + n).integers(0, 9) / 2) for n in range(3)]
    people += [replace(somebody(framework, np.random.default_rng(seed)), role=BEFORE)]
    role = framework.roles[TARGET]
    bench = benches(framework, staff_of(framework, people, TODAY))[TARGET]
    ratings = [all_ratings(framework, one, TODAY) for one in people]
    profiles = measure_all(framework, ratings, np.array([prior_of_role(framework, one.role) for one in people]))
    exact = [
        float(odds.probability(who.mean))
        for odds, who in zip(
            must_have_odds_all(profiles, role, framework.measurement.margin.value), profiles, strict=True
        )
    ]

    told = bench.told
    assert bench.chances[told, 0] == pytest.approx(np.array(exact)[told], abs=0.08)


@pytest.mark.parametrize(
    ("less", "band"),
    [(-0.5, Band.READY), (0.3, Band.READY), (1.2, Band.ONE_STEP), (2.3, Band.TWO_STEPS), (3.2, Band.FURTHER)],
)
def test_the_band_says_by_how_many_levels_the_furthest_of_the_musts_is_missing(
    framework: Framework, less: float, band: Band
):
    staff = staff_of(framework, [flat(framework, BEFORE, 2)], TODAY)
    mean = levels_of(framework, TARGET, -0.5)[None]
    mean[0, list(framework.competencies).index(framework.roles[TARGET].must_haves[-1])] -= less + 0.5
    bench = benches(framework, certain(staff, mean))[TARGET]

    assert BANDS[bench.bands[0]] is band


def test_whoever_was_told_too_little_about_is_not_known_yet_and_never_further(framework: Framework):
    must = framework.roles[TARGET].must_haves
    few, half = dict.fromkeys(must[:3], 0.0), dict.fromkeys(must[:4], 0.0)
    people = [scored(BEFORE, few), scored(BEFORE, half), Answers(BEFORE)]
    bench = benches(framework, staff_of(framework, people, TODAY))[TARGET]

    assert [BANDS[band] for band in bench.bands] == [Band.UNKNOWN, Band.FURTHER, Band.UNKNOWN]
    assert bench.counts[Band.UNKNOWN] == 2


def test_a_single_point_of_failure_is_said_only_where_enough_is_known(framework: Framework):
    holder = flat(framework, TARGET, 3)

    def cover(*others: Answers) -> Cover:
        return benches(framework, staff_of(framework, [holder, *others], TODAY))[TARGET].cover

    assert cover() is Cover.NOBODY
    assert cover(Answers(BEFORE)) is Cover.UNKNOWN
    assert cover(flat(framework, BEFORE, 0)) is Cover.ALONE
    without = benches(framework, staff_of(framework, [flat(framework, BEFORE, 0)], TODAY))
    assert without[TARGET].cover is Cover.VACANT


def test_a_variant_is_reached_from_its_base_and_a_step_back_fills_nothing(framework: Framework):
    before = feeders(framework)

    assert {TARGET, BEFORE, "supervisor", "key_account_specialist_retail"} <= set(before["kam_hunter"])
    assert BEFORE in before[TARGET]
    assert "merchandiser" not in before[TARGET]
    for edge in framework.edges:
        if edge.type == "promotion" and edge.to_role:
            assert edge.from_role in before[edge.to_role]
    assert all(id not in found for id, found in before.items())


def test_effort_rises_with_the_level_and_says_where_nothing_leads(framework: Framework):
    table = effort(framework, "retail")
    assert (np.diff(table, axis=1) > 0).all()
    assert table.max() < 1000

    bare = framework.model_copy(update={"activities": {}})
    assert effort(bare, "retail")[:, -1].min() >= NO_WAY
    staff = certain(staff_of(framework, [flat(framework, BEFORE, 2)], TODAY), levels_of(framework, TARGET, 2)[None])
    found = Forecast(bare, staff, Pace()).filling(benches(bare, staff)[TARGET])
    assert (found.low, found.median, found.within) == (None, None, 0)


def test_months_are_the_hours_of_the_catalogue_at_the_pace_and_none_where_all_of_it_is_there(framework: Framework):
    role = framework.roles[TARGET]
    row = list(framework.competencies).index(role.must_haves[0])
    there = levels_of(framework, TARGET, -0.5)
    short = there.copy()
    short[row] -= 2
    staff = certain(staff_of(framework, [flat(framework, BEFORE, 2)] * 2, TODAY), np.array([there, short]), 0.001)
    found = Forecast(framework, staff, Pace(hours=1)).outlook(benches(framework, staff)[TARGET], np.arange(2))

    needed = role.requirements[role.must_haves[0]].level
    table = effort(framework, role.ladder)[row]
    hours, weeks = table[round((needed - 0.5) * 16)] - table[round((needed - 1.5) * 16)]
    assert found.months[0] == (0, 0, 0)
    assert found.months[1][1] == pytest.approx(max(hours, weeks) / (365.25 / 7 / 12), abs=1.5)
    low, middle, high = found.months[1]
    assert low < middle < high
    musts = len(role.must_haves)
    assert found.number_held.tolist() == [[musts, musts], [musts - 1, musts - 1]]


def test_twice_the_hours_never_take_longer_and_less_keeping_never_fills_sooner(framework: Framework):
    staff = staff_of(framework, crowd(framework, 7, 40), TODAY)
    bench = benches(framework, staff)[TARGET]
    everybody = np.arange(len(bench.candidates))
    slow, fast = (Forecast(framework, staff, Pace(hours)).outlook(bench, everybody).waits for hours in (1, 4))
    assert (fast.cumsum(axis=1) >= slow.cumsum(axis=1) - 1e-9).all()

    sure, unsure = (Forecast(framework, staff, Pace(2, keeping)).filling(bench) for keeping in (1, 0.25))
    assert sure.within >= unsure.within
    assert (sure.median or 0) <= (unsure.median if unsure.median is not None else MONTHS + 1)


@settings(max_examples=60, deadline=None)
@given(shares=st.lists(st.floats(0, 1), max_size=6))
def test_the_number_of_people_is_that_of_all_ways_it_may_be(shares: Sequence[float]):
    total = np.zeros(len(shares) + 1)
    for case in range(2 ** len(shares)):
        there = [bool(case >> place & 1) for place in range(len(shares))]
        total[sum(there)] += np.prod([share if yes else 1 - share for share, yes in zip(shares, there, strict=True)])
    low, high = _between(np.array(shares))

    assert total[: low + 1].sum() >= 0.05 - 1e-6
    assert total[:low].sum() <= 0.05 + 1e-6
    assert total[: high + 1].sum() >= 0.95 - 1e-6


def test_a_role_is_filled_when_the_first_of_several_is_there():
    """Two people who are there after one month with a probability of .5 each: three cases of four, if both keep at it."""
    waits = np.zeros((2, MONTHS + 2))
    waits[:, 1], waits[:, -1] = 0.5, 0.5

    assert filling(waits, 1).within == pytest.approx(0.75)
    assert filling(waits, 0.5).within == pytest.approx(1 - 0.75**2)
    assert filling(waits, 0).median is None
    assert filling(waits[:0], 1) is None
    assert (filling(waits, 1).low, filling(waits, 1).median, filling(waits, 1).high) == (1, 1, None)


def test_a_move_up_opens_the_place_below_and_so_on_each_role_once(framework: Framework):
    posts = ["sales_representative", "supervisor", BEFORE, TARGET]
    staff = staff_of(framework, [flat(framework, post, 2) for post in posts], TODAY)
    top = np.full((len(posts), len(framework.competencies)), 4.0)
    staff = certain(staff, top)
    board = benches(framework, staff)
    found = opened(board, staff, TARGET)

    assert {one.role for one in found} == {BEFORE, "supervisor", "sales_representative"}
    assert found[0].moved_to == TARGET
    assert all(one.stay == 0 for one in found)
    assert opened(benches(framework, certain(staff, 0 * top)), certain(staff, 0 * top), TARGET) == []


def test_what_is_assumed_of_a_post_decides_much_where_little_is_known(framework: Framework):
    people = [flat(framework, BEFORE, 3), Answers(BEFORE)]
    (low, middle, high), (low_unknown, _, high_unknown) = chances_between(
        framework, people, framework.roles[TARGET], TODAY
    )
    bench = benches(framework, staff_of(framework, people, TODAY))[TARGET]

    assert low < middle < high
    assert middle == pytest.approx(bench.chances[0, 0], abs=0.06)
    assert low_unknown < high_unknown
    assert chances_between(framework, [], framework.roles[TARGET], TODAY) == []


def test_nobody_and_a_role_without_musts_are_no_errors(framework: Framework):
    staff = staff_of(framework, [], TODAY)
    assert len(staff) == 0
    assert all(not bench.counts[Band.READY] for bench in benches(framework, staff).values())

    role = framework.roles[TARGET]
    plain = {id: need.model_copy(update={"must_have": False}) for id, need in role.requirements.items()}
    without = role.model_copy(update={"requirements": plain})
    assert essentials(without) == tuple(id for id, need in plain.items() if need.level)
    other = framework.model_copy(update={"roles": {**framework.roles, TARGET: without}})
    people = [flat(framework, BEFORE, 4)]
    bench = benches(other, staff_of(other, people, TODAY))[TARGET]
    [(_, chance, _)] = chances_between(other, people, without, TODAY)
    assert bench.chances[0, 0] == pytest.approx(chance, abs=0.06)
    assert chance < 0.9


def test_the_draws_are_those_of_the_posterior(framework: Framework):
    staff = staff_of(framework, [flat(framework, BEFORE, 3)], TODAY)
    drawn = levels_drawn(staff, np.array([0]))[0].astype(float)

    assert drawn.mean(axis=1) == pytest.approx(staff.mean[0], abs=1e-4)
    assert np.cov(drawn) == pytest.approx(staff.covariance[0], abs=0.3)
