"""What the variables of a process say: each is read with a message that names it and what it may be.

A variable that is empty counts as one that is not set. Whatever cannot be used ends in SystemExit with the cure.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

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
        return self.own_path(name) or default.absolute()

    def own_path(self, name: str) -> Path | None:
        """Return where something lies or shall lie, None where nothing is set; whether it is there is not asked."""
        text = self.text(name)
        try:
            return Path(text).expanduser().absolute() if text else None
        except RuntimeError:
            raise SystemExit(f'{name} is "{text}", and there is nobody of that name with a home folder') from None

    def address(self, name: str, schemes: Iterable[str], example: str) -> str | None:
        """Return the address of a server, with one of the schemes in small letters; None where none is set."""
        text = self.text(name)
        scheme, mark, rest = text.partition("://")
        if text and not _is_address(scheme.lower(), rest, set(schemes)):
            # Not told: there may be a password in it.
            raise SystemExit(f"{name} cannot be used; it must look like {example}")
        return f"{scheme.lower()}{mark}{rest}" if text else None

    def unread(self) -> Iterator[tuple[str, str | None]]:
        """Yield each name of ours that is set and that nobody asked for, and the nearest that is asked for."""
        known = {name.removeprefix(PREFIX): name for name in self._asked}
        for name in sorted(self.given):
            if name.startswith(PREFIX) and not name.startswith(OF_TESTS) and name not in self._asked:
                close = get_close_matches(name.removeprefix(PREFIX), known, n=1, cutoff=0.75)
                yield name, known[close[0]] if close else None


def _is_address(scheme: str, rest: str, schemes: set[str]) -> bool:
    if scheme not in schemes or not rest.isprintable() or " " in rest:
        return False
    if scheme.startswith("redis"):  # a socket, several servers, or the one on this machine
        netloc, slash, path = rest.partition("/")
        before, at, servers = netloc.rpartition("@")
        return all(_is_server(f"{before}{at}{one}{slash}{path}", may_be_unnamed=True) for one in servers.split(","))
    return _is_server(rest)


def _is_server(rest: str, *, may_be_unnamed: bool = False) -> bool:
    try:
        parts = urlsplit(f"//{rest}")
        return parts.port != 0 and (may_be_unnamed or bool(parts.hostname))
    except ValueError:  # of a port, or of brackets that are not closed
        return False
