"""What a programme may spend and what there is to be had: money, groups of seats, places."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Group:
    """An activity that is bought for a whole group: `price` for at most `seats` people together."""

    price: int
    seats: int

    def __post_init__(self) -> None:
        if self.price < 0:
            raise ValueError("the price of a group cannot be negative")
        if self.seats < 1:
            raise ValueError("a group has at least one seat")


@dataclass(frozen=True)
class Terms:
    """The terms of one programme; money in whole units of the framework's currency.

    An activity of `groups` costs whole groups instead of its price per person. `places` says how many people at most
    can do an activity; one that is not named has places for everybody. ValueError for what is negative.
    """

    budget: int
    groups: Mapping[str, Group] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.budget < 0:
            raise ValueError("the budget cannot be negative")
        if any(places < 0 for places in self.places.values()):
            raise ValueError("places cannot be negative")

    def groups_for(self, id: str, people: int) -> int:
        """Return how many groups so many people need."""
        return -(-people // self.groups[id].seats)
