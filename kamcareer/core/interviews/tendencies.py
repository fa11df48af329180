"""How an interviewer tends to mark beside the others who heard the same people: higher or lower, and all alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from kamcareer.core.interviews.scorecard import Scorecard
from kamcareer.core.measurement.difference import Difference

ENOUGH_PEOPLE = 5  # heard by somebody else too; from fewer a mean says more about them than about the interviewer
ENOUGH_TOPICS = 3  # marked of one person, before "all alike" means anything
COVERAGE = 0.9


@dataclass(frozen=True)
class Tendency:
    """One interviewer of a vacancy: how many people they share with others, and what can be told from them.

    `beside` says by how many levels they lie above the others; None where too few are shared. `alike` of `whole` people
    got the same level in everything.
    """

    rater: str
    people: int
    beside: Difference | None
    alike: int
    whole: int


def tendencies(interviews: Mapping[str, Sequence[Scorecard]]) -> tuple[Tendency, ...]:
    """Return the tendency of everybody who marked anybody of a vacancy; `interviews` are the locked cards by person.

    From independent marks only. A person counts once, however many topics were marked: marks of one person by one
    interviewer rise and fall together, and taken for independent they would make the interval far too narrow.
    """
    raters = sorted({card.rater for cards in interviews.values() for card in cards})
    return tuple(_tendency(rater, interviews) for rater in raters)


def _tendency(rater: str, interviews: Mapping[str, Sequence[Scorecard]]) -> Tendency:
    own = {who: card.levels() for who, cards in interviews.items() for card in cards if card.rater == rater}
    apart = [fmean(found) for who in own if (found := list(_differences(rater, own[who], interviews[who])))]
    whole = [levels for levels in own.values() if len(levels) >= ENOUGH_TOPICS]
    return Tendency(
        rater,
        len(apart),
        _beside(apart) if len(apart) >= ENOUGH_PEOPLE else None,
        sum(len(set(levels.values())) == 1 for levels in whole),
        len(whole),
    )


def _differences(rater: str, own: Mapping[str, int], cards: Sequence[Scorecard]) -> Iterator[float]:
    """Yield by how much each own mark of one person lies above the mean of the others'."""
    others = [card.levels() for card in cards if card.rater != rater]
    for topic, level in own.items():
        if heard := [levels[topic] for levels in others if topic in levels]:
            yield level - fmean(heard)


def _beside(apart: Sequence[float]) -> Difference:
    return Difference.around(fmean(apart), stdev(apart) / sqrt(len(apart)), len(apart) - 1, COVERAGE)
