"""Levels of many people beside what one role asks: what was said, what can be concluded, and groups without names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.answers import Answers
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.gap import SOMETHING_KNOWN
from kamcareer.core.measurement import Rating, all_ratings, prior_of_role
from kamcareer.core.measurement.posterior import CHUNK, NOBODY, solve
from kamcareer.core.measurement.rating import OWN_WORD

LEAST = 5  # people behind a number that is shown without names
CLEARLY = 1.5  # levels from what is asked: more than the next level and a half

Levels = NDArray[np.float64]


class Shade(StrEnum):
    """Where a level stands beside what is asked, around "meets": θ ≥ required − 0.5 holds a level."""

    FAR_BELOW = "far-below"
    BELOW = "below"
    MEETS = "meets"
    ABOVE = "above"
    FAR_ABOVE = "far-above"


@dataclass(frozen=True)
class HeatMap:
    """People by competencies that a role asks, in its order; NaN where nobody said anything of somebody's topic.

    All arrays have the shape (people, competencies); levels are 0 to 4.
    """

    target: Role
    competencies: tuple[str, ...]
    required: Levels  # shape (competencies,)
    said: Levels  # the mean of what others gave; what people gave themselves where nobody else did
    level: Levels  # the estimate, cut to the scale
    known: Levels  # the share of the uncertainty that what was said removed, 0 to 1

    @property
    def little(self) -> NDArray[np.bool_]:
        """Where something was said and less than a quarter of the uncertainty is gone."""
        return ~np.isnan(self.said) & (self.known < SOMETHING_KNOWN)


@dataclass(frozen=True)
class Group:
    """People together: their mean levels as said, NaN with fewer than five behind it; `count` people in all."""

    name: str
    count: int
    level: Levels  # shape (competencies,)


def shade(level: float, required: float, margin: float) -> Shade:
    """Return where a level stands beside what is asked; both ends of "meets" are `margin` away from it."""
    above = level - required
    if above < -CLEARLY:
        return Shade.FAR_BELOW
    if above < -margin:
        return Shade.BELOW
    if above < margin:
        return Shade.MEETS
    return Shade.ABOVE if above < CLEARLY else Shade.FAR_ABOVE


def heat_map(framework: Framework, people: Sequence[Answers], target: str, today: date) -> HeatMap:
    """Hold what is known of people against a role. KeyError for an unknown role."""
    role = framework.roles[target]
    asked = tuple(id for id, need in role.requirements.items() if need.level)
    place = {id: number for number, id in enumerate(framework.competencies)}
    ratings = [all_ratings(framework, answers, today) for answers in people]
    said = np.full((len(people), len(place)), np.nan)
    for row, given in enumerate(ratings):
        _put_said(said[row], given, place)
    level, known = _estimates(framework, people, ratings)
    columns = [place[id] for id in asked]
    return HeatMap(
        role,
        asked,
        np.array([role.requirements[id].level for id in asked], dtype=float),
        said[:, columns],
        np.where(np.isnan(said), np.nan, level)[:, columns],
        known[:, columns],
    )


def groups_of(heat: HeatMap, names: Sequence[str], others: str) -> list[Group]:
    """Return the people of each name together, by name; small groups go together under `others`, or are left out.

    No total is told: taken with the groups it would give a small one away. Groups never overlap.
    """
    there = np.array(names, dtype=object)
    sizes = {name: int((there == name).sum()) for name in sorted(set(names))}
    large = [name for name, size in sizes.items() if size >= LEAST]
    found = [_group(heat, name, there == name) for name in large]
    rest = ~np.isin(there, large) if len(names) else np.zeros(0, np.bool_)
    return found + ([_group(heat, others, rest)] if rest.sum() >= LEAST else [])


def _group(heat: HeatMap, name: str, inside: NDArray[np.bool_]) -> Group:
    said = heat.said[inside]
    behind = (~np.isnan(said)).sum(axis=0)
    total = np.nansum(said, axis=0)
    return Group(name, int(inside.sum()), np.where(behind >= LEAST, total / np.maximum(behind, 1), np.nan))


def _put_said(row: Levels, ratings: Sequence[Rating], place: dict[str, int]) -> None:
    found: dict[str, tuple[list[float], list[float]]] = {}
    for rating in ratings:
        found.setdefault(rating.competency, ([], []))[rating.speaker in OWN_WORD].append(rating.level)
    for id, (others, own) in found.items():
        counted = others or own
        row[place[id]] = sum(counted) / len(counted)


def _estimates(
    framework: Framework, people: Sequence[Answers], ratings: Sequence[Sequence[Rating]]
) -> tuple[Levels, Levels]:
    count = len(framework.competencies)
    priors = {role: prior_of_role(framework, role) for role in {answers.role for answers in people}}
    level, known = np.zeros((len(people), count)), np.zeros((len(people), count))
    for start in range(0, len(people), CHUNK):
        part = slice(start, start + CHUNK)
        assumed = np.array([priors[answers.role] for answers in people[part]])
        solved = solve(framework, ratings[part], assumed, NOBODY)
        variances = np.diagonal(solved.joint, axis1=1, axis2=2)[:, :count]
        level[part] = np.clip(assumed + solved.moved()[:, :count], 0, MAX_LEVEL)
        known[part] = 1 - variances / framework.measurement.prior.spread.value**2
    return level, known
