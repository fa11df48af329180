"""Whether a choice falls evenly on two groups: rates, their ratio with its interval, tests, how few people decide it.

With small groups the four-fifths rule cries wolf (it flags a third of even choices among 10 and 30 people) and tests
are blind; so both are shown with the interval, and below 30 people in a group no verdict is given. Not legal advice.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

FOUR_FIFTHS = 0.8
SHOWN_FROM = 10  # people in a group: below it not even the rates are shown
JUDGED_FROM = 30
LEVEL = 0.05


class Evenness(StrEnum):
    """What may be said about a choice."""

    TOO_FEW_TO_SHOW = "too_few_to_show"
    CANNOT_TELL = "cannot_tell"
    NO_SIGN = "no_sign"
    LOOK_CLOSER = "look_closer"


@dataclass(frozen=True)
class Group:
    """How many of a group applied and how many of them were chosen."""

    chosen: int
    all: int

    def __post_init__(self) -> None:
        if not 0 <= self.chosen <= self.all:
            raise ValueError(f"{self.chosen} of {self.all} cannot have been chosen")

    @property
    def rate(self) -> float:
        """The share that was chosen, 0 to 1."""
        return self.chosen / self.all


@dataclass(frozen=True)
class AdverseImpact:
    """A choice among two groups, the one that is looked at and the one it is compared with."""

    focal: Group
    reference: Group
    ratio: float | None  # of the rates; None where nobody of the reference group was chosen
    low: float | None
    high: float | None
    fisher: float  # two-sided p-values
    mid_p: float
    people_to_flip: int | None  # of the focal group: as many other outcomes would turn the four-fifths rule round
    evenness: Evenness


def adverse_impact(focal: Group, reference: Group, interval: float = 0.95) -> AdverseImpact:
    """Return what can be said about a choice among two groups; nothing but sizes where a group is too small to show."""
    if min(focal.all, reference.all) < SHOWN_FROM:
        hidden = Group(0, focal.all), Group(0, reference.all)
        return AdverseImpact(*hidden, None, None, None, 1.0, 1.0, None, Evenness.TOO_FEW_TO_SHOW)
    ratio = focal.rate / reference.rate if reference.chosen else None
    everybody = focal.chosen == focal.all and reference.chosen == reference.all  # then there was no choice
    low, high = (None, None) if ratio is None or everybody else _score_interval(focal, reference, interval)
    fisher, mid_p = _exact(focal, reference)
    evenness = _evenness(focal, reference, ratio, mid_p)
    return AdverseImpact(focal, reference, ratio, low, high, fisher, mid_p, _to_flip(focal, reference), evenness)


def _evenness(focal: Group, reference: Group, ratio: float | None, mid_p: float) -> Evenness:
    if ratio is None or min(focal.all, reference.all) < JUDGED_FROM:
        return Evenness.CANNOT_TELL
    if ratio >= FOUR_FIFTHS:
        return Evenness.NO_SIGN
    return Evenness.LOOK_CLOSER if mid_p < LEVEL else Evenness.CANNOT_TELL


def _score_interval(focal: Group, reference: Group, interval: float) -> tuple[float, float]:
    """Return the score interval of the ratio of two rates (Koopman 1984).

    Where all or none of a group were chosen, statsmodels 0.15 loses the roots of the score equation; its interval by
    logarithms with half a person added stands in.
    """
    from statsmodels.stats.proportion import confint_proportions_2indep  # noqa: PLC0415 - heavy, seldom needed

    low, high = confint_proportions_2indep(
        *(focal.chosen, focal.all, reference.chosen, reference.all),
        method="score" if all(0 < group.chosen < group.all for group in (focal, reference)) else "log-adjusted",
        compare="ratio",
        alpha=1 - interval,
        correction=False,
    )
    return float(low), float(high)


def _exact(focal: Group, reference: Group) -> tuple[float, float]:
    """Return Fisher's two-sided p, and mid-p: half of what is observed is taken off."""
    from scipy.stats import fisher_exact, hypergeom  # noqa: PLC0415 - heavy, seldom needed

    table = np.array([[group.chosen, group.all - group.chosen] for group in (focal, reference)])
    fisher = float(fisher_exact(table).pvalue)
    everybody, chosen = focal.all + reference.all, focal.chosen + reference.chosen
    observed = float(hypergeom(everybody, focal.all, chosen).pmf(focal.chosen))
    return fisher, fisher - observed / 2


def _to_flip(focal: Group, reference: Group) -> int | None:
    """Return how many of the focal group would need the other outcome for the four-fifths rule to say the opposite."""
    if not reference.chosen:
        return None
    below = focal.rate < FOUR_FIFTHS * reference.rate
    for others in range(1, focal.all + 1):
        chosen = focal.chosen + others if below else focal.chosen - others
        if not 0 <= chosen <= focal.all:
            return None
        if (chosen / focal.all < FOUR_FIFTHS * reference.rate) is not below:
            return others
    return None
