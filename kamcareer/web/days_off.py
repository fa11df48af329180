"""A last day that nobody works: what is said about it where it is chosen."""

from datetime import date, timedelta

from flask import current_app
from flask_babel import gettext as _

from kamcareer.core.production_calendar import ProductionCalendar
from kamcareer.web.clock import today
from kamcareer.web.languages import day as day_words


def production_calendar() -> ProductionCalendar:
    """Return the calendar of this installation."""
    calendar: ProductionCalendar = current_app.config["SETTINGS"].calendar
    return calendar


def worked_in(weeks: int) -> date:
    """Return the worked day that lies so many weeks ahead, or the first after it."""
    return production_calendar().next_worked(today() + timedelta(weeks=weeks))


def said_of_day_off(last: date) -> str:
    """Return what to know of a last day that is not worked; nothing where it is."""
    calendar = production_calendar()
    if calendar.works(last):
        return ""
    before, off = calendar.last_worked(last), day_words(last)
    if before < today():
        return str(_("%(day)s is a day off.", day=off))
    told = _("%(day)s is a day off; the last working day before it is %(before)s.", day=off, before=day_words(before))
    return str(told)
