"""Which days are worked: by the decrees on moved days, and by Saturdays and Sundays where no country is named."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.production_calendar import NO_COUNTRY, ProductionCalendar, calendar_of

RUSSIA = calendar_of("RU")
days = st.dates(date(2024, 1, 1), date(2035, 12, 31))
calendars = st.sampled_from([RUSSIA, calendar_of("KZ"), calendar_of(NO_COUNTRY)])


# As the decrees on moved days for 2026 and 2027 have it.
@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 12, 30), True),
        (date(2026, 12, 31), False),
        (date(2027, 1, 8), False),
        (date(2027, 1, 9), False),
        (date(2027, 1, 11), True),
        (date(2027, 2, 20), True),
        (date(2027, 2, 22), False),
        (date(2027, 6, 14), False),
    ],
)
def test_moved_days_and_worked_saturdays_of_russia_are_known(day: date, works: bool):
    assert RUSSIA.works(day) == works


def test_without_a_country_monday_to_friday_are_worked():
    bare = calendar_of(NO_COUNTRY)

    assert [bare.works(date(2027, 1, day)) for day in range(4, 11)] == [True] * 5 + [False] * 2


def test_a_country_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="XX"):
        calendar_of("XX")


@given(calendars, days)
def test_the_next_and_the_last_worked_day_are_worked_and_none_lies_between(calendar: ProductionCalendar, day: date):
    after, before = calendar.next_worked(day), calendar.last_worked(day)

    assert before <= day <= after
    assert calendar.works(after)
    assert calendar.works(before)
    between = (before + timedelta(days=n) for n in range(1, (after - before).days))
    assert not any(calendar.works(one) for one in between)
