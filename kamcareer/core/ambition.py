"""The ambition statement: one page for the talk with the manager, in the person's own words."""

from dataclasses import dataclass

LONGEST_PART = 1500


@dataclass(frozen=True)
class Ambition:
    """What somebody wants, why, what speaks for it, what they do about it, and what they ask for."""

    aim: str
    reasons: str
    results: str
    next_steps: str
    wish: str
