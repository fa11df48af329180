"""The shapes of a competency framework: what its YAML files may say and what the program works with.

One set of classes is both, so a word is the same in YAML, code and JSON. All values are frozen. Levels run from 0 to
MAX_LEVEL and are shown as words; weights from 1 (useful) to 3 (critical).
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticKnownError

MAX_LEVEL = 4
FORMAT = 1


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
Setting = Literal["retail", "pharma", "agency", "any"]
Ladder = Literal["retail", "pharma", "agency"]
Option = Literal["A", "B", "C", "D"]


class Entry(BaseModel):
    """Anything written in a framework file: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Entry):
    """The same words for a Russian and for an English reader."""

    ru: Words
    en: Words

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.ru


class Status(StrEnum):
    """How far an element has been tried: nothing above draft is claimed without it."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PILOTED = "piloted"


class Grounded(Entry):
    """An element that says what it rests on: facts of the source articles, or something from outside."""

    status: Status = Status.DRAFT
    source: Literal["articles", "external"] = "articles"
    rests_on: tuple[Words, ...] = ()
    facts: tuple[FactNumber, ...] = ()


class Statement(Entry):
    """One sentence with the numbers of the facts that carry it; none when it comes from outside."""

    text: Text
    facts: tuple[FactNumber, ...] = ()


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
    setting: Setting
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


class Requirement(Entry):
    """What a role asks in one competency; a must-have cannot be made up for by strength elsewhere."""

    level: Level
    weight: Weight
    must_have: bool = False
    reason: Text | None = None
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
    not_expected: Annotated[tuple[Statement, ...], Field(min_length=1)]


class Role(RoleTexts):
    """A job profile: the card, and the required level and weight by competency.

    A competency that is absent is not asked, which differs from level 0. `base` names the role an overlay came from.
    """

    ladder: Ladder
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
    not_expected: tuple[Statement, ...] | None = None
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
    falls: dict[Identifier, Text] = {}

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, serialize_by_alias=True)


class Gain(Entry):
    """What an activity adds to a competency, in levels, and the level it cannot lift beyond."""

    levels: Annotated[float, Field(gt=0, le=MAX_LEVEL)]
    cap: Level


class ActivityNeeds(Entry):
    """What must be there before an activity: levels by competency, other activities."""

    levels: dict[Identifier, Level] = {}
    activities: tuple[Identifier, ...] = ()


class Activity(Grounded):
    """Something to do that develops competencies; knowledge counts only with the task that closes it."""

    id: Identifier
    kind: Literal["training", "project", "mentoring", "reading", "rotation"]
    name: Text
    gains: Annotated[dict[Identifier, Gain], Field(min_length=1)]
    hours: Annotated[float, Field(gt=0)]
    weeks: Annotated[int, Field(ge=1)]
    hours_at: Literal["work", "own", "both"]
    cost: Literal["free", "low", "medium", "high"]
    price: Annotated[int, Field(ge=0)] | None = None
    capacity: Annotated[int, Field(ge=1)] | None = None
    level_range: tuple[Level, Level]
    needs: ActivityNeeds = ActivityNeeds()
    closes_with: Identifier | None = None
    one_of: Identifier | None = None
    tracks: tuple[Setting, ...] = ("any",)
    first_step: Text
    result: Text
    whom_to_ask: Text
    without_access: Text


class Fact(Entry):
    """A statement of a source article, in our words."""

    article: Identifier
    text: Text


class Parameter(Entry):
    """A number of the measurement model with the range in which it is sensible and what it rests on."""

    value: float
    range: tuple[float, float]
    rests_on: Text


class ErrorShares(Entry):
    """How the error variance of one source splits; the three sum to 1."""

    rater: Annotated[float, Field(ge=0, le=1)]
    halo: Annotated[float, Field(ge=0, le=1)]
    rest: Annotated[float, Field(ge=0, le=1)]
    rests_on: Text


class SourceModel(Entry):
    """How ratings of one source relate to the true level."""

    validity: Parameter
    bias: Parameter
    error_shares: ErrorShares


class PriorModel(Entry):
    """What is assumed of a person before the first answer."""

    spread: Parameter
    common_share: Parameter
    entry_level: Parameter


class ConfidenceModel(Entry):
    """Factors on the residual error variance by how sure the person is."""

    sure: Parameter
    fairly: Parameter
    guess: Parameter


class Measurement(Entry):
    """The settings of the measurement model."""

    prior: PriorModel
    sources: dict[Identifier, SourceModel]
    confidence: ConfidenceModel
    interval: Parameter
    margin: Parameter


class Order(Entry):
    """The order in which people meet the competencies and the roles."""

    competencies: tuple[Identifier, ...]
    roles: tuple[Identifier, ...]


class FrameworkFile(Entry):
    """framework.yaml: what holds the folder together."""

    format: Annotated[int, Field(ge=FORMAT, le=FORMAT)]
    id: Identifier
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
    name: Text
    clusters: dict[ClusterCode, Cluster]
    ladders: dict[Ladder, Text]
    order: Order
    scale: Annotated[dict[Level, ScaleLevel], Field(min_length=MAX_LEVEL + 1)]
    articles: dict[Identifier, Text]
    edges: tuple[Edge, ...]


class FactsFile(Entry):
    """facts.yaml: the register of what the source articles state."""

    facts: dict[FactNumber, Fact]


class Framework(FrameworkFile):
    """A whole framework with its overlays applied, ready to assess people."""

    competencies: dict[Identifier, Competency]
    roles: dict[Identifier, Role]
    activities: dict[Identifier, Activity]
    facts: dict[FactNumber, Fact]
    measurement: Measurement
