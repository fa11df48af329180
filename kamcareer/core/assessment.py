"""One sitting of self-assessment: what was answered, what comes next, how long it will take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from kamcareer.core.answers import Answer, Answers, Confidence
from kamcareer.core.framework.model import Framework

TYPICAL_SECONDS = 40
LONGEST_SECONDS = 120
PACE_AFTER = 5
HASTY_SECONDS = 5
HASTY_ANSWERS = 6


@dataclass(frozen=True)
class Draft:
    """An answer on the way: every part may still be missing. `revision` counts its saves."""

    level: int | None = None
    no_chance: bool = False
    confidence: Confidence | None = None
    example: str = ""
    revision: int = 0
    first_saved: datetime | None = None
    last_saved: datetime | None = None

    @property
    def answered(self) -> bool:
        """Whether the question itself was answered; "no chance to show it" is an answer."""
        return self.level is not None or self.no_chance

    @property
    def answer(self) -> Answer | None:
        """The answer for the report; None while the question is open."""
        if not self.answered:
            return None
        return Answer(level=self.level, confidence=self.confidence or "fairly", example=self.example)

    def same_words(self, other: "Draft") -> bool:
        """Return whether two drafts say the same."""
        parts = ("level", "no_chance", "confidence", "example")
        return all(getattr(self, part) == getattr(other, part) for part in parts)


class Progress(StrEnum):
    """Where a part of the assessment stands."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    DONE = "done"


@dataclass(frozen=True)
class Assessment:
    """One sitting; `owner` is the account it was taken into, None while only its link and its browser open it."""

    id: str
    framework_sha256: str
    present: str | None
    target: str
    started: datetime
    finished: datetime | None = None
    demo_name: str | None = None
    owner: str | None = None
    drafts: Mapping[str, Draft] = field(default_factory=dict)

    def draft(self, competency: str) -> Draft:
        """Return what was saved of an answer; an empty draft before the first save."""
        return self.drafts.get(competency, Draft())

    def answers(self) -> Answers:
        """Return the answers given so far."""
        given = {id: draft.answer for id, draft in self.drafts.items()}
        return Answers(self.present, {id: answer for id, answer in given.items() if answer})

    def last_saved(self) -> datetime:
        """Return when anything was saved last."""
        return max((draft.last_saved for draft in self.drafts.values() if draft.last_saved), default=self.started)


def questions(framework: Framework, target: str) -> tuple[str, ...]:
    """Return the competencies asked for a target role: those of its profile, cluster by cluster."""
    asked = framework.roles[target].requirements
    order = framework.order.competencies
    clusters = list(framework.clusters)
    inside = [id for id in order if id in asked]
    return tuple(sorted(inside, key=lambda id: clusters.index(framework.competencies[id].cluster)))


def first_open(assessment: Assessment, asked: tuple[str, ...]) -> str | None:
    """Return the first unanswered question; None when all are answered."""
    return next((id for id in asked if not assessment.draft(id).answered), None)


def progress(assessment: Assessment, asked: tuple[str, ...]) -> Progress:
    """Return where a group of questions stands."""
    done = sum(assessment.draft(id).answered for id in asked)
    if done == len(asked):
        return Progress.DONE
    return Progress.STARTED if done else Progress.NOT_STARTED


def minutes_left(assessment: Assessment, asked: tuple[str, ...]) -> int:
    """Return whole minutes to the end: at the person's own pace once it is known, else at a typical one."""
    left = sum(not assessment.draft(id).answered for id in asked)
    paces = seconds_between_answers(assessment)
    pace = median(min(seconds, LONGEST_SECONDS) for seconds in paces) if len(paces) >= PACE_AFTER else TYPICAL_SECONDS
    return -(-int(left * max(pace, 10)) // 60)


def seconds_between_answers(assessment: Assessment) -> list[float]:
    """Return the times between the first saves of answers, in the order in which they were given."""
    times = sorted(d.first_saved for d in assessment.drafts.values() if d.answered and d.first_saved)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    return [gap.total_seconds() for gap in gaps if gap >= timedelta(0)]


def answered_alike(assessment: Assessment) -> bool:
    """Return whether many answers were given and all have the same level: worth a second look, never an accusation."""
    levels = list(assessment.answers().levels().values())
    return len(levels) > HASTY_ANSWERS and len(set(levels)) == 1


def answered_hastily(assessment: Assessment) -> bool:
    """Return whether most answers came faster than the descriptions can be read."""
    paces = seconds_between_answers(assessment)
    return len(paces) >= HASTY_ANSWERS and median(paces) < HASTY_SECONDS
