"""How far somebody's development plan is, as the panel of a contest reads it in the final (F88).

It is evidence that people read. No level and no figure follows from it, so nothing is measured with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kamcareer.core.evidence_log import EvidenceEntry
from kamcareer.core.legal_basis import LegalBasis
from kamcareer.core.planning.decisions import Went
from kamcareer.core.planning.follow_up import Course


@dataclass(frozen=True)
class ShownPlan:
    """The assessment whose plan somebody opened, and the consent it rests on."""

    assessment_id: str
    basis: LegalBasis
    shown: datetime

    @property
    def live(self) -> bool:
        """Whether the consent still holds."""
        return self.basis.until is None


@dataclass(frozen=True)
class Confirmed:
    """One deed that a second person confirmed: of which competency, when it was done and when confirmed."""

    competency: str
    day: date
    confirmed: date


@dataclass(frozen=True)
class PlanProgress:
    """What was done of a plan since a day; `under_way` was begun and is not done, `weeks` went as planned.

    No words of the person are in it, and no level: what was done, and what others confirmed.
    """

    target: str
    since: date
    done: tuple[tuple[str, date], ...]
    under_way: tuple[str, ...]
    weeks: int
    confirmed: tuple[Confirmed, ...]

    @property
    def anything(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.done or self.under_way or self.confirmed)


def plan_progress(target: str, course: Course, log: Sequence[EvidenceEntry]) -> PlanProgress:
    """Return how far a plan is, its days by the clock that `course.since` is told by.

    Of the evidence log only what is confirmed and not hidden from reports goes along.
    """
    clock = course.since.tzinfo
    told = [one for one in course.decided.check_ins if one.went is Went.DONE]
    ended = {id: at.astimezone(clock).date() for id, at in course.finished_at().items() if id in course.done}
    begun = {one.activity for one in told} | course.finished
    known = course.framework.activities
    first = min([course.since.date(), *(one.monday for one in told), *ended.values()])
    return PlanProgress(
        target,
        first,
        tuple(sorted(ended.items(), key=lambda one: (one[1], one[0]))),
        tuple(sorted(id for id in begun - ended.keys() if id in known)),
        len({one.monday for one in told}),
        tuple(
            Confirmed(entry.competency, entry.day, entry.confirmed.astimezone(clock).date())
            for entry in sorted(log, key=lambda one: one.day)
            if entry.confirmed and not entry.hidden
        ),
    )
