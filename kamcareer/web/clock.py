"""The clock: the one place where pages read the time."""

from datetime import date, datetime, timedelta, timezone

from flask import current_app


def now() -> datetime:
    """Return this moment by the clock on the installation's wall: its date is the day people there have.

    With the offset of this moment, not the zone: a sum of hours in a zone passes over the hour that a clock is put on.
    """
    here: datetime = datetime.now(current_app.config["SETTINGS"].zone)
    return here.astimezone(timezone(here.utcoffset() or timedelta()))


def today() -> date:
    """Return the day it is where the installation is."""
    return now().date()


def local_day(at: datetime) -> date:
    """Return the day of a moment where the installation is."""
    day: date = at.astimezone(current_app.config["SETTINGS"].zone).date()
    return day
