"""A person on the way from a row of a file."""

from dataclasses import dataclass

from kamcareer.core.people import Person


@dataclass(frozen=True)
class Row:
    """A person with the row they stand in, counted from 0, and the words that name the manager."""

    place: int
    person: Person
    manager: str = ""
