"""One sitting of self-assessment: how much is asked, what was answered, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import TypeVar

from kamcareer.core.answers import Answer, Answers, Confidence
from kamcareer.core.framework.model import Framework
from kamcareer.core.frequencies import FrequencyDraft
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.situation_answers import SituationDraft

HASTY_SECONDS = 5
HASTY_ANSWERS = 6
AGAIN_AFTER = timedelta(days=90)


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


Kept = TypeVar("Kept", Draft, SituationDraft, FrequencyDraft)


class Progress(StrEnum):
    """Where a part of the assessment stands."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    DONE = "done"


class Depth(StrEnum):
    """How much is asked; all that was answered counts at either depth."""

    QUICK = "quick"
    FULL = "full"


@dataclass(frozen=True)
class Assessment:
    """One sitting; `owner` is the account it was taken into, None while only its link and its browser open it.

    `seen` are the situations that the person met in earlier assessments, `rounds` how many earlier rounds there are.
    `standing` is the one before, whose answers count as long as the person assesses themselves again and has not
    finished.
    """

    id: str
    framework_sha256: str
    present: str | None
    target: str
    started: datetime
    finished: datetime | None = None
    demo_name: str | None = None
    owner: str | None = None
    depth: Depth = Depth.FULL
    seen: tuple[str, ...] = ()
    purpose: Purpose = Purpose.DEVELOPMENT
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    situations: Mapping[str, SituationDraft] = field(default_factory=dict)
    frequencies: Mapping[str, FrequencyDraft] = field(default_factory=dict)
    standing: "Assessment | None" = None
    rounds: int = 0

    @classmethod
    def unstarted(cls, target: str, depth: Depth) -> "Assessment":
        """Return what an assessment would be: nobody's, and nothing answered."""
        return cls("", "", None, target, datetime.min.replace(tzinfo=UTC), depth=depth)

    def draft(self, competency: str) -> Draft:
        """Return what was saved of an answer; an empty draft before the first save."""
        return self.drafts.get(competency, Draft())

    def situation(self, id: str) -> SituationDraft:
        """Return what was chosen in a situation; an empty draft before the first save."""
        return self.situations.get(id, SituationDraft())

    def frequency(self, competency: str) -> FrequencyDraft:
        """Return how often was said of a competency; an empty draft before the first save."""
        return self.frequencies.get(competency, FrequencyDraft())

    @property
    def applies(self) -> bool:
        """Whether it is for a vacancy: others read it, and what was sent stays."""
        return self.purpose is Purpose.SELECTION

    @property
    def sealed(self) -> bool:
        """Whether the answers were sent for a vacancy and stay as they are."""
        return self.applies and self.finished is not None

    @property
    def again(self) -> bool:
        """Whether the person assesses themselves again and has not finished: what they said before is not shown."""
        return self.standing is not None

    @property
    def again_from(self) -> datetime | None:
        """When to assess oneself again, if not sooner; None before anything was finished."""
        finished = self.counted.finished
        return finished + AGAIN_AFTER if finished else None

    @property
    def counted(self) -> "Assessment":
        """The round whose answers count: the one before until this one is finished."""
        return self.standing or self

    @property
    def anything(self) -> bool:
        """Whether there is anything to report on."""
        return any(draft.answered for draft in self._kept())

    def answers(self) -> Answers:
        """Return the answers that count."""
        if self.standing:
            return self.standing.answers()
        given = {id: draft.answer for id, draft in self.drafts.items()}
        return Answers(
            self.present,
            {id: answer for id, answer in given.items() if answer},
            {id: draft.words() for id, draft in self.frequencies.items()},
            {id: choice for id, draft in self.situations.items() if (choice := draft.choice)},
        )

    def said_in_it(self) -> "Assessment":
        """Return the round with nothing but what was said in it, without what stands from the round before."""

        def in_it(kept: Mapping[str, Kept]) -> dict[str, Kept]:
            return {id: draft for id, draft in kept.items() if draft.last_saved and draft.last_saved >= self.started}

        parts = (in_it(self.drafts), in_it(self.situations), in_it(self.frequencies))
        return replace(self, drafts=parts[0], situations=parts[1], frequencies=parts[2])

    def last_saved(self) -> datetime:
        """Return when anything was saved last."""
        return max((draft.last_saved for draft in self._kept() if draft.last_saved), default=self.started)

    def _kept(self) -> tuple[Draft | SituationDraft | FrequencyDraft, ...]:
        return (*self.drafts.values(), *self.situations.values(), *self.frequencies.values())


def questions(framework: Framework, target: str) -> tuple[str, ...]:
    """Return the competencies asked for a target role: those of its profile, cluster by cluster."""
    asked = framework.roles[target].requirements
    order = framework.order.competencies
    clusters = list(framework.clusters)
    inside = [id for id in order if id in asked]
    return tuple(sorted(inside, key=lambda id: clusters.index(framework.competencies[id].cluster)))


def progress(assessment: Assessment, asked: tuple[str, ...]) -> Progress:
    """Return where a group of questions stands."""
    done = sum(assessment.draft(id).answered for id in asked)
    if done == len(asked):
        return Progress.DONE
    return Progress.STARTED if done else Progress.NOT_STARTED


def gaps_between_answers(assessment: Assessment) -> list[tuple[str, float]]:
    """Return the seconds before each answer but the first, with its competency, in the order of answering."""
    saved = [(d.first_saved, id) for id, d in assessment.drafts.items() if d.answered and d.first_saved]
    pairs = pairwise(sorted(saved))
    return [(id, (later - earlier).total_seconds()) for (earlier, _), (later, id) in pairs]


def seconds_between_answers(assessment: Assessment) -> list[float]:
    """Return the times between the first saves of answers, in the order in which they were given."""
    return [seconds for _, seconds in gaps_between_answers(assessment)]


def answered_alike(assessment: Assessment) -> bool:
    """Return whether many answers were given and all have the same level: worth a second look, never an accusation."""
    levels = [draft.level for draft in assessment.drafts.values() if draft.level is not None]
    return len(levels) > HASTY_ANSWERS and len(set(levels)) == 1


def answered_hastily(assessment: Assessment) -> bool:
    """Return whether most answers came faster than the descriptions can be read."""
    paces = seconds_between_answers(assessment)
    return len(paces) >= HASTY_ANSWERS and median(paces) < HASTY_SECONDS
