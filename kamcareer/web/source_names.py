"""What the sources of an estimate are called."""

from functools import lru_cache

from flask_babel import lazy_gettext as _l

from kamcareer.web.languages import language

NAMES = {
    "self": _l("your own answer"),
    "indicators": _l("how often you do it"),
    "situations": _l("situations"),
    "manager": _l("your manager"),
    "peer": _l("colleagues"),
    "interview": _l("interview"),
    "evidence": _l("evidence"),
    "earlier": _l("earlier scores of the company"),
}


def source_name(source: str) -> str:
    """Return what a source is called in the reader's language; one that no page knows by its id."""
    return _name_in(language(), source)


@lru_cache
def _name_in(_language: str, source: str) -> str:
    # A report says a name two hundred times.
    return str(NAMES.get(source, source))
