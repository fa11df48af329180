"""The clock: the one place where pages read the time."""

from datetime import UTC, date, datetime

from flask import current_app


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day it is where the installation is."""
    return local_day(now())


def local_day(at: datetime) -> date:
    """Return the day of a moment where the installation is."""
    day: date = at.astimezone(current_app.config["SETTINGS"].zone).date()
    return day
