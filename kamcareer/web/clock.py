"""The clock: the one place where pages read the time."""

from datetime import date, datetime

from flask import current_app


def now() -> datetime:
    """Return this moment by the clock on the installation's wall: its date is the day people there have."""
    return datetime.now(current_app.config["SETTINGS"].zone)


def today() -> date:
    """Return the day it is where the installation is."""
    return now().date()


def local_day(at: datetime) -> date:
    """Return the day of a moment where the installation is."""
    day: date = at.astimezone(current_app.config["SETTINGS"].zone).date()
    return day
