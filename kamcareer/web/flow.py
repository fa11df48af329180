"""Where a person goes after a page, and what the line above a page says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for

from kamcareer.core.assessment import Depth
from kamcareer.core.blocks import Block, Item, Kind, blocks, minutes_left
from kamcareer.services.self_assessment import Sitting
from kamcareer.web.languages import language

PAGES = {
    Kind.TOPICS: ("candidate.question", "competency"),
    Kind.SITUATIONS: ("candidate.situation", "situation"),
    Kind.FREQUENCIES: ("candidate.frequency", "competency"),
}
ORDER = tuple(PAGES)  # what is asked after what


@dataclass(frozen=True)
class Place:
    """One page within its block: number from 1, its neighbours, how the others stand."""

    block: Block
    number: int
    minutes: int
    all_answered: bool
    onward: str | None  # the address of the first open page of what is asked after the block

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
    def passing(self) -> str | None:
        """Where whoever leaves the page open goes on: the page after, or what is asked then; None at the very end."""
        return self.following or self.onward

    @property
    def states(self) -> list[str]:
        """How each page stands: the one that is open, answered, or neither."""
        here = self.number - 1
        return ["now" if n == here else "done" if item.done else "" for n, item in enumerate(self.block.items)]


def blocks_of(sitting: Sitting, depth: Depth | None = None) -> Mapping[Kind, Block]:
    """Return what the open assessment asks, in the reader's language; worked out once a request."""
    if g.get("asked_of") is not sitting:
        g.asked_of, g.asked = sitting, {}
    known: dict[Depth, Mapping[Kind, Block]] = g.asked
    depth = depth or sitting.assessment.depth
    if depth not in known:
        known[depth] = blocks(sitting.framework, sitting.assessment, language(), depth)
    return known[depth]


def place_of(sitting: Sitting, kind: Kind, id: str) -> Place | None:
    """Return where a page stands in its block, at the assessment's depth or else the full one; None if in neither."""
    for depth in (sitting.assessment.depth, Depth.FULL):
        found = blocks_of(sitting, depth)
        block = found.get(kind)
        ids = [item.id for item in block.items] if block else []
        if block and id in ids:
            left = minutes_left(sitting.assessment, block)
            onward = _first_of(blocks_of(sitting), ORDER[ORDER.index(kind) + 1 :])
            return Place(block, ids.index(id) + 1, left, not block.open, onward)
    return None


def address_of(item: Item) -> str:
    """Return the address of a page."""
    endpoint, name = PAGES[item.kind]
    values: dict[str, Any] = {name: item.id}
    return url_for(endpoint, **values)


def first_open_address(sitting: Sitting) -> str:
    """Return where the assessment goes on: the first page that is open, else the check page."""
    return _first_of(blocks_of(sitting), ORDER) or url_for("candidate.check")


def next_page(sitting: Sitting, kind: Kind, id: str) -> str:
    """Return where a person goes after an answer: back to where they came from, or to the next open page.

    Topics lead to situations, situations to how often, as far as the assessment asks them.
    """
    if request.args.get("from") == "check":
        return url_for("candidate.check")
    place = place_of(sitting, kind, id)
    if place is None:
        return url_for("candidate.tasks")
    later = [item for item in place.block.items[place.number :] if not item.done]
    if later:
        return address_of(later[0])
    if place.onward:
        return place.onward
    if kind is Kind.FREQUENCIES and sitting.assessment.finished:
        return url_for("candidate.report")
    # Questions passed over on purpose are collected on the check page, not asked again in a circle.
    passed_over = any(item.id != id for block in blocks_of(sitting).values() for item in block.open)
    return url_for("candidate.check", _anchor="open" if passed_over else None)


def _first_of(found: Mapping[Kind, Block], kinds: tuple[Kind, ...]) -> str | None:
    waiting = (item for kind in kinds if kind in found for item in found[kind].open)
    return next((address_of(item) for item in waiting), None)
