"""Words with gaps: read in English as they stand, and by a page that translates in the reader's language."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Named:
    """An id of something that a page calls by its name.

    `kind` is a folder or a key of a framework ("roles", "kind"); "keys" where the id is itself a key of its files,
    `below` another one that says more.
    """

    kind: str
    id: str
    below: str = ""

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True)
class Listed:
    """Several values that fill one gap."""

    items: tuple[object, ...]
    between: str = ", "

    def __str__(self) -> str:
        return self.between.join(map(_spoken, self.items))


class Message(str):
    """A sentence in English that remembers the template it was made of, and what fills its gaps.

    The first argument of each call is collected for translation. Values may be messages themselves.
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Return the template with its gaps, as in %(id)s, filled; as it stands where there is nothing to fill in."""
        filled = template % {name: _spoken(value) for name, value in values.items()} if values else template
        made = super().__new__(cls, filled)
        made.template, made.values = template, values
        return made

    def filled(self, **values: object) -> "Message":
        """Return the message with its gaps filled."""
        return Message(self.template, **values)


def _spoken(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
