"""What is different in a plan against the one that was shown before."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kamcareer.core.planning.decisions import Decided, Reason
from kamcareer.core.planning.kept_plan import KeptPlan
from kamcareer.core.planning.plan import Status

NOTICED = 0.005  # of the role; less is not told


class Gone(StrEnum):
    """Why an activity is no longer in a plan."""

    DONE = "done"
    REFUSED = "refused"
    SWAPPED = "swapped"
    OTHERS = "others"  # others bring more now
    LIMITS = "limits"  # nothing fits any more
    DROPPED = "dropped"  # nothing came in its place: no room, or no need any more


@dataclass(frozen=True)
class Moved:
    """An activity that ends on another day."""

    activity: str
    before: date
    after: date


@dataclass(frozen=True)
class Changes:
    """What came in, went out and moved; when all must-haves are expected; the part of the role in place at the end."""

    added: tuple[str, ...]
    gone: tuple[tuple[str, Gone], ...]
    moved: tuple[Moved, ...]
    ready: tuple[date | None, date | None]
    in_place: tuple[float, float]

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        differs = abs(self.in_place[1] - self.in_place[0]) >= NOTICED
        return bool(self.added or self.gone or self.moved or differs or self.ready[0] != self.ready[1])


def changes(before: KeptPlan, after: KeptPlan, decided: Decided, finished: frozenset[str]) -> Changes:
    """Return what is different in the later of two plans."""
    old = {step.activity: before.end(step) for step in before.steps if not step.waits}
    new = {step.activity: after.end(step) for step in after.steps if not step.waits}
    added = tuple(id for id in new if id not in old)
    nothing_fits = not new and after.status is Status.INFEASIBLE
    otherwise = Gone.LIMITS if nothing_fits else Gone.OTHERS if added else Gone.DROPPED
    return Changes(
        added=added,
        gone=tuple((id, _why(id, decided, finished) or otherwise) for id in old if id not in new),
        moved=tuple(Moved(id, old[id], new[id]) for id in new if id in old and old[id] != new[id]),
        ready=(before.ready, after.ready),
        in_place=(before.in_place, after.in_place),
    )


def _why(activity: str, decided: Decided, finished: frozenset[str]) -> Gone | None:
    """Return what the person did about an activity that is gone; None where they did nothing."""
    if activity in finished:
        return Gone.DONE
    decision = decided.of(activity)
    if decision and decision.reason:
        return Gone.SWAPPED if decision.reason is Reason.SWAPPED else Gone.REFUSED
    return None
