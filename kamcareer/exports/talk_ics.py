"""The day of a talk as a calendar file: one event, of the whole day where no time is set."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class TalkEvent:
    """A talk as it stands in a calendar; `uid` stays when the day moves, so that the event moves with it."""

    uid: str
    summary: str
    description: str
    day: date
    at: time | None
    minutes: int
    place: str = ""


def talk_ics(talk: TalkEvent, zone: ZoneInfo, now: datetime) -> bytes:
    """Return an iCalendar file of one talk, written at `now`; the time is that of the zone of the installation."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - few requests make a calendar

    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//kamcareer//talk//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event.add("uid", talk.uid)
    event.add("summary", talk.summary)
    event.add("description", talk.description)
    if talk.place:
        event.add("location", talk.place)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", int(now.timestamp()) // 60)  # a later file wins over an earlier one
    if talk.at is None:
        event.add("dtstart", talk.day)
        event.add("dtend", talk.day + timedelta(days=1))
    else:
        begins = datetime.combine(talk.day, talk.at, zone).astimezone(UTC)
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=talk.minutes))
    calendar.add_component(event)
    return bytes(calendar.to_ical())
