"""How far the parts of a framework have been tried, and where they come from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from kamcareer.core.framework.entries import Grounded, Source, Status
from kamcareer.core.framework.model import Framework


@dataclass(frozen=True)
class Standing:
    """One kind of element: how many there are by status, and by where they come from."""

    kind: str
    by_status: dict[Status, int]
    by_source: dict[Source, int]

    @property
    def total(self) -> int:
        """The number of elements."""
        return sum(self.by_status.values())


def standings(framework: Framework) -> tuple[Standing, ...]:
    """Return the standing of every kind of element that the framework has; private situations count as well."""
    situations = [item for competency in framework.competencies.values() for item in competency.situations]
    kinds: dict[str, Iterable[Grounded]] = {
        "competencies": framework.competencies.values(),
        "situations": situations,
        "activities": framework.activities.values(),
        "roles": framework.roles.values(),
        "guides": framework.guides.values(),
    }
    return tuple(_standing(kind, list(elements)) for kind, elements in kinds.items() if elements)


def _standing(kind: str, elements: list[Grounded]) -> Standing:
    counted = Counter(element.status for element in elements)
    sources = Counter(element.source for element in elements)
    return Standing(
        kind,
        {status: counted[status] for status in Status},
        {source: sources[source] for source in get_args(Source)},
    )
