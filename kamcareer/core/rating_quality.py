"""How the managers of a round rate: kinder or stricter than others, how alike within a person, how alike their people.

Each of the three is one number a person, and a manager's people are held against those of the others of the round. So a
figure says that something differs, and never why: a strong team looks like a kind manager.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, median, variance

from kamcareer.core.measurement.difference import Difference

LEAST_PEOPLE = 5
LEAST_OTHERS = 2  # managers; beside a single one it could not be said whose way is the odd one
LEAST_TOPICS = 3
INTERVAL = 0.9
NO_SPREAD = 1e-12  # where nobody differs from anybody, no interval can be told


@dataclass(frozen=True)
class RatedPerson:
    """What a manager sent about one person, and what the person and colleagues say of the same topics on the mean."""

    rater: str
    given: Mapping[str, int]
    elsewhere: Mapping[str, float]


@dataclass(frozen=True)
class Quality:
    """One manager beside the others of a round; None where there is too little to compare.

    `leniency` is measured against what people and colleagues say themselves, `within` is the spread of the levels
    within a person (low: a halo may be), `between` that of the people (low: everybody is much the same).
    """

    rater: str
    people: int
    leniency: Difference | None
    within: Difference | None
    between: Difference | None


def quality_of_ratings(rated: Iterable[RatedPerson]) -> tuple[Quality, ...]:
    """Return how each manager of five people or more rates, in the order of their ids: it is no ranking."""
    known = [one for one in rated if len(one.given) >= LEAST_TOPICS]
    by_rater: dict[str, list[RatedPerson]] = {}
    for one in known:
        by_rater.setdefault(one.rater, []).append(one)
    topics = _topic_means(known)
    kind = {rater: _leniency(several) for rater, several in by_rater.items()}
    within = {rater: [_within(one, topics) for one in several] for rater, several in by_rater.items()}
    between = {rater: _between(several, topics) for rater, several in by_rater.items()}
    return tuple(
        Quality(
            rater,
            len(several),
            _beside(kind, rater),
            _beside(within, rater),
            _beside(between, rater),
        )
        for rater, several in sorted(by_rater.items())
        if len(several) >= LEAST_PEOPLE
    )


def _topic_means(rated: Iterable[RatedPerson]) -> dict[str, float]:
    said: dict[str, list[int]] = {}
    for one in rated:
        for competency, level in one.given.items():
            said.setdefault(competency, []).append(level)
    return {competency: fmean(levels) for competency, levels in said.items()}


def _leniency(rated: Sequence[RatedPerson]) -> list[float]:
    """Return for each person how much higher the manager sees them than they and their colleagues do."""
    apart = [[one.given[id] - one.elsewhere[id] for id in one.given if id in one.elsewhere] for one in rated]
    return [fmean(several) for several in apart if len(several) >= LEAST_TOPICS]


def _within(one: RatedPerson, topics: Mapping[str, float]) -> float:
    """Return the spread of a person's levels, each beside what is usual in its topic: some are higher for all."""
    return sqrt(variance([level - topics[id] for id, level in one.given.items()]))


def _between(rated: Sequence[RatedPerson], topics: Mapping[str, float]) -> list[float]:
    """Return how far each person is from the middle of the manager's people (as Brown and Forsythe do).

    The middle of few people lies too near to each of them, hence the factor.
    """
    if len(rated) < LEAST_PEOPLE:
        return []
    means = [fmean(level - topics[id] for id, level in one.given.items()) for one in rated]
    middle, factor = median(means), sqrt(len(means) / (len(means) - 1))
    return [abs(mean - middle) * factor for mean in means]


def _beside(figures: Mapping[str, Sequence[float]], rater: str) -> Difference | None:
    own = figures[rater]
    others = [several for other, several in figures.items() if other != rater and several]
    all_others = [one for several in others for one in several]
    if len(own) < LEAST_PEOPLE or len(others) < LEAST_OTHERS or len(all_others) < LEAST_PEOPLE:
        return None
    return _welch(own, all_others)


def _welch(own: Sequence[float], others: Sequence[float]) -> Difference | None:
    parts = [(variance(several) / len(several), len(several) - 1) for several in (own, others)]
    error = sum(part for part, _ in parts)
    if error < NO_SPREAD:
        return None
    freedom = error**2 / sum(part**2 / free for part, free in parts)
    return Difference.around(fmean(own) - fmean(others), sqrt(error), freedom, INTERVAL)
