"""Where the roles stand on a drawn career map: ladders side by side, a step up is a row up."""

from dataclasses import dataclass

from kamcareer.core.careers import UPWARD
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Edge


@dataclass(frozen=True)
class Place:
    """A role on the map: column from the left, row from the bottom, both from 0."""

    role: str
    column: int
    row: int


@dataclass(frozen=True)
class CareerLayout:
    """The places of all roles that have ways of their own, and the ways between them."""

    places: dict[str, Place]
    ladders: dict[str, tuple[int, int]]  # ladder -> first column, number of columns
    edges: tuple[Edge, ...]

    @property
    def columns(self) -> int:
        """How many columns the map has."""
        return sum(width for _, width in self.ladders.values())

    @property
    def rows(self) -> int:
        """How many rows the map has."""
        return 1 + max(place.row for place in self.places.values())


def career_layout(framework: Framework) -> CareerLayout:
    """Place every role of the career graph: on its ladder, one row above the highest role that leads up to it.

    Roles of one ladder and row stand side by side. An exit has no place.
    """
    edges = tuple(edge for edge in framework.edges if edge.to_role)
    named = {edge.from_role for edge in edges} | {edge.to_role for edge in edges}
    roles = [role for id, role in framework.roles.items() if id in named]
    rows = _rows([role.id for role in roles], {role.id: role.ladder for role in roles}, edges)
    places: dict[str, Place] = {}
    ladders: dict[str, tuple[int, int]] = {}
    first = 0
    for ladder in framework.ladders:
        taken: dict[int, int] = {}
        for role in roles:
            if role.ladder == ladder:
                beside = taken.get(rows[role.id], 0)
                taken[rows[role.id]] = beside + 1
                places[role.id] = Place(role.id, first + beside, rows[role.id])
        if taken:
            ladders[ladder] = (first, max(taken.values()))
            first += max(taken.values())
    return CareerLayout(places, ladders, edges)


def _rows(roles: list[str], ladder_of: dict[str, str], edges: tuple[Edge, ...]) -> dict[str, int]:
    """Return the longest way up to each role within its ladder."""
    rows = dict.fromkeys(roles, 0)
    ways = [(edge.from_role, str(edge.to_role)) for edge in edges if edge.type in UPWARD]
    inside = [(low, high) for low, high in ways if ladder_of[low] == ladder_of[high]]
    # A way up is never longer than there are roles; one round more would find a circle, which promotions may not have.
    for _ in roles:
        for low, high in inside:
            rows[high] = min(max(rows[high], rows[low] + 1), len(roles))
    return rows
