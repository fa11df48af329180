"""What the owner of a plan decided about activities, and how the weeks went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kamcareer.core.framework.model import Framework

MAX_NOTE = 600


class Said(StrEnum):
    """What somebody decided about an activity."""

    REFUSED = "refused"
    PINNED = "pinned"
    DONE = "done"


class Reason(StrEnum):
    """Why an activity is refused."""

    NO_ACCESS = "no_access"
    NO_MENTOR = "no_mentor"  # leaves out all mentoring
    BOSS_AGAINST = "boss_against"
    NOT_FOR_ME = "not_for_me"
    SWAPPED = "swapped"


class Went(StrEnum):
    """How the week of an activity went."""

    DONE = "done"
    LATER = "later"
    FAILED = "failed"


@dataclass(frozen=True)
class Decision:
    """One decision about one activity.

    `other` is what comes in place of a swapped activity, or the practice that closes what was done.
    """

    activity: str
    said: Said
    at: datetime
    reason: Reason | None = None
    other: str | None = None
    note: str = ""


@dataclass(frozen=True)
class CheckIn:
    """How the week that began on a Monday went for an activity, and the minutes that were planned for it."""

    activity: str
    monday: date
    went: Went
    minutes: int
    at: datetime


@dataclass(frozen=True)
class Asked:
    """A week that had been planned for an activity when the plan was made anew, and of which nothing is said yet."""

    activity: str
    monday: date
    minutes: int


@dataclass(frozen=True)
class Decided:
    """All decisions and check-ins about one plan, and what is still asked about of the plans before it."""

    decisions: tuple[Decision, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    asked: tuple[Asked, ...] = ()

    def of(self, activity: str) -> Decision | None:
        """Return the decision about an activity; None while there is none."""
        return next((one for one in self.decisions if one.activity == activity), None)

    def said(self, said: Said) -> tuple[Decision, ...]:
        """Return the decisions of one kind, in the order in which they were made."""
        return tuple(sorted((one for one in self.decisions if one.said is said), key=lambda one: one.at))

    def week(self, activity: str, monday: date) -> CheckIn | None:
        """Return how a week of an activity went; None while nothing was said of it."""
        return next((one for one in self.check_ins if (one.activity, one.monday) == (activity, monday)), None)

    def refused(self, framework: Framework) -> frozenset[str]:
        """Return what is left out: the refused, and all mentoring for whoever has no mentor."""
        refusals = self.said(Said.REFUSED)
        out = {one.activity for one in refusals}
        if any(one.reason is Reason.NO_MENTOR for one in refusals):
            out |= {id for id, activity in framework.activities.items() if activity.kind == "mentoring"}
        return frozenset(out) - self._wanted() - {one.activity for one in self.said(Said.DONE)}

    def pinned(self, framework: Framework) -> frozenset[str]:
        """Return what must be there: the pinned, what was swapped in, the practice that closes what was done."""
        gone = self.refused(framework) | {one.activity for one in self.said(Said.DONE)}
        return frozenset(id for id in self._wanted() if id in framework.activities) - gone

    def decided_away(self, framework: Framework) -> frozenset[str]:
        """Return what is not asked about any more: the refused, and what was marked as done."""
        return self.refused(framework) | {one.activity for one in self.said(Said.DONE)}

    def going_on(self, before: date) -> frozenset[str]:
        """Return the activities whose last week told of before a Monday was done or put off: what did not fail."""
        told = sorted((one for one in self.check_ins if one.monday < before), key=lambda one: one.monday)
        last = {one.activity: one.went for one in told}
        return frozenset(id for id, went in last.items() if went is not Went.FAILED)

    def worked(self, activity: str, before: date) -> int:
        """Return the minutes of all weeks before a Monday that were done."""
        return sum(_minutes(self.check_ins, activity, before))

    def _wanted(self) -> set[str]:
        pinned = {one.activity for one in self.said(Said.PINNED)}
        return pinned | {one.other for one in self.decisions if one.other}


def _minutes(check_ins: Iterable[CheckIn], activity: str, before: date) -> Iterable[int]:
    return (
        one.minutes for one in check_ins if one.activity == activity and one.went is Went.DONE and one.monday < before
    )
