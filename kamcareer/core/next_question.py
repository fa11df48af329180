"""Which next answer, situation or rater would narrow the picture of a role most.

The uncertainty after a further rating does not depend on what it says, so it can be computed beforehand: with readiness
linear around today's estimate, R ≈ a'θ, a further rating y = b'z + e takes (a'Vb)² / (b'Vb + Var e) off its variance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.answers import Answers
from kamcareer.core.framework.competency import ANY_SETTING
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.measurement import Profile, Rating
from kamcareer.core.measurement.terms import Terms, terms_of
from kamcareer.core.readiness import asked

RATERS = ("manager", "interview", "peer")
ONCE = ("manager", "interview")  # a second one of these is seldom to be had
NEW = "\uffff"  # sorts behind everybody who has rated already


class Kind(StrEnum):
    """What could be asked next: an own answer, a situation, or somebody else."""

    ANSWER = "answer"
    SITUATION = "situation"
    RATER = "rater"


@dataclass(frozen=True)
class NextQuestion:
    """Something to ask next, and the share of the variance of readiness that it would take away, 0 to 1."""

    kind: Kind
    source: str
    competency: str | None
    situation: str | None
    narrows: float


def next_questions(framework: Framework, answers: Answers, role: Role, profile: Profile) -> tuple[NextQuestion, ...]:
    """Return the best next answer, situation and rater, whatever narrows most first; () when all has been asked."""
    needs = asked(role)
    if not needs.competencies:
        return ()
    single, situations = _single(framework, answers, role)
    found = []
    slope = slope_of(role, profile)
    if single:
        narrows = _narrows_alone(framework, profile, slope, single)
        for kind, source in ((Kind.ANSWER, "self"), (Kind.SITUATION, "situations")):
            numbers = [number for number, rating in enumerate(single) if rating.source == source]
            if numbers:
                best = max(numbers, key=lambda number: narrows[number])
                id = single[best].competency
                found.append(NextQuestion(kind, source, id, situations[best], float(narrows[best])))
    found += [
        NextQuestion(Kind.RATER, source, None, None, _narrows_together(framework, profile, slope, ratings))
        for source, ratings in _raters(framework, answers, role)
    ]
    ranked = sorted(found, key=lambda question: -question.narrows)
    return tuple(next(q for q in ranked if q.kind is kind) for kind in dict.fromkeys(q.kind for q in ranked))


def _single(framework: Framework, answers: Answers, role: Role) -> tuple[list[Rating], list[str | None]]:
    """Return the answers and situations still open, as ratings, and of which situation each would be."""
    needs = asked(role).competencies
    ratings = [Rating(id, "self", 0.0) for id in needs if id not in answers.by_competency]
    situations: list[str | None] = [None] * len(ratings)
    if model := framework.measurement.sources.get("situations"):
        for id in needs:
            for item in framework.competencies[id].situations:
                if item.id not in answers.situations and item.setting in (ANY_SETTING, role.ladder):
                    ratings.append(Rating(id, "situations", 0.0, weight=model.part, step=0.0))
                    situations.append(item.id)
    return ratings, situations


def _raters(framework: Framework, answers: Answers, role: Role) -> Iterator[tuple[str, list[Rating]]]:
    asked_already = {opinion.source for opinion in answers.others}
    for source in RATERS:
        if source in framework.measurement.sources and not (source in ONCE and source in asked_already):
            yield source, [Rating(id, source, 0.0, rater=NEW) for id in asked(role).competencies]


def slope_of(role: Role, profile: Profile) -> NDArray[np.float64]:
    """Return how readiness moves with each level around today's estimate: w/r Φ((r − m)/s)."""
    from scipy.special import ndtr  # noqa: PLC0415 - commands without a report start without it

    needs = asked(role)
    rows = [profile.index[id] for id in needs.competencies]
    deviation = np.sqrt(np.diag(profile.joint)[rows])
    slope = np.zeros(len(profile.joint))
    slope[rows] = needs.weights / needs.required * ndtr((needs.required - profile.mean[rows]) / deviation)
    return slope


def _narrows_alone(
    framework: Framework, profile: Profile, slope: NDArray[np.float64], ratings: Sequence[Rating]
) -> NDArray[np.float64]:
    """Return the share of the variance of readiness that each rating would take away if it came alone."""
    terms = terms_of(framework.measurement, profile.competencies, [ratings], {})
    loads, noise = loads_of(profile, terms)
    reach = loads @ profile.joint
    told = reach @ slope
    taken: NDArray[np.float64] = told**2 / ((reach * loads).sum(axis=1) + np.diag(noise))
    return taken / (slope @ profile.joint @ slope)


def _narrows_together(
    framework: Framework, profile: Profile, slope: NDArray[np.float64], ratings: Sequence[Rating]
) -> float:
    """Return the share of the variance of readiness that ratings of one rater would take away together."""
    terms = terms_of(framework.measurement, profile.competencies, [ratings], {})
    loads, noise = loads_of(profile, terms)
    reach = loads @ profile.joint
    told = reach @ slope
    return float(told @ np.linalg.solve(reach @ loads.T + noise, told) / (slope @ profile.joint @ slope))


def loads_of(profile: Profile, terms: Terms) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how each rating moves with levels and known raters, and the covariance of what is left of it."""
    count = len(profile.competencies)
    loads = np.zeros((len(terms.slope), len(profile.joint)))
    noise = np.diag(terms.noise)
    for number, (row, factor) in enumerate(zip(terms.competency, terms.factor, strict=True)):
        loads[number, row] = terms.slope[number]
        if (rater := terms.factors[0][factor]) in profile.raters:
            loads[number, count + profile.raters.index(rater)] = terms.shared[number]
    for factor, rater in enumerate(terms.factors[0]):
        if rater not in profile.raters:
            shared = np.where(terms.factor == factor, terms.shared, 0.0)
            noise += terms.factor_variances[0][factor] * np.outer(shared, shared)
    return loads, noise
