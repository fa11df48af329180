"""Training demand: of how many people it is likelier than not that a role asks more, and what would serve them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.catalogue import suitable
from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.competency import Competency
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Requirement
from kamcareer.core.heat_map import HeatMap
from kamcareer.core.poisson_binomial import number_of

LIKELIER = 0.5  # the chance from which somebody counts as one whom an activity would serve
TAIL = 0.05  # left out at each end of an interval

Chances = NDArray[np.float64]


@dataclass(frozen=True)
class Lack:
    """Some people and one topic: of `known` something was said, of `unknown` nothing; `expected` of the known lack it.

    `low` and `high` are whole people: with 90 % their true number lies between, ends included. What moves all of them
    together, a lenient rater of a whole unit, is not in it.
    """

    known: int
    unknown: int
    expected: float
    low: int
    high: int


@dataclass(frozen=True)
class Serving:
    """An activity that lifts a topic, and how many of those who likelier lack it than not could begin it."""

    activity: Activity
    people: int


@dataclass(frozen=True)
class Demand:
    """One topic that the role asks: who lacks it, in all and by unit, and what serves them, the most people first."""

    competency: Competency
    need: Requirement
    lack: Lack
    units: Sequence[tuple[str, Lack]]
    serving: Sequence[Serving]


def demands(framework: Framework, heat: HeatMap, roles: Sequence[str | None], units: Sequence[str]) -> list[Demand]:
    """Return the demand for every topic that a role asks: must-haves first, then where most people lack it.

    `roles` and `units` are of the people of the map, in its order.
    """
    chances = below(framework, heat)
    found = [
        Demand(
            framework.competencies[id],
            heat.target.requirements[id],
            lack_of(chances[:, column]),
            _by_unit(chances[:, column], units),
            _serving(framework, heat, column, chances[:, column], roles),
        )
        for column, id in enumerate(heat.competencies)
    ]
    return sorted(found, key=lambda one: (not one.need.must_have, -one.lack.expected))


def below(framework: Framework, heat: HeatMap) -> Chances:
    """Return the chance that each level is less than is asked, shape (people, competencies); NaN: nothing was said.

    A level is held from the margin of the framework below what is asked, as everywhere.
    """
    # SciPy takes longer to load than most commands take to run.
    from scipy.special import ndtr  # noqa: PLC0415

    settings = framework.measurement
    deviation = settings.prior.spread.value * np.sqrt(1 - heat.known)
    missing: Chances = ndtr((heat.required - settings.margin.value - heat.level) / deviation)
    return missing


def lack_of(chances: Chances) -> Lack:
    """Return what can be said of the number of people who lack something, each with a chance of their own."""
    known = chances[~np.isnan(chances)]
    if not len(known):
        return Lack(0, len(chances), 0.0, 0, 0)
    up_to = np.cumsum(number_of(known))
    low, high = (int(np.searchsorted(up_to, share)) for share in (TAIL, 1 - TAIL))
    return Lack(len(known), len(chances) - len(known), float(known.sum()), low, high)


def _by_unit(chances: Chances, units: Sequence[str]) -> list[tuple[str, Lack]]:
    there = np.array(units, dtype=object)
    found = [(name, lack_of(chances[there == name])) for name in sorted(set(units))]
    return sorted(found, key=lambda unit: -unit[1].expected)


def _serving(
    framework: Framework, heat: HeatMap, column: int, chances: Chances, roles: Sequence[str | None]
) -> list[Serving]:
    lacking = np.flatnonzero(np.nan_to_num(chances) > LIKELIER).tolist()
    levels = np.clip(np.round(heat.level[lacking, column]), 0, MAX_LEVEL).astype(int).tolist()
    alike = Counter(zip(levels, (roles[row] for row in lacking), strict=True))
    served: Counter[str] = Counter()
    for (level, role), people in alike.items():
        for activity in suitable(framework, heat.competencies[column], level, heat.target.ladder, role):
            served[activity.id] += people
    found = [Serving(framework.activities[id], people) for id, people in served.items()]
    return sorted(found, key=lambda one: (-one.people, one.activity.is_knowledge, one.activity.hours))
