"""What to ask one person besides the kit: about their own words, where words and deeds part, what is in doubt.

It holds nothing but what the recruiter may read anyway, and no name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kamcareer.core.answers import Answers
from kamcareer.core.framework.competency import InterviewQuestion
from kamcareer.core.framework.model import Framework
from kamcareer.core.interviews.kit import Kit
from kamcareer.core.measurement.situations import shown_levels
from kamcareer.core.selection.screening import Screening, Topic

OWN_WORDS, DOUBTS = 3, 2
A_DIFFERENCE = 1.0  # of a level; less is within the error of one situation
EVEN = 0.5


@dataclass(frozen=True)
class OwnWords:
    """An example in the person's own words, and the level they gave themselves."""

    competency: str
    words: str
    said: int | None


@dataclass(frozen=True)
class Difference:
    """Where the own mark and the situations lie furthest apart; `above` where the own mark is the higher one."""

    competency: str
    said: int
    above: bool


@dataclass(frozen=True)
class Doubt:
    """A competency of which it is least clear whether the needed level is held, and a question that may tell."""

    topic: Topic
    question: InterviewQuestion | None


@dataclass(frozen=True)
class Sheet:
    """The personal sheet of one candidate."""

    own_words: tuple[OwnWords, ...]
    difference: Difference | None
    doubts: tuple[Doubt, ...]


def sheet_of(
    framework: Framework, kit: Kit, answers: Answers, examples: Mapping[str, str], screening: Screening
) -> Sheet:
    """Return the personal sheet; `examples` are the person's own words by competency.

    A doubt is asked about with a question that the kit does not ask.
    """
    difference = _difference(framework, answers)
    spoken_of = {difference.competency} if difference else set()
    doubtful = sorted((one for one in screening.topics if one.competency not in spoken_of), key=_clear)
    return Sheet(
        tuple(_own_words(answers, examples, screening))[:OWN_WORDS],
        difference,
        tuple(Doubt(topic, _another(framework, kit, topic.competency)) for topic in doubtful[:DOUBTS]),
    )


def _own_words(answers: Answers, examples: Mapping[str, str], screening: Screening) -> list[OwnWords]:
    levels = answers.levels()
    first = sorted(screening.topics, key=lambda topic: not topic.must_have)
    written = [topic.competency for topic in first if examples.get(topic.competency, "").strip()]
    return [OwnWords(id, examples[id].strip(), levels.get(id)) for id in written]


def _difference(framework: Framework, answers: Answers) -> Difference | None:
    """Return the largest difference of a level or more, the own mark less its usual leniency and cut to the range."""
    bias, said = framework.measurement.sources["self"].bias.value, answers.levels()
    shown, found = shown_levels(framework, answers.situations), []
    for id, competency in framework.competencies.items():
        for item in competency.situations:
            if id in said and item.id in shown:
                low, high = item.level_range
                found.append((min(max(said[id] - bias, low), high) - shown[item.id], id))
    apart = max(found, key=lambda one: abs(one[0]), default=(0.0, ""))
    return Difference(apart[1], said[apart[1]], apart[0] > 0) if abs(apart[0]) >= A_DIFFERENCE else None


def _clear(topic: Topic) -> tuple[bool, float]:
    """Must-haves first, then what is nearest to even odds."""
    return not topic.must_have, abs(topic.met - EVEN)


def _another(framework: Framework, kit: Kit, competency: str) -> InterviewQuestion | None:
    asked = {one.question.id for one in kit.asked if one.competency == competency}
    questions = framework.competencies[competency].interview
    return next((one for one in questions if one.id not in asked), None)
