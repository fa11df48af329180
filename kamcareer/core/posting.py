"""The text of a posting: what was written, and its lines as headings, points and paragraphs."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST = 8000
POINTS = ("•", "-", "–", "—", "*")


@dataclass(frozen=True)
class Posting:
    """What somebody wrote in one language in place of the text made from the profile."""

    language: str
    words: str
    saved: datetime


class Kind(StrEnum):
    """What a part of a posting is."""

    HEADING = "heading"
    POINTS = "points"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class Part:
    """Lines that belong together."""

    kind: Kind
    lines: tuple[str, ...]


def parts(text: str) -> tuple[Part, ...]:
    """Return the parts of a posting written as plain text.

    Lines that begin with a dot or dash are points; a line that ends with a colon above them, or above a paragraph, is a
    heading. So what is pasted into another site reads the same there.
    """
    found: list[Part] = []
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            found.append(Part(Kind.PARAGRAPH, ()))
        elif line.startswith(POINTS) and line[1:2].isspace():
            _add(found, Kind.POINTS, line[1:].strip())
        elif line.endswith(":"):
            found.append(Part(Kind.HEADING, (line[:-1],)))
        else:
            _add(found, Kind.PARAGRAPH, line)
    return tuple(part for part in found if part.lines)


def _add(found: list[Part], kind: Kind, line: str) -> None:
    if found and found[-1].kind is kind:
        found[-1] = Part(kind, (*found[-1].lines, line))
    else:
        found.append(Part(kind, (line,)))
