"""What a person said about themselves, and the file in which it may be kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kamcareer.core.framework.entries import Entry, Level, Words
from kamcareer.core.framework.errors import FileError, Problem, unknown
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.shape import validated
from kamcareer.core.framework.yaml_reader import read_yaml

MAX_EXAMPLE = 600

Confidence = Literal["sure", "fairly", "guess"]


class Answer(Entry):
    """One answer: the level chosen, or None where there was no chance to show it; how sure; an own example."""

    level: Level | None
    confidence: Confidence = "fairly"
    example: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_EXAMPLE)] = ""


@dataclass(frozen=True)
class Answers:
    """All answers of one person; a competency left out is unanswered. `role` is the present one, None from outside."""

    role: str | None
    by_competency: Mapping[str, Answer] = field(default_factory=dict)

    def levels(self) -> dict[str, int]:
        """Return the levels that were chosen; an answer without a chance to show it is no datum."""
        return {id: answer.level for id, answer in self.by_competency.items() if answer.level is not None}


class AnswersFile(Entry):
    """The YAML shape of answers."""

    framework: Words
    role: Words | None
    answers: Annotated[dict[Words, Answer], Field(min_length=1)]


def read_answers(data: bytes, source: str, frameworks: Mapping[str, Framework]) -> tuple[Framework, Answers]:
    """Return the framework and the answers of an answers file; FileError naming the place of what is wrong."""
    document = read_yaml(data, source)
    file = validated(document, AnswersFile)
    if file.framework not in frameworks:
        message = unknown("framework", file.framework, frameworks)
        raise FileError([Problem(document.where(("framework",)), message)])
    framework = frameworks[file.framework]
    problems = [
        Problem(document.where_key(("answers", id)), unknown("competency", id, framework.competencies))
        for id in file.answers
        if id not in framework.competencies
    ]
    if file.role is not None and file.role not in framework.roles:
        problems.append(Problem(document.where(("role",)), unknown("role", file.role, framework.roles)))
    if problems:
        raise FileError(problems)
    return framework, Answers(file.role, dict(file.answers))
