"""The board: what is open, which offer serves whom, what is on in which month, what mentors can give."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.offers import (
    LONGEST,
    Capacity,
    Kind,
    Offer,
    PlaceRequest,
    Standing,
    Status,
    by_month,
    by_need,
    may_ask,
    may_last,
    mentor_capacity,
)

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
TODAY = NOW.date()
TOPICS = ("negotiation", "product", "analytics", "planning")
ONE = Offer(
    *("1", Kind.PROJECT, "oleg", "Олег", "sales_manager", "Новая территория", "…", {"negotiation": 2}),
    *(TODAY, TODAY + timedelta(days=60), 4.0, 2, 0, "oleg@example.ru", "Север", None, NOW),
)
ASKED = PlaceRequest("r", "1", "vera", "Вера", Status.ASKED, "", NOW)

days = st.integers(-40, 400).map(lambda number: TODAY + timedelta(days=number))
offers = st.lists(
    st.builds(
        lambda number, kind, topics, begins, length, places, taken, closed, post: replace(
            ONE,
            id=str(number),
            kind=kind,
            topics=topics,
            begins=begins,
            until=begins + timedelta(days=length),
            places=places,
            taken=min(places, taken),
            closed=NOW if closed else None,
            post=post,
        ),
        st.integers(0, 10**6),
        st.sampled_from(Kind),
        st.dictionaries(st.sampled_from(TOPICS), st.integers(1, 4)),
        days,
        st.integers(0, 90),
        st.integers(1, 5),
        st.integers(0, 5),
        st.booleans(),
        st.sampled_from([None, "supervisor", "sales_manager"]),
    ),
    unique_by=lambda one: one.id,
    max_size=12,
)
lacking = st.lists(st.tuples(st.sampled_from(TOPICS), st.integers(0, 3)), unique_by=lambda pair: pair[0])


def test_it_is_open_while_there_are_places_and_over_on_the_day_after_its_last():
    full = replace(ONE, taken=2)

    assert ONE.standing(ONE.until) is Standing.OPEN
    assert full.standing(TODAY) is Standing.FULL
    assert {ONE.standing(ONE.until + timedelta(days=1)), replace(ONE, closed=NOW).standing(TODAY)} == {Standing.ENDED}


def test_who_was_told_no_does_not_ask_again_who_took_it_back_may_and_nobody_asks_themselves():
    assert may_ask(ONE, "vera", None, TODAY)
    assert may_ask(ONE, "vera", replace(ASKED, status=Status.TAKEN_BACK), TODAY)
    for status in (Status.ASKED, Status.ACCEPTED, Status.DECLINED):
        assert not may_ask(ONE, "vera", replace(ASKED, status=status), TODAY)
    assert not may_ask(ONE, "oleg", None, TODAY)
    assert not may_ask(replace(ONE, taken=2), "vera", None, TODAY)


@given(begins=days, until=days)
def test_days_are_in_order_not_over_and_two_years_away_at_most(begins: date, until: date):
    assert may_last(begins, until, TODAY) == (begins <= until and TODAY <= until <= TODAY + LONGEST)


@given(found=offers, lacks=lacking, seed=st.randoms())
def test_of_what_has_places_the_largest_gap_comes_first_whatever_the_order_and_nothing_is_lost(found, lacks, seed):
    shuffled = seed.sample(found, len(found))
    ordered = by_need(found, lacks)
    topics = [topic for topic, _ in lacks]
    ranks = [(not one.free, len(lacks) if topic is None else topics.index(topic)) for one, topic in ordered]

    assert ranks == sorted(ranks)
    assert ordered == by_need(shuffled, lacks)
    assert {one.id for one, _ in ordered} == {one.id for one in found}
    for one, topic in ordered:
        useful = {name for name, level in lacks if one.topics.get(name, 0) > level}
        assert (topic in useful) if useful else topic is None


@given(found=offers)
def test_every_month_has_what_begins_in_it_and_what_is_over_has_none(found):
    months = by_month(found, TODAY)
    listed = [one.id for _, there in months for one in there]

    assert [month for month, _ in months] == sorted({month for month, _ in months})
    assert sorted(listed) == sorted(
        one.id for one in found if one.kind is not Kind.MENTORING and one.standing(TODAY) is not Standing.ENDED
    )
    for month, there in months:
        assert {max(one.begins, TODAY).replace(day=1) for one in there} == {month}


@given(found=offers)
def test_free_places_of_mentors_are_those_of_live_mentors_alone(found):
    live = [one for one in found if one.kind is Kind.MENTORING and one.standing(TODAY) is not Standing.ENDED]
    counted = mentor_capacity(found, "supervisor", TODAY)

    for topic in TOPICS:
        there = [one for one in live if topic in one.topics]
        holders = sum(one.post == "supervisor" for one in there)
        expected = Capacity(len(there), holders, sum(one.places - one.taken for one in there))
        assert counted.get(topic, Capacity(0, 0, 0)) == expected
