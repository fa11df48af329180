"""Rates of groups: counted once for each quarter, told of ten people or more on every side, and never taken back."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.demographics import AgeGroup, Sex
from kamcareer.core.fairness import GROUPS, Applied, Counted, Stage, Trait, closing_of, counted, periods, quarter_of
from kamcareer.core.selection.adverse_impact import Evenness

QUARTERS = [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)]
applied = st.builds(
    Applied,
    vacancy=st.sampled_from("abc"),
    sent=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    sex=st.sampled_from(Sex),
    age_group=st.sampled_from(AgeGroup),
    reached=st.frozensets(st.sampled_from(Stage)),
)


# Few and many people, none and all of whom came so far.
sizes = st.integers(1, 30).flatmap(
    lambda sent: st.tuples(st.just(sent), st.fixed_dictionaries(dict.fromkeys(Stage, st.integers(0, sent))))
)
places = [
    (quarter, stratum, trait, group)
    for quarter in QUARTERS
    for stratum in (1, 2)
    for trait, groups in GROUPS.items()
    for group in groups
]
rows_of_any_size = st.dictionaries(st.sampled_from(places), sizes, min_size=10).map(
    lambda found: [Counted(*place, sent, reached) for place, (sent, reached) in sorted(found.items())]
)


def row(group: str, sent: int, talk: int, quarter: int = 0, stratum: int = 1) -> Counted:
    reached = {Stage.READ: sent, Stage.PROPOSED: 0, Stage.TALK: talk}
    return Counted(QUARTERS[quarter], stratum, Trait.SEX, group, sent, reached)


def only(*rows: Counted):
    (period,) = periods(rows, Trait.SEX)
    return {line.group: line for line in period.stages[Stage.TALK]}


@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_a_quarter_is_counted_a_quarter_after_its_end_within_half_a_year_of_whoever_came_first(day: date):
    quarter, closing = quarter_of(day), closing_of(quarter_of(day))

    assert quarter <= day < closing - timedelta(days=89)
    assert quarter_of(closing) == closing
    assert (closing.month - quarter.month) % 12 == 6
    assert closing - quarter < timedelta(days=185)


@given(st.lists(applied, max_size=60))
def test_everybody_who_said_something_is_counted_once_by_each_trait(people: list[Applied]):
    rows = counted(people)

    said = Counter(one.sex for one in people if one.sex is not Sex.UNSAID)
    assert said == sum((Counter({row.group: row.sent}) for row in rows if row.trait is Trait.SEX), Counter())
    talks = sum(Stage.TALK in one.reached for one in people if one.age_group is not AgeGroup.UNSAID)
    assert talks == sum(row.reached[Stage.TALK] for row in rows if row.trait is Trait.AGE)
    keys = [(row.quarter, row.stratum, row.trait, row.group) for row in rows]
    assert len(keys) == len(set(keys))


@given(rows_of_any_size, st.sampled_from(Trait))
@settings(max_examples=60, deadline=None)
def test_ten_people_stand_on_every_side_of_what_is_told(rows: list[Counted], trait: Trait):
    for period in periods(rows, trait):
        assert min(period.sizes.values()) >= 10
        assert len(period.sizes) > 1
        assert period.stages[Stage.TALK]
        for lines in filter(None, period.stages.values()):
            came = sum(line.came for line in lines)
            assert came >= 10
            assert sum(period.sizes.values()) - came >= 10
            assert {line.group for line in lines} == set(period.sizes)
            highest = max(line.rate for line in lines)
            assert [line.rate for line in lines if line.impact is None] == [highest]


@given(rows_of_any_size, st.sampled_from(Trait))
@settings(max_examples=40, deadline=None)
def test_a_further_quarter_changes_nothing_that_was_told(rows: list[Counted], trait: Trait):
    looks = [periods([row for row in rows if row.quarter <= last], trait) for last in QUARTERS]

    for before, after in pairwise(looks):
        assert after[: len(before)] == before
        assert len(after) <= len(before) + 1
    assert all(one.until <= other.first for one, other in pairwise(looks[-1]))


@given(st.lists(applied, min_size=150, max_size=250))
@settings(max_examples=10, deadline=None)
def test_what_a_vacancy_is_called_and_in_which_order_people_come_changes_nothing(people: list[Applied]):
    other = [replace(one, vacancy={"a": "z", "b": "y", "c": "x"}[one.vacancy]) for one in reversed(people)]

    def told(of: list[Applied]):
        return [
            [(line.group, line.came, line.within and round(line.within.ratio, 9)) for line in period.stages[Stage.TALK]]
            for period in periods(counted(of), Trait.SEX)
        ]

    assert told(people) == told(other)


def test_small_quarters_are_told_together_and_never_apart():
    first, second = [row("female", 8, 3), row("male", 9, 4)], [row("female", 8, 2, 1), row("male", 9, 6, 1)]

    assert periods(first, Trait.SEX) == []
    (period,) = periods([*first, *second], Trait.SEX)
    assert (period.first, period.until) == (date(2026, 1, 1), date(2026, 7, 1))
    assert period.sizes == {"female": 16, "male": 18}


def test_where_fewer_than_ten_were_invited_or_were_not_nothing_is_told():
    assert periods([row("female", 30, 4), row("male", 30, 5)], Trait.SEX) == []
    assert periods([row("female", 30, 26), row("male", 30, 25)], Trait.SEX) == []


def test_a_stage_that_everybody_came_to_is_not_told_though_another_is():
    (period,) = periods([row("female", 30, 8), row("male", 30, 12)], Trait.SEX)

    assert period.stages[Stage.READ] is None
    assert period.stages[Stage.PROPOSED] is None
    assert [line.came for line in period.stages[Stage.TALK]] == [8, 12]


def test_a_group_of_nine_has_no_line():
    rows = [
        replace(one, trait=Trait.AGE) for one in (row("from_25", 30, 8), row("from_35", 30, 12), row("from_45", 9, 0))
    ]
    (period,) = periods(rows, Trait.AGE)

    assert set(period.sizes) == {"from_25", "from_35"}
    assert period.few == ("under_25", "from_45", "from_55")


def test_who_applied_for_what_does_not_look_like_a_choice():
    # By Bickel, Hammel and O'Connell 1975: each vacancy chooses evenly, the even one by few, more women apply there.
    line = only(
        row("female", 80, 16), row("male", 20, 4), row("female", 20, 12, stratum=2), row("male", 80, 48, stratum=2)
    )["female"]

    assert line.impact.ratio == pytest.approx(28 / 52)
    assert line.impact.evenness is Evenness.LOOK_CLOSER
    assert line.within.ratio == pytest.approx(1)
    assert line.within.p == pytest.approx(1)
    assert line.evenness is Evenness.CANNOT_TELL


def test_the_ratio_within_vacancies_is_that_of_mantel_and_haenszel():
    found = only(
        row("female", 40, 8), row("male", 60, 24), row("female", 50, 10, stratum=2), row("male", 30, 15, stratum=2)
    )
    line = found["female"]

    # Sum of a(c+d)/n by sum of c(a+b)/n, by hand.
    assert line.within.ratio == pytest.approx((8 * 60 / 100 + 10 * 30 / 80) / (24 * 40 / 100 + 15 * 50 / 80))
    assert line.within.p < 0.01
    assert line.evenness is Evenness.LOOK_CLOSER
    assert line.beside == "male"
    assert found["male"].evenness is None


def test_even_vacancies_show_no_sign_and_few_people_cannot_tell():
    assert only(row("female", 60, 28), row("male", 60, 30))["female"].evenness is Evenness.NO_SIGN
    assert only(row("female", 20, 9), row("male", 60, 30))["female"].evenness is Evenness.CANNOT_TELL


def test_groups_that_met_in_no_vacancy_are_not_judged():
    line = only(row("female", 40, 8), row("male", 60, 24, stratum=2))["female"]

    assert line.within is None
    assert line.evenness is Evenness.CANNOT_TELL
