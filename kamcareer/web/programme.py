"""A training programme that is worked out in the background: what a worker does, and the words of its table."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from kamcareer.services.programme import from_arguments, programme_for, written
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.frameworks import current_framework
from kamcareer.web.heat_map import basis

SECONDS = 9  # of one search


def work_out_programme(arguments: Mapping[str, object], expect: Callable[[float], None]) -> bytes:
    """Search for what was asked for; `expect` hears how long it takes. Return it as it is kept."""
    asked = from_arguments(arguments)
    expect(asked.searches(SECONDS))
    return written(programme_for(db.session(), current_framework(), asked, basis(), today(), SECONDS))


def table_words() -> dict[str, str]:
    """Return the names of sheets and columns, and what the table is."""
    return {
        "activities": _("What is paid for"),
        "topics": _("Topics"),
        "people": _("People"),
        "activity": _("Activity"),
        "count": _("People"),
        "groups": _("Groups"),
        "cost": _("Cost"),
        "topic": _("Topic"),
        "asked_of": _("Asked of"),
        "before": _("expected to hold it before"),
        "after": _("expected to hold it after"),
        "name": _("Full name"),
        "number": _("Personnel number"),
        "unit": _("Unit"),
        "guide": _("An estimate for planning, and no decision about anybody."),
    }
