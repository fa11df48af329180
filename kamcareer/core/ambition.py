"""The ambition statement: one page for the talk with the manager, in the person's own words."""

from dataclasses import dataclass
from math import ceil

LONGEST_PART = 1500
# What a page of A4 holds as it is printed: lines, and letters in a line; a heading takes two and a half lines.
LINES, LETTERS, HEADING = 44, 82, 2.5


@dataclass(frozen=True)
class Ambition:
    """What somebody wants, why, what speaks for it, what they do about it, and what they ask for."""

    aim: str
    reasons: str
    results: str
    next_steps: str
    wish: str

    @property
    def fits_a_page(self) -> bool:
        """Whether it is about one page when it is printed."""
        texts = [text for text in vars(self).values() if text.strip()]
        lines = sum(max(1, ceil(len(line) / LETTERS)) for text in texts for line in text.splitlines())
        return lines + HEADING * len(texts) <= LINES
