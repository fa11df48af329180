"""Which talk would best tell two people apart: the value of one more mark of each, before it is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.measurement import Profile
from kamcareer.core.next_question import slope_of
from kamcareer.core.readiness import asked, expected_share
from kamcareer.core.selection.bands import apart_from
from kamcareer.core.selection.coming_marks import SOURCE, coming_marks

MOST = 3
TINY = 1e-12  # what is not known at all gives no ratio
WORTH = 0.02  # of the probability; a smaller gain is none that anybody would notice


@dataclass(frozen=True)
class Telling:
    """Two people, and the topic a talk about which, with both, tells best who of them has more of the profile.

    `now` and `then` are the probabilities that whoever looks further is further: today, and after both talks.
    """

    one: str
    other: str
    competency: str
    now: float
    then: float

    @property
    def gain(self) -> float:
        """How much likelier one is right after the talks; never negative."""
        return self.then - self.now


def tellings(framework: Framework, role: Role, people: Mapping[str, Profile]) -> tuple[Telling, ...]:
    """Return the best topic for each two neighbours who are not apart, the most useful first, three at most.

    Neighbours in the order of the part of the profile that is expected to be there. A topic that helps by less than two
    in a hundred is left out.
    """
    needs = asked(role)
    if SOURCE not in framework.measurement.sources or not needs.competencies:
        return ()
    known = {id: _spread(framework, role, profile) for id, profile in people.items()}
    order = sorted(people, key=lambda id: (-round(known[id].share, 9), id))
    found = [_best(needs.competencies, (one, known[one]), (other, known[other])) for one, other in pairwise(order)]
    open_ones = [one for one in found if one.now < apart_from(framework) and one.gain >= WORTH]
    return tuple(sorted(open_ones, key=lambda one: (-round(one.gain, 9), one.one, one.other))[:MOST])


@dataclass(frozen=True)
class _Spread:
    """The part of the profile that is there: expected, its variance, and what a mark in each topic takes off it."""

    share: float
    variance: float
    taken: NDArray[np.float64]


def _spread(framework: Framework, role: Role, profile: Profile) -> _Spread:
    slope = slope_of(role, profile)
    coming = coming_marks(framework, profile, asked(role).competencies)
    taken = (coming.reach @ slope) ** 2 / np.diag(coming.covariance)
    return _Spread(expected_share(role, profile), float(slope @ profile.joint @ slope), taken)


def _best(topics: tuple[str, ...], one: tuple[str, _Spread], other: tuple[str, _Spread]) -> Telling:
    (name, first), (second_name, second) = one, other
    variance = first.variance + second.variance
    after = right_after((first.share - second.share) / variance**0.5, (first.taken + second.taken) / variance)
    best = int(after.argmax())
    now = right_after((first.share - second.share) / variance**0.5, np.zeros(1))
    return Telling(name, second_name, topics[best], float(now[0]), float(after[best]))


def right_after(distance: float, taken: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability that whoever looks further after more is known is further.

    The difference D of two people is normal, `distance` deviations from zero, and a share ρ² = `taken` of its variance
    will be known. What is expected of D then, M, is normal too, with correlation ρ to D, and

        P(sign M = sign D) = 1 − 2 T(distance, √(1 − ρ²) / ρ)

    with Owen's T (1956): Φ(|distance|) at ρ = 0, and 1 at ρ = 1. It is what one wins who names the one who looks
    further and gets 1 for being right (Raiffa and Schlaifer 1961, the value of sample information).
    """
    from scipy.special import owens_t  # noqa: PLC0415 - commands without a report start without it

    known = np.clip(taken, TINY, 1.0)
    ratio = np.sqrt((1 - known) / known)
    return np.asarray(1 - 2 * owens_t(distance, ratio), dtype=np.float64)
