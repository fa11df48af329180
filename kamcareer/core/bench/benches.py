"""The bench of every role: who holds it, who could follow, how far each is, and how sure that is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.bench.band import BANDS, LIKELY, LISTED, NEAR, STEPS, Band, bands_of
from kamcareer.core.bench.essentials import essentials, least_of
from kamcareer.core.bench.feeders import feeders
from kamcareer.core.bench.filling import ENDS
from kamcareer.core.bench.staff import Staff, levels_drawn
from kamcareer.core.careers import ENOUGH
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.poisson_binomial import number_of

CHUNK = 32  # people drawn in one go: their draws stay in the processor's cache

Places = NDArray[np.intp]
Draws = NDArray[np.float32]


class Cover(StrEnum):
    """What a role has behind it. A point of failure only where enough is known of somebody, and none is near."""

    COVERED = "covered"
    ALONE = "alone"  # somebody holds it, and none of those of whom enough is known is ready or one step away
    UNKNOWN = "unknown"  # there are people on the way, and of none of them enough is known
    NOBODY = "nobody"  # nobody is on the way
    VACANT = "vacant"  # nobody holds it, and nobody is near


@dataclass(frozen=True)
class Bench:
    """One role and the people on the way to it, as places in the staff; figures of those of whom enough is known.

    Where enough is not known, chances are 0 and nobody should read them: the band says so.
    """

    role: Role
    rows: Places  # the competencies that must be there
    holders: Places
    candidates: Places
    bands: Places  # places in BANDS, shape (candidates,)
    chances: NDArray[np.float64]  # that no more is missing than STEPS, shape (candidates, 3)
    held: NDArray[np.float64]  # the chance that each of them is held, shape (candidates, rows)

    @cached_property
    def told(self) -> NDArray[np.bool_]:
        """Of whom enough is known, shape (candidates,)."""
        found: NDArray[np.bool_] = self.bands != BANDS.index(Band.UNKNOWN)
        return found

    @cached_property
    def counts(self) -> dict[Band, int]:
        """How many people are in each band; together they are all candidates."""
        found = np.bincount(self.bands, minlength=len(BANDS))
        return {band: int(found[place]) for place, band in enumerate(BANDS)}

    @property
    def near(self) -> int:
        """How many are ready or one step away."""
        return sum(self.counts[band] for band in NEAR)

    @cached_property
    def intervals(self) -> dict[Band, tuple[int, int]]:
        """How many of those of whom enough is known are in truth in a band or nearer, in nine cases of ten.

        Other numbers than the counts: where little is known, more people are near than can be named.
        """
        return {band: _between(self.chances[self.told, place]) for place, band in enumerate(LISTED)}

    @property
    def cover(self) -> Cover:
        """What the role has behind it."""
        if self.near:
            return Cover.COVERED
        if not len(self.candidates):
            return Cover.NOBODY
        if not self.told.any():
            return Cover.UNKNOWN
        return Cover.ALONE if len(self.holders) else Cover.VACANT

    def people_in(self, *bands: Band) -> Places:
        """Return the rows of `candidates` that are in one of the bands."""
        found: Places = np.flatnonzero(np.isin(self.bands, [BANDS.index(band) for band in bands]))
        return found

    @property
    def asked(self) -> tuple[str, ...]:
        """What must be there, in the order of the role."""
        return essentials(self.role)

    @property
    def listed(self) -> list[int]:
        """The rows of those who are at most two steps away, by band; in a band in the order of the people."""
        rows = self.people_in(*LISTED)
        found: list[int] = rows[np.argsort(self.bands[rows], kind="stable")].tolist()
        return found

    def uncovered(self) -> tuple[str, ...]:
        """Return what none of those near is likely to hold; all of it where nobody is near."""
        near = self.held[self.people_in(*NEAR)]
        best = near.max(axis=0, initial=0)
        return tuple(id for id, chance in zip(self.asked, best, strict=True) if chance < LIKELY)


def benches(framework: Framework, staff: Staff, of: Collection[str] | None = None) -> dict[str, Bench]:
    """Return the bench of each role, or of some roles, in the order of the framework."""
    before, index = feeders(framework), {id: place for place, id in enumerate(framework.competencies)}
    made = []
    for id, role in framework.roles.items():
        if of is not None and id not in of:
            continue
        holders, candidates = _of_roles(staff.roles, (id,)), _of_roles(staff.roles, before[id])
        rows = np.array([index[one] for one in essentials(role)], dtype=np.intp)
        told = staff.said[candidates][:, rows].sum(axis=1) >= ENOUGH * len(rows)
        made.append(_Making(role, rows, holders, candidates, told, framework.measurement.margin.value))
    _draw(staff, made)
    return {one.role.id: one.bench() for one in made}


class _Making:
    """A bench while people are drawn: what a role asks, as arrays, and what was found so far."""

    def __init__(
        self, role: Role, rows: Places, holders: Places, candidates: Places, told: NDArray[np.bool_], margin: float
    ) -> None:
        self.role, self.rows, self.holders, self.candidates, self.told = role, rows, holders, candidates, told
        self.least = least_of(role, margin)
        self.chances = np.zeros((len(candidates), len(STEPS)))
        self.held = np.zeros((len(candidates), len(rows)))
        self.place = np.flatnonzero(told)
        self.person = candidates[self.place]

    def take(self, start: int, drawn: Draws) -> None:
        """Read what the draws of people from `start` on say of those who are on the way to this role."""
        first, last = np.searchsorted(self.person, (start, start + len(drawn)))
        if first == last:
            return
        place = self.place[first:last]
        short = self.least[:, None] - drawn[self.person[first:last, None] - start, self.rows]
        most = short.max(axis=1, initial=-np.inf)
        self.chances[place] = np.stack([(most <= step).mean(axis=1) for step in STEPS], axis=1)
        self.held[place] = (short <= 0).mean(axis=2)

    def bench(self) -> Bench:
        """Return what was found."""
        bands = bands_of(self.chances, self.told)
        return Bench(self.role, self.rows, self.holders, self.candidates, bands, self.chances, self.held)


def _draw(staff: Staff, made: Sequence[_Making]) -> None:
    for start in range(0, len(staff), CHUNK):
        drawn = levels_drawn(staff, np.arange(start, min(start + CHUNK, len(staff))))
        for one in made:
            one.take(start, drawn)


def _of_roles(roles: Sequence[str | None], wanted: Sequence[str]) -> Places:
    return np.array([place for place, role in enumerate(roles) if role in wanted], dtype=np.intp)


def _between(shares: NDArray[np.float64]) -> tuple[int, int]:
    """Return both ends of a number of people, each in it with a probability of their own (Poisson binomial)."""
    by = np.cumsum(number_of(np.sort(shares)))
    low, high = (int(np.searchsorted(by, end - 1e-9)) for end in (ENDS[0], ENDS[-1]))
    return low, high
