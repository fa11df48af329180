"""The fields of the account's forms: a passphrase that exists, a passphrase that is to be."""

from flask import current_app
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import InputRequired

from kamcareer.core.passphrases import LEAST, MOST, Weakness, weakness
from kamcareer.services.breached_passphrases import breached_passphrases

WEAK = {
    Weakness.SHORT: _l("At least %(least)s characters: a sentence you will remember is best", least=LEAST),
    Weakness.LONG: _l("At most %(most)s characters", most=MOST),
    Weakness.GUESSABLE: _l("Too easy to guess. Take several words that do not belong together"),
}


def present_passphrase_field() -> PasswordField:
    """Return the field of a passphrase that exists."""
    return PasswordField(
        validators=[InputRequired(_l("Write your passphrase"))], render_kw={"autocomplete": "current-password"}
    )


def problem_with(passphrase: str, email: str) -> str | None:
    """Return why a passphrase cannot be taken, in words; None when it can."""
    company = current_app.config["SETTINGS"].company_words
    own_words = (*company, email, *email.replace("@", ".").split("."))
    found = weakness(passphrase, own_words, breached_passphrases())
    return str(WEAK[found]) if found else None
