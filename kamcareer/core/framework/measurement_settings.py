"""The parameters of the measurement model, each with its range and what it rests on."""

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
