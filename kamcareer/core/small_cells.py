"""Counts of people that give nobody away: small groups are merged until ten stand behind every number.

What is released are the merged groups alone, each of LEAST people or more and rounded to STEP; every answer is a sum of
whole groups or nothing. So any number of overlapping questions tells no more than the groups do: inside a group nothing
is ever told apart. Merging is the complementary suppression: a small cell takes its smallest neighbour with it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

LEAST = 10
STEP = 5

# One combination of answers: sex and age group, for example.
Cell = tuple[str, ...]


@dataclass(frozen=True)
class Release:
    """What may be told: disjoint groups of cells with their rounded counts."""

    groups: Mapping[frozenset[Cell], int]

    def answer(self, wanted: Collection[Cell]) -> int | None:
        """Return how many people are in the wanted cells, rounded; None where a group would be torn apart."""
        asked = set(wanted) & {cell for group in self.groups for cell in group}
        inside = {group: count for group, count in self.groups.items() if group <= asked}
        if not inside or asked != {cell for group in inside for cell in group}:
            return None
        return sum(inside.values())


def release(counts: Mapping[Cell, int]) -> Release:
    """Return what may be told of counts by cell; nothing where fewer than LEAST people are there at all.

    Cells are merged with those they share most with, the smaller first; the order of the cells decides between equals.
    """
    groups = [([cell], counts[cell]) for cell in counts]
    while (small := min(groups, key=lambda group: group[1], default=None)) and small[1] < LEAST and len(groups) > 1:
        groups.remove(small)
        near = max(groups, key=lambda group: (_alike(small[0], group[0]), -group[1]))
        groups[groups.index(near)] = (near[0] + small[0], near[1] + small[1])
    told = {frozenset(cells): _rounded(count) for cells, count in groups if count >= LEAST}
    return Release(told)


def _alike(some: Collection[Cell], others: Collection[Cell]) -> int:
    return max(sum(a == b for a, b in zip(one, other, strict=True)) for one in some for other in others)


def _rounded(count: int) -> int:
    return (count + STEP // 2) // STEP * STEP
