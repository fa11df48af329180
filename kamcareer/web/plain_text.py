"""Texts for terminals and letters, made of templates."""

from typing import Any

from flask import current_app
from jinja2 import Environment

KEPT = "kamcareer.plain_text"


def plain_text(template: str, **context: Any) -> str:
    """Return the text of a template; what it shares with pages writes a “<” as “<” in it, and not as an entity."""
    context = dict(context)
    current_app.update_template_context(context)
    return _environment().get_template(template).render(context)


def plain_macros(template: str, **context: Any) -> Any:
    """Return the macros of a template, to be called one by one; what they say is plain text."""
    context = dict(context)
    current_app.update_template_context(context)
    return _environment().get_template(template).make_module(context)


def _environment() -> Environment:
    # Macros escape by the name of their own file, whatever a text that imports them says of itself. What a cache on
    # disk holds of them was made for pages.
    if KEPT not in current_app.extensions:
        current_app.extensions[KEPT] = current_app.jinja_env.overlay(autoescape=False, bytecode_cache=None)
    environment: Environment = current_app.extensions[KEPT]
    return environment
