"""The files of one framework on the way to becoming a Framework."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from kamcareer.core.framework.activity import Activity, PricesFile
from kamcareer.core.framework.competency import Competency, SituationsFile
from kamcareer.core.framework.errors import Problem
from kamcareer.core.framework.guide import Guide
from kamcareer.core.framework.measurement_settings import Measurement
from kamcareer.core.framework.model import FactsFile, FrameworkFile
from kamcareer.core.framework.role import Overlay, Role
from kamcareer.core.framework.yaml_reader import Document

Shape = TypeVar("Shape", bound=BaseModel)

FOLDERS = ("competencies", "situations", "roles", "activities", "guides")
RETIRABLE = ("competencies", "roles", "activities")


@dataclass(frozen=True)
class Located(Generic[Shape]):
    """A value together with the document it was read from, so that a check can name the place."""

    value: Shape
    document: Document


@dataclass
class Parts:
    """The files of one framework, each as far as its shape is right; what is retired is kept apart."""

    head: Located[FrameworkFile] | None = None
    facts: Located[FactsFile] | None = None
    measurement: Located[Measurement] | None = None
    competencies: dict[str, Located[Competency]] = field(default_factory=dict)
    roles: dict[str, Located[Role]] = field(default_factory=dict)
    overlays: dict[str, Located[Overlay]] = field(default_factory=dict)
    activities: dict[str, Located[Activity]] = field(default_factory=dict)
    situations: dict[str, Located[SituationsFile]] = field(default_factory=dict)
    private_situations: dict[str, Located[SituationsFile]] = field(default_factory=dict)
    prices: Located[PricesFile] | None = None
    guides: dict[str, Located[Guide]] = field(default_factory=dict)
    retired: Mapping[str, dict[str, Located[Any]]] = field(default_factory=lambda: {folder: {} for folder in RETIRABLE})
    unreadable: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def by_id(self) -> Iterator[Located[Any]]:
        """Return every element that has a file of its own."""
        for folder in FOLDERS:
            yield from getattr(self, folder).values()
        yield from self.overlays.values()
        yield from self.private_situations.values()
        for kept in self.retired.values():
            yield from kept.values()

    def documents(self) -> Iterator[Document]:
        """Return every document that was read."""
        for part in (self.head, self.facts, self.measurement, *self.by_id()):
            if part is not None:
                yield part.document

    def known(self, folder: str) -> set[str]:
        """Return the ids of a folder, also of what is retired or too broken to read: one mistake is told once."""
        broken = {file for within, _, file in (path.rpartition("/") for path in self.unreadable) if within == folder}
        names = {name.removesuffix(".yaml").removesuffix(".yml") for name in broken}
        kept = {*getattr(self, folder), *self.retired.get(folder, ())}
        return names | kept | (set(self.overlays) if folder == "roles" else set())

    def set_retired_aside(self) -> None:
        """Keep apart what its own file says is retired."""
        files = (("competencies", self.competencies), ("roles", self.roles), ("roles", self.overlays))
        kept: dict[str, Located[Any]]
        for folder, kept in (*files, ("activities", self.activities)):
            for id in [id for id, part in kept.items() if part.value.retired]:
                self.retired[folder][id] = kept.pop(id)

    def resolved_roles(self) -> dict[str, Role]:
        """Return every role with its overlays applied, as far as their bases could be read."""
        roles = {id: part.value for id, part in self.roles.items()}
        for id, part in self.overlays.items():
            if part.value.base in self.roles:
                roles[id] = part.value.applied_to(self.roles[part.value.base].value)
        return roles
