"""Something to do that develops competencies."""

from typing import Annotated, Literal

from pydantic import Field

from kamcareer.core.framework.competency import ANY_SETTING
from kamcareer.core.framework.entries import MAX_LEVEL, Entry, Grounded, Identifier, Level, Text


class Gain(Entry):
    """What an activity adds to a competency, in levels, and the level it cannot lift beyond."""

    levels: Annotated[float, Field(gt=0, le=MAX_LEVEL)]
    cap: Level


class ActivityNeeds(Entry):
    """What must be there before an activity: levels by competency, other activities."""

    levels: dict[Identifier, Level] = Field(default_factory=dict)
    activities: tuple[Identifier, ...] = ()


class Activity(Grounded):
    """Something to do that develops competencies; knowledge counts only with the task that closes it."""

    id: Identifier
    kind: Literal["training", "project", "mentoring", "reading", "rotation"]
    name: Text
    gains: Annotated[dict[Identifier, Gain], Field(min_length=1)]
    hours: Annotated[float, Field(gt=0)]
    weeks: Annotated[int, Field(ge=1)]
    hours_at: Literal["work", "own", "both"]
    cost: Literal["free", "low", "medium", "high"]
    price: Annotated[int, Field(ge=0)] | None = None
    capacity: Annotated[int, Field(ge=1)] | None = None
    level_range: tuple[Level, Level]
    needs: ActivityNeeds = ActivityNeeds()
    closes_with: Identifier | None = None
    one_of: Identifier | None = None
    tracks: tuple[Identifier, ...] = (ANY_SETTING,)
    first_step: Text
    result: Text
    whom_to_ask: Text
    without_access: Text
