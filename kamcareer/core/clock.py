"""By which clock a stored moment is read."""

from datetime import datetime


def by_clock_of(now: datetime, at: datetime) -> datetime:
    """Return a moment by the clock that `now` is told by: moments are stored in UTC, where it may be another day."""
    return at.astimezone(now.tzinfo)
