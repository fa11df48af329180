"""What a sheet says on which people sign that they have read something."""

from collections.abc import Sequence

from flask_babel import gettext

from kamcareer.core.framework.model import Framework
from kamcareer.core.people import Person
from kamcareer.exports.document_template import Values
from kamcareer.web.clock import today
from kamcareer.web.languages import day, words

BLANK = "_" * 60


def sign_off_labels() -> dict[str, str]:
    """Return the words that stand in the shipped template, in the language of the reader."""
    return {
        "title": gettext("Sign-off sheet"),
        "subject": gettext("I have read: %(what)s", what="{{ subject }}"),
        "unit": gettext("Unit: %(name)s", name="{{ unit }}"),
        "name": gettext("Full name"),
        "number": gettext("Number"),
        "post": gettext("Present post"),
        "date": gettext("Date"),
        "signature": gettext("Signature"),
    }


def sign_off_values(people: Sequence[Person], subject: str, unit: str, framework: Framework) -> Values:
    """Return what stands in the places of the template; what was read is written by hand where nobody said it."""
    roles = framework.roles
    return {
        "subject": subject or BLANK,
        "unit": unit,
        "people": [
            {
                "line": str(line),
                "name": one.name,
                "number": one.number,
                "post": words(roles[one.role].name) if one.role in roles else one.role or "",
            }
            for line, one in enumerate(people, start=1)
        ],
        "today": day(today()),
    }
