"""The fields and words of the administrators' forms."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3

from kamcareer.core.accounts import GRANTED, Role

ORDER = tuple(role for role in Role if role in GRANTED)


def role_names() -> dict[Role, str]:
    """Return what each role that can be granted is called on pages, in the order of growing reach."""
    names = {
        Role.EMPLOYEE: _("employee"),
        Role.MANAGER: _("line manager"),
        Role.INTERVIEWER: _("interviewer"),
        Role.RECRUITER: _("recruiter"),
        Role.HR: _("HR"),
        Role.ADMINISTRATOR: _("administrator"),
    }
    return {role: names[role] for role in ORDER}


def roles_field() -> SelectMultipleField:
    """Return the field of granted roles."""
    return SelectMultipleField(choices=[SelectChoice(role.value, role.value) for role in ORDER])


# Words to choose from, not free text: the trail is kept for ever and must name nobody.
REASONS = {
    "lost": _l("the phone is lost"),
    "new": _l("there is a new phone"),
    "suspicion": _l("somebody else may have it"),
    "other": _l("something else"),
}
