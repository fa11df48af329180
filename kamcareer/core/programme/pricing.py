"""What money, seats and places are worth at the margin, and the bound that follows from any such prices.

At prices of what people share nobody needs to know of the others: each takes what is best for them, less the price of
what they take. The sum of these, and the price of all there is, bounds every programme, whatever the prices are
(Lagrange's relaxation; Geoffrion 1974). Good prices come from a relaxation in which things may be done in part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.programme.highs import duals_of, matrix_of
from kamcareer.core.programme.question import Question
from kamcareer.core.programme.rows import Rows

ROUNDING = 1  # part of worth, for what floating numbers leave out


@dataclass(frozen=True)
class Prices:
    """Prices from 0, in parts of worth: of a unit of money, of one seat and one place of an activity."""

    money: float
    seats: Mapping[str, float]
    places: Mapping[str, float]

    def of(self, question: Question, id: str) -> int:
        """Return what one person pays for an activity, rounded down: a bound may be too high, never too low."""
        paid = self.money * question.prices.get(id, 0)
        return floor(paid + self.seats.get(id, 0.0) + self.places.get(id, 0.0))

    def of_all(self, question: Question) -> int:
        """Return what all that is there to be shared is worth at these prices."""
        terms, people = question.terms, len(question.people)
        total = self.money * terms.budget + sum(price * terms.places[id] for id, price in self.places.items())
        for id, price in self.seats.items():
            group = terms.groups[id]
            total += max(0.0, price * group.seats - self.money * group.price) * terms.groups_for(id, people)
        return ceil(total) + ROUNDING

    def towards(self, other: "Prices", share: float) -> "Prices":
        """Return the prices that lie so far on the way to others."""

        def between(here: Mapping[str, float], there: Mapping[str, float]) -> dict[str, float]:
            ids = sorted(here.keys() | there.keys())
            return {id: (1 - share) * here.get(id, 0.0) + share * there.get(id, 0.0) for id in ids}

        money = (1 - share) * self.money + share * other.money
        return Prices(money, between(self.seats, other.seats), between(self.places, other.places))


@dataclass(frozen=True)
class Relaxed:
    """The relaxation: its prices, and what each person can gain at most after paying them."""

    prices: Prices
    most: Mapping[str, int]


def relaxed(rows: Rows, seconds: float) -> Relaxed:
    """Return the relaxation of rows; with prices of 0, which bound little, where it was not solved in time."""
    if not rows.upper:
        return Relaxed(Prices(0.0, {}, {}), {})
    duals = duals_of(rows, seconds)
    left = np.array(rows.worth, float) - matrix_of(rows).T @ duals
    paid = np.array([row.most for row in rows.rows], float) * duals
    return Relaxed(_prices(rows, duals), _most(rows, np.array(rows.upper, float) * np.maximum(0.0, left), paid))


def _prices(rows: Rows, duals: NDArray[np.float64]) -> Prices:
    return Prices(
        float(duals[rows.money]),
        {id: float(duals[row]) for id, row in rows.seats.items()},
        {id: float(duals[row]) for id, row in rows.places.items()},
    )


def _most(rows: Rows, gains: NDArray[np.float64], paid: NDArray[np.float64]) -> dict[str, int]:
    return {
        person: ceil(float(gains[variables].sum() + paid[lines].sum())) + ROUNDING
        for person, (variables, lines) in rows.spans.items()
    }
