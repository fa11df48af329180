"""How near to the truth a method comes in one scenario."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from compared_methods import Matrix, Said, composite_weights
from invented_people import People

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework

REACH = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True)
class Score:
    """What one method reaches in one scenario; None where it says nothing of the kind."""

    rmse: float
    bias: float
    coverage: float | None
    composite_rmse: float
    composite_coverage: float | None
    brier: float
    predicted: float
    true: float
    bins: tuple[tuple[int, float, float], ...] = ()


def scored(framework: Framework, people: People, said: Said, met: dict[str, Matrix]) -> Score:
    """Return how near what was said comes to the truth; levels are cut to the scale, as they are shown."""
    weights, truth = composite_weights(framework), people.truth
    shown = np.clip(said.levels, 0, MAX_LEVEL)
    coverage = composite_coverage = None
    if said.deviations is not None and said.composite is not None:
        low, high = (np.clip(said.levels + sign * REACH * said.deviations, 0, MAX_LEVEL) for sign in (-1, 1))
        coverage = float(((truth >= low) & (truth <= high)).mean())
        composite_coverage = float((np.abs((said.levels - truth) @ weights) <= REACH * said.composite).mean())
    chance = np.concatenate([said.chances[id] for id in met])
    held = np.concatenate(list(met.values())).astype(float)
    return Score(
        float(np.sqrt(((shown - truth) ** 2).mean())),
        float((shown - truth).mean()),
        coverage,
        float(np.sqrt((((shown - truth) @ weights) ** 2).mean())),
        composite_coverage,
        float(((chance - held) ** 2).mean()),
        float(chance.mean()),
        float(held.mean()),
        tuple(_bins(chance, held)),
    )


def _bins(chance: Matrix, held: Matrix) -> Iterator[tuple[int, float, float]]:
    for low in np.arange(0, 1, 0.2):
        inside = (chance >= low) & (chance < low + 0.2 if low < 0.8 else chance <= 1)  # noqa: PLR2004
        if inside.any():
            yield int(inside.sum()), float(chance[inside].mean()), float(held[inside].mean())
