"""The rounds of one assessment in a row: what moved between two of them, and which activities were finished between."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from kamcareer.core.answers import Answers, EarlierScore, Evidence, Opinion
from kamcareer.core.assessment import Assessment
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.gaps import GapReport
from kamcareer.core.measurement import all_ratings, prior_of_role
from kamcareer.core.measurement.change import Change, measure_change
from kamcareer.core.measurement.difference import Difference
from kamcareer.core.readiness import asked

SOON = 30  # days; sooner than that what is measured is chance rather than change


@dataclass(frozen=True)
class Round:
    """One finished round with the report on all that was known by then, against the role that is the target today."""

    assessment: Assessment
    finished: datetime
    report: GapReport


@dataclass(frozen=True)
class TopicChange:
    """One topic answered in both rounds: the levels chosen, and by how many levels it rose as far as can be told."""

    competency: str
    then: int
    now: int
    difference: Difference

    @property
    def steps(self) -> int:
        """How many levels higher the person puts themselves."""
        return self.now - self.then


@dataclass(frozen=True)
class Followed:
    """An activity finished between two rounds, and the topics it works on."""

    activity: str
    finished: datetime
    topics: tuple[TopicChange, ...]


@dataclass(frozen=True)
class Moved:
    """What moved between two rounds; `share` is of the role, 0 to 1, by how much more of it is there."""

    then: Round
    now: Round
    topics: tuple[TopicChange, ...]
    share: Difference
    followed: tuple[Followed, ...]

    @property
    def days(self) -> int:
        """The days between the two rounds."""
        return (self.now.finished - self.then.finished).days

    @property
    def soon(self) -> bool:
        """Whether too little time lies between for much to have changed."""
        return self.days < SOON

    @property
    def higher(self) -> tuple[TopicChange, ...]:
        """The topics in which the person chose a higher level than before."""
        return tuple(one for one in self.topics if one.steps > 0)

    @property
    def lower(self) -> tuple[TopicChange, ...]:
        """The topics in which the person chose a lower level than before."""
        return tuple(one for one in self.topics if one.steps < 0)

    @property
    def told(self) -> tuple[TopicChange, ...]:
        """The topics of which the person, or what is known, says that something changed."""
        return tuple(one for one in self.topics if one.steps or one.difference.clear)

    @property
    def untold(self) -> tuple[TopicChange, ...]:
        """The topics that stand as they did."""
        return tuple(one for one in self.topics if not one.steps and not one.difference.clear)

    @property
    def clear(self) -> tuple[TopicChange, ...]:
        """The topics of which it can be said that something changed."""
        return tuple(one for one in self.topics if one.difference.clear)


@dataclass(frozen=True)
class KnownBesides:
    """What is known besides a person's own answers, each with its day: it belongs to the round nearer in time."""

    opinions: tuple[tuple[date, Opinion], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    earlier: tuple[EarlierScore, ...] = ()

    def nearer_to(self, one: date, than: date) -> "KnownBesides":
        """Return what lies nearer to one day than to another; what lies between them belongs to the earlier."""

        def near(day: date) -> bool:
            here, there = abs((day - one).days), abs((day - than).days)
            return here < there or (here == there and one < than)

        return KnownBesides(
            tuple((day, opinion) for day, opinion in self.opinions if near(day)),
            tuple(piece for piece in self.evidence if near(piece.date)),
            tuple(score for score in self.earlier if near(score.date)),
        )


def moved(  # noqa: PLR0913 - two rounds and what is known besides
    framework: Framework,
    then: Round,
    now: Round,
    said: tuple[Answers, Answers],
    besides: KnownBesides,
    finished: Iterable[tuple[str, datetime]],
    today: date,
) -> Moved:
    """Return what moved between two rounds. `said` is what was said in each of them and does not stand from before.

    `finished` are activities with the moment in which they were finished.
    """
    first, second = then.finished.date(), now.finished.date()
    parts = (besides.nearer_to(first, second), besides.nearer_to(second, first))
    ratings = [all_ratings(framework, _with(one, part), today) for one, part in zip(said, parts, strict=True)]
    days = (now.finished - then.finished).total_seconds() / 86400
    prior = prior_of_role(framework, now.assessment.present)
    change = measure_change(framework, ratings[0], ratings[1], prior, days)
    before, after, role = said[0].levels(), said[1].levels(), now.report.target
    both = [id for id in role.requirements if id in before and id in after]
    topics = tuple(
        sorted(
            (TopicChange(id, before[id], after[id], change.of(id)) for id in both),
            key=lambda one: (not one.difference.clear, -abs(one.steps), -role.requirements[one.competency].weight),
        )
    )
    done = sorted((at, id) for id, at in finished if then.finished < at <= now.finished and id in framework.activities)
    followed = tuple(
        Followed(id, at, tuple(one for one in topics if one.competency in framework.activities[id].gains))
        for at, id in done
    )
    return Moved(then, now, topics, share_change(role, change), followed)


def share_change(role: Role, change: Change) -> Difference:
    """Return by how much more of a role is there, −1 to 1, from the joint draws of both rounds."""
    needs = asked(role)
    if not needs.competencies:
        return Difference(0.0, 0.0, 0.0)
    rows = [change.competencies.index(id) for id in needs.competencies]
    then, now = (
        np.minimum(drawn[:, rows], needs.required) @ (needs.weights / needs.required) for drawn in change.draws
    )
    tail = (1 - change.interval) / 2
    low, high = np.quantile(now - then, [tail, 1 - tail])
    return Difference(float((now - then).mean()), float(low), float(high))


def _with(said: Answers, besides: KnownBesides) -> Answers:
    return Answers(
        said.role,
        said.by_competency,
        said.indicators,
        said.situations,
        tuple(opinion for _day, opinion in besides.opinions),
        besides.evidence,
        besides.earlier,
    )
