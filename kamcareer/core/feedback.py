"""What a person is told after a decision: one thing done well and two next steps, from what is known of them alone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from kamcareer.core.catalogue import suitable
from kamcareer.core.decisions import Because, Ground
from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework
from kamcareer.core.names import plain_name
from kamcareer.core.selection.screening import Screening, Topic
from kamcareer.core.somebody_else import LEAST_NAME, Other, names_somebody, perhaps_named

LEAST_PART, LONGEST_PART = 20, 1500  # characters
LONGEST_NAME = 80
STEPS = 2
BESIDES = 3  # topics named besides the one that it is about


@dataclass(frozen=True)
class Wrote:
    """An example in somebody's own words, and the topic that they wrote it for."""

    competency: str
    words: str


@dataclass(frozen=True)
class DoneWell:
    """What somebody did well: a topic, the level they named for it, an example of theirs, other topics likely held.

    `sources` are what the topic is known from, `like` the topic of an example where there is none of this one.
    """

    competency: str
    said: int | None
    sources: tuple[str, ...]
    wrote: Wrote | None
    besides: tuple[str, ...]
    like: str | None = None


@dataclass(frozen=True)
class NextStep:
    """What somebody may do next: a topic, the level needed and the one they named, an activity of the catalogue.

    `besides` are other topics that the activity lifts and the person is not likely to hold yet.
    """

    competency: str
    required: int
    said: int | None
    activity: str
    besides: tuple[str, ...]
    wrote: Wrote | None


@dataclass(frozen=True)
class Facts:
    """What a draft is made of; no step where the catalogue has none, nothing done well where nothing is known.

    `wrote` is an example that no part is about; `sure` are topics likely held that no part names, and of whose answers
    the person said that they are sure.
    """

    done_well: DoneWell | None
    steps: tuple[NextStep, ...]
    wrote: Wrote | None = None
    sure: tuple[str, ...] = ()


class Part(StrEnum):
    """The parts of a letter, in the order in which they are read."""

    OPENING = "opening"
    DONE_WELL = "done_well"
    FIRST_STEP = "first_step"
    SECOND_STEP = "second_step"
    ENDING = "ending"


NEEDED = (Part.DONE_WELL, Part.FIRST_STEP, Part.SECOND_STEP)


@dataclass(frozen=True)
class Feedback:
    """A letter about one decision, and what became of it; `approver` is a pseudonym of the trail."""

    decision_id: str
    language: str
    parts: Mapping[Part, str]
    signed: str
    saved: datetime
    approver: str | None = None
    account: str | None = None
    approved: datetime | None = None
    opened: datetime | None = None


class FeedbackProblem(StrEnum):
    """Why a letter cannot be approved."""

    TOO_SHORT = "too_short"
    SAME_STEP = "same_step"
    NO_NAME = "no_name"
    SOMEBODY_ELSE = "somebody_else"
    PERHAPS_SOMEBODY = "perhaps_somebody"


def facts_of(
    framework: Framework,
    target: str,
    screening: Screening,
    because: Collection[Because],
    examples: Mapping[str, str],
    sure: Collection[str] = (),
) -> Facts:
    """Return what a letter may say of one person: nothing comes in but the model and what is known of them.

    Done well is what the decision was held up by, before what is likely held at all, before what has an example of the
    person's own, before what the needed level is likeliest in. The steps are of what the decision found lacking or
    open, then of the musts least likely held; each by an activity that lifts the topic from the level the person
    stands at. Each takes up the person's own words about its topic where there are any; no example stands
    in two places, and the first that none of them takes up is left for the opening.

    `sure` are the topics of whose answers the person said that they are sure.
    """
    order = (topic.competency for topic in screening.topics)
    wrote = [Wrote(id, examples[id]) for id in order if id in examples]
    well = _done_well(screening.topics, because, wrote)
    steps: list[NextStep] = []
    for step in _steps(framework, target, screening.topics, because, well):
        taken = {well.competency if well else "", *(one.competency for one in steps)}
        steps.append(step if step.competency in taken else replace(step, wrote=_of(wrote, step.competency)))
    about = {well.competency if well else "", *(step.competency for step in steps)}
    left = next((one for one in wrote if one.competency not in about), None)
    named = {*about, *(well.besides if well else ()), *_lacking(because)}
    return Facts(well, tuple(steps), left, _sure_of(screening.topics, sure, named))


def problem_of(parts: Mapping[Part, str], signed: str, others: Iterable[Other]) -> tuple[FeedbackProblem, Part] | None:
    """Return why a letter cannot be approved, and in which part; None where it can."""
    for part in NEEDED:
        if len(parts[part].strip()) < LEAST_PART:
            return FeedbackProblem.TOO_SHORT, part
    if plain_name(parts[Part.FIRST_STEP]) == plain_name(parts[Part.SECOND_STEP]):
        return FeedbackProblem.SAME_STEP, Part.SECOND_STEP
    known = tuple(others)
    for part, text in parts.items():
        if names_somebody(text, known):
            return FeedbackProblem.SOMEBODY_ELSE, part
    if len(signed.strip()) < LEAST_NAME:
        return FeedbackProblem.NO_NAME, Part.ENDING
    return None


def doubts_of(parts: Mapping[Part, str], mine: Iterable[str], others: Iterable[Other]) -> dict[Part, tuple[str, ...]]:
    """Return the words that may name another person, part by part; a part without any is left out.

    `mine` are the names of who the letter is to and who signs it: their words are nobody else's.
    """
    own, known = tuple(mine), tuple(others)
    found = {part: perhaps_named(text, own, known) for part, text in parts.items()}
    return {part: those for part, those in found.items() if those}


def _of(wrote: Sequence[Wrote], competency: str) -> Wrote | None:
    return next((one for one in wrote if one.competency == competency), None)


def _sure_of(topics: Sequence[Topic], sure: Collection[str], named: Collection[str]) -> tuple[str, ...]:
    held = [one for one in topics if one.likely and one.competency in sure and one.competency not in named]
    return tuple(one.competency for one in sorted(held, key=lambda one: -one.met)[:BESIDES])


def _done_well(topics: Sequence[Topic], because: Collection[Because], wrote: Sequence[Wrote]) -> DoneWell | None:
    held = {one.about for one in because if one.ground is Ground.HELD}
    lacking = _lacking(because)
    known = [topic for topic in topics if topic.sources and topic.competency not in lacking]
    if not known:
        return None
    examples = {one.competency for one in wrote}
    best = max(
        known, key=lambda one: (one.competency in held, one.likely, one.competency in examples, one.met, one.mean)
    )
    others = [one.competency for one in sorted(known, key=lambda one: -one.met) if one.likely and one is not best]
    mine = _of(wrote, best.competency)
    like = wrote[0].competency if wrote and mine is None else None
    return DoneWell(best.competency, best.said, best.sources, mine, tuple(others[:BESIDES]), like)


def _steps(
    framework: Framework, target: str, topics: Sequence[Topic], because: Collection[Because], well: DoneWell | None
) -> list[NextStep]:
    """Return up to two steps: of two topics where there are two, else two of one."""
    grounds = {Ground.NOT_SHOWN: 0, Ground.TO_CHECK: 1}
    found = {one.about: grounds[one.ground] for one in because if one.ground in grounds}
    order = sorted(
        topics,
        key=lambda one: (
            well is not None and one.competency == well.competency,
            found.get(one.competency, len(grounds)),
            one.likely,
            not one.must_have,
            one.met,
        ),
    )
    lacking = {one.competency: one.required - one.mean for one in topics if not one.likely}
    options = [(one, _fitting(framework, target, one, lacking)) for one in order]
    turns = [(one, activities[turn]) for turn in range(STEPS) for one, activities in options if len(activities) > turn]
    taken: list[NextStep] = []
    for one, activity in turns:
        if len(taken) < STEPS and activity.id not in {step.activity for step in taken}:
            taken.append(_step(one, activity, lacking))
    return taken


def _fitting(framework: Framework, target: str, topic: Topic, lacking: Mapping[str, float]) -> list[Activity]:
    """Return the activities for a topic: practice first, then what lifts most of the rest that is lacking."""

    def besides(activity: Activity) -> float:
        return sum(
            min(gain.levels, lacking.get(id, 0)) for id, gain in activity.gains.items() if id != topic.competency
        )

    fitting = suitable(framework, topic.competency, _stands_at(topic), framework.roles[target].ladder)
    return sorted(fitting, key=lambda one: (one.is_knowledge, -besides(one)))


def _step(topic: Topic, activity: Activity, lacking: Mapping[str, float]) -> NextStep:
    besides = [id for id in activity.gains if id != topic.competency and id in lacking]
    return NextStep(topic.competency, topic.required, topic.said, activity.id, tuple(besides[:BESIDES]), None)


def _stands_at(topic: Topic) -> int:
    """Return the level an activity would begin at: what was named; below what is needed where that is not held."""
    level = round(topic.mean) if topic.said is None else topic.said
    return max(0, min(level, MAX_LEVEL if topic.likely else topic.required - 1))


def _lacking(because: Collection[Because]) -> set[str]:
    return {one.about for one in because if one.ground is Ground.NOT_SHOWN}
