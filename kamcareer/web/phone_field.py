"""The field of a telephone number."""

from flask_babel import lazy_gettext as _l
from wtforms import TelField
from wtforms.validators import Length, Optional

from kamcareer.core.phones import phone_number
from kamcareer.web.kept_as import kept_as

LONGEST_TYPED = 40


def optional_phone_field(autocomplete: str = "tel") -> TelField:
    """Return the field of a number, which may stay empty; its data is as applications keep it."""
    return TelField(
        validators=[
            Optional(),
            Length(max=LONGEST_TYPED),
            kept_as(phone_number, _l("Write a number such as +7 916 123-45-67")),
        ],
        render_kw={"autocomplete": autocomplete, "inputmode": "tel", "spellcheck": "false"},
    )
