"""A role, its variants, and the ways from role to role."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from kamcareer.core.framework.entries import (
    Entry,
    FactNumber,
    Grounded,
    Identifier,
    Level,
    Retired,
    Statement,
    Text,
    Weight,
    Words,
)


class Requirement(Entry):
    """What a role asks in one competency; a must-have cannot be made up for by strength elsewhere."""

    level: Level
    weight: Weight
    must_have: bool = False
    reason: Text | None = None
    facts: tuple[FactNumber, ...] = ()


class Titles(Entry):
    """What the role is called in vacancies; a list for each language, the most usual first."""

    ru: tuple[Words, ...]
    en: tuple[Words, ...]

    def __getitem__(self, language: str) -> tuple[str, ...]:
        return self.en if language == "en" else self.ru


class Expectation(StrEnum):
    """What employers like to expect of a role, and some roles do not answer for."""

    SALES_TARGET = "sales_target"
    KEY_CLIENT = "key_client"
    COLD_CALLS = "cold_calls"
    TEAM = "team"
    DIPLOMA = "diploma"


class NotExpected(Statement):
    """What must not be expected of a role; a vacancy that expects it, or makes a must of it, is told so."""

    against: tuple[Expectation, ...] = ()
    never_must: tuple[Identifier, ...] = ()


class PreviewPoint(Statement):
    """A point of the realistic job preview, and the kind of person who says it; untrue where the vacancy expects it."""

    kind: Literal["pleases", "weighs", "depends"]
    said_by: Text
    against: Annotated[tuple[Expectation, ...], Field(exclude_if=lambda against: not against)] = ()


class FitQuestion(Entry):
    """Two sides to choose between, none of them better, and which of them this role holds; never scored."""

    question: Text
    one: Text
    other: Text
    here: Text
    facts: tuple[FactNumber, ...] = ()


class RoleTexts(Grounded):
    """What a role card says; every field of it may be replaced in an overlay."""

    id: Identifier
    name: Text
    short: Text
    purpose: Text
    duties: Annotated[tuple[Statement, ...], Field(min_length=1)]
    works_with: Annotated[tuple[Statement, ...], Field(min_length=1)]
    team: Statement
    not_expected: Annotated[tuple[NotExpected, ...], Field(min_length=1)]
    titles: Titles | None = None
    entry: Statement | None = None
    preview: tuple[PreviewPoint, ...] = ()
    fit: tuple[FitQuestion, ...] = ()
    retired: Retired = False


class Role(RoleTexts):
    """A job profile: the card, and the required level and weight by competency.

    A competency that is absent is not asked, which differs from level 0. `base` names the role an overlay came from.
    """

    ladder: Identifier
    requirements: Annotated[dict[Identifier, Requirement], Field(min_length=1)]
    base: Identifier | None = None

    @property
    def must_haves(self) -> tuple[str, ...]:
        """The competencies that nothing can make up for, in the order of the profile."""
        return tuple(id for id, need in self.requirements.items() if need.must_have)


class Overlay(Grounded):
    """A variant of a role: texts given here replace the base's, cells given here replace its cells."""

    id: Identifier
    base: Identifier
    name: Text
    short: Text
    purpose: Text | None = None
    duties: tuple[Statement, ...] | None = None
    works_with: tuple[Statement, ...] | None = None
    team: Statement | None = None
    not_expected: tuple[NotExpected, ...] | None = None
    titles: Titles | None = None
    entry: Statement | None = None
    preview: tuple[PreviewPoint, ...] | None = None
    fit: tuple[FitQuestion, ...] | None = None
    retired: Retired = False
    changes: Annotated[dict[Identifier, Requirement], Field(min_length=1)]

    def applied_to(self, base: Role) -> Role:
        """Return the role that this overlay makes of its base."""
        given = {key: value for key, value in self if value is not None and key != "changes"}
        requirements = {**base.requirements, **self.changes}
        return base.model_copy(update={**given, "requirements": requirements})


class Edge(Entry):
    """A way from one role to another, or out of the ladders (an exit has a name instead of a role)."""

    from_role: Annotated[Identifier, Field(alias="from")]
    to_role: Annotated[Identifier | None, Field(alias="to")] = None
    name: Text | None = None
    type: Literal["promotion", "branch", "lateral", "exit"]
    source: Literal["articles", "card", "proposed"]
    facts: tuple[FactNumber, ...] = ()
    entry_rule: Text | None = None
    falls: dict[Identifier, Text] = Field(default_factory=dict)

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, serialize_by_alias=True)
