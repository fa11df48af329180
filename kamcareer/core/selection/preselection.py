"""Who of very many people is worth a closer look for a role: a net with wide meshes, thrown in one pass.

The closer look is the joint posterior, as in every other report. It costs a thousand times more a person than the net,
so the net only says whom to look at:

    fit     = Σ w_c min(m_c, r_c) / r_c              readiness of somebody who is exactly as expected
    chances = Π_c Φ((m_c − (r_c − margin)) / s_c)    all must-haves held, as if they varied one by one

Levels rise and fall together, so the product is too low; it is so for everybody, and it never leaves the page.

Columns that were made assuming one thing of everybody can be looked at assuming another: `shift` is the difference of
both priors, the same for all. That is exact of a topic of which nothing is known, and a little too much of another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.role import Role
from kamcareer.core.readiness import Asked, asked
from kamcareer.core.snapshot import Column, Snapshot

BLOCK = 8192  # people in one step: their columns stay in the processor's cache
REACH, STEPS = 6, 512  # the normal distribution as a table: deviations to each side, entries for each


@dataclass(frozen=True)
class Preselected:
    """The people to look at, the most promising first; all three have the same length."""

    columns: NDArray[np.intp]
    fit: Column
    chances: Column


def preselected(snapshot: Snapshot, role: Role, margin: float, most: int, shift: Column | None = None) -> Preselected:
    """Return at most `most` people of a snapshot, by chances and then by fit.

    `shift` is added to the levels of everybody, shape (competencies,). Equal people come in the order of the snapshot.
    """
    fit, chances = fits(snapshot, role, shift), must_have_chances(snapshot, role, margin, shift)
    # Where no must-have is likely all chances are nothing: then the fit tells people apart.
    order = chances + fit * np.float32(1 / 64)
    columns = _highest(order, min(most, len(order)))
    return Preselected(columns, fit[columns], chances[columns])


def fits(snapshot: Snapshot, role: Role, shift: Column | None = None) -> Column:
    """Return how much of a role is there in somebody who is exactly as expected, 0 to 1 and a little below."""
    needs = asked(role)
    if not needs.competencies:
        return np.ones(len(snapshot), np.float32)
    first, last, required, weights = _span(snapshot, needs)
    # min(m + d, r) = min(m, r − d) + d: the shift costs nothing a person.
    moved = np.zeros((last - first, 1), np.float32) if shift is None else shift[first:last, None]
    required = required - moved
    fit = np.empty(len(snapshot), np.float32)
    capped = np.empty((last - first, BLOCK), np.float32)
    for block in _blocks(len(snapshot)):
        part = capped[:, : block.stop - block.start]
        np.minimum(snapshot.mean[first:last, block], required, out=part)
        np.dot(weights, part, out=fit[block])
    fit += np.dot(weights, moved)
    return fit


def must_have_chances(snapshot: Snapshot, role: Role, margin: float, shift: Column | None = None) -> Column:
    """Return the product of the probabilities of the single must-haves, 0 to 1, each exact to 0.0005."""
    moved = {id: 0.0 if shift is None else shift[snapshot.row[id]] for id in role.must_haves}
    rows = [(snapshot.row[id], np.float32(role.requirements[id].level - margin - moved[id])) for id in role.must_haves]
    chances = np.ones(len(snapshot), np.float32)
    table = _normal()
    scaled, entry = np.empty(BLOCK, np.float32), np.empty(BLOCK, np.int32)
    for block in _blocks(len(snapshot)):
        size = block.stop - block.start
        z, place, found = scaled[:size], entry[:size], chances[block]
        for row, least in rows:
            np.subtract(snapshot.mean[row, block], least, out=z)
            z /= snapshot.deviation[row, block]
            z *= np.float32(STEPS)
            z += np.float32(REACH * STEPS + 0.5)
            np.copyto(place, z, casting="unsafe")
            found *= table.take(place, mode="clip")
    return chances


def _span(snapshot: Snapshot, needs: Asked) -> tuple[int, int, Column, Column]:
    """Return the rows from the first to the last that are asked; those in between that are not weigh nothing."""
    rows = [snapshot.row[id] for id in needs.competencies]
    first, last = min(rows), max(rows) + 1
    required, weights = np.zeros((last - first, 1), np.float32), np.zeros(last - first, np.float32)
    for row, level, weight in zip(rows, needs.required, needs.weights, strict=True):
        required[row - first] = level
        weights[row - first] = weight / level
    return first, last, required, weights


def _blocks(count: int) -> Iterator[slice]:
    return (slice(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK))


def _highest(values: Column, count: int) -> NDArray[np.intp]:
    """Return where the highest values are, the highest first; equal ones in their order."""
    if count < len(values):
        least = np.partition(values, len(values) - count)[len(values) - count] if count else np.inf
        places = np.flatnonzero(values >= least)
    else:
        places = np.arange(len(values))
    order = np.argsort(-values[places], kind="stable")
    return places[order][:count]


@lru_cache(maxsize=1)
def _normal() -> Column:
    from scipy.special import ndtr  # noqa: PLC0415 - commands without a pool start without it

    return np.asarray(ndtr(np.arange(-REACH * STEPS, REACH * STEPS + 1) / STEPS), np.float32)
