"""A request as the application reads it."""

from collections.abc import Iterable, Mapping
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.datastructures.structures import iter_multi_items

from kamcareer.web.catalogues import words_of_forms
from kamcareer.web.languages import language


class Parameters(ImmutableMultiDict[str, Any]):
    """What an address or a form says, without NUL: nobody types it, and PostgreSQL takes no text with it."""

    def __init__(self, said: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None) -> None:
        super().__init__([(_plain(name), _plain(value)) for name, value in iter_multi_items(said or ())])


class OwnRequest(Request):
    """A request where Flask-WTF finds the words of WTForms; else it reads their file once for each page with a form."""

    parameter_storage_class = Parameters

    @property
    def wtforms_translations(self) -> Translations | NullTranslations:
        """What WTForms says in the language of the page."""
        return words_of_forms(language())


def _plain(value: Any) -> Any:
    return value.replace("\0", "") if isinstance(value, str) else value
