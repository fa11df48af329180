"""What the notice and the record of processing are made of: the register of data and the settings."""

from typing import Any

from flask import current_app

from kamcareer.config import Settings
from kamcareer.services.my_data import data_register
from kamcareer.web.agreements import BASES, PURPOSES
from kamcareer.web.clock import now
from kamcareer.web.languages import language
from kamcareer.web.retention import keep_words


def privacy_words() -> dict[str, Any]:
    """Return what a document about the processing of data needs, in the language of the reader."""
    settings: Settings = current_app.config["SETTINGS"]
    return {
        "operator": settings.operator,
        "words": settings.operator.words(language()),
        "register": data_register(),
        "purposes": PURPOSES,
        "bases": BASES,
        "keep_words": keep_words,
        "today": now(),
    }
