"""The catalogues of words: found once for a language, not once more for each message of a page."""

from functools import lru_cache

from babel.support import NullTranslations, Translations
from flask import Flask
from flask_babel import Babel, Domain
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from wtforms.i18n import messages_path

from kamcareer.web.languages import current_locale


class Catalogues(Domain):  # type: ignore[misc]
    """The words of each language. Flask-Babel's own asks for the request four times before it looks a message up."""

    def __init__(self) -> None:
        super().__init__()
        self.by_language: dict[str, Translations | NullTranslations] = {}

    def get_translations(self) -> Translations | NullTranslations:
        """Return the words of the language that is being written in."""
        locale = current_locale()
        if locale is None:
            return NullTranslations()
        try:
            return self.by_language[locale.language]
        except KeyError:
            found: Translations = super().get_translations()
            self.by_language[locale.language] = found
            return found


@lru_cache(maxsize=8_192)
def said_in(words: Translations | NullTranslations, message: str, *, marked_up: bool) -> str:
    """Return a message in a language; as markup on a page, as for Jinja: it is ours, and what fills it is escaped."""
    said: str = words.ugettext(message)
    return Markup(said) if marked_up else said  # noqa: S704  # nosec B704


@lru_cache
def words_of_forms(language: str) -> Translations | NullTranslations:
    """Return what WTForms says in a language."""
    found: Translations | NullTranslations = Translations.load(messages_path(), [language], domain="wtforms")
    return found


def install_catalogues(app: Flask, babel: Babel) -> None:
    """Let pages and Python code of the application take their words from one set of catalogues."""
    catalogues = babel.domain_instance = Catalogues()

    @pass_eval_context
    def gettext(context: EvalContext, message: str, /, **variables: object) -> str:
        # As Jinja's own, but what has nothing to fill in is not formatted: a third of the time of a long list.
        said = said_in(catalogues.get_translations(), message, marked_up=context.autoescape)
        return said % variables if "%" in said else said

    app.jinja_env.globals.update(gettext=gettext, _=gettext)
