"""A project, a course or mentoring as one event of a calendar: from its first day to its last."""

from datetime import timedelta

from kamcareer.core.offers import Offer


def offer_ics(one: Offer, title: str, contact: str) -> bytes:
    """Return an offer as an iCalendar file; the same offer is the same event, whenever it is taken."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - few requests make a calendar

    event = Event()
    event.add("uid", f"{one.id}@kamcareer")
    event.add("summary", title)
    event.add("dtstamp", one.posted)
    event.add("dtstart", one.begins)
    event.add("dtend", one.until + timedelta(days=1))  # the first day after it, as iCalendar counts
    event.add("description", f"{one.words}\n\n{contact}")
    event.add("transp", "TRANSPARENT")
    calendar = Calendar()
    calendar.add("prodid", "-//kamcareer//board//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
