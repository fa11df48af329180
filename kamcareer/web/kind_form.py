"""A form that says in plain words what is wrong with a value it cannot read."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.i18n import translations

# What WTForms says, and what we say instead; its own words blame whoever typed.
SAID = {
    "Not a valid choice.": _l("Choose one of the answers that stand here"),
    "Not a valid date value.": _l("Give a day, a month and a year"),
    "Not a valid integer value.": _l("Give a whole number"),
    "Not a valid decimal value.": _l("Give a number, for example 4 or 4.5"),
}


class _Words:
    """Our words, else those of WTForms in the language of the page."""

    def gettext(self, text: str) -> str:
        return str(SAID[text]) if text in SAID else str(translations.gettext(text))

    def ngettext(self, one: str, many: str, number: int) -> str:
        return str(translations.ngettext(one, many, number))


class Said:
    """Where forms of ours have their words from."""

    def get_translations(self, _form: FlaskForm) -> _Words:
        """Return who knows the words."""
        return _Words()


class KindForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Like a form of Flask-WTF, with kinder words."""

    class Meta(Said, FlaskForm.Meta):  # type: ignore[misc]
        """Where the words come from."""
