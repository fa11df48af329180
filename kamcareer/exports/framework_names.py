"""What everything in a framework that has an id is called, for sentences about it."""

from collections.abc import Mapping, Sequence
from typing import Any

from kamcareer.core.framework.entries import Text
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Edge
from kamcareer.exports.measurement_card import SOURCES

SHORT = 48  # characters of a text that stands for a name
# What the ids below a step, or in a list of this name, are ids of.
FOLDERS = {
    "requirements": "competencies",
    "changes": "competencies",
    "falls": "competencies",
    "gains": "competencies",
    "levels": "competencies",
    "never_must": "competencies",
    "competencies": "competencies",
    "base": "roles",
    "from": "roles",
    "to": "roles",
    "not_for": "roles",
    "roles": "roles",
    "activities": "activities",
    "closes_with": "activities",
    "guides": "guides",
    "cluster": "clusters",
    "clusters": "clusters",
    "ladder": "ladders",
    "ladders": "ladders",
    "setting": "ladders",
    "tracks": "ladders",
    "vacancy_words": "ladders",
    "article": "articles",
    "articles": "articles",
    "edges": "edges",
    "kinds": "kinds",
    "sources": "sources",
}
# Whose name stands for the files of a folder.
NAMED = {folder: folder for folder in ("competencies", "roles", "activities", "guides")} | {
    "situations": "competencies"
}
# The lists of a competency whose items are known by the beginning of what they say.
ITEMS = {"situations": "stem", "indicators": "text", "interview": "question"}


class Names:
    """The names of what is in one framework or in several, the first of them counting."""

    def __init__(self, frameworks: Sequence[Framework], language: str) -> None:
        self.language = language
        self._frameworks = frameworks
        self._kept: dict[str, dict[str, str]] = {}

    def name(self, folder: str, id: str) -> str | None:
        """Return what an element is called, with its id where another one is called the same; None for no name."""
        if folder not in self._kept:
            self._kept[folder] = self._names(folder)
        return self._kept[folder].get(id)

    def step(self, before: str, id: str, element: str = "") -> str | None:
        """Return what an id is called that stands below a step of an element; None for no name."""
        if before in FOLDERS:
            return self.name(FOLDERS[before], id)
        return self._item(before, id, element) if before in ITEMS else None

    def _names(self, folder: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for framework in reversed(self._frameworks):
            if folder == "edges":
                found |= {way_of(edge): self._way(edge) for edge in framework.edges}
            else:
                found |= {id: text[self.language] for id, text in _texts(framework, folder).items()}
        called = list(found.values())
        return {id: f"{name} ({id})" if called.count(name) > 1 else name for id, name in found.items()}

    def _way(self, edge: Edge) -> str:
        ends = [self.name("roles", id) or id for id in (edge.from_role, edge.to_role) if id]
        return " → ".join([*ends, edge.name[self.language]] if edge.name and not edge.to_role else ends)

    def _item(self, of_list: str, id: str, element: str) -> str | None:
        for framework in self._frameworks:
            if element in framework.competencies:
                for item in getattr(framework.competencies[element], of_list):
                    if item.id == id:
                        return shortened(getattr(item, ITEMS[of_list])[self.language])
        return None


def shortened(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    return text if len(text) <= SHORT else f"{text[:SHORT].rpartition(' ')[0].rstrip(',;:—– ')}…"


def way_of(edge: Edge) -> str:
    """Return by what a way is known in a difference."""
    return f"{edge.from_role} → {edge.to_role or (edge.name.en if edge.name else '')}"


def _texts(framework: Framework, folder: str) -> Mapping[str, Any]:
    if folder == "sources":
        return {id: SOURCES[id] for id in framework.measurement.sources if id in SOURCES}
    if folder == "kinds":
        evidence = framework.measurement.evidence
        return {id: kind.name for id, kind in evidence.kinds.items()} if evidence else {}
    there: Mapping[str, Any] = getattr(framework, folder)
    retired: Mapping[str, Text] = getattr(framework.retired, folder, {})
    return {**retired, **{id: getattr(one, "name", one) for id, one in there.items()}}
