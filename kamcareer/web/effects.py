"""The words and numbers of what activities moved, for the page, the table and the command."""

from flask_babel import format_decimal
from flask_babel import gettext as _

from kamcareer.core.activity_effects import Effect, Word


def levels(value: float) -> str:
    """Return levels with one decimal as the reader writes them."""
    return str(format_decimal(round(value, 1) + 0.0, "0.#;\u22120.#"))


def said_of(effect: Effect) -> str:
    """Return what may be said of one comparison."""
    low, high = effect.more.low, effect.more.high
    if effect.word is Word.MORE:
        return str(_("rose more, by %(low)s to %(high)s levels", low=levels(low), high=levels(high)))
    if effect.word is Word.LESS:
        return str(_("rose less, by %(low)s to %(high)s levels", low=levels(-high), high=levels(-low)))
    return str(_("cannot be told from chance"))


def effect_words() -> dict[str, str]:
    """Return the names of the sheet and its columns, and what it is."""
    return {
        "effects": _("Effect"),
        "activity": _("Activity"),
        "topic": _("Topic"),
        "says": _("What can be said"),
        "more": _("Rose more by so many levels"),
        "low": _("In nine cases of ten from"),
        "high": _("to"),
        "with_it": _("About so many did it"),
        "without": _("About so many did nothing for the topic"),
        "guide": _("People choose their activities themselves: this is a hint, and no proof."),
    }
