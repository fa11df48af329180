"""A competency: its anchors, and all that is asked, observed and read about it."""

from typing import Annotated, Literal

from pydantic import Field

from kamcareer.core.framework.entries import (
    MAX_LEVEL,
    ClusterCode,
    Entry,
    FactNumber,
    Grounded,
    Identifier,
    Level,
    Retired,
    Text,
)

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
    facts: tuple[FactNumber, ...] = ()
    retired: Retired = False


class SituationOption(Entry):
    """One way to act, with the experts' rating from 1 (harmful) to 4 (best)."""

    text: Text
    rating: Annotated[int, Field(ge=1, le=4)]


class Situation(Grounded):
    """A situational-judgement item: choose the best and the worst of four ways to act.

    A private one comes from the installation's own bank: its key is not for the public.
    """

    id: Identifier
    setting: Identifier
    level_range: tuple[Level, Level]
    stem: Text
    options: dict[Option, SituationOption]
    best: Option
    worst: Option
    rationale: Text
    private: bool = False
    retired: Retired = False


class SituationsFile(Grounded):
    """The situations of one competency; status and sources given here hold for each that gives none of its own."""

    id: Identifier
    situations: Annotated[tuple[Situation, ...], Field(min_length=1)]

    def items(self, *, private: bool) -> tuple[Situation, ...]:
        """Return the situations with what the file says of all of them."""
        shared = {key: getattr(self, key) for key in Grounded.model_fields}
        return tuple(
            item.model_copy(
                update={"private": private}
                | {key: value for key, value in shared.items() if key not in item.model_fields_set}
            )
            for item in self.situations
        )


class InterviewQuestion(Entry):
    """A structured interview question with the signs of good and of poor answers."""

    id: Identifier
    question: Text
    good: tuple[Text, ...]
    poor: tuple[Text, ...]
    follow_ups: tuple[Text, ...] = ()
    minutes: Annotated[int, Field(ge=1, le=60)] = 7
    facts: tuple[FactNumber, ...] = ()
    retired: Retired = False


class Reading(Entry):
    """Something to read: what it is called, and what it is for."""

    title: Text
    use: Text


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
    reading: tuple[Reading, ...] = ()
    retired: Retired = False
