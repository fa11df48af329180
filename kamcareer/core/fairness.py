"""Whether vacancies treat people alike: how far those of each sex and age group came, as rates of large groups alone.

People are counted by the quarter in which they sent their answers, once, when the quarter after it has ended. Quarters
are told together until there is something to tell; what was told once never changes, so that no two looks differ by a
person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby

import numpy as np

from kamcareer.core.demographics import AgeGroup, Sex, cohort_until
from kamcareer.core.selection.adverse_impact import (
    FOUR_FIFTHS,
    JUDGED_FROM,
    LEVEL,
    SHOWN_FROM,
    AdverseImpact,
    Evenness,
    Group,
    adverse_impact,
)


class Trait(StrEnum):
    """What groups are made by; never both at once: a cell of both follows from what is told of each."""

    SEX = "sex"
    AGE = "age"


class Stage(StrEnum):
    """What somebody who sent their answers may have come to. There is no stage of an offer: kamcareer knows of none."""

    READ = "read"
    PROPOSED = "proposed"  # the three words to act on said: invite
    TALK = "talk"


GROUPS: Mapping[Trait, tuple[str, ...]] = {
    Trait.SEX: tuple(one for one in Sex if one is not Sex.UNSAID),
    Trait.AGE: tuple(one for one in AgeGroup if one is not AgeGroup.UNSAID),
}


@dataclass(frozen=True)
class Applied:
    """One person who sent their answers to a vacancy on a day and said something of themselves."""

    vacancy: str
    sent: date
    sex: Sex
    age_group: AgeGroup
    reached: frozenset[Stage]


@dataclass(frozen=True)
class Counted:
    """The people of one group in one vacancy and one quarter; `stratum` stands for the vacancy and says not which."""

    quarter: date
    stratum: int
    trait: Trait
    group: str
    sent: int
    reached: Mapping[Stage, int]


@dataclass(frozen=True)
class Within:
    """Two groups compared in each vacancy by itself, then together: the ratio of rates by Mantel and Haenszel, 0 up.

    `p` is two-sided, by Cochran, Mantel and Haenszel, of there being no difference in any vacancy.
    """

    ratio: float
    p: float


@dataclass(frozen=True)
class Line:
    """One group at a stage: how many came as far, at what rate, 0 to 1, and beside the group of the highest rate.

    `beside` names the other group; it, `impact` and `within` are None for that group itself. `within` is None too where
    the groups met in no vacancy that chose among them, or nobody of the other group came as far there.
    """

    group: str
    came: int
    rate: float
    beside: str | None = None
    impact: AdverseImpact | None = None
    within: Within | None = None
    evenness: Evenness | None = None


@dataclass(frozen=True)
class Period:
    """Whole quarters in a row that are told together, the first day of the first and of the one after the last.

    `sizes` are the groups that are large enough, with how many sent their answers; `few` those that are not. A stage is
    None where fewer than SHOWN_FROM of all these came as far, or did not.
    """

    trait: Trait
    first: date
    until: date
    sizes: Mapping[str, int]
    few: tuple[str, ...]
    stages: Mapping[Stage, tuple[Line, ...] | None] = field(default_factory=dict)


def quarter_of(day: date) -> date:
    """Return the first day of a day's quarter."""
    return cohort_until(day)


def closing_of(quarter: date) -> date:
    """Return the day from which a quarter is counted: half a year after its first day, a quarter after its end."""
    return _next(_next(quarter))


def counted(people: Iterable[Applied]) -> list[Counted]:
    """Return how many people of each vacancy and quarter said to be of each group, and how far they came."""
    found = sorted(people, key=lambda one: (quarter_of(one.sent), one.vacancy))
    rows = []
    for quarter, in_quarter in groupby(found, lambda one: quarter_of(one.sent)):
        for stratum, (_, in_vacancy) in enumerate(groupby(in_quarter, lambda one: one.vacancy), start=1):
            rows += _rows(quarter, stratum, list(in_vacancy))
    return rows


def periods(counts: Iterable[Counted], trait: Trait) -> list[Period]:
    """Return what may be told by one trait, the earliest period first.

    A period takes in quarter after quarter until two groups have SHOWN_FROM people each, and of these as many were
    invited to a talk, and as many were not. Before that it tells nothing at all.
    """
    told, waiting = [], list[Counted]()
    rows = sorted((one for one in counts if one.trait is trait), key=lambda one: one.quarter)
    for _, quarter in groupby(rows, lambda one: one.quarter):
        waiting += quarter
        found = _period(trait, waiting)
        if found.stages.get(Stage.TALK):
            told.append(found)
            waiting = []
    return told


def _rows(quarter: date, stratum: int, people: Sequence[Applied]) -> list[Counted]:
    found = []
    for trait, groups in GROUPS.items():
        for group in groups:
            of_group = [one for one in people if (one.sex if trait is Trait.SEX else one.age_group) == group]
            if of_group:
                reached = {stage: sum(stage in one.reached for one in of_group) for stage in Stage}
                found.append(Counted(quarter, stratum, trait, group, len(of_group), reached))
    return found


def _period(trait: Trait, rows: Sequence[Counted]) -> Period:
    sizes = {group: sum(one.sent for one in rows if one.group == group) for group in GROUPS[trait]}
    shown = {group: size for group, size in sizes.items() if size >= SHOWN_FROM}
    few = tuple(group for group in sizes if group not in shown)
    stages = {stage: _lines(stage, shown, rows) for stage in Stage} if len(shown) > 1 else {}
    return Period(trait, rows[0].quarter, _next(rows[-1].quarter), shown, few, stages)


def _lines(stage: Stage, sizes: Mapping[str, int], rows: Sequence[Counted]) -> tuple[Line, ...] | None:
    groups = {
        name: Group(sum(one.reached[stage] for one in rows if one.group == name), size) for name, size in sizes.items()
    }
    came = sum(group.chosen for group in groups.values())
    if min(came, sum(sizes.values()) - came) < SHOWN_FROM:
        return None
    highest = max(groups, key=lambda name: groups[name].rate)
    return tuple(
        Line(name, group.chosen, group.rate) if name == highest else _compared(stage, name, highest, groups, rows)
        for name, group in groups.items()
    )


def _compared(stage: Stage, name: str, highest: str, groups: Mapping[str, Group], rows: Sequence[Counted]) -> Line:
    impact = adverse_impact(groups[name], groups[highest])
    within = _within(stage, name, highest, rows)
    group = groups[name]
    return Line(name, group.chosen, group.rate, highest, impact, within, _evenness(impact, within))


def _within(stage: Stage, focal: str, reference: str, rows: Sequence[Counted]) -> Within | None:
    """Return two groups compared vacancy by vacancy (Mantel and Haenszel 1959; Rothman and Greenland for the ratio)."""
    from statsmodels.stats.contingency_tables import StratifiedTable  # noqa: PLC0415 - heavy, seldom needed

    strata = defaultdict[tuple[date, int], dict[str, list[int]]](dict)
    for one in rows:
        strata[one.quarter, one.stratum][one.group] = [one.reached[stage], one.sent - one.reached[stage]]
    tables = [np.array([found[focal], found[reference]]) for found in strata.values() if {focal, reference} <= {*found}]
    # A vacancy where all or none came as far compares nobody, and the test divides by the spread within vacancies.
    telling = [table for table in tables if table.sum(axis=0).all()]
    if not any(table[1, 0] for table in telling):
        return None
    table = StratifiedTable([one.astype(float) for one in telling])
    return Within(float(table.riskratio_pooled), float(table.test_null_odds().pvalue))


def _evenness(impact: AdverseImpact, within: Within | None) -> Evenness:
    """Return what may be said: judged within vacancies, since who applies where is not the choice of who reads."""
    if within is None or min(impact.focal.all, impact.reference.all) < JUDGED_FROM:
        return Evenness.CANNOT_TELL
    if within.ratio < FOUR_FIFTHS:
        return Evenness.LOOK_CLOSER if within.p < LEVEL else Evenness.CANNOT_TELL
    return Evenness.NO_SIGN if impact.ratio is not None and impact.ratio >= FOUR_FIFTHS else Evenness.CANNOT_TELL


def _next(quarter: date) -> date:
    return date(quarter.year + quarter.month // 10, (quarter.month + 2) % 12 + 1, 1)
