"""A development plan as a calendar: each activity in its weeks, and the day to assess oneself anew."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from kamcareer.core.framework.entries import Text
from kamcareer.core.planning.plan import Plan, Step

if TYPE_CHECKING:
    from icalendar import Event


@dataclass(frozen=True)
class CalendarWords:
    """The words of a calendar in the language of its reader."""

    calendar: str
    first_step: str
    result: str
    reassess: str
    said: Callable[[Text], str]


def plan_ics(plan: Plan, monday: date, reassess: int | None, uid: Callable[[str], str], words: CalendarWords) -> bytes:
    """Return the plan as an iCalendar file whose first week begins on a Monday.

    `reassess` is the week in which to assess oneself again. `uid` makes the same identifier of the same activity every
    time, so that a new plan moves events and doubles none.
    """
    from icalendar import Calendar  # noqa: PLC0415 - few requests make a calendar

    calendar = Calendar()
    calendar.add("prodid", "-//kamcareer//development plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words.calendar)
    for step in plan.ahead:
        calendar.add_component(_activity(step, monday, uid, words))
    if reassess:
        calendar.add_component(_reassessment(monday, reassess, uid, words))
    return bytes(calendar.to_ical())


def _activity(step: Step, monday: date, uid: Callable[[str], str], words: CalendarWords) -> "Event":
    activity = step.activity
    event = _event(uid(step.id), words.said(activity.name), monday)
    event.add("dtstart", monday + timedelta(weeks=step.start_week - 1))
    event.add("dtend", monday + timedelta(weeks=step.end_week))  # the first day after it, as iCalendar counts
    lines = [
        words.said(activity.task),
        f"{words.first_step}: {words.said(activity.first_step)}",
        f"{words.result}: {words.said(activity.result)}",
    ]
    event.add("description", "\n\n".join(lines))
    return event


def _reassessment(monday: date, week: int, uid: Callable[[str], str], words: CalendarWords) -> "Event":
    event = _event(uid("reassessment"), words.reassess, monday)
    day = monday + timedelta(weeks=week - 1)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    return event


def _event(uid: str, summary: str, monday: date) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - few requests make a calendar

    event = Event()
    event.add("uid", uid)
    event.add("summary", summary)
    # Of the plan, not of the moment of writing: the same plan is the same file.
    event.add("dtstamp", datetime.combine(monday, time(), UTC))
    event.add("transp", "TRANSPARENT")
    return event
