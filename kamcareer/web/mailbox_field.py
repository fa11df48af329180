"""The fields of a mailbox, and of whatever else somebody signs in by."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, StringField
from wtforms.validators import InputRequired, Length, Optional

from kamcareer.core.accounts import mailbox, personnel_number, sign_in_name
from kamcareer.web.kept_as import kept_as

LONGEST_MAILBOX = 254
IS_MAILBOX = kept_as(mailbox, _l("Write an address such as name@example.ru"))


def email_field(autocomplete: str = "username") -> EmailField:
    """Return the field of a mailbox; its data is the address as accounts keep it."""
    return EmailField(
        validators=[InputRequired(_l("Write your e-mail address")), Length(max=LONGEST_MAILBOX), IS_MAILBOX],
        render_kw={"autocomplete": autocomplete, "inputmode": "email", "spellcheck": "false"},
    )


def optional_email_field() -> EmailField:
    """Return the field of somebody else's mailbox, which may be left empty."""
    return EmailField(
        validators=[Optional(), Length(max=LONGEST_MAILBOX), IS_MAILBOX],
        render_kw={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"},
    )


def sign_in_field() -> StringField:
    """Return the field of a mailbox or a personnel number; its data is as accounts keep it."""
    return StringField(
        validators=[
            InputRequired(_l("Write your e-mail address or personnel number")),
            Length(max=LONGEST_MAILBOX),
            kept_as(sign_in_name, _l("Write an address such as name@example.ru, or a personnel number")),
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )


def number_field() -> StringField:
    """Return the field of a personnel number; its data is as cards keep it."""
    return StringField(
        validators=[
            InputRequired(_l("Write your personnel number")),
            Length(max=LONGEST_MAILBOX),
            kept_as(personnel_number, _l("Write the number as it is on the card: letters and digits")),
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "characters", "spellcheck": "false"},
    )
