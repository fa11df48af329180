"""Measurement settings: a source for self-assessments, shares that sum to 1, values in a possible range."""

from collections.abc import Iterator, Mapping

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.errors import Problem
from kamcareer.core.framework.message import Message, Named
from kamcareer.core.framework.parts import Parts
from kamcareer.core.framework.yaml_reader import Document, Path

# Outside these bounds the measurement model divides by zero or says nothing.
POSSIBLE = {
    "spread": (0.05, MAX_LEVEL),
    "common_share": (0, 0.95),
    "entry_level": (0, MAX_LEVEL),
    "offset": (-2, 2),
    "applicants_below": (0, MAX_LEVEL),
    "change": (0.01, MAX_LEVEL),
    "validity": (0.01, 0.99),
    "bias": (-MAX_LEVEL, MAX_LEVEL),
    "items": (1, 20),
    "confidence": (0.05, 20),
    "weight": (0.01, 1),
    "fresh_years": (0, 50),
    "old_factor": (0.01, 1),
    "unconfirmed_factor": (0.01, 1),
    "interval": (0.1, 0.999),
    "apart": (0.5, 0.999),
    "margin": (0, 1),
}


def measurement_problems(parts: Parts) -> Iterator[Problem]:
    """Return settings with which the measurement model would fail or mislead."""
    if parts.measurement is None:
        return
    document = parts.measurement.document
    if "self" not in parts.measurement.value.sources:
        message = Message('the source "self" is missing; a self-assessment needs it')
        yield Problem(document.where_key(("sources",)), message)
    for id, source in parts.measurement.value.sources.items():
        shares = source.error_shares
        if abs(shares.rater + shares.halo + shares.rest - 1) > 1e-6:  # noqa: PLR2004 - rounding of decimals
            yield Problem(document.where(("sources", id, "error_shares")), Message("the three shares must sum to 1"))
    for path in [path for path in document.values if path and path[-1] == "value"]:
        owner = document.value_at(path[:-1])
        if isinstance(owner, dict) and "range" in owner:
            yield from _out_of_range(document, path[:-1], owner)


def _out_of_range(document: Document, path: Path, owner: Mapping[str, object]) -> Iterator[Problem]:
    low, high = (float(bound) for bound in owner["range"])  # type: ignore[attr-defined]
    least, most = POSSIBLE.get(str(path[-1])) or POSSIBLE.get(str(path[0]), (low, high))
    key = Named("keys", str(path[-1]))
    if not least <= low <= high <= most:
        message = Message(
            'the range of "%(key)s" must run from low to high within %(least)s to %(most)s',
            key=key,
            least=float(least),
            most=float(most),
        )
        yield Problem(document.where((*path, "range")), message)
    value = float(owner["value"])  # type: ignore[arg-type]
    if not low <= value <= high:
        message = Message(
            '"%(key)s" is %(value)s, outside its range %(low)s to %(high)s', key=key, value=value, low=low, high=high
        )
        yield Problem(document.where((*path, "value")), message)
