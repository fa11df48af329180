"""Intervals beside what calibration fits: slopes, scatter, shares of error, the common part."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.measurement import Rating
from kamcareer.core.measurement.calibration import Rated, calibrate
from kamcareer.core.measurement.fit_errors import GROUPS, SHARES, jackknife_error, told_by_fit, with_fit_errors
from tests.core.test_calibration import ASKED, FRAMEWORK, ROLE, calibrated, rated

FITTED = {"prior.offset", "prior.common_share", "self.bias"} | {
    f"{source}.{name}"
    for source in ("self", "manager")
    for name in ("validity", "spread", "error_shares.rater", "error_shares.halo", "error_shares.rest")
} - {"self.error_shares.rater"}  # nobody else rates with the person: it is nought


@cache
def told():
    """Return what the fit says, and which groups were left out for it, in turn."""
    groups = []
    return told_by_fit(FRAMEWORK, rated(), "manager", lambda all: (groups.append(one) or one for one in all)), groups


@settings(deadline=None)
@given(st.lists(st.floats(-4, 4), min_size=3, max_size=30))
def test_of_a_mean_the_jackknife_finds_the_error_that_the_textbook_gives(values):
    known = np.array(values)
    without = np.array([np.delete(known, place).mean() for place in range(len(known))])

    assert jackknife_error(without) == pytest.approx(known.std(ddof=1) / len(known) ** 0.5, abs=1e-9)


def test_everything_that_was_fitted_has_an_interval_and_it_holds_the_proposed_value():
    before = calibrated()
    after = with_fit_errors(FRAMEWORK, rated(), before)
    shown = {one.name: one for one in after.moved}

    assert {name for name, one in shown.items() if one.low is not None} >= FITTED
    assert not [name for name, one in shown.items() if one.low is None and abs(one.before - one.after) > 1e-3]
    assert all(one.low <= one.after <= one.high for one in after.moved if one.low is not None)
    assert all(shown[name].low < shown[name].high for name in FITTED)
    assert all(shown[name].low >= 0 and shown[name].high <= 1 for name in FITTED if name.endswith(SHARES))
    assert (after.settings, after.leniency) == (before.settings, before.leniency)


def test_each_group_is_left_out_once_and_of_what_nobody_rated_nothing_is_told():
    found, groups = told()

    assert groups == list(range(GROUPS))
    assert set(found) == FITTED


def test_the_order_of_people_is_of_no_matter():
    turned: dict[str, Rated] = dict(reversed(rated().items()))

    for name, one in told_by_fit(FRAMEWORK, turned, "manager").items():
        assert (one.value, one.error) == pytest.approx((told()[0][name].value, told()[0][name].error)), name


def test_a_bias_is_told_by_the_slope_that_was_found_and_not_by_the_one_that_was_set():
    draw, kindness, steeper = np.random.default_rng(8), 0.5, 0.66  # the settings say 0.34
    people = {}
    for person in range(320):
        ratings = []
        for id in ASKED:
            level = -0.6 + draw.normal() * 0.8  # far below the profile, so that the slope matters
            own, seen = kindness + steeper * level + draw.normal() * 0.5, 0.15 + 0.67 * level + draw.normal() * 0.5
            need = ROLE.requirements[id].level
            boss = f"m{person % 48}"
            ratings += [Rating(id, "self", need + own), Rating(id, "manager", need + seen, rater=boss)]
        people[str(person)] = Rated(ROLE.id, tuple(ratings))
    low, high = told_by_fit(FRAMEWORK, people, "manager")["self.bias"].interval(kindness)
    [proposed] = [one.after for one in calibrate(FRAMEWORK, people, "manager").moved if one.name == "self.bias"]

    assert (high - low) / 2 < 0.1
    assert abs((high + low) / 2 - kindness) < 0.1  # by the slope of the settings: 0.31
    assert 0.38 < proposed < kindness  # drawn to 0.35
