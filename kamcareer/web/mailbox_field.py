"""The field of a mailbox."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, ValidationError
from wtforms.validators import InputRequired, Length

from kamcareer.core.accounts import mailbox

LONGEST_MAILBOX = 254


def email_field(autocomplete: str = "username") -> EmailField:
    """Return the field of a mailbox; its data is the address as accounts keep it."""
    return EmailField(
        validators=[InputRequired(_l("Write your e-mail address")), Length(max=LONGEST_MAILBOX), _is_mailbox],
        render_kw={"autocomplete": autocomplete, "inputmode": "email", "spellcheck": "false"},
    )


def _is_mailbox(_form: FlaskForm, field: Field) -> None:
    try:
        field.data = mailbox(field.data or "")
    except ValueError:
        raise ValidationError(_("Write an address such as name@example.ru")) from None
