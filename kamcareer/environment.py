"""What the variables of a process say: each is read with a message that names it and what it may be.

A variable that is empty counts as one that is not set. Whatever cannot be used ends in SystemExit with the cure.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

PREFIX = "KAMCAREER_"
OF_TESTS = "KAMCAREER_TEST_"
SWITCHES = {"1": True, "0": False}


class Environment:
    """The variables given to a process; remembers which it was asked for."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self._asked: set[str] = set()

    def text(self, name: str, default: str = "") -> str:
        """Return what is set, else the default."""
        self._asked.add(name)
        return self.given.get(name) or default

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """Return a whole number within its range."""
        text = self.text(name, str(default))
        if not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
            raise SystemExit(f'{name} is "{text}"; it must be a whole number from {least} to {most}')
        return int(text)

    def switch(self, name: str, *, default: bool = False) -> bool:
        """Return whether something is switched on."""
        text = self.text(name, "1" if default else "0")
        if text not in SWITCHES:
            raise SystemExit(f'{name} is "{text}"; it must be 1 (on) or 0 (off)')
        return SWITCHES[text]

    def one_of(self, name: str, default: str, allowed: Iterable[str]) -> str:
        """Return one of the words that are allowed."""
        text = self.text(name, default)
        if text not in set(allowed):
            raise SystemExit(f'{name} is "{text}"; it must be one of: {", ".join(sorted(allowed))}')
        return text

    def path(self, name: str, default: Path) -> Path:
        """Return where something lies or shall lie."""
        return Path(self.text(name, str(default))).expanduser().absolute()

    def folder(self, name: str, holds: str) -> Path | None:
        """Return a folder that is there, None where none is named; `holds` says what is looked for in it."""
        text = self.text(name)
        if text and not Path(text).expanduser().is_dir():
            raise SystemExit(f'{name} is "{text}"; it must be a folder with {holds}')
        return Path(text).expanduser().absolute() if text else None

    def address(self, name: str, schemes: Iterable[str], example: str) -> str | None:
        """Return the address of a server, with one of the schemes; None where none is set."""
        text = self.text(name)
        if text and not _is_address(text, set(schemes)):
            # Not told: there may be a password in it.
            raise SystemExit(f"{name} cannot be used; it must look like {example}")
        return text or None

    def unread(self) -> Iterator[tuple[str, str | None]]:
        """Yield each name of ours that is set and that nobody asked for, and the nearest that is asked for."""
        known = {name.removeprefix(PREFIX): name for name in self._asked}
        for name in sorted(self.given):
            if name.startswith(PREFIX) and not name.startswith(OF_TESTS) and name not in self._asked:
                close = get_close_matches(name.removeprefix(PREFIX), known, n=1, cutoff=0.75)
                yield name, known[close[0]] if close else None


def _is_address(text: str, schemes: set[str]) -> bool:
    try:
        parts = urlsplit(text)
        if not text.isprintable() or " " in text:
            return False
        return parts.scheme in schemes and _names_a_server(parts)
    except ValueError:  # of a port, or of brackets that are not closed
        return False


def _names_a_server(parts: SplitResult) -> bool:
    return parts.port != 0 and (bool(parts.hostname) or parts.scheme.endswith("unix"))
