"""What an installation shows of its company at the head of pages: a name and a picture, where they are set."""

from pathlib import Path

from flask import current_app

from kamcareer.config import Settings


def company_name() -> str:
    """Return the name that stands at the head of pages; this product's own where none is set."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.company_name or "kamcareer"


def company_logo() -> Path | None:
    """Return the picture that stands at the head of pages, if one is set."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.logo
