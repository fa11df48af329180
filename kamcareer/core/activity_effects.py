"""Which activities moved which levels: people who finished one beside people who finished nothing for the same topic.

    y_i = a + b d_i + c (x_i − x̄) + u_i + e_i,   u_i ~ N(0, τ²),   e_i ~ N(0, v_i)

y is by how many levels somebody was put higher the second time, each speaker beside their own earlier word; d is
whether they finished the activity in between, x where they began, v what measurement alone scatters. b is told with a
90 % interval: τ² by Paule and Mandel, Student's t and the scale of Hartung and Knapp, which is never taken below one.

Where somebody began is in it because plans are made for those who stand low, and whoever was put low by chance is put
higher the next time whatever they did: without x regression to the mean would praise every activity.
The levels are those that were given. Nothing is divided by how far a source follows the truth: that would make large
numbers of little knowledge.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.measurement_settings import Measurement
from kamcareer.core.measurement.difference import Difference
from kamcareer.core.measurement.posterior import NOBODY
from kamcareer.core.measurement.rating import Rating
from kamcareer.core.measurement.terms import terms_of
from kamcareer.core.small_cells import release

INTERVAL = 0.9
HEARD = ("self", "manager")  # who rates in levels, and again the next time, under the same name
WIDEST = 16.0  # levels squared: nobody moves further on a scale of 0 to 4
STEPS = 60  # of halving: far below what is told

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


class Word(StrEnum):
    """What may be said of a comparison."""

    MORE = "more"
    LESS = "less"
    CHANCE = "chance"  # cannot be told from chance


@dataclass(frozen=True)
class TopicMove:
    """One topic of one person between two rounds: where they began, by how much they rose, and what they finished.

    `variance` is of `risen` by measurement alone, in levels squared.
    """

    competency: str
    began: float
    risen: float
    variance: float
    finished: frozenset[str]  # of all topics


@dataclass(frozen=True)
class Effect:
    """One activity and one topic: by how much more those rose who finished it; `with_it` and `without` are rounded."""

    activity: str
    competency: str
    with_it: int
    without: int
    more: Difference

    @property
    def word(self) -> Word:
        """What may be said."""
        if not self.more.clear:
            return Word.CHANCE
        return Word.MORE if self.more.low > 0 else Word.LESS


@dataclass(frozen=True)
class Effects:
    """Everything that may be told: what is clear first. `few` counts pairs of activity and topic with too few people.

    `people` had two rounds that may be counted, rounded; None: fewer than ten.
    """

    told: tuple[Effect, ...]
    few: int
    people: int | None


def topic_moves(
    settings: Measurement, then: Iterable[Rating], now: Iterable[Rating], finished: AbstractSet[str]
) -> list[TopicMove]:
    """Return by how much each topic rose that the same speakers rated in both rounds of one person."""
    first, second = _by_speaker(then), _by_speaker(now)
    both = sorted(first.keys() & second.keys())
    pairs = [(first[key], second[key]) for key in both]
    if not pairs:
        return []
    topics = sorted({key[0] for key in both})
    noise = terms_of(settings, topics, [[one for pair in pairs for one in pair]], NOBODY).noise.reshape(-1, 2).sum(1)
    found = []
    for topic in topics:
        places = [place for place, key in enumerate(both) if key[0] == topic]
        count = len(places)
        began = sum(pairs[place][0].level for place in places) / count
        risen = sum(pairs[place][1].level - pairs[place][0].level for place in places) / count
        variance = float(sum(noise[place] for place in places)) / count**2
        found.append(TopicMove(topic, began, risen, variance, frozenset(finished)))
    return found


def activity_effects(activities: Mapping[str, Activity], people: Sequence[Sequence[TopicMove]]) -> Effects:
    """Return what may be told of every activity and every topic it works on; the order of people changes nothing.

    Beside whoever finished an activity stand those who finished nothing that works on the topic. Ten people or more
    are on each side, and their numbers are rounded, as of all counts of people.
    """
    by_topic: dict[str, list[TopicMove]] = {}
    for moves in people:
        for move in moves:
            by_topic.setdefault(move.competency, []).append(move)
    serving: dict[str, set[str]] = {}
    for id, activity in activities.items():
        for topic in activity.gains:
            serving.setdefault(topic, set()).add(id)
    found = [_effects_on(topic, by_topic.get(topic, []), serving[topic]) for topic in sorted(serving)]
    told = [effect for effects in found for effect in effects]
    few = sum(map(len, serving.values())) - len(told)
    told.sort(key=lambda one: (one.word is Word.CHANCE, -one.more.mean, one.activity, one.competency))
    return Effects(tuple(told), few, release({("all",): sum(map(bool, people))}).answer([("all",)]))


def how_much_more(risen: Vector, began: Vector, variances: Vector, with_it: NDArray[np.bool_]) -> Difference:
    """Return by how much more those with it rose than those without who began from the same level.

    Where nobody without it began near those with it, nothing can be said: the interval is then the whole scale.
    """
    columns = [np.ones(len(risen)), with_it.astype(float)]
    if np.ptp(began) > 0:
        columns.append(began - began.mean())
    design = np.column_stack(columns)
    rest = len(risen) - design.shape[1]
    if np.linalg.matrix_rank(design) < design.shape[1] or rest < 1:
        return Difference(0.0, -(WIDEST**0.5), WIDEST**0.5)
    spread = _between(design, risen, variances, rest)
    slopes, errors, scatter = _fitted(design, risen, variances + spread)
    error = float(errors[1, 1] * max(1.0, scatter / rest)) ** 0.5
    return Difference.around(float(slopes[1]), error, rest, INTERVAL)


def _effects_on(topic: str, moves: Iterable[TopicMove], serving: AbstractSet[str]) -> list[Effect]:
    """Return what may be told of the activities that work on a topic."""
    known = sorted(moves, key=lambda move: (move.began, move.risen, move.variance, sorted(move.finished)))
    risen, began, variances = np.array([(move.risen, move.began, move.variance) for move in known]).reshape(-1, 3).T
    neither = np.array([not move.finished & serving for move in known], dtype=bool)
    found = []
    for id in sorted(serving & {done for move in known for done in move.finished}):
        with_it = np.array([id in move.finished for move in known], dtype=bool)
        sides = release({("with",): int(with_it.sum()), ("without",): int(neither.sum())})
        some, others = sides.answer([("with",)]), sides.answer([("without",)])
        if some and others:
            kept = with_it | neither
            more = how_much_more(risen[kept], began[kept], variances[kept], with_it[kept])
            found.append(Effect(id, topic, some, others, more))
    return found


def _by_speaker(ratings: Iterable[Rating]) -> dict[tuple[str, str, str], Rating]:
    return {(one.competency, one.source, one.rater): one for one in ratings if one.source in HEARD}


def _fitted(design: Matrix, risen: Vector, variances: Vector) -> tuple[Vector, Matrix, float]:
    """Return slopes, their covariance, and the weighted sum of squares of what is left."""
    weighted = design / variances[:, None]
    errors = np.linalg.inv(design.T @ weighted)
    slopes = errors @ (weighted.T @ risen)
    left = risen - design @ slopes
    return slopes, errors.astype(np.float64), float((left**2 / variances).sum())


def _between(design: Matrix, risen: Vector, variances: Vector, rest: int) -> float:
    """Return the variance between people with which what is left scatters as much as it should; 0 if it does less."""
    low, high = 0.0, WIDEST
    if _fitted(design, risen, variances)[2] <= rest:
        return 0.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if _fitted(design, risen, variances + middle)[2] > rest:
            low = middle
        else:
            high = middle
    return high
