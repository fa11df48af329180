"""From evidence, something done that shows a level, to a rating."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import fsum

from kamcareer.core.answers import Evidence
from kamcareer.core.framework.measurement_settings import EvidenceModel
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.rating import THEMSELVES, Rating

SOURCE = "evidence"


def evidence_weight(model: EvidenceModel, evidence: Evidence, today: date) -> float:
    """Return what a piece of evidence is worth, above 0 and at most 1: by kind, age and confirmation."""
    weight = model.kinds[evidence.kind].weight.value if evidence.kind in model.kinds else 1.0
    if is_old(model, evidence.date, today):
        weight *= model.old_factor.value
    if not evidence.confirmed_by:
        weight *= model.unconfirmed_factor.value
    return weight


def evidence_ratings(framework: Framework, evidence: Sequence[Evidence], today: date) -> Iterator[Rating]:
    """Return one rating for each piece of evidence; what nobody confirmed stays the person's own word.

    All pieces on one topic for which one and the same person stands are worth a full rating together at most: else many
    would say so exactly how that person feels that a better answer of theirs could lower the topic.
    """
    model = framework.measurement.evidence
    if SOURCE not in framework.measurement.sources:
        return
    found = []
    for piece in evidence:
        weight = evidence_weight(model, piece, today) if model else 1.0
        voice = "" if piece.confirmed_by else THEMSELVES
        found.append(
            Rating(piece.competency, SOURCE, piece.level, rater=piece.confirmed_by, voice=voice, weight=weight)
        )
    together: dict[tuple[str, tuple[str, str]], list[float]] = {}
    for rating in found:
        together.setdefault((rating.competency, rating.person), []).append(rating.weight)
    for rating in found:
        yield replace(rating, weight=rating.weight / max(1.0, fsum(together[rating.competency, rating.person])))


def is_old(model: EvidenceModel, past: date, today: date) -> bool:
    """Return whether what is known from a day weighs less by now."""
    return (today - past).days / 365.25 > model.fresh_years.value
