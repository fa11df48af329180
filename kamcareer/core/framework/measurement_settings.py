"""The parameters of the measurement model, each with its range and what it rests on.

What came later than the first frameworks is optional: a stored one without it is read as it was meant then.
"""

from typing import Annotated

from pydantic import Field

from kamcareer.core.framework.entries import Entry, Identifier, Text


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
    """How ratings of one source relate to the true level.

    `spread` is how far ratings of the source scatter, as a factor on how far people do. `items` are how many answers
    about one competency make the full rating for which the validity holds; fewer leave more of the answers' own error.
    """

    validity: Parameter
    bias: Parameter
    error_shares: ErrorShares
    spread: Parameter | None = None
    items: Parameter | None = None

    @property
    def factor(self) -> float:
        """How far its ratings scatter, as a factor."""
        return self.spread.value if self.spread else 1.0

    @property
    def part(self) -> float:
        """What one answer is worth of a full rating."""
        return 1 / self.items.value if self.items else 1.0


class PriorModel(Entry):
    """What is assumed of a person before the first answer."""

    spread: Parameter
    common_share: Parameter
    entry_level: Parameter
    offset: Parameter | None = None
    applicants_below: Parameter | None = None
    change: Parameter | None = None


class ConfidenceModel(Entry):
    """Factors on the residual error variance by how sure the person is."""

    sure: Parameter
    fairly: Parameter
    guess: Parameter


class EvidenceKind(Entry):
    """A kind of evidence: what people call it, and what it is worth of a full rating when fresh and confirmed."""

    name: Text
    weight: Parameter


class EvidenceModel(Entry):
    """What evidence is worth: by kind, by age, by whether somebody else confirms it."""

    kinds: Annotated[dict[Identifier, EvidenceKind], Field(min_length=1)]
    fresh_years: Parameter
    old_factor: Parameter
    unconfirmed_factor: Parameter


class Measurement(Entry):
    """The settings of the measurement model."""

    prior: PriorModel
    sources: dict[Identifier, SourceModel]
    confidence: ConfidenceModel
    evidence: EvidenceModel | None = None
    interval: Parameter
    margin: Parameter
    apart: Parameter | None = None
