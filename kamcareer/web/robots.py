"""Messengers and search engines that fetch a page before any person does."""

from flask import request

NAMES = (
    "bot",
    "preview",
    "facebookexternalhit",
    "whatsapp",
    "vkshare",
    "slurp",
    "embedly",
    "crawler",
    "spider",
)


def is_robot() -> bool:
    """Return whether a program asks, by what it calls itself."""
    called = request.user_agent.string.lower()
    return any(name in called for name in NAMES)
