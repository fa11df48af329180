"""Where what is known of one competency contradicts itself: nothing to mend, a thing to talk over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import fsum

from kamcareer.core.measurement import Profile

STRONG = 2.0  # standard deviations
OLD = {"earlier"}  # who is seen otherwise today may have grown


@dataclass(frozen=True)
class Contradiction:
    """Two sources of one competency that lie further apart than they should; the higher one is named first."""

    higher: str
    lower: str
    standardised: float  # their difference in standard deviations, at least STRONG


def contradictions(profile: Profile) -> dict[str, Contradiction]:
    """Return the two sources that contradict each other most, by competency; none where all agree well enough.

    Of each source the mean of how far its ratings lie from what is expected of who is as assumed, kindness included;
    then the difference of two such means over its standard deviation before any answer, from the model's own variances:
    the levels' (as far as slopes differ), the raters' (one person's mood falls out of two of their own sources), the
    ratings' own and rounding. At 2 and more it happens to two sources in one topic of twenty if the model is right;
    with the settings at hand oneself three levels above a manager or two below. The posterior's deviation does not know
    of it: in a normal model that depends on what was asked, never on what was said.
    """
    return dict(_found(profile))


def _found(profile: Profile) -> Iterator[tuple[str, Contradiction]]:
    spread = profile.prior_deviation**2
    variances = profile.scatter.variances.tolist()
    for id, sources in _voices(profile).items():
        pairs = (_pair(one, other, spread, variances) for one, other in combinations(sources.values(), 2))
        strongest = max(pairs, key=lambda one: one.standardised, default=None)
        if strongest and strongest.standardised >= STRONG:
            yield id, strongest


@dataclass(slots=True)
class _Voice:
    """One source of one competency: sums over its ratings."""

    source: str
    count: int = 0
    beyond: float = 0.0
    slope: float = 0.0
    own: float = 0.0
    moods: dict[int, float] = field(default_factory=dict)  # by rater


def _voices(profile: Profile) -> dict[str, dict[str, _Voice]]:
    scatter = profile.scatter
    own = scatter.own(profile.prior_deviation).tolist()
    rows = zip(
        *(profile.ratings, profile.expected.tolist(), scatter.slope.tolist(), own),
        *(scatter.factor.tolist(), scatter.shared.tolist()),
        strict=True,
    )
    found: dict[str, dict[str, _Voice]] = {}
    for rating, expected, slope, error, rater, shared in rows:
        if rating.source in OLD:
            continue
        voice = found.setdefault(rating.competency, {}).setdefault(rating.source, _Voice(rating.source))
        voice.count += 1
        voice.beyond += rating.level - expected
        voice.slope += slope
        voice.own += error
        voice.moods[rater] = voice.moods.get(rater, 0.0) + shared
    return found


def _pair(one: _Voice, other: _Voice, spread: float, variances: Sequence[float]) -> Contradiction:
    moods = (
        variances[rater] * (one.moods.get(rater, 0.0) / one.count - other.moods.get(rater, 0.0) / other.count) ** 2
        for rater in one.moods.keys() | other.moods.keys()
    )
    levels = spread * (one.slope / one.count - other.slope / other.count) ** 2
    variance = levels + fsum(moods) + one.own / one.count**2 + other.own / other.count**2
    apart = one.beyond / one.count - other.beyond / other.count
    higher, lower = (one, other) if apart > 0 else (other, one)
    return Contradiction(higher.source, lower.source, abs(apart) / variance**0.5)
