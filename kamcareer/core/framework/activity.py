"""Something to do that develops competencies."""

from typing import Annotated, Literal

from pydantic import AliasChoices, Field, StringConstraints

from kamcareer.core.framework.competency import ANY_SETTING
from kamcareer.core.framework.entries import MAX_LEVEL, Entry, Grounded, Identifier, Level, Retired, Text

KNOWLEDGE = {"training", "reading"}
CostClass = Literal["free", "low", "medium", "high"]


class Gain(Entry):
    """What an activity adds to a competency, in levels, and the level it cannot lift beyond."""

    levels: Annotated[float, Field(gt=0, le=MAX_LEVEL)]
    cap: Level


class Before(Entry):
    """What must be there before an activity: levels by competency, other activities."""

    levels: dict[Identifier, Level] = Field(default_factory=dict)
    activities: tuple[Identifier, ...] = ()


class Prices(Entry):
    """What an activity without a price of its own costs one person, by its cost class, in whole units of a currency."""

    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    low: Annotated[int, Field(ge=0)]
    medium: Annotated[int, Field(ge=0)]
    high: Annotated[int, Field(ge=0)]

    def of(self, activity: "Activity") -> int:
        """Return the price of an activity for one person."""
        if activity.price is not None:
            return activity.price
        return 0 if activity.cost == "free" else int(getattr(self, activity.cost))


class PricesFile(Entry):
    """prices.yaml of an installation: its own prices by cost class and by activity, instead of the framework's."""

    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    classes: dict[CostClass, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    activities: dict[Identifier, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)

    def over(self, prices: Prices) -> Prices:
        """Return the prices with the installation's own in their place."""
        currency = {"currency": self.currency} if self.currency else {}
        return prices.model_copy(update={**{str(key): price for key, price in self.classes.items()}, **currency})


class Activity(Grounded):
    """Something to do that develops competencies; knowledge counts only with the task that closes it.

    `own_hours` says how many of the hours are one's own where `hours_at` is both; `capacity` how many people can do it
    at the same time, None for any number; `not_for` names the roles whose work gives no access to it.
    """

    id: Identifier
    kind: Literal["training", "project", "mentoring", "reading", "rotation"]
    name: Text
    task: Text
    gains: Annotated[dict[Identifier, Gain], Field(min_length=1)]
    hours: Annotated[float, Field(gt=0)]
    weeks: Annotated[int, Field(ge=1)]
    hours_at: Literal["work", "own", "both"]
    own_hours: Annotated[float, Field(gt=0)] | None = None
    cost: CostClass
    price: Annotated[int, Field(ge=0)] | None = None
    capacity: Annotated[int, Field(ge=1)] | None = None
    level_range: tuple[Level, Level]
    # Frameworks stored before the plan came say `needs`.
    requires: Annotated[Before, Field(validation_alias=AliasChoices("requires", "needs"))] = Before()
    closes_with: Identifier | Annotated[tuple[Identifier, ...], Field(min_length=2)] | None = None
    one_of: Identifier | None = None
    tracks: tuple[Identifier, ...] = (ANY_SETTING,)
    not_for: tuple[Identifier, ...] = ()
    first_step: Text
    result: Text
    whom_to_ask: Text
    without_access: Text
    retired: Retired = False

    @property
    def closers(self) -> tuple[str, ...]:
        """The practice tasks of which one closes it; none where it counts by itself."""
        if self.closes_with is None:
            return ()
        return (self.closes_with,) if isinstance(self.closes_with, str) else self.closes_with

    @property
    def is_knowledge(self) -> bool:
        """Whether it only teaches, so that practice has to close it."""
        return self.kind in KNOWLEDGE

    @property
    def lifts_nobody(self) -> bool:
        """Whether even the lowest level it is meant for is at every cap already."""
        return all(gain.cap <= self.level_range[0] for gain in self.gains.values())
