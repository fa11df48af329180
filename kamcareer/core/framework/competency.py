"""A competency: its anchors, and all that is asked, observed and read about it."""

from typing import Annotated, Literal

from pydantic import Field

from kamcareer.core.framework.entries import MAX_LEVEL, ClusterCode, Entry, Grounded, Identifier, Level, Text

Option = Literal["A", "B", "C", "D"]
ANY_SETTING = "any"


class Cluster(Entry):
    """A group of competencies, one axis of the overview."""

    name: Text
    short: Text


class ScaleLevel(Entry):
    """A step of the proficiency scale: its name, and what it means for any competency."""

    name: Text
    meaning: Text


class Indicator(Entry):
    """Something one can see or count, rated by frequency in the full assessment."""

    id: Identifier
    text: Text


class SituationOption(Entry):
    """One way to act, with the experts' rating from 1 (harmful) to 4 (best)."""

    text: Text
    rating: Annotated[int, Field(ge=1, le=4)]


class Situation(Entry):
    """A situational-judgement item: choose the best and the worst of four ways to act."""

    id: Identifier
    setting: Identifier
    level_range: tuple[Level, Level]
    stem: Text
    options: dict[Option, SituationOption]
    best: Option
    worst: Option
    rationale: Text


class InterviewQuestion(Entry):
    """A structured interview question with the signs of good and of poor answers."""

    id: Identifier
    question: Text
    good: tuple[Text, ...]
    poor: tuple[Text, ...]
    follow_ups: tuple[Text, ...] = ()
    minutes: Annotated[int, Field(ge=1, le=60)] = 7


class Competency(Grounded):
    """What a person does well or not yet: five behavioural anchors, one for each level."""

    id: Identifier
    cluster: ClusterCode
    name: Text
    definition: Text
    question: Text
    anchors: Annotated[dict[Level, Text], Field(min_length=MAX_LEVEL + 1)]
    indicators: tuple[Indicator, ...] = ()
    situations: tuple[Situation, ...] = ()
    interview: tuple[InterviewQuestion, ...] = ()
    reading: tuple[Text, ...] = ()
