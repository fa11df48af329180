"""Background jobs: work that nobody should wait for with a page open, done once, whoever dies over it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Whoever runs a job gives a sign of life every BEAT; after LEASE without one they are taken for dead.
BEAT = timedelta(seconds=5)
LEASE = timedelta(seconds=30)
# A job that its worker did not survive so often is not begun again: it may be what kills them.
TRIES = 3
# How long a result can be looked at, and how long a chore is remembered, so that none is done twice.
KEPT = timedelta(days=7)
# After so long without a worker somebody should look.
UNTAKEN = timedelta(minutes=2)


class Kind(StrEnum):
    """What is done in the background."""

    EFFECT = "effect"
    IMPORT = "import"
    PROGRAMME = "programme"
    SCREENINGS = "screenings"
    MAIL = "mail"
    POOL = "pool"
    REMINDERS = "reminders"
    RETENTION = "retention"


class State(StrEnum):
    """How far a job has come; what is done or failed stays so."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class BackgroundJob:
    """A job as it is told of; `share` of it is done, 0 to 1. `tries` tells the run apart from those before it.

    `asked_by` is the account that waits for it; None for what is to be done whoever goes: chores, screenings.
    """

    id: str
    kind: Kind
    arguments: Mapping[str, object]
    asked_by: str | None
    asked: datetime
    state: State
    tries: int = 0
    share: float = 0.0
    beat: datetime | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in {State.DONE, State.FAILED}

    def is_late(self, now: datetime) -> bool:
        """Return whether it has waited so long for a worker that somebody should look."""
        return self.state is State.WAITING and now - self.asked > UNTAKEN

    def may_be_taken(self, now: datetime) -> bool:
        """Return whether it waits for somebody to do it: never begun, or left by somebody who gives no sign of life."""
        left = self.state is State.RUNNING and (self.beat is None or now - self.beat >= LEASE)
        return self.state is State.WAITING or left


@dataclass(frozen=True)
class Chore:
    """Something that is due once in every `every`, counted from `first` after midnight where the people here live."""

    kind: Kind
    every: timedelta
    first: timedelta = timedelta()

    def slot(self, now: datetime) -> datetime:
        """Return when it became due last; `now` with the zone of the installation, whose clock is counted by."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        begins = midnight + self.first
        if now.replace(tzinfo=None) < begins.replace(tzinfo=None):
            begins -= timedelta(days=1)
        return begins + (now.replace(tzinfo=None) - begins.replace(tzinfo=None)) // self.every * self.every


CHORES = (
    Chore(Kind.MAIL, timedelta(minutes=5)),
    Chore(Kind.RETENTION, timedelta(hours=1)),
    Chore(Kind.POOL, timedelta(days=1), timedelta(hours=2)),
    Chore(Kind.REMINDERS, timedelta(days=1), timedelta(hours=9)),
)


def due_chores(now: datetime) -> Iterator[tuple[str, Kind]]:
    """Yield the chores that are due at a moment, each with an id that is the same all through its slot.

    Whoever looks makes a job of it; that of the second to look is there already, so each is done once in its slot.
    """
    for chore in CHORES:
        yield f"{chore.kind}:{chore.slot(now):%Y-%m-%dT%H:%M}", chore.kind
