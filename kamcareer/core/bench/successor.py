"""Somebody on the way to a role, in words."""

from dataclasses import dataclass

from kamcareer.core.bench.band import Band
from kamcareer.core.bench.waiting import Months
from kamcareer.core.people import Person


@dataclass(frozen=True)
class Successor:
    """Somebody on the way to a role: how far, how sure that is, in how many months, and what is missing."""

    person: Person
    band: Band
    chance: float  # that all that must be there is held, 0 to 1
    between: tuple[float, float]  # the same, by what is assumed of the post
    number_held: tuple[int, int]
    months: Months
    missing: tuple[str, ...]  # competencies that are more likely not held than held
