"""A whole framework, and the files that hold its folder together.

One set of classes is the shape of the files and what the program works with: a word is the same in YAML, code and JSON.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from kamcareer.core.framework.activity import Activity, Prices
from kamcareer.core.framework.competency import Cluster, Competency, ScaleLevel
from kamcareer.core.framework.entries import (
    MAX_LEVEL,
    ClusterCode,
    Entry,
    FactNumber,
    Identifier,
    Level,
    Status,
    Text,
    Words,
)
from kamcareer.core.framework.guide import Guide
from kamcareer.core.framework.measurement_settings import Measurement
from kamcareer.core.framework.role import Edge, Role

FORMAT = 1


class Fact(Entry):
    """A statement of a source article, in our words."""

    article: Identifier
    text: Text


class Order(Entry):
    """The order in which people meet the competencies and the roles."""

    competencies: tuple[Identifier, ...]
    roles: tuple[Identifier, ...]
    guides: tuple[Identifier, ...] = ()


class FrameworkFile(Entry):
    """framework.yaml: what holds the folder together."""

    format: Annotated[int, Field(ge=FORMAT, le=FORMAT)]
    id: Identifier
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
    name: Text
    clusters: dict[ClusterCode, Cluster]
    ladders: dict[Identifier, Text]
    vacancy_words: dict[Identifier, tuple[Words, ...]] = Field(default_factory=dict)
    order: Order
    scale: Annotated[dict[Level, ScaleLevel], Field(min_length=MAX_LEVEL + 1)]
    frequency: tuple[Text, ...] = ()
    prices: Prices | None = None
    articles: dict[Identifier, Text]
    edges: tuple[Edge, ...]


class Retired(Entry):
    """What is no longer in use is called: people, plans and reports of earlier versions still name it."""

    competencies: dict[Identifier, Text] = Field(default_factory=dict)
    roles: dict[Identifier, Text] = Field(default_factory=dict)
    activities: dict[Identifier, Text] = Field(default_factory=dict)


class FactsFile(Entry):
    """facts.yaml: the register of what the source articles state."""

    facts: dict[FactNumber, Fact]
    left_out: dict[FactNumber, Text] = Field(default_factory=dict)


class Framework(FrameworkFile):
    """A whole framework with its overlays applied, ready to assess people."""

    competencies: dict[Identifier, Competency]
    roles: dict[Identifier, Role]
    activities: dict[Identifier, Activity]
    guides: dict[Identifier, Guide] = Field(default_factory=dict)
    facts: dict[FactNumber, Fact]
    left_out: dict[FactNumber, Text] = Field(default_factory=dict)
    measurement: Measurement
    retired: Annotated[Retired, Field(exclude_if=lambda retired: retired == Retired())] = Retired()

    def measured_by(self, settings: Measurement) -> "Framework":
        """Return the framework with other settings of the measurement."""
        return self.model_copy(update={"measurement": settings})

    def name_of(self, folder: str, id: str) -> Text | None:
        """Return what an element of "roles", say, is called, in use or retired; None where there never was one."""
        if id in (there := getattr(self, folder)):
            name: Text = there[id].name
            return name
        retired: dict[str, Text] = getattr(self.retired, folder, {})
        return retired.get(id)

    @property
    def status(self) -> Status:
        """The status of the least tried competency or role: a report made of them may claim no more."""
        order = list(Status)
        return min((part.status for part in (*self.competencies.values(), *self.roles.values())), key=order.index)
