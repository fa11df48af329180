"""What the operator is called on pages."""

from flask import current_app

from kamcareer.config import Settings


def operator_words(language: str) -> dict[str, str]:
    """Return the parts of the operator's name and address; a part that is missing says so."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.operator.words(language)


def operator_contact() -> str:
    """Return how the operator is reached; empty where nobody set it."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.operator.contact
