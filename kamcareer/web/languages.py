"""Russian and English: which one a reader gets, and the words a template may ask for."""

from datetime import date, datetime

from babel import Locale
from babel.numbers import get_currency_symbol
from flask import Flask, g, has_request_context, request, url_for
from flask_babel import format_currency, format_date, format_datetime, format_decimal, format_percent, get_locale
from flask_babel import gettext as _

from kamcareer.core.framework.entries import Text
from kamcareer.web.cookies import cookie
from kamcareer.web.drawing import BOX, COLUMN, ring_points

LANGUAGES = {"ru": "Русский", "en": "English"}
DEFAULT = "ru"
COOKIE = "language"
THEME_COOKIE = "theme"
THEMES = ("light", "dark")


def chosen_language() -> str:
    """Return the reader's language: the one chosen, else the browser's, else Russian."""
    if not has_request_context():
        return DEFAULT
    chosen = cookie(COOKIE)
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES, DEFAULT) or DEFAULT


def current_locale() -> Locale | None:
    """Return what Flask-Babel's get_locale does, without its three looks at the request for each message of a page."""
    try:
        # Where that function keeps it, and past the proxy: a page asks a thousand times.
        known: Locale | None = g._get_current_object()._flask_babel.babel_locale  # noqa: SLF001
    except (AttributeError, RuntimeError):
        known = None
    return known or get_locale()


def language() -> str:
    """Return the language of the page being made."""
    locale = current_locale()
    return locale.language if locale and locale.language in LANGUAGES else DEFAULT


def words(text: Text) -> str:
    """Return the words of a framework in the reader's language."""
    return text[language()]


def chosen_theme() -> str | None:
    """Return light or dark when the reader chose one; None follows the system."""
    theme = cookie(THEME_COOKIE) if has_request_context() else None
    return theme if theme in THEMES else None


def day(moment: date) -> str:
    """Return a date in words."""
    # The long Russian form ends in “г.”: at the end of a sentence that would be two full stops.
    return str(format_date(moment, "d MMMM y"))


def moment(at: datetime) -> str:
    """Return a date with its time, in the time zone of the installation."""
    return str(format_datetime(at, "d MMMM y, HH:mm" if language() == "ru" else "d MMMM y 'at' HH:mm"))


def clock_time(at: datetime) -> str:
    """Return the time of a moment alone, in the time zone of the installation."""
    return str(format_datetime(at, "HH:mm"))


def sentence(words: str) -> str:
    """Return words with a capital at the beginning and everything else as it is."""
    return words[:1].upper() + words[1:]


def percent(share: float) -> str:
    """Return a share as whole percent; what is nearly nothing or nearly all is never said to be nothing or all."""
    if 0 < share < 1 and round(share, 2) in {0, 1}:
        little = round(share, 2) == 0
        return str(
            _("under %(share)s", share=percent_end(0.01)) if little else _("over %(share)s", share=percent_end(0.99))
        )
    return percent_end(share)


def percent_end(share: float) -> str:
    """Return an end of an interval of shares as whole percent: "between 0 % and" says no more than it may."""
    return str(format_percent(round(share, 2), "#,##0\u00a0%" if language() == "ru" else "#,##0%"))


def this_page() -> str:
    """Return the address to come back to; a page that only answers a form is left for the start page."""
    if request.url_rule and "GET" not in (request.url_rule.methods or ()):
        return url_for("visitor.home")
    return request.full_path if request.query_string else request.path


def number(value: float, *, signed: bool = False) -> str:
    """Return a number with two decimals as the reader writes it."""
    pattern = "+0.00;\u22120.00" if signed else "0.00;\u22120.00"
    return str(format_decimal(round(value, 2) + 0.0, pattern))


def money(amount: int, currency: str) -> str:
    """Return an amount of whole units in the reader's way of writing."""
    return str(format_currency(amount, currency, format="#,##0\u00a0¤", currency_digits=False))


def currency_sign(currency: str) -> str:
    """Return how the reader writes a currency: ₽."""
    return str(get_currency_symbol(currency, get_locale()))


def register_words(app: Flask) -> None:
    """Give every template the words, dates and numbers of the reader's language."""
    app.jinja_env.filters["sentence"] = sentence
    app.jinja_env.globals.update(
        t=words,
        day=day,
        moment=moment,
        clock_time=clock_time,
        percent=percent,
        currency_sign=currency_sign,
        percent_end=percent_end,
        number=number,
        money=money,
        language=language,
        LANGUAGES=LANGUAGES,
        theme=chosen_theme,
        this_page=this_page,
        ring_points=ring_points,
        COLUMN=COLUMN,
        BOX=BOX,
        demo_allowed=app.config["SETTINGS"].demo,
    )
