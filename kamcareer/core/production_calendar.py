"""The production calendar of a country: which days are worked there.

Holidays, days that were moved and Saturdays that are worked instead come from the library `holidays`. Of a year whose
calendar is not published yet it knows what the law says alone.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

NO_COUNTRY = "none"
SATURDAY = 5
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ProductionCalendar:
    """`country` is a code of ISO 3166 such as RU; where it is "none", every day from Monday to Friday is worked."""

    country: str

    def works(self, day: date) -> bool:
        """Return whether a day is worked."""
        if self.country == NO_COUNTRY:
            return day.weekday() < SATURDAY
        return _year(self.country, day.year).is_working_day(day)

    def next_worked(self, day: date) -> date:
        """Return the day itself, or the first after it that is worked."""
        while not self.works(day):
            day += A_DAY
        return day

    def last_worked(self, day: date) -> date:
        """Return the day itself, or the last before it that was worked."""
        while not self.works(day):
            day -= A_DAY
        return day


def calendar_of(country: str) -> ProductionCalendar:
    """Return the calendar of a country by its code, of none for "none". ValueError where none is known."""
    if country not in {NO_COUNTRY, "RU"}:
        from holidays import list_supported_countries  # noqa: PLC0415 - it takes 14 MB, and few look at it

        if country not in list_supported_countries():
            raise ValueError(country)
    return ProductionCalendar(country)


@cache
def _year(country: str, year: int) -> "HolidayBase":
    # A year is filled whole and once, so that threads never see half of one.
    from holidays import country_holidays  # noqa: PLC0415

    return country_holidays(country, years=year, expand=False)
