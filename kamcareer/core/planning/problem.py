"""A planning problem in whole numbers: minutes, weeks, hundredths of a level, parts of worth.

Everything a solver, a greedy or a test needs to know; nothing about how a plan is found.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from kamcareer.core.planning.lifting import Lift, lifted
from kamcareer.core.planning.limits import Limits
from kamcareer.core.planning.worth import SCALE, Worth

# An hour must bring something: without a price a plan fills every free week with what nobody needs.
MINUTE_PRICE = 3 * SCALE // 10_000_000


class Aim(Enum):
    """What a solver is asked for: the most worth, or the least time or money that still keeps every rule."""

    WORTH = "worth"
    TIME = "time"
    MONEY = "money"


@dataclass(frozen=True)
class Pace:
    """A way to spread an activity: whole weeks, and whole minutes in each of them."""

    weeks: int
    minutes: int


@dataclass(frozen=True)
class Candidate:
    """An activity that this person could do within these limits, at one of its paces."""

    id: str
    minutes: int
    cost: int
    practice: bool
    own_time: bool
    paces: tuple[Pace, ...]
    lifts: Mapping[str, Lift]
    entries: Mapping[str, int]  # competency -> hundredths of a level that must be there at the start
    after: tuple[str, ...]  # activities that must be finished before
    closers: tuple[str, ...]  # one of these must follow; none needed when empty
    group: str | None
    pinned: bool = False
    start: int | None = None  # the week it must start in, when that is settled
    begun: bool = False


@dataclass(frozen=True)
class Target:
    """One competency on the way: where the person stands, what the role needs, what more is worth."""

    level: int
    worth: Worth
    least: int | None = None  # the level at which a must-have is expected to be held


@dataclass(frozen=True)
class Problem:
    """Candidates, targets and limits; `unmet_pins` are pinned activities that are not among the candidates."""

    candidates: tuple[Candidate, ...]
    targets: Mapping[str, Target]
    limits: Limits
    unmet_pins: tuple[str, ...] = ()
    hold_must_haves: bool = False

    @cached_property
    def by_id(self) -> dict[str, Candidate]:
        """The candidates by their activity."""
        return {candidate.id: candidate for candidate in self.candidates}

    @cached_property
    def lifting(self) -> dict[str, tuple[Candidate, ...]]:
        """The candidates that lift each competency."""
        found: dict[str, list[Candidate]] = {id: [] for id in self.targets}
        for candidate in self.candidates:
            for id in candidate.lifts:
                found[id].append(candidate)
        return {id: tuple(those) for id, those in found.items()}

    def level_with(self, competency: str, chosen: Iterable[Candidate]) -> int:
        """Return the level in a competency, in hundredths, once the chosen activities are done."""
        lifts = [candidate.lifts[competency] for candidate in chosen if competency in candidate.lifts]
        return lifted(self.targets[competency].level, lifts)

    def value(self, chosen: Iterable[Candidate]) -> int:
        """Return what doing these activities is worth over doing nothing, less the price of the time, in parts."""
        those = list(chosen)
        touched = {id for candidate in those for id in candidate.lifts}
        gained = sum(
            self.targets[id].worth.of(self.level_with(id, those) - self.targets[id].level) for id in sorted(touched)
        )
        return gained - MINUTE_PRICE * sum(candidate.minutes for candidate in those)

    def holds_must_haves(self, chosen: Iterable[Candidate]) -> bool:
        """Whether every must-have is expected to be held once the chosen activities are done."""
        those = list(chosen)
        return all(
            self.level_with(id, those) >= target.least
            for id, target in self.targets.items()
            if target.least is not None
        )

    def only(self, ids: Iterable[str], **changes: object) -> "Problem":
        """Return the same problem with no other candidates than these, each changed as asked."""
        kept = frozenset(ids)
        candidates = tuple(replace(one, **changes) for one in self.candidates if one.id in kept)  # type: ignore[arg-type]
        return replace(self, candidates=candidates)
