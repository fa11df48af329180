"""The clock of a question about a decision."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.inquiries import Inquiry, Kind, due_day

MOSCOW = ZoneInfo("Europe/Moscow")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))


def test_the_reason_is_due_within_seven_days_and_an_objection_within_thirty():
    asked = datetime(2026, 11, 27, 22, 30, tzinfo=UTC)  # in Moscow it is the 28th already

    assert due_day(Kind.REASON, asked, MOSCOW) == date(2026, 12, 5)
    assert due_day(Kind.OBJECTION, asked, MOSCOW) == date(2026, 12, 28)


@given(MOMENTS)
def test_seven_days_are_never_more_than_seven_working_days(asked: datetime):
    local, due = asked.astimezone(MOSCOW).date(), due_day(Kind.REASON, asked, MOSCOW)
    working, passed = local, 0
    while passed < 7:
        working += timedelta(days=1)
        passed += working.weekday() < 5

    assert local < due <= working


@given(MOMENTS, st.sampled_from(Kind), st.integers(0, 60))
def test_the_days_left_fall_by_one_each_day_and_below_none_when_it_is_late(asked: datetime, kind: Kind, passed: int):
    inquiry = Inquiry("i", "d", kind, "", asked, due_day(kind, asked, MOSCOW))
    day = asked.astimezone(MOSCOW).date() + timedelta(days=passed)

    assert inquiry.days_left(day) - inquiry.days_left(day + timedelta(days=1)) == 1
    assert (inquiry.days_left(day) < 0) == (day > inquiry.due)
