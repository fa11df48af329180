"""The clock: nothing is deleted early, nothing stays a day too long, whatever the calendar does."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.assessment import Assessment, Draft
from kamcareer.core.legal_basis import Basis, LegalBasis, Purpose, Way
from kamcareer.core.retention import (
    MONTHS,
    Hold,
    Outcome,
    Terms,
    due_before,
    holding,
    kept_account,
    kept_assessment,
    parse_months,
)

ZONES = ["Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Asia/Beirut", "Pacific/Kiritimati"]
START = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2040, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))
all_months = st.fixed_dictionaries({outcome: st.integers(1, 60) for outcome in Outcome})


def terms(zone: str = "Europe/Moscow") -> Terms:
    return Terms(ZoneInfo(zone), MONTHS)


def after(last_day: date, zone: ZoneInfo) -> datetime:
    """The first moment of the day after."""
    return datetime.combine(last_day + timedelta(days=1), time.min, zone).astimezone(UTC)


@given(zones, all_months, st.sampled_from(Outcome), moments)
def test_it_is_over_at_the_midnight_after_the_last_day_and_not_a_second_before(zone, months, outcome, since):
    clock = Terms(zone, months)
    last = clock.last_day(outcome, since)
    end = after(last, zone)

    assert not clock.is_over(last, end - SECOND)
    assert clock.is_over(last, end)
    assert not clock.is_over(last, since)
    assert timedelta(days=28 * months[outcome] - 1) < end - since < timedelta(days=31 * months[outcome] + 2)


@given(zones, all_months, st.sampled_from(Outcome), moments)
def test_the_coarse_sieve_lets_everything_through_that_is_due(zone, months, outcome, since):
    clock = Terms(zone, months)
    end = after(clock.last_day(outcome, since), zone)

    assert since <= due_before(clock, end)


@pytest.mark.parametrize(
    ("zone", "since", "months", "last"),
    [
        ("Europe/Moscow", "2028-02-29T12:00+03:00", 12, "2029-02-28"),
        ("Europe/Moscow", "2027-02-28T12:00+03:00", 12, "2028-02-28"),
        ("Europe/Moscow", "2027-08-31T12:00+03:00", 6, "2028-02-29"),
        ("Europe/Moscow", "2026-12-31T23:30+03:00", 6, "2027-06-30"),
        # Half past eleven in the evening in UTC is the next day in Moscow.
        ("Europe/Moscow", "2026-03-31T23:30+00:00", 1, "2026-05-01"),
        # The nights in which the clocks change.
        ("Europe/Berlin", "2026-09-28T00:30+02:00", 6, "2027-03-28"),
        ("Europe/Berlin", "2026-04-25T23:59+02:00", 6, "2026-10-25"),
        ("America/New_York", "2026-10-01T12:00-04:00", 1, "2026-11-01"),
    ],
)
def test_months_of_the_calendar(zone: str, since: str, months: int, last: str):
    clock = Terms(ZoneInfo(zone), MONTHS | {Outcome.FINISHED: months})
    day = clock.last_day(Outcome.FINISHED, datetime.fromisoformat(since))

    assert day.isoformat() == last
    assert not clock.is_over(day, after(day, clock.zone) - SECOND)
    assert clock.is_over(day, after(day, clock.zone))


def sat(**parts) -> Assessment:
    return replace(Assessment("a", "0" * 64, None, "supervisor", START), **parts)


def agreed(until: datetime | None = None, since: datetime = START, basis: Basis = Basis.CONSENT) -> LegalBasis:
    return LegalBasis("c", Purpose.DEVELOPMENT, basis, "0" * 64, "ru", Way.PAGE, since, until)


def test_each_outcome_has_its_own_clock():
    later = START + timedelta(days=40)
    drafts = {"x": Draft(level=1, last_saved=later)}
    cases = {
        Outcome.UNFINISHED: (sat(), [agreed()], None, date(2026, 7, 31)),
        Outcome.FINISHED: (sat(finished=START), [agreed()], None, date(2027, 1, 31)),
        Outcome.WITHDRAWN: (sat(finished=START, drafts=drafts), [agreed(until=later)], None, date(2026, 4, 12)),
        Outcome.IDLE_ACCOUNT: (sat(owner="v"), [agreed()], later, date(2028, 3, 12)),
    }
    for outcome, (assessment, bases, seen, last) in cases.items():
        kept = kept_assessment(terms(), assessment, bases, seen)
        assert (kept.outcome, kept.last_day) == (outcome, last)


def test_a_change_starts_the_clock_anew_and_agreeing_again_ends_the_short_one():
    later = START + timedelta(days=40)
    changed = kept_assessment(terms(), sat(drafts={"x": Draft(level=1, last_saved=later)}), [agreed()], None)
    again = kept_assessment(terms(), sat(), [agreed(until=START), agreed(since=later)], None)

    assert changed.last_day == date(2026, 9, 12)
    assert again.outcome is Outcome.UNFINISHED
    assert kept_assessment(terms(), sat(), [], None).outcome is Outcome.UNFINISHED


def test_an_account_is_kept_while_it_is_used():
    assert kept_account(terms(), START, None).last_day == date(2028, 1, 31)
    assert kept_account(terms(), START, START + timedelta(days=40)).last_day == date(2028, 3, 12)


@given(st.lists(st.integers(-400, 400), max_size=5))
def test_of_several_orders_the_longest_holds_and_one_that_is_over_does_not(ends: list[int]):
    today = date(2026, 11, 27)
    holds = [Hold(str(n), "спор", START, today + timedelta(days=days)) for n, days in enumerate(ends)]
    found = holding(holds, today)
    live = [hold.until for hold in holds if hold.until >= today]

    assert (found.until if found else None) == max(live, default=None)


def test_months_are_read_from_the_setting_and_the_rest_stay():
    months = parse_months(" development.finished=24 , account.idle=36,")

    assert months == MONTHS | {Outcome.FINISHED: 24, Outcome.IDLE_ACCOUNT: 36}
    assert parse_months("") == MONTHS


@pytest.mark.parametrize("text", ["finished=3", "development.finished", "development.finished=0", "account.idle=1.5",
                                  "account.idle=601", "account.idle=²"])  # fmt: skip
def test_a_slip_in_the_setting_gets_the_cure(text: str):
    with pytest.raises(ValueError, match=r"known are|for example"):
        parse_months(text)
