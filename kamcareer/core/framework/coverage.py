"""Which element of a framework carries which fact of its sources."""

from collections.abc import Iterator

from pydantic import BaseModel

from kamcareer.core.framework.competency import Competency
from kamcareer.core.framework.model import Framework

KINDS = {"competencies": "competency", "roles": "role", "activities": "activity", "guides": "guide"}


def carriers(framework: Framework) -> dict[str, tuple[str, ...]]:
    """Return by fact, in the order of the register, what carries it ("role supervisor"); () where nothing does."""
    found: dict[str, list[str]] = {number: [] for number in framework.facts}
    for owner, element in _elements(framework):
        for number in _cited(element):
            if owner not in found[number]:
                found[number].append(owner)
    return {number: tuple(owners) for number, owners in found.items()}


def said(framework: Framework) -> frozenset[str]:
    """Return the facts that a sentence, an activity or a guide carries, not merely the heads of competencies."""
    found = set()
    for _, element in _elements(framework):
        parts = [inner for _, inner in element] if isinstance(element, Competency) else [element]
        found |= {number for part in parts for number in _cited(part)}
    return frozenset(found)


def cited(element: BaseModel) -> tuple[str, ...]:
    """Return the facts that an element and everything in it cite, each once, in the order of their numbers."""
    return tuple(sorted(set(_cited(element)), key=lambda number: int(number[1:])))


def _elements(framework: Framework) -> Iterator[tuple[str, BaseModel]]:
    for folder, kind in KINDS.items():
        for id, element in getattr(framework, folder).items():
            yield f"{kind} {id}", element
    for edge in framework.edges:
        yield f"edge {edge.from_role} → {edge.to_role or 'out'}", edge


def _cited(value: object) -> Iterator[str]:
    """Return the facts that an element and everything in it cite."""
    if isinstance(value, BaseModel):
        yield from getattr(value, "facts", ())
        for _, inner in value:
            yield from _cited(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _cited(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _cited(inner)
