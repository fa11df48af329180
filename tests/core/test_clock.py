"""A stored moment is read by the clock that this moment is told by."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.clock import by_clock_of

TUESDAY = datetime(2026, 11, 3, 3, tzinfo=timezone(timedelta(hours=10)))


def test_early_on_a_tuesday_in_vladivostok_it_is_tuesday_though_monday_is_stored():
    stored = TUESDAY.astimezone(UTC)

    assert [stored.date().isoformat(), by_clock_of(TUESDAY, stored).date().isoformat()] == ["2026-11-02", "2026-11-03"]


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), st.integers(-12, 14))
def test_it_stays_the_same_moment_by_whichever_clock(at: datetime, hours: int):
    told = by_clock_of(datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=hours))), at)

    assert told == at
    assert told.utcoffset() == timedelta(hours=hours)
