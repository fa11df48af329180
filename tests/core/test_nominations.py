"""A nomination holds by its person's word alone, and never a day longer than was said."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.nominations import (
    ASKED_BEFORE,
    ENDED,
    IN_POOL,
    LIVE,
    LONGEST,
    Nomination,
    Standing,
    Status,
    counted,
    may_follow,
    may_hold_until,
)
from tests.conftest import NOW

TODAY = NOW.date()
PLAIN = Nomination("n", "1", "Ким Вера", "Север", None, "a", "supervisor", Status.PROPOSED, None, "", TODAY, NOW)


@st.composite
def nominations(draw: st.DrawFn) -> Nomination:
    moments = st.none() | st.just(NOW)
    return replace(
        PLAIN,
        status=draw(st.sampled_from(Status)),
        until=TODAY + timedelta(days=draw(st.integers(-60, 60))),
        agreed=draw(moments),
        withdrawn=draw(moments),
    )


@given(nominations())
def test_nobody_is_in_the_pool_without_a_consent_that_lasts_or_after_the_day(one: Nomination):
    if one.standing(TODAY) in IN_POOL:
        assert one.agreed
        assert one.withdrawn is None
        assert one.until >= TODAY


@given(nominations(), st.sampled_from(Status))
def test_hr_changes_nothing_that_ended_and_never_says_that_somebody_agreed(one: Nomination, status: Status):
    standing = one.standing(TODAY)

    assert not (may_follow(standing, status) and (standing in ENDED or status is Status.AGREED))
    if standing is Standing.PROPOSED:
        assert may_follow(standing, status) == (status is Status.LEFT)


@given(nominations(), st.integers(0, 400))
def test_what_has_ended_stays_so(one: Nomination, days: int):
    if one.standing(TODAY) in ENDED:
        assert one.standing(TODAY + timedelta(days=days)) is one.standing(TODAY)


@given(nominations())
def test_the_day_is_asked_about_in_the_last_month_and_no_sooner(one: Nomination):
    near = TODAY <= one.until <= TODAY + ASKED_BEFORE

    assert one.ends_soon(TODAY) == (near and one.standing(TODAY) in LIVE)


@given(st.integers(-1000, 1000))
def test_a_day_lies_ahead_and_two_years_away_at_most(days: int):
    assert may_hold_until(TODAY + timedelta(days=days), TODAY) == (0 < days <= LONGEST.days)


@given(st.lists(nominations()))
def test_everybody_is_counted_once(several: list[Nomination]):
    assert sum(counted(several, TODAY).values()) == len(several)
