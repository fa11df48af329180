"""What is wrong with a file, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

MOST_NAMED = 30  # ids in one message


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


def unknown(kind: str, id: str, known: Iterable[str]) -> str:
    """Return the message about an id that is nowhere defined, with the nearest one that is."""
    known = list(known)
    close = get_close_matches(id, known, n=1)
    more = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    hint = f'did you mean "{close[0]}"?' if close else f"known: {', '.join(known[:MOST_NAMED]) or 'none'}{more}"
    return f'unknown {kind} "{id}"; {hint}'
