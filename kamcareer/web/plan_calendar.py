"""What the calendar file of a development plan says, and how its events are told apart."""

from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid5

from flask_babel import gettext

from kamcareer.core.planning.plan import Plan
from kamcareer.exports.plan_ics import CalendarWords
from kamcareer.web.languages import words


def calendar_uid(made: Plan, whose: str = "") -> Callable[[str], str]:
    """Return what makes identifiers that stay the same for the same role and activity of the same person."""
    place = "/".join(part for part in ("kamcareer/plan", whose, made.framework.id, made.role.id) if part)
    return lambda id: f"{uuid5(NAMESPACE_URL, f'{place}/{id}')}@kamcareer"


def calendar_words(made: Plan) -> CalendarWords:
    """Return the words of the calendar in the language of the reader."""
    return CalendarWords(
        calendar=gettext("Development plan: %(role)s", role=words(made.role.short)),
        first_step=gettext("First step"),
        result=gettext("What is there at the end"),
        reassess=gettext("Assess yourself again and see what has moved"),
        said=words,
    )
