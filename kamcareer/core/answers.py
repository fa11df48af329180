"""What is known about a person from themselves and from others, and the file in which it may be kept."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from kamcareer.core.framework.competency import Option
from kamcareer.core.framework.entries import MAX_LEVEL, Entry, Level, Words
from kamcareer.core.framework.errors import FileError, Position, Problem, problem_at, unknown
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.shape import validated
from kamcareer.core.framework.yaml_reader import Document, Path, read_yaml
from kamcareer.core.names import plain_name

MAX_EXAMPLE = 600
LONG_AGO = date(1970, 1, 1)  # evidence of an earlier day can only be a slip

Confidence = Literal["sure", "fairly", "guess"]
Frequency = Literal["never", "sometimes", "usually", "always"]
Outside = Literal["manager", "peer", "interview"]
OwnWords = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_EXAMPLE)]


class Answer(Entry):
    """One answer: the level chosen, or None where there was no chance to show it; how sure; an own example."""

    level: Level | None
    confidence: Confidence = "fairly"
    example: OwnWords = ""


class Choice(Entry):
    """What was chosen in a situation: the best and the worst of its four ways to act."""

    best: Option
    worst: Option


class Opinion(Entry):
    """How somebody else sees the person: the levels one rater gave; None where they had no chance to see it."""

    source: Outside
    rater: Words
    levels: Annotated[dict[Words, Level | None], Field(min_length=1)]


class Evidence(Entry):
    """Something done that shows a level: what kind it is, when it was, and who besides the person confirms it."""

    competency: Words
    level: Level
    kind: Words
    date: date
    confirmed_by: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    note: OwnWords = ""


class EarlierScore(Entry):
    """What a company gave somebody before, on a scale of its own, in our levels; `step` between two scores of it."""

    competency: Words
    level: Annotated[float, Field(ge=0, le=MAX_LEVEL)]
    date: date
    step: Annotated[float, Field(ge=0, le=MAX_LEVEL)] = 1.0
    own: bool = False


@dataclass(frozen=True)
class Answers:
    """All that is known of one person; a competency left out is unanswered. `role` is the present one, None outside."""

    role: str | None
    by_competency: Mapping[str, Answer] = field(default_factory=dict)
    indicators: Mapping[str, Mapping[str, Frequency | None]] = field(default_factory=dict)  # by competency, indicator
    situations: Mapping[str, Choice] = field(default_factory=dict)
    others: tuple[Opinion, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    earlier: tuple[EarlierScore, ...] = ()

    def levels(self) -> dict[str, int]:
        """Return the levels that were chosen; an answer without a chance to show it is no datum."""
        return {id: answer.level for id, answer in self.by_competency.items() if answer.level is not None}


class AnswersFile(Entry):
    """The YAML shape of answers."""

    framework: Words
    role: Words | None
    answers: Annotated[dict[Words, Answer], Field(min_length=1)] = Field(default_factory=dict)
    indicators: dict[Words, dict[Words, Frequency | None]] = Field(default_factory=dict)
    situations: dict[Words, Choice] = Field(default_factory=dict)
    others: tuple[Opinion, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def read_answers(
    data: bytes, source: str, frameworks: Mapping[str, Framework], today: date | None = None
) -> tuple[Framework, Answers]:
    """Return the framework and the answers of an answers file; FileError naming the place of what is wrong.

    With `today` evidence of a later day is refused too.
    """
    return _checked(read_yaml(data, source), frameworks, today)


def read_answers_line(
    line: str, source: str, number: int, frameworks: Mapping[str, Framework], today: date | None = None
) -> tuple[Framework, Answers]:
    """Return the framework and the answers in one line of JSON; FileError naming the line, counted from 1."""
    place = Position(source, number)
    try:
        value = json.loads(line, object_pairs_hook=_without_twins, parse_constant=_no_number)
    except RecursionError:
        raise problem_at(place, "nested too deeply; an answers document has few levels") from None
    except ValueError as error:
        raise problem_at(place, f"not one JSON document: {error}") from None
    return _checked(Document(source, value, {(): place}), frameworks, today)


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f'key "{next(name for name in names if names.count(name) > 1)}" is given twice')
    return found


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _checked(document: Document, frameworks: Mapping[str, Framework], today: date | None) -> tuple[Framework, Answers]:
    file = validated(document, AnswersFile)
    if file.framework not in frameworks:
        message = unknown("framework", file.framework, frameworks)
        raise FileError([Problem(document.where(("framework",)), message)])
    framework = frameworks[file.framework]
    problems = [
        *_role_problems(file, framework, document),
        *_competency_problems(file, framework, document),
        *_indicator_problems(file, framework, document),
        *_situation_problems(file, framework, document),
        *_rater_problems(file, document),
        *_kind_problems(file, framework, document),
        *_emptiness(file, document),
        *_day_problems(file, document, today),
    ]
    if problems:
        raise FileError(problems)
    parts = (file.indicators, file.situations, file.others, file.evidence)
    return framework, Answers(file.role, dict(file.answers), *parts)


def _role_problems(file: AnswersFile, framework: Framework, document: Document) -> Iterator[Problem]:
    if file.role is not None and file.role not in framework.roles:
        yield Problem(document.where(("role",)), unknown("role", file.role, framework.roles))


def _competency_problems(file: AnswersFile, framework: Framework, document: Document) -> Iterator[Problem]:
    named: list[tuple[Path, str]] = [(("answers", id), id) for id in file.answers]
    named += [(("indicators", id), id) for id in file.indicators]
    for number, opinion in enumerate(file.others):
        named += [(("others", number, "levels", id), id) for id in opinion.levels]
    for path, id in named:
        if id not in framework.competencies:
            yield Problem(document.where_key(path), unknown("competency", id, framework.competencies))
    for number, evidence in enumerate(file.evidence):
        if evidence.competency not in framework.competencies:
            where = document.where(("evidence", number, "competency"))
            yield Problem(where, unknown("competency", evidence.competency, framework.competencies))


def _indicator_problems(file: AnswersFile, framework: Framework, document: Document) -> Iterator[Problem]:
    for competency, answers in file.indicators.items():
        if competency in framework.competencies:
            known = [indicator.id for indicator in framework.competencies[competency].indicators]
            for id in answers:
                if id not in known:
                    where = document.where_key(("indicators", competency, id))
                    yield Problem(where, unknown("indicator", id, known))


def _situation_problems(file: AnswersFile, framework: Framework, document: Document) -> Iterator[Problem]:
    known = [item.id for competency in framework.competencies.values() for item in competency.situations]
    for id, choice in file.situations.items():
        if id not in known:
            yield Problem(document.where_key(("situations", id)), unknown("situation", id, known))
        if choice.best == choice.worst:
            message = f"best and worst are both {choice.best}; choose two different options"
            yield Problem(document.where(("situations", id, "worst")), message)


def _rater_problems(file: AnswersFile, document: Document) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for number, opinion in enumerate(file.others):
        who = (opinion.source, plain_name(opinion.rater))
        if who in seen:
            message = f'{opinion.source} "{opinion.rater}" is given twice; keep one of them'
            yield Problem(document.where(("others", number, "rater")), message)
        seen.add(who)


def _emptiness(file: AnswersFile, document: Document) -> Iterator[Problem]:
    if not (file.answers or file.indicators or file.situations or file.others or file.evidence):
        message = "nothing is known here; add answers, indicators, situations, others or evidence"
        yield Problem(document.where(()), message)


def _day_problems(file: AnswersFile, document: Document, today: date | None) -> Iterator[Problem]:
    for number, evidence in enumerate(file.evidence):
        if evidence.date < LONG_AGO:
            message = f"{evidence.date} is before {LONG_AGO.year}; look at the year"
            yield Problem(document.where(("evidence", number, "date")), message)
        if today and evidence.date > today:
            message = f"{evidence.date} is still to come; evidence is of something done"
            yield Problem(document.where(("evidence", number, "date")), message)


def _kind_problems(file: AnswersFile, framework: Framework, document: Document) -> Iterator[Problem]:
    model = framework.measurement.evidence
    for number, evidence in enumerate(file.evidence):
        if model is not None and evidence.kind not in model.kinds:
            where = document.where(("evidence", number, "kind"))
            yield Problem(where, unknown("kind of evidence", evidence.kind, model.kinds))
