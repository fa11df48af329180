"""Which marks of a talk would give somebody another word: invite, ask more, too early."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.answers import Answers
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement import Profile, all_ratings, measure_all, prior_of_vacancy
from kamcareer.core.measurement.posterior import standard_draws
from kamcareer.core.selection.coming_marks import SOURCE, ComingMarks, coming_marks
from kamcareer.core.selection.screening import Act, Screening, Topic, act_of, lifted

Vector = NDArray[np.float64]
PLAUSIBLE = 0.1  # beyond it lies what an interval of nine cases of ten leaves out on one side or the other
MOST = 2
TOGETHER = 3  # topics that one talk has room to hear of besides the kit
DRAWS = 1024
ROUNDED = 0.5  # a mark is a whole level
FURTHER = (Act.TOO_EARLY, Act.ASK_MORE, Act.INVITE)


@dataclass(frozen=True)
class Turn:
    """Marks of one talk that would give somebody another word, and how probable it is to hear as much.

    `marks` are the least levels where the new word is further, the highest where it is less far.
    """

    act: Act
    marks: Mapping[str, int]
    chance: float


@dataclass(frozen=True)
class Applicant:
    """What is known of one applicant of a vacancy, and what would be had they put themselves at the needed levels."""

    framework: Framework
    screening: Screening
    profile: Profile
    at_best: Profile

    @property
    def musts(self) -> tuple[str, ...]:
        """The competencies that nothing makes up for."""
        return tuple(topic.competency for topic in self.screening.must_haves)

    @cached_property
    def coming(self) -> ComingMarks:
        """The marks in the must-haves that one more interviewer would give."""
        return coming_marks(self.framework, self.profile, self.musts)

    @cached_property
    def coming_at_best(self) -> ComingMarks:
        """The same, had the person put themselves at the needed levels."""
        return coming_marks(self.framework, self.at_best, self.musts)

    def act_with(self, marks: Mapping[str, int]) -> Act:
        """Return the word after a talk with these marks in must-haves; it says what the screening after it would say.

        Hints come from the person's own answers alone, so they stay.
        """
        met, best = self._met(self.profile, self.coming, marks), self._met(self.at_best, self.coming_at_best, marks)
        rows = zip(self.screening.must_haves, met, best, strict=True)
        return act_of([_heard(topic, marks, float(a), float(b)) for topic, a, b in rows], self.screening.hints)

    def chance_of(self, marks: Mapping[str, int], *, above: bool) -> float:
        """Return how probable it is that all of these marks come out as high or higher; else as low or lower."""
        coming = self.coming.only(tuple(marks))
        root = np.linalg.cholesky(coming.covariance)
        drawn = coming.expected + standard_draws(len(marks), DRAWS) @ root.T
        levels = np.array(list(marks.values()), dtype=float)
        held = drawn >= levels - ROUNDED if above else drawn < levels + ROUNDED
        return float(held.all(axis=1).mean())

    def _met(self, profile: Profile, coming: ComingMarks, marks: Mapping[str, int]) -> Vector:
        from scipy.special import ndtr  # noqa: PLC0415 - commands without a report start without it

        asked = coming.only(tuple(marks))
        rows = [profile.index[id] for id in self.musts]
        required = np.array([topic.required for topic in self.screening.must_haves], dtype=float)
        mean = profile.mean[rows] + asked.moved(np.array(list(marks.values()), dtype=float))[rows]
        deviation = np.sqrt(profile.joint[rows, rows] - asked.taken()[rows])
        met: Vector = ndtr((mean - required + self.framework.measurement.margin.value) / deviation)
        return met


def applicants(
    framework: Framework, target: str, people: Sequence[tuple[Answers, Screening]], today: date | None
) -> list[Applicant]:
    """Return what is known of some applicants, each with their screening, measured in one go."""
    role, prior = framework.roles[target], prior_of_vacancy(framework, target)
    answers = [given for given, _ in people] + [lifted(given, role) for given, _ in people]
    ratings = [all_ratings(framework, given, today) for given in answers]
    profiles = measure_all(framework, ratings, np.tile(prior, (len(answers), 1)))
    pairs = zip(people, profiles[: len(people)], profiles[len(people) :], strict=True)
    return [Applicant(framework, said, profile, at_best) for (_, said), profile, at_best in pairs]


def turns(applicant: Applicant) -> tuple[Turn, ...]:
    """Return the likeliest ways in which one talk would give somebody another word, two at most; () where none is.

    First by a mark in one must-have alone; where no single one does, by two or three heard in one talk that are all as
    needed or better, those first whose needed level is nearest. Who is to be invited is asked what would speak against
    it, everybody else what would speak for them. What has less than one chance in ten is no plausible way.
    """
    if SOURCE not in applicant.framework.measurement.sources or not applicant.musts:
        return ()
    alone = [turn for id in applicant.musts for turn in _first(applicant, _alone(applicant, id))]
    found = alone or _first(applicant, _together(applicant))
    return tuple(sorted(found, key=lambda turn: -round(turn.chance, 9))[:MOST])


def _first(applicant: Applicant, tried: Iterator[Mapping[str, int]]) -> Sequence[Turn]:
    """Return the first of some marks, from the nearest on, that would turn the word and are plausible; () if none."""
    now, above = applicant.screening.act, applicant.screening.act is not Act.INVITE
    for marks in tried:
        act = applicant.act_with(marks)
        if act is not now and (FURTHER.index(act) > FURTHER.index(now)) is above:
            chance = applicant.chance_of(marks, above=above)
            if chance >= PLAUSIBLE:
                return [Turn(act, marks, chance)]
    return []


def _alone(applicant: Applicant, competency: str) -> Iterator[Mapping[str, int]]:
    levels = range(MAX_LEVEL, -1, -1) if applicant.screening.act is Act.INVITE else range(MAX_LEVEL + 1)
    return ({competency: level} for level in levels)


def _together(applicant: Applicant) -> Iterator[Mapping[str, int]]:
    """Return marks in several must-haves: as needed, then a level better; in two of them, then in three."""
    if applicant.screening.act is Act.INVITE:
        return
    open_ones = [topic for topic in applicant.screening.must_haves if not topic.likely or not topic.sources]
    nearest = sorted(open_ones, key=lambda topic: -round(topic.met, 9))
    for count in range(2, min(TOGETHER, len(nearest)) + 1):
        for more in range(2):
            yield {topic.competency: min(topic.required + more, MAX_LEVEL) for topic in nearest[:count]}


def _heard(topic: Topic, marks: Mapping[str, int], met: float, at_best: float) -> Topic:
    if topic.competency not in marks:
        return replace(topic, met=met, at_best=at_best)
    below = {SOURCE} if marks[topic.competency] < topic.required else set()
    sources, against = {*topic.sources, SOURCE}, {*topic.against, *below}
    return replace(topic, met=met, at_best=at_best, sources=tuple(sorted(sources)), against=tuple(sorted(against)))
