from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.measurement import (
    Estimate,
    Rating,
    assumed_level,
    measure,
    observed_levels,
    self_ratings,
)
from kamcareer.core.readiness import readiness
from kamcareer.services.framework_files import load_framework
from tests.core.people import PRESENT, TARGET, answers, ratings

ROUNDING_VARIANCE = 1 / 12
FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
IDS = tuple(FRAMEWORK.competencies)
SETTINGS = FRAMEWORK.measurement
TAU = SETTINGS.prior.spread.value
BIAS = SETTINGS.sources["self"].bias.value

some_levels = st.dictionaries(st.sampled_from(IDS), st.integers(0, 4), min_size=1)
sources = st.sampled_from(sorted(SETTINGS.sources))


def with_settings(**parts):
    """Return the framework with other settings: source=(validity, shares), common_share=…"""
    measurement = SETTINGS
    if "common_share" in parts:
        share = measurement.prior.common_share.model_copy(update={"value": parts["common_share"]})
        prior = measurement.prior.model_copy(update={"common_share": share})
        measurement = measurement.model_copy(update={"prior": prior})
    if "halo" in parts:
        shares = measurement.sources["self"].error_shares
        shares = shares.model_copy(update={"rater": 0, "halo": parts["halo"], "rest": 1 - parts["halo"]})
        source = measurement.sources["self"].model_copy(update={"error_shares": shares})
        measurement = measurement.model_copy(update={"sources": {**measurement.sources, "self": source}})
    return FRAMEWORK.model_copy(update={"measurement": measurement})


def test_one_rating_of_one_competency_gives_the_textbook_posterior():
    rho, level, mu = SETTINGS.sources["self"].validity.value, 4, 2.0
    noise = (1 - rho**2) * TAU**2 + ROUNDING_VARIANCE
    framework = with_settings(common_share=0, halo=0)
    estimate = measure(framework, PRESENT, ratings("self", {"negotiation": level}))["negotiation"]

    assert estimate.deviation**2 == pytest.approx(1 / (1 / TAU**2 + rho**2 / noise))
    assert estimate.mean == pytest.approx(mu + estimate.deviation**2 * rho * (level - BIAS - mu) / noise)


def test_without_rounding_a_source_weighs_rho2_over_1_minus_rho2_against_a_prior_of_1():
    rho = SETTINGS.sources["self"].validity.value
    # The error of a sure answer is smaller; here it makes just the room that the rounding takes.
    factor = 1 - ROUNDING_VARIANCE / ((1 - rho**2) * TAU**2)
    confidence = SETTINGS.confidence.model_copy(
        update={"fairly": SETTINGS.confidence.fairly.model_copy(update={"value": factor})}
    )
    framework = with_settings(common_share=0, halo=0)
    framework = framework.model_copy(
        update={"measurement": framework.measurement.model_copy(update={"confidence": confidence})}
    )
    estimate = measure(framework, PRESENT, ratings("self", {"negotiation": 3}))["negotiation"]

    assert estimate.deviation**2 == pytest.approx(TAU**2 / (1 + rho**2 / (1 - rho**2)))


def test_the_prior_is_the_profile_of_the_present_role_and_from_outside_the_entry_level():
    entry = SETTINGS.prior.entry_level.value

    assert assumed_level(FRAMEWORK, "sales_manager", "communication") == 3
    assert assumed_level(FRAMEWORK, PRESENT, "leadership") == entry  # not asked of a sales representative
    assert {assumed_level(FRAMEWORK, None, id) for id in IDS} == {entry}


def test_without_ratings_the_estimate_is_the_prior():
    profile = measure(FRAMEWORK, "sales_manager", [])

    assert profile["communication"] == Estimate(3.0, pytest.approx(TAU))
    assert profile.known_share("communication") == pytest.approx(0)
    assert profile.pushes.shape == (len(IDS), 0)


@given(levels=some_levels, role=st.sampled_from([None, *FRAMEWORK.roles]), source=sources)
@settings(max_examples=25, deadline=None)
def test_what_the_ratings_add_sums_exactly_to_the_way_from_the_prior(levels, role, source):
    profile = measure(FRAMEWORK, role, ratings("self", levels) + ratings(source, levels, rater="other"))

    assert np.allclose(profile.pushes.sum(axis=1), profile.mean - profile.prior_mean, atol=1e-12)


@given(levels=some_levels, other=some_levels)
@settings(max_examples=25, deadline=None)
def test_the_estimate_is_linear_in_the_ratings(levels, other):
    both = {id: level for id, level in levels.items() if id in other} or {"results": 1}
    means = [
        measure(FRAMEWORK, PRESENT, ratings("self", {id: part.get(id, 0) for id in both})).mean
        for part in (both, other, {id: (both[id] + other.get(id, 0)) / 2 for id in both})
    ]

    assert np.allclose((means[0] + means[1]) / 2, means[2])


@pytest.mark.parametrize("word", ["sure", "guess"])
def test_how_sure_somebody_is_changes_how_much_an_answer_tells_and_not_what_it_says(word):
    def estimate(level: float, confidence: str) -> Estimate:
        return measure(FRAMEWORK, PRESENT, [Rating("negotiation", "self", level, confidence)])["negotiation"]

    assumed, low, high = (measure(FRAMEWORK, PRESENT, [])["negotiation"].mean, *(estimate(y, "fairly") for y in (0, 4)))
    expected = 4 * (assumed - low.mean) / (high.mean - low.mean)  # the answer that moves nothing

    assert estimate(expected, word).mean == pytest.approx(assumed, abs=1e-9)
    assert estimate(4, word).mean != pytest.approx(high.mean, abs=0.01)


@given(levels=some_levels, draw=st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_answers_does_not_matter(levels, draw):
    shuffled = draw.sample(list(levels.items()), len(levels))
    one, other = (measure(FRAMEWORK, PRESENT, ratings("self", dict(part))) for part in (levels.items(), shuffled))

    assert np.allclose(one.mean, other.mean)
    assert np.allclose(one.covariance, other.covariance)


@given(levels=some_levels, level=st.integers(0, 3))
@settings(max_examples=25, deadline=None)
def test_a_higher_answer_never_lowers_its_own_estimate(levels, level):
    low, high = (measure(FRAMEWORK, PRESENT, ratings("self", levels | {"finance": at})) for at in (level, level + 1))

    assert low["finance"].mean < high["finance"].mean
    assert low["finance"].deviation == pytest.approx(high["finance"].deviation)


def test_no_chance_is_no_rating_and_not_level_zero():
    said = answers(PRESENT, {"negotiation": 2, "leadership": None})

    assert [rating.competency for rating in self_ratings(said)] == ["negotiation"]


def test_no_chance_changes_no_estimate_and_no_interval():
    without = measure(FRAMEWORK, PRESENT, self_ratings(answers(PRESENT, {"negotiation": 2})))
    profile = measure(FRAMEWORK, PRESENT, self_ratings(answers(PRESENT, {"negotiation": 2, "leadership": None})))

    assert profile["leadership"] == without["leadership"]
    assert profile.prior_mean[profile.index["leadership"]] == SETTINGS.prior.entry_level.value
    assert profile["leadership"].deviation > profile["negotiation"].deviation
    assert profile.pushes.shape[1] == 1


def test_no_chance_leaves_a_wider_interval_than_any_answer():
    silent = measure(FRAMEWORK, PRESENT, ratings("self", {id: 2 for id in IDS if id != "finance"}))["finance"]
    said = measure(FRAMEWORK, PRESENT, ratings("self", dict.fromkeys(IDS, 2)))["finance"]

    assert silent.deviation > said.deviation


def test_a_surer_answer_narrows_and_weighs_more():
    sure, fairly, guess = (
        measure(FRAMEWORK, PRESENT, ratings("self", {"negotiation": 4}, how))["negotiation"]
        for how in ("sure", "fairly", "guess")
    )

    assert sure.deviation < fairly.deviation < guess.deviation < TAU
    assert sure.mean > fairly.mean > guess.mean > 2


@pytest.mark.parametrize("source", sorted(SETTINGS.sources))
def test_a_second_source_narrows(source):
    one = ratings("self", dict.fromkeys(IDS, 2))
    two = [*one, *ratings(source, {"negotiation": 2}, rater="second")]

    assert (
        measure(FRAMEWORK, PRESENT, two)["negotiation"].deviation
        < measure(FRAMEWORK, PRESENT, one)["negotiation"].deviation
    )


def test_two_raters_tell_more_than_one_rater_twice():
    twice = ratings("peer", {"negotiation": 3}, rater="a") * 2
    two = ratings("peer", {"negotiation": 3}, rater="a") + ratings("peer", {"negotiation": 3}, rater="b")

    assert (
        measure(FRAMEWORK, PRESENT, two)["negotiation"].deviation
        < measure(FRAMEWORK, PRESENT, twice)["negotiation"].deviation
    )


def test_what_was_said_is_the_mean_less_the_leniency_of_each_source_on_the_scale():
    given_ratings = ratings("self", {"negotiation": 3, "finance": 0}) + ratings("evidence", {"negotiation": 2})
    said = observed_levels(SETTINGS, given_ratings)

    assert said == {"negotiation": pytest.approx((3 - BIAS + 2) / 2), "finance": 0.0}


@given(mean=st.floats(-3, 7), deviation=st.floats(0.05, 2), interval=st.floats(0.5, 0.99))
@settings(max_examples=50, deadline=None)
def test_an_interval_is_cut_to_the_scale_and_holds_the_level_shown(mean, deviation, interval):
    estimate = Estimate(mean, deviation)

    assert 0 <= estimate.low(interval) <= min(max(mean, 0), 4) <= estimate.high(interval) <= 4


def test_to_hold_a_level_is_to_be_at_most_half_a_level_below_it():
    assert Estimate(2.5, 0.3).probability_of(3, 0.5) == pytest.approx(0.5)
    assert Estimate(3.0, 0.5).probability_of(3, 0.5) == pytest.approx(NormalDist().cdf(1))


def test_the_expected_part_of_a_requirement_agrees_with_draws():
    draws = np.random.default_rng(1).normal(2.2, 0.7, 200_000)

    assert Estimate(2.2, 0.7).expected_up_to(3) == pytest.approx(np.minimum(draws, 3).mean(), abs=0.01)
    assert Estimate(9.0, 0.1).expected_up_to(3) == pytest.approx(3)


def test_the_draws_have_the_mean_of_the_posterior_exactly_and_nearly_its_spread():
    profile = measure(FRAMEWORK, PRESENT, ratings("self", dict.fromkeys(IDS, 3)))

    assert np.allclose(profile.draws.mean(axis=0), profile.mean)
    assert np.allclose(profile.draws.std(axis=0), np.diag(profile.covariance) ** 0.5, rtol=0.12)


def test_somebody_else_gets_the_same_kind_of_ratings_with_other_levels():
    mine = ratings("manager", {"negotiation": 4}, "guess", "Anna")

    profile = measure(FRAMEWORK, PRESENT, mine)
    other = measure(FRAMEWORK, PRESENT, ratings("manager", {"negotiation": 1.0}, "guess", "Anna"))

    assert np.allclose(profile.mean_had({"negotiation": 1.0}), other.mean)


def people_of_the_model(count: int, seed: int):
    """Draw true levels and self-ratings from the model itself, halo included."""
    draw, shares = np.random.default_rng(seed), SETTINGS.sources["self"].error_shares
    rho, common = SETTINGS.sources["self"].validity.value, SETTINGS.prior.common_share.value
    centre = np.array([assumed_level(FRAMEWORK, PRESENT, id) for id in IDS])
    own = draw.normal(size=(count, len(IDS))) * (1 - common) ** 0.5
    truth = centre + TAU * (draw.normal(size=(count, 1)) * common**0.5 + own)
    error = (1 - rho**2) * TAU**2
    halo = draw.normal(size=(count, 1)) * ((shares.rater + shares.halo) * error) ** 0.5
    rest = draw.normal(size=(count, len(IDS))) * (shares.rest * error + ROUNDING_VARIANCE) ** 0.5
    return truth, centre + BIAS + rho * (truth - centre) + halo + rest


def test_ninety_percent_intervals_hold_the_truth_of_nine_people_in_ten():
    role = FRAMEWORK.roles[TARGET]
    weights, required = np.array([(need.weight, need.level) for need in role.requirements.values()], float).T
    columns = [IDS.index(id) for id in role.requirements]
    reach, inside, ready = NormalDist().inv_cdf(0.95), [], []
    for truth, said in zip(*people_of_the_model(600, seed=20261123), strict=True):
        profile = measure(FRAMEWORK, PRESENT, ratings("self", dict(zip(IDS, said, strict=True))))
        inside.append(np.abs(truth - profile.mean) <= reach * np.diag(profile.covariance) ** 0.5)
        if len(inside) % 2:
            share = (np.minimum(truth[columns], required) / required) @ weights / weights.sum()
            found = readiness(FRAMEWORK, role, profile)
            ready.append(found.low <= share <= found.high)

    assert 0.86 < np.mean(inside, axis=0).min() < np.mean(inside, axis=0).max() < 0.94
    assert 0.86 < np.mean(ready) < 0.94
