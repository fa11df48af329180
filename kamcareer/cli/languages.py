"""The languages a command may be asked for, and the one it speaks when it is not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click
from flask import current_app
from flask_babel import force_locale

from kamcareer.config import terminal_locale
from kamcareer.core.framework.entries import LANGUAGES

LANGUAGE = click.Choice(list(LANGUAGES))
SPOKEN_HERE, ELSEWHERE = "ru", "en"
NO_LANGUAGE = {"", "c", "posix"}

Command = TypeVar("Command", bound=Callable[..., object])


def language_option(help: str = "") -> Callable[[Command], Command]:
    """Return the option --lang; without it a command speaks the language of the terminal."""
    shown = "of the terminal (LC_ALL, LC_MESSAGES, LANG); ru where it names none"
    return click.option("--lang", type=LANGUAGE, default=terminal_language, show_default=shown, help=help or None)


def terminal_language() -> str:
    """Return Russian where the terminal speaks it or names no language, as in cron; English for any other one."""
    code = terminal_locale().replace(".", "_").partition("_")[0].lower()
    return SPOKEN_HERE if code in NO_LANGUAGE | {SPOKEN_HERE} else ELSEWHERE


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let what is said inside be said in a language."""
    with current_app.test_request_context(), force_locale(language):
        yield
