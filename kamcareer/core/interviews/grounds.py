"""On what the estimate of one person in one competency rests: what was observed, source by source.

It holds nothing but what the recruiter may read anyway, and no name of who interviewed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kamcareer.core.answers import Answer, Answers
from kamcareer.core.framework.model import Framework
from kamcareer.core.interviews.disagreement import AgreedMark
from kamcareer.core.interviews.scorecard import Mark, Scorecard
from kamcareer.core.measurement.situations import shown_levels


@dataclass(frozen=True)
class Grounds:
    """What was observed: the own answer, the level shown in each situation, the mark of each interviewer who heard.

    `agreed` is what the interviewers agreed upon afterwards: it stands beside their marks and is no observation more.
    """

    own: Answer | None
    situations: tuple[float, ...]
    marks: tuple[Mark, ...]
    agreed: AgreedMark | None = None

    @property
    def count(self) -> int:
        """How many observations there are; "no chance to show it" is none."""
        return (self.own is not None and self.own.level is not None) + len(self.situations) + len(self.marks)


def grounds_of(
    framework: Framework, answers: Answers, cards: Iterable[Scorecard], agreed: Mapping[str, AgreedMark]
) -> Mapping[str, Grounds]:
    """Return the grounds of each competency of which anything was observed; `cards` are those that may be read."""
    read, shown = tuple(cards), shown_levels(framework, answers.situations)
    found = {
        id: Grounds(
            answers.by_competency.get(id),
            tuple(shown[item.id] for item in competency.situations if item.id in shown),
            tuple(mark for card in read if (mark := card.mark(id)).level is not None),
            agreed.get(id),
        )
        for id, competency in framework.competencies.items()
    }
    return {id: grounds for id, grounds in found.items() if grounds.count}
