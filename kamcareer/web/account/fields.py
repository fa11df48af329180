"""The fields of the account's forms: a mailbox, a passphrase that exists, a passphrase that is to be."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, PasswordField, ValidationError
from wtforms.validators import InputRequired, Length

from kamcareer.core.accounts import mailbox
from kamcareer.core.passphrases import LEAST, MOST, Weakness, weakness

LONGEST_MAILBOX = 254
WEAK = {
    Weakness.SHORT: _l("At least %(least)s characters: a sentence you will remember is best", least=LEAST),
    Weakness.LONG: _l("At most %(most)s characters", most=MOST),
    Weakness.GUESSABLE: _l("Too easy to guess. Take several words that do not belong together"),
}


def _is_mailbox(_form: FlaskForm, field: Field) -> None:
    try:
        field.data = mailbox(field.data or "")
    except ValueError:
        raise ValidationError(_("Write an address such as name@example.ru")) from None


def email_field() -> EmailField:
    """Return the field of a mailbox; its data is the address as accounts keep it."""
    return EmailField(
        validators=[InputRequired(_l("Write your e-mail address")), Length(max=LONGEST_MAILBOX), _is_mailbox],
        render_kw={"autocomplete": "username", "inputmode": "email", "spellcheck": "false"},
    )


def present_passphrase_field() -> PasswordField:
    """Return the field of a passphrase that exists."""
    return PasswordField(
        validators=[InputRequired(_l("Write your passphrase"))], render_kw={"autocomplete": "current-password"}
    )


def problem_with(passphrase: str, email: str) -> str | None:
    """Return why a passphrase cannot be taken, in words; None when it can."""
    own_words = (email, *email.replace("@", ".").split("."))
    found = weakness(passphrase, own_words)
    return str(WEAK[found]) if found else None
