"""Where a person goes after a page, and what the line above a page says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from kamcareer.core.assessment import Depth
from kamcareer.core.blocks import Block, Item, Kind, blocks, minutes_left
from kamcareer.services.self_assessment import Sitting
from kamcareer.web.languages import language

PAGES = {
    Kind.TOPICS: ("candidate.question", "competency"),
    Kind.SITUATIONS: ("candidate.situation", "situation"),
    Kind.FREQUENCIES: ("candidate.frequency", "competency"),
}


@dataclass(frozen=True)
class Place:
    """One page within its block: number from 1, its neighbours, how the others stand."""

    block: Block
    number: int
    minutes: int
    all_answered: bool

    @property
    def total(self) -> int:
        """How many pages the block has."""
        return len(self.block.items)

    @property
    def previous(self) -> str | None:
        """The address of the page before; None on the first."""
        return address_of(self.block.items[self.number - 2]) if self.number > 1 else None

    @property
    def following(self) -> str | None:
        """The address of the page after; None on the last."""
        return address_of(self.block.items[self.number]) if self.number < self.total else None

    @property
    def states(self) -> list[str]:
        """How each page stands: the one that is open, answered, or neither."""
        here = self.number - 1
        return ["now" if n == here else "done" if item.done else "" for n, item in enumerate(self.block.items)]


def blocks_of(sitting: Sitting, depth: Depth | None = None) -> Mapping[Kind, Block]:
    """Return what the open assessment asks, in the reader's language."""
    return blocks(sitting.framework, sitting.assessment, language(), depth)


def place_of(sitting: Sitting, kind: Kind, id: str) -> Place | None:
    """Return where a page stands in its block, at the assessment's depth or else the full one; None if in neither."""
    for depth in (sitting.assessment.depth, Depth.FULL):
        block = blocks_of(sitting, depth).get(kind)
        ids = [item.id for item in block.items] if block else []
        if block and id in ids:
            left = minutes_left(sitting.assessment, block)
            return Place(block, ids.index(id) + 1, left, not block.open)
    return None


def address_of(item: Item) -> str:
    """Return the address of a page."""
    endpoint, name = PAGES[item.kind]
    values: dict[str, Any] = {name: item.id}
    return url_for(endpoint, **values)


def first_open_address(sitting: Sitting) -> str:
    """Return where the assessment goes on: the first open page of its topics and situations, else the check page."""
    return _first_of(blocks_of(sitting), (Kind.TOPICS, Kind.SITUATIONS)) or url_for("candidate.check")


def next_page(sitting: Sitting, kind: Kind, id: str) -> str:
    """Return where a person goes after an answer: back to where they came from, or to the next open page."""
    if request.args.get("from") == "check":
        return url_for("candidate.check")
    place = place_of(sitting, kind, id)
    if place is None:
        return url_for("candidate.tasks")
    later = [item for item in place.block.items[place.number :] if not item.done]
    if later:
        return address_of(later[0])
    if kind is Kind.FREQUENCIES:
        return url_for("candidate.report" if sitting.assessment.finished else "candidate.check")
    if kind is Kind.TOPICS and sitting.assessment.depth is Depth.QUICK:
        after = _first_of(blocks_of(sitting), (Kind.SITUATIONS,))
        if after:
            return after
    # Questions passed over on purpose are collected on the check page, not asked again in a circle.
    passed_over = [item for item in place.block.open if item.id != id]
    return url_for("candidate.check", _anchor="open" if passed_over else None)


def _first_of(found: Mapping[Kind, Block], kinds: tuple[Kind, ...]) -> str | None:
    waiting = (item for kind in kinds if kind in found for item in found[kind].open)
    return next((address_of(item) for item in waiting), None)
