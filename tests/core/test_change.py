"""The change between two rounds: as wide as it is uncertain, and never two estimates taken for independent."""

from statistics import fmean

import numpy as np
import pytest

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.measurement import Rating, measure, prior_of_role
from kamcareer.core.measurement.change import USUAL_CHANGE, measure_change
from kamcareer.core.measurement.terms import source_terms
from kamcareer.services.framework_files import load_framework
from tests.core.people import ratings

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
IDS = tuple(FRAMEWORK.competencies)
ROLE = "sales_manager"
PRIOR = prior_of_role(FRAMEWORK, ROLE)
QUARTER = 91
WEIGHTS = np.full(len(IDS), 1 / len(IDS))


def simulated(draw: np.random.Generator, drift: float) -> tuple[np.ndarray, list[list[Rating]]]:
    """Return how far somebody really moved, and their whole-number answers in both rounds, coloured alike."""
    prior, own = FRAMEWORK.measurement.prior, source_terms(FRAMEWORK.measurement)["self"]
    common = prior.common_share.value
    root = np.linalg.cholesky(common * np.ones((len(IDS), len(IDS))) + (1 - common) * np.eye(len(IDS)))
    levels = PRIOR + prior.spread.value * root @ draw.standard_normal(len(IDS))
    moved = drift * root @ draw.standard_normal(len(IDS))
    mood = draw.normal(0, own.shared**0.5)
    rounds = []
    for true in (levels, levels + moved):
        said = PRIOR + own.bias + own.slope * (true - PRIOR) + mood + own.own**0.5 * draw.standard_normal(len(IDS))
        rounds.append(ratings("self", dict(zip(IDS, np.clip(np.round(said), 0, 4), strict=True))))
    return moved, rounds


def test_the_interval_of_a_change_covers_nine_of_ten_true_changes():
    draw = np.random.default_rng(20261127)
    topics, whole = [], []
    for _ in range(250):
        moved, (then, now) = simulated(draw, USUAL_CHANGE)
        change = measure_change(FRAMEWORK, then, now, PRIOR, QUARTER)
        topics += [change.of(id).low <= moved[n] <= change.of(id).high for n, id in enumerate(IDS)]
        both = np.concatenate([-WEIGHTS, WEIGHTS])
        reach = 1.645 * float(both @ change.joint @ both) ** 0.5
        whole.append(abs(float(both @ change.mean) - float(WEIGHTS @ moved)) <= reach)

    assert 0.87 <= fmean(topics) <= 0.93
    assert 0.85 <= fmean(whole) <= 0.95


def test_whoever_did_not_change_is_hardly_ever_told_that_they_did():
    draw = np.random.default_rng(7)
    told = []
    for _ in range(100):
        _moved, (then, now) = simulated(draw, 0.0)
        change = measure_change(FRAMEWORK, then, now, PRIOR, QUARTER)
        told += [change.of(id).clear for id in IDS]

    assert fmean(told) < 0.02


def test_the_change_is_better_known_than_two_estimates_taken_for_independent():
    then, now = (ratings("self", dict.fromkeys(IDS, level)) for level in (2, 3))
    change = measure_change(FRAMEWORK, then, now, PRIOR, QUARTER)
    both = np.concatenate([-WEIGHTS, WEIGHTS])
    apart = [WEIGHTS @ measure(FRAMEWORK, ROLE, part).covariance @ WEIGHTS for part in (then, now)]

    assert float(both @ change.joint @ both) < sum(apart) / 4


def test_the_same_answers_twice_are_no_change():
    said = ratings("self", {id: number % 5 for number, id in enumerate(IDS)})
    change = measure_change(FRAMEWORK, said, said, PRIOR, QUARTER)

    assert not any(change.of(id).clear for id in IDS)
    assert abs(fmean(change.of(id).mean for id in IDS)) < 0.05


def test_more_time_leaves_room_for_more_change_and_a_manager_narrows_it():
    then, now = (ratings("self", dict.fromkeys(IDS, level)) for level in (1, 2))

    def width(days: float, *more: list[Rating]) -> float:
        seen = [[*own, *extra] for own, extra in zip((then, now), more or ([], []), strict=True)]
        found = measure_change(FRAMEWORK, *seen, PRIOR, days).of("negotiation")
        return found.high - found.low

    manager = tuple(ratings("manager", dict.fromkeys(IDS, level), rater="Олег") for level in (1, 2))
    assert width(30) < width(QUARTER) < width(365)
    assert width(QUARTER, *manager) < width(QUARTER)


@pytest.mark.parametrize("sign", [1, -1])
def test_what_everybody_says_at_both_times_is_clear(sign: int):
    low, high = (1, 4) if sign > 0 else (4, 1)
    parts = [
        [
            r
            for source in ("self", "manager", "interview")
            for r in ratings(source, dict.fromkeys(IDS, level), rater=source)
        ]
        for level in (low, high)
    ]
    found = measure_change(FRAMEWORK, *parts, PRIOR, 365).of("negotiation")

    assert found.clear
    assert sign * found.mean > 0
