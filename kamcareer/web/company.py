"""What an installation shows of its company at the head of pages: a name and a picture, where they are set."""

from pathlib import Path

from flask import current_app

from kamcareer.config import Settings
from kamcareer.core.accent_colour import OWN, Tones


def company_name() -> str:
    """Return the name that stands at the head of pages; this product's own where none is set."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.company_name or "kamcareer"


def has_own_colours() -> bool:
    """Return whether a colour is set."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.accent is not None


def company_colours() -> Tones:
    """Return the accent of pages and files and its tones; this product's own where none is set."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.accent or OWN


def css_text(text: str) -> str:
    """Return a text as it may stand between quotes in a style sheet: only letters, digits and spaces as they are."""
    return "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):06x}" for sign in text)


def company_logo() -> Path | None:
    """Return the picture that stands at the head of pages, if one is set."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.logo
