"""What a screening says to the recruiter: topic by topic, what may be done next and why. Derived once, when it is sent.

Three words a recruiter can act on. They are a proposal: a person decides, and the reasons say on what they rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from kamcareer.core.answers import Answers
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.gap import Gap, Known
from kamcareer.core.gaps import GapReport, gap_reports
from kamcareer.core.plausibility import Hint, hints
from kamcareer.core.profile_mark import mark_of
from kamcareer.core.readiness import expected_share
from kamcareer.core.selection.bands import share_points

LIKELY = 0.5
MOST, FEW = 2 / 3, 1 / 3  # of the must-haves
DIGITS = 4  # of stored points: far below what anybody could tell apart


class Act(StrEnum):
    """What may be done next with somebody."""

    INVITE = "invite"
    ASK_MORE = "ask_more"
    TOO_EARLY = "too_early"


@dataclass(frozen=True)
class Topic:
    """One competency for one person; levels 0 to 4, `met` is the probability that the needed one is held."""

    competency: str
    required: int
    must_have: bool
    said: int | None
    mean: float
    low: float
    high: float
    met: float
    at_best: float  # the same, had the person put themselves at the needed levels
    known: Known
    sources: tuple[str, ...]
    against: tuple[str, ...]  # the sources that lie below the needed level, by themselves

    @property
    def likely(self) -> bool:
        """Whether the needed level is more likely held than not."""
        return self.met > LIKELY

    @property
    def spoken_against(self) -> bool:
        """Whether more than the own mark speaks against the needed level: also had the person put it that high."""
        return self.at_best <= LIKELY and any(source != "self" for source in self.against)


@dataclass(frozen=True)
class Screening:
    """What one screening says; `points` are equally likely values of the part of the profile that is there.

    `profile` is the mark of the profile by which it was measured.
    """

    topics: tuple[Topic, ...]
    coverage: float
    expected: float
    chance: float  # that all must-haves are held
    hints: tuple[Hint, ...]
    self_only: bool
    points: tuple[float, ...]
    profile: str = ""

    @cached_property
    def must_haves(self) -> tuple[Topic, ...]:
        """The topics that nothing makes up for."""
        return tuple(topic for topic in self.topics if topic.must_have)

    @property
    def known_musts(self) -> tuple[Topic, ...]:
        """The musts of which anything is known: of the others the probability is a guess from what is usual."""
        return tuple(topic for topic in self.must_haves if topic.sources)

    @property
    def held_musts(self) -> tuple[Topic, ...]:
        """The known musts that are more likely held than not."""
        return tuple(topic for topic in self.known_musts if topic.likely)

    @cached_property
    def act(self) -> Act:
        """What may be done next."""
        return act_of(self.must_haves, self.hints)


def screening_of(framework: Framework, answers: Answers, target: str, today: date | None = None) -> Screening:
    """Return what an applicant's answers say to the recruiter, measured as those of everybody who applies."""
    return screenings_of(framework, [answers], target, today)[0]


def screenings_of(
    framework: Framework, people: Sequence[Answers], target: str, today: date | None = None
) -> list[Screening]:
    """Return what the answers of each of several applicants say, measured in one go."""
    if not people:
        return []
    role = framework.roles[target]
    modest = [lifted(answers, role) for answers in people]
    reports = gap_reports(framework, [*people, *modest], target, today, applicants=True)
    pairs = zip(reports[: len(people)], reports[len(people) :], strict=True)
    points = share_points(role, [report.profile for report in reports[: len(people)]])
    profile = mark_of(role.requirements)
    return [_screening(report, at_best, own, profile) for (report, at_best), own in zip(pairs, points, strict=True)]


def _screening(report: GapReport, at_best: GapReport, points: Sequence[float], profile: str) -> Screening:
    return Screening(
        topics=tuple(_topic(gap, best) for gap, best in zip(report.gaps, at_best.gaps, strict=True)),
        coverage=report.coverage,
        expected=expected_share(report.target, report.profile),
        chance=report.readiness.probability_must_haves,
        hints=hints(report.framework, report.answers),
        self_only=report.self_only,
        points=tuple(round(float(point), DIGITS) for point in points),
        profile=profile,
    )


def lifted(answers: Answers, role: Role) -> Answers:
    """Return the answers of somebody who is not too modest: no own mark below what the role needs."""
    needs = {id: need.level for id, need in role.requirements.items()}
    own = {
        id: answer.model_copy(update={"level": max(answer.level, needs.get(id, 0))})
        for id, answer in answers.by_competency.items()
        if answer.level is not None
    }
    return replace(answers, by_competency={**answers.by_competency, **own})


def act_of(must_haves: Sequence[Topic], found: Sequence[Hint]) -> Act:
    """Return what may be done next.

    Invite: at least two thirds of the must-haves are more likely held than not, all of them were answered, and the own
    marks do not lie far above the situations. Too early: not even a third would be likely had the person put themselves
    at the needed levels, and situations are among what says so. So modesty alone never excludes. Otherwise there is
    something to ask.
    """
    count = len(must_haves)
    if sum(topic.likely for topic in must_haves) >= MOST * count > 0 and all(topic.sources for topic in must_haves):
        return Act.ASK_MORE if Hint.ABOVE_SITUATIONS in found else Act.INVITE
    at_best = sum(topic.at_best > LIKELY for topic in must_haves)
    if at_best <= FEW * count and any(topic.spoken_against for topic in must_haves):
        return Act.TOO_EARLY
    return Act.ASK_MORE


def _topic(gap: Gap, at_best: Gap) -> Topic:
    return Topic(
        gap.competency,
        gap.need.level,
        gap.need.must_have,
        gap.said,
        gap.level,
        gap.low,
        gap.high,
        gap.probability_met,
        at_best.probability_met,
        gap.known,
        gap.sources,
        gap.against,
    )
