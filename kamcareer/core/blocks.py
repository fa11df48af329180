"""What an assessment asks, block by block: quick or full, what is open, what comes next, how long it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from kamcareer.core.assessment import Assessment, Depth, gaps_between_answers, questions
from kamcareer.core.framework.competency import Situation
from kamcareer.core.framework.model import Framework
from kamcareer.core.reading_time import (
    AROUND_FREQUENCIES,
    AROUND_SITUATIONS,
    AROUND_TOPICS,
    frequency_seconds,
    minutes,
    seconds_to_read,
    situation_seconds,
    topic_seconds,
)
from kamcareer.core.situation_answers import asked_situation, fitting

QUICK_TOPICS = 8
QUICK_SITUATIONS = 4
PACE_AFTER = 5
LONGEST_SECONDS = 120
SLOWEST, FASTEST = 3.0, 0.25


class Kind(StrEnum):
    """The kinds of pages that a block is made of."""

    TOPICS = "topics"
    SITUATIONS = "situations"
    FREQUENCIES = "frequencies"


@dataclass(frozen=True)
class Item:
    """One page to answer: a competency, or a situation of it."""

    kind: Kind
    id: str
    competency: str
    seconds: float
    done: bool


@dataclass(frozen=True)
class Block:
    """Pages of one kind in the order in which they are asked."""

    kind: Kind
    items: tuple[Item, ...]
    around: float  # seconds to read what stands around the questions, before the first answer

    @property
    def open(self) -> tuple[Item, ...]:
        """The pages that are not answered yet."""
        return tuple(item for item in self.items if not item.done)

    @property
    def done(self) -> int:
        """How many pages are answered."""
        return len(self.items) - len(self.open)

    def seconds(self) -> float:
        """Return the seconds to the end of the block at the pace of the promise."""
        left = sum(item.seconds for item in self.open)
        return left + (0 if self.done else self.around) if left else 0


def heaviest(framework: Framework, target: str, count: int = QUICK_SITUATIONS) -> tuple[str, ...]:
    """Return the competencies that weigh most in a role: must-haves first, then by weight, then by level."""
    needs = framework.roles[target].requirements
    order = {id: number for number, id in enumerate(framework.order.competencies)}
    return tuple(
        sorted(needs, key=lambda id: (not needs[id].must_have, -needs[id].weight, -needs[id].level, order[id]))[:count]
    )


def topics(framework: Framework, target: str, depth: Depth) -> tuple[str, ...]:
    """Return the competencies asked: the must-haves in the quick way, the whole profile in the full one."""
    asked = questions(framework, target)
    if depth is Depth.FULL:
        return asked
    musts = framework.roles[target].must_haves[:QUICK_TOPICS]
    return tuple(id for id in asked if id in musts) or heaviest(framework, target)


def situations(framework: Framework, assessment: Assessment, depth: Depth) -> tuple[tuple[str, Situation], ...]:
    """Return the situations asked with their competencies: of the four heaviest, in the full way of every must-have.

    What was answered stays, also when the target changes.
    """
    target = framework.roles[assessment.target]
    chosen = heaviest(framework, assessment.target)
    if depth is Depth.FULL:
        chosen = (*chosen, *(id for id in target.must_haves if id not in chosen))
    found = ((id, _situation(framework, assessment, id, target.ladder)) for id in chosen)
    return tuple((id, item) for id, item in found if item is not None)


def _situation(framework: Framework, assessment: Assessment, competency: str, track: str) -> Situation | None:
    begun = [item for item in framework.competencies[competency].situations if item.id in assessment.situations]
    return (
        begun[0]
        if begun
        else asked_situation(
            framework, competency, track, assessment.id, assessment.seen, private_first=assessment.applies
        )
    )


def blocks(
    framework: Framework, assessment: Assessment, language: str, depth: Depth | None = None
) -> Mapping[Kind, Block]:
    """Return what an assessment asks at its own depth, or at another one to compare."""
    depth = depth or assessment.depth
    found = {
        Kind.TOPICS: Block(
            Kind.TOPICS,
            tuple(_topic(framework, assessment, id, language) for id in topics(framework, assessment.target, depth)),
            seconds_to_read(AROUND_TOPICS, 0),
        ),
        Kind.SITUATIONS: Block(
            Kind.SITUATIONS,
            tuple(
                Item(
                    Kind.SITUATIONS,
                    item.id,
                    id,
                    situation_seconds(item, language),
                    assessment.situation(item.id).answered,
                )
                for id, item in situations(framework, assessment, depth)
            ),
            seconds_to_read(AROUND_SITUATIONS, 0),
        ),
    }
    if depth is Depth.FULL and framework.frequency:
        items = tuple(
            _frequency(framework, assessment, id, language)
            for id in questions(framework, assessment.target)
            if framework.competencies[id].indicators
        )
        found[Kind.FREQUENCIES] = Block(Kind.FREQUENCIES, items, seconds_to_read(AROUND_FREQUENCIES, 0))
    return {kind: block for kind, block in found.items() if block.items}


def quick_minutes_to(framework: Framework, target: str, language: str) -> int:
    """Return the minutes of the quick way to one role, with the longest situations that may be asked."""
    return minutes(_quick_seconds(framework, target, language))


def quick_minutes(framework: Framework, language: str) -> int:
    """Return the minutes of the longest quick way to any role, with the longest situations that may be asked."""
    return minutes(max(_quick_seconds(framework, role, language) for role in framework.roles))


def _quick_seconds(framework: Framework, target: str, language: str) -> float:
    nobody = Assessment.unstarted(target, Depth.QUICK)
    track = framework.roles[target].ladder
    longest = sum(
        max((situation_seconds(item, language) for item in fitting(framework, id, track)), default=0)
        for id in heaviest(framework, target)
    )
    around = seconds_to_read(AROUND_SITUATIONS, 0)
    return blocks(framework, nobody, language)[Kind.TOPICS].seconds() + around + longest


def minutes_left(assessment: Assessment, block: Block) -> int:
    """Return whole minutes to the end of a block, at the person's own pace once it is known."""
    return minutes(block.seconds() * own_pace(assessment, block))


def total_minutes(assessment: Assessment, found: Mapping[Kind, Block]) -> int:
    """Return whole minutes to the end of several blocks, at the person's own pace once it is known."""
    return minutes(sum(block.seconds() * own_pace(assessment, block) for block in found.values()))


def own_pace(assessment: Assessment, block: Block) -> float:
    """Return the person's time for a question as a multiple of the promised one; 1 until five pauses are known."""
    expected = {item.id: item.seconds for item in block.items}
    taken = [
        min(seconds, LONGEST_SECONDS) / expected[id]
        for id, seconds in gaps_between_answers(assessment)
        if id in expected
    ]
    return min(max(median(taken), FASTEST), SLOWEST) if len(taken) >= PACE_AFTER else 1.0


def _topic(framework: Framework, assessment: Assessment, id: str, language: str) -> Item:
    seconds = topic_seconds(framework, framework.competencies[id], language)
    return Item(Kind.TOPICS, id, id, seconds, assessment.draft(id).answered)


def _frequency(framework: Framework, assessment: Assessment, id: str, language: str) -> Item:
    seconds = frequency_seconds(framework, framework.competencies[id], language)
    return Item(Kind.FREQUENCIES, id, id, seconds, assessment.frequency(id).answered)
