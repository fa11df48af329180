"""What is wrong with a file, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from kamcareer.core.framework.message import Listed, Message, Named

MOST_NAMED = 30  # ids in one message


UNKNOWN = {
    "activity": Message('unknown activity "%(id)s"; %(hint)s'),
    "article": Message('unknown article "%(id)s"; %(hint)s'),
    "cluster": Message('unknown cluster "%(id)s"; %(hint)s'),
    "competency": Message('unknown competency "%(id)s"; %(hint)s'),
    "guide": Message('unknown guide "%(id)s"; %(hint)s'),
    "ladder": Message('unknown ladder "%(id)s"; %(hint)s'),
    "role": Message('unknown role "%(id)s"; %(hint)s'),
    "setting": Message('unknown setting "%(id)s"; %(hint)s'),
    "sheet": Message('unknown sheet "%(id)s"; %(hint)s'),
    "track": Message('unknown track "%(id)s"; %(hint)s'),
}
# The kind of a page's names for what may be known; other ids have none.
FOLDERS = {
    "activity": "activities",
    "article": "articles",
    "cluster": "clusters",
    "competency": "competencies",
    "guide": "guides",
    "ladder": "ladders",
    "role": "roles",
    "setting": "ladders",
    "track": "ladders",
}


class Position(NamedTuple):
    """A place in a file; line and column count from 1, as editors do."""

    source: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend, in plain words that name the culprit and the remedy."""

    position: Position
    message: str

    def __str__(self) -> str:
        return f"{self.position}: {self.message}"


class FileError(ValueError):
    """A file that cannot be used; carries every problem found in it, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def problem_at(position: Position, message: str) -> FileError:
    """Return the error of a file in which one problem ends the reading."""
    return FileError([Problem(position, message)])


def unknown(kind: str, id: str, known: Iterable[str]) -> Message:
    """Return the message about an id that is nowhere defined, with the nearest one that is."""
    known = list(known)
    close = get_close_matches(id, known, n=1)
    hint = Message('did you mean "%(id)s"?', id=close[0]) if close else _all_known(kind, known)
    if kind in UNKNOWN:
        return UNKNOWN[kind].filled(id=id, hint=hint)
    return Message('unknown %(kind)s "%(id)s"; %(hint)s', kind=kind, id=id, hint=hint)


def _all_known(kind: str, known: list[str]) -> Message:
    ids = tuple(Named(FOLDERS.get(kind, kind), id) for id in known[:MOST_NAMED])
    named = Listed(ids) if ids else Message("none")
    if len(known) > MOST_NAMED:
        return Message("known: %(ids)s and %(more)s more", ids=named, more=len(known) - MOST_NAMED)
    return Message("known: %(ids)s", ids=named)
