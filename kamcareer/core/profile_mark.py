"""A mark of what a profile asks: whoever was measured by a profile of the same mark is measured alike."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Protocol

LENGTH = 16


class Asks(Protocol):
    """What is asked in one competency, of a role or of a vacancy."""

    @property
    def level(self) -> int:
        """The level that is needed."""

    @property
    def weight(self) -> int:
        """How much it weighs."""

    @property
    def must_have(self) -> bool:
        """Whether nothing makes up for it."""


def mark_of(asked: Mapping[str, Asks]) -> str:
    """Return the mark of a profile, in whatever order it asks."""
    lines = sorted(f"{id} {one.level} {one.weight} {int(one.must_have)}" for id, one in asked.items())
    return sha256("\n".join(lines).encode()).hexdigest()[:LENGTH]
