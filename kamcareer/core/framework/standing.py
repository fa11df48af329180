"""How far the parts of a framework have been tried, and how many of them come from outside its sources."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kamcareer.core.framework.entries import Grounded, Status
from kamcareer.core.framework.model import Framework


@dataclass(frozen=True)
class Standing:
    """One kind of element: how many there are by status, and how many rest on something besides the sources."""

    kind: str
    by_status: dict[Status, int]
    external: int

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
    external = sum(element.source == "external" for element in elements)
    return Standing(kind, {status: counted[status] for status in Status}, external)
