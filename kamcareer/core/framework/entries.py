"""What every part of a framework file is made of: texts in two languages, ids, levels, where it comes from.

All values are frozen. Levels run from 0 to MAX_LEVEL and are shown as words; weights from 1 (useful) to 3 (critical).
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticKnownError

MAX_LEVEL = 4
LANGUAGES = ("ru", "en")


def _no_truth(value: object) -> object:
    # Left alone, `level: true` would be read as level 1.
    if isinstance(value, bool):
        raise PydanticKnownError("int_type")
    return value


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,63}$")]
FactNumber = Annotated[str, StringConstraints(pattern=r"^F[1-9][0-9]{0,3}$")]
ClusterCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
Level = Annotated[int, BeforeValidator(_no_truth), Field(ge=0, le=MAX_LEVEL)]
Weight = Annotated[int, BeforeValidator(_no_truth), Field(ge=1, le=3)]


class Entry(BaseModel):
    """Anything written in a framework file: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Entry):
    """The same words for a Russian and for an English reader."""

    ru: Words
    en: Words

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.ru


def _named(value: object) -> object:
    # The name of a source is the same in both languages: O*NET 27-1026.
    return {"ru": value, "en": value} if isinstance(value, str) else value


Ground = Annotated[Text, BeforeValidator(_named, json_schema_input_type=Words | Text)]


class Status(StrEnum):
    """How far an element has been tried: nothing above draft is claimed without it."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PILOTED = "piloted"


# What was once published is never deleted: it stays in its file, out of use, and its id is not given again.
Retired = Annotated[bool, Field(exclude_if=lambda retired: not retired)]
Source = Literal["articles", "mixed", "external"]


class Grounded(Entry):
    """An element that says what it rests on: facts of the source articles, something from outside, or both.

    A mixed element takes from the articles what its facts say; all else in it rests on what `rests_on` names.
    """

    status: Status = Status.DRAFT
    source: Source = "articles"
    rests_on: tuple[Ground, ...] = ()
    facts: tuple[FactNumber, ...] = ()


class Statement(Entry):
    """One sentence with the numbers of the facts that carry it; none when it comes from outside."""

    text: Text
    facts: tuple[FactNumber, ...] = ()
