"""The fields of a mailbox, and of whatever else somebody signs in by."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from kamcareer.core.accounts import mailbox, personnel_number, sign_in_name

LONGEST_MAILBOX = 254


def email_field(autocomplete: str = "username") -> EmailField:
    """Return the field of a mailbox; its data is the address as accounts keep it."""
    return EmailField(
        validators=[InputRequired(_l("Write your e-mail address")), Length(max=LONGEST_MAILBOX), _is_mailbox],
        render_kw={"autocomplete": autocomplete, "inputmode": "email", "spellcheck": "false"},
    )


def optional_email_field() -> EmailField:
    """Return the field of somebody else's mailbox, which may be left empty."""
    return EmailField(
        validators=[Optional(), Length(max=LONGEST_MAILBOX), _is_mailbox],
        render_kw={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"},
    )


def _is_mailbox(_form: FlaskForm, field: Field) -> None:
    try:
        field.data = mailbox(field.data or "")
    except ValueError:
        raise ValidationError(_("Write an address such as name@example.ru")) from None


def sign_in_field() -> StringField:
    """Return the field of a mailbox or a personnel number; its data is as accounts keep it."""
    return StringField(
        validators=[
            InputRequired(_l("Write your e-mail address or personnel number")),
            Length(max=LONGEST_MAILBOX),
            _is_sign_in_name,
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )


def _is_sign_in_name(_form: FlaskForm, field: Field) -> None:
    try:
        field.data = sign_in_name(field.data or "")
    except ValueError:
        raise ValidationError(_("Write an address such as name@example.ru, or a personnel number")) from None


def number_field() -> StringField:
    """Return the field of a personnel number; its data is as cards keep it."""
    return StringField(
        validators=[InputRequired(_l("Write your personnel number")), Length(max=LONGEST_MAILBOX), _is_number],
        render_kw={"autocomplete": "username", "autocapitalize": "characters", "spellcheck": "false"},
    )


def _is_number(_form: FlaskForm, field: Field) -> None:
    try:
        field.data = personnel_number(field.data or "")
    except ValueError:
        raise ValidationError(_("Write the number as it is on the card: letters and digits")) from None
