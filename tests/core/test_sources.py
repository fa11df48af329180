"""Every source beside the self-rating: what one of its answers is worth, and for whom it speaks."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answers, Choice, Evidence, Opinion
from kamcareer.core.gap import MustHave
from kamcareer.core.gaps import gap_report
from kamcareer.core.measurement import Rating, all_ratings, measure, measure_all, prior_of_role, prior_of_vacancy
from kamcareer.core.measurement.evidence import evidence_weight
from kamcareer.core.measurement.indicators import FREQUENCIES
from kamcareer.core.measurement.situations import credit, situation_level
from kamcareer.core.must_haves import must_have_odds
from kamcareer.services.framework_files import load_framework
from tests.core.people import PRESENT, TARGET, answers, ratings

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
SETTINGS = FRAMEWORK.measurement
IDS = tuple(FRAMEWORK.competencies)
ITEMS = {item.id: item for competency in FRAMEWORK.competencies.values() for item in competency.situations}
TODAY = date(2026, 11, 27)
CHOICES = [Choice(best=best, worst=worst) for best, worst in permutations("ABCD", 2)]


def piece(competency="negotiation", level=4, kind="work_sample", when=date(2026, 3, 1), by="anna"):
    return Evidence(competency=competency, level=level, kind=kind, date=when, confirmed_by=by)


def measured(**parts):
    return measure(FRAMEWORK, PRESENT, all_ratings(FRAMEWORK, Answers(PRESENT, **parts), TODAY))


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
def test_a_situation_runs_from_its_lower_to_its_upper_level(item):
    low, high = item.level_range
    shown = {(choice.best, choice.worst): situation_level(item, choice) for choice in CHOICES}

    assert shown[item.best, item.worst] == high
    assert shown[item.worst, item.best] == low
    assert all(low <= level <= high for level in shown.values())
    assert np.mean([credit(item, choice) for choice in CHOICES]) == pytest.approx(0.5)  # a guess tells nothing


@pytest.mark.parametrize("item", list(ITEMS.values())[::9], ids=list(ITEMS)[::9])
def test_a_better_choice_never_lowers_the_estimate(item):
    competency = next(id for id, c in FRAMEWORK.competencies.items() if item in c.situations)
    found = sorted(
        (credit(item, choice), measured(situations={item.id: choice})[competency].mean) for choice in CHOICES
    )

    means = [mean for _, mean in found]
    assert np.allclose(means, sorted(means))


def easy(*, best):
    item = next(item for item in FRAMEWORK.competencies["communication"].situations if item.level_range[1] == 2)
    right, wrong = Choice(best=item.best, worst=item.worst), Choice(best=item.worst, worst=item.best)
    known = all_ratings(FRAMEWORK, Answers("sales_manager", situations={item.id: right if best else wrong}))
    return measure(FRAMEWORK, "sales_manager", known)["communication"]


def test_an_easy_situation_mastered_takes_nothing_from_who_is_assumed_to_be_above_it():
    assert easy(best=True).mean >= 3 > easy(best=False).mean


def test_mere_guessing_moves_nobody_who_is_assumed_in_the_middle_of_a_situation():
    id, item = next(
        (id, item)
        for id, need in FRAMEWORK.roles[PRESENT].requirements.items()
        for item in FRAMEWORK.competencies[id].situations
        if sum(item.level_range) == 2 * need.level
    )
    means = [measured(situations={item.id: choice})[id].mean for choice in CHOICES]

    assert np.mean(means) == pytest.approx(FRAMEWORK.roles[PRESENT].requirements[id].level)


def test_each_further_situation_narrows():
    items = FRAMEWORK.competencies["negotiation"].situations
    keys = {item.id: Choice(best=item.best, worst=item.worst) for item in items}
    widths = [measured(situations=dict(list(keys.items())[:n]))["negotiation"].deviation for n in range(len(items) + 1)]

    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == len(items) + 1


def test_frequencies_run_evenly_over_the_scale_and_no_chance_is_none():
    indicators = FRAMEWORK.competencies["negotiation"].indicators
    given = dict(zip((item.id for item in indicators), FREQUENCIES, strict=True))
    found = all_ratings(FRAMEWORK, Answers(PRESENT, indicators={"negotiation": given}))
    silent = all_ratings(FRAMEWORK, Answers(PRESENT, indicators={"negotiation": dict.fromkeys(given)}))

    assert [rating.level for rating in found] == pytest.approx([0, 4 / 3, 8 / 3, 4])
    assert silent == []


def test_indicators_are_the_persons_own_word_and_share_its_mood():
    always = {c.id: {item.id: "always" for item in c.indicators} for c in FRAMEWORK.competencies.values()}
    said = Answers(TARGET, answers(TARGET, dict.fromkeys(IDS, 4)).by_competency, indicators=always)
    report = gap_report(FRAMEWORK, said, TARGET)

    assert report.profile.raters == (("self", ""),)
    assert report.self_only
    assert {gap.must_have for gap in report.must_haves} == {MustHave.OPEN}
    assert {gap.sources for gap in report.gaps} == {("indicators", "self")}


@pytest.mark.parametrize(
    ("changes", "factor"),
    [
        ({}, 1),
        ({"kind": "figures"}, 0.4),
        ({"when": date(2024, 11, 28)}, 1),
        ({"when": date(2024, 11, 20)}, 0.5),
        ({"by": ""}, 0.5),
        ({"kind": "story", "when": date(2020, 1, 1), "by": ""}, 0.075),
    ],
)
def test_evidence_weighs_by_kind_age_and_confirmation(changes, factor):
    assert evidence_weight(SETTINGS.evidence, piece(**changes), TODAY) == pytest.approx(factor)


def test_evidence_without_a_day_to_date_it_from_is_an_error():
    with pytest.raises(ValueError, match="give the day"):
        all_ratings(FRAMEWORK, Answers(PRESENT, evidence=(piece(),)))


def test_weaker_evidence_moves_less_and_narrows_less():
    strong, weak = (measured(evidence=(piece(kind=kind),))["negotiation"] for kind in ("work_sample", "story"))

    assert strong.mean > weak.mean > 2
    assert strong.deviation < weak.deviation


EVERY = answers(TARGET, dict.fromkeys(IDS, 4)).by_competency


@pytest.mark.parametrize(("by", "confirmed"), [("", 0), ("boss", 1)])
def test_what_nobody_else_confirms_confirms_no_must_have(by, confirmed):
    pieces = tuple(piece(level=4, by=by and f"{by} {number}") for number in range(9))
    report = gap_report(FRAMEWORK, Answers(TARGET, EVERY, evidence=pieces), TARGET, TODAY)

    assert [gap.must_have for gap in report.must_haves].count(MustHave.CONFIRMED) == confirmed
    assert report.self_only == (not confirmed)


def test_self_and_manager_who_agree_confirm_must_haves():
    boss = Opinion(source="manager", rater="m", levels=dict.fromkeys(IDS, 4))
    report = gap_report(FRAMEWORK, Answers(TARGET, EVERY, others=(boss,)), TARGET)

    assert MustHave.CONFIRMED in {gap.must_have for gap in report.must_haves}
    assert not report.self_only


def test_where_others_had_no_chance_to_see_it_there_is_no_rating():
    boss = Opinion(source="manager", rater="m", levels={"market": 3, "finance": None})

    assert [rating.competency for rating in all_ratings(FRAMEWORK, Answers(PRESENT, others=(boss,)))] == ["market"]


def test_what_only_others_saw_is_data_but_no_answer():
    boss = Opinion(source="manager", rater="m", levels={"market": 3})
    report = gap_report(FRAMEWORK, Answers(PRESENT, others=(boss,)), TARGET)

    assert report.coverage == pytest.approx(1 / len(report.gaps))
    assert report.answered == ()


@given(
    titles=st.lists(st.sampled_from([None, *FRAMEWORK.roles]), min_size=2, max_size=3),
    levels=st.dictionaries(st.sampled_from(IDS), st.integers(0, 4)),
)
@settings(max_examples=20, deadline=None)
def test_two_applicants_with_the_same_answers_get_the_same_estimate_whatever_their_titles(titles, levels):
    first, *others = (gap_report(FRAMEWORK, answers(title, levels), TARGET, applicant=True) for title in titles)

    for other in others:
        assert np.array_equal(first.profile.mean, other.profile.mean)
        assert np.array_equal(first.profile.covariance, other.profile.covariance)
        assert first.readiness == other.readiness


def test_of_applicants_a_little_less_is_assumed_than_the_vacancy_asks_and_never_less_than_of_anybody():
    asked, assumed = prior_of_role(FRAMEWORK, TARGET), prior_of_vacancy(FRAMEWORK, TARGET)

    assert np.all(assumed <= asked)
    assert assumed[IDS.index("negotiation")] == FRAMEWORK.roles[TARGET].requirements["negotiation"].level - 0.5
    assert assumed.min() >= min(asked.min(), SETTINGS.prior.entry_level.value)


def test_a_framework_of_the_first_days_reads_the_new_sources_as_nothing():
    sources = {id: model for id, model in SETTINGS.sources.items() if id != "indicators"}
    old = SETTINGS.model_copy(update={"sources": sources, "evidence": None, "apart": None})
    framework = FRAMEWORK.model_copy(update={"measurement": old})
    said = Answers(PRESENT, indicators={"negotiation": {"asks_why_first": "always"}}, evidence=(piece(kind="story"),))

    assert [(r.source, r.weight) for r in all_ratings(framework, said, TODAY)] == [("evidence", 1.0)]


one_rating = st.builds(
    Rating,
    competency=st.sampled_from(IDS),
    source=st.sampled_from(sorted(SETTINGS.sources)),
    level=st.integers(0, 4).map(float),
    confidence=st.sampled_from(["sure", "fairly", "guess"]),
    rater=st.sampled_from(["", "a", "b"]),
    voice=st.sampled_from(["", "", "self"]),
    weight=st.sampled_from([0.25, 0.5, 1.0]),
    step=st.sampled_from([0.0, 1.0]),
    within=st.sampled_from([(0.0, 4.0), (1.0, 2.0), (2.0, 4.0)]),
)
some_ratings = st.lists(one_rating, max_size=20)
some_roles = st.sampled_from([None, *FRAMEWORK.roles])


@given(known=some_ratings, more=one_rating, role=some_roles)
@settings(max_examples=30, deadline=None)
def test_more_of_any_source_never_widens_any_estimate(known, more, role):
    before, after = measure(FRAMEWORK, role, known), measure(FRAMEWORK, role, [*known, more])

    assert np.all(np.diag(after.covariance) <= np.diag(before.covariance) + 1e-12)
    assert after[more.competency].deviation < before[more.competency].deviation


def as_given(known):
    """Ratings as sources give them: one of a topic by each rater, and the person's own without a name."""
    found = {}
    for r in known:
        own = r.source in {"self", "indicators", "situations"} or (r.source == "evidence" and not r.rater)
        voice = "self" if own and r.source in {"indicators", "evidence"} else ""
        one = replace(r, voice=voice, rater="" if own else r.rater, weight=min(r.weight, 0.5) if voice else r.weight)
        found[one.competency, one.source, one.rater] = one
    return list(found.values())


@given(known=some_ratings.map(as_given), role=some_roles, number=st.integers(0, 19))
@settings(max_examples=30, deadline=None)
def test_a_better_answer_of_any_source_never_lowers_its_estimate(known, role, number):
    if not known:
        return
    number %= len(known)
    better = [replace(r, level=r.level + (index == number)) for index, r in enumerate(known)]
    low, high = measure(FRAMEWORK, role, known), measure(FRAMEWORK, role, better)

    assert high[known[number].competency].mean >= low[known[number].competency].mean


@given(known=some_ratings, role=some_roles, draw=st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_sources_and_answers_does_not_matter(known, role, draw):
    one, other = (measure(FRAMEWORK, role, part) for part in (known, draw.sample(known, len(known))))

    assert np.allclose(one.mean, other.mean, atol=1e-9)
    assert np.allclose(one.covariance, other.covariance, atol=1e-9)


@given(people=st.lists(st.tuples(some_ratings, some_roles), min_size=1, max_size=6))
@settings(max_examples=20, deadline=None)
def test_many_people_in_one_go_get_what_each_would_get_alone(people):
    priors = np.array([prior_of_role(FRAMEWORK, role) for _, role in people])
    together = measure_all(FRAMEWORK, [known for known, _ in people], priors)

    for (known, role), found in zip(people, together, strict=True):
        alone = measure(FRAMEWORK, role, known)
        assert np.allclose(found.mean, alone.mean, rtol=0, atol=1e-9)
        assert np.allclose(found.joint, alone.joint, rtol=0, atol=1e-9)
        assert np.allclose(found.pushes, alone.pushes, rtol=0, atol=1e-9)


def random_people(count, seed=20261127):
    """Return people rated at random by up to five sources, sparsely."""
    draw = Random(seed)
    names = sorted(SETTINGS.sources)
    kinds = [
        [(source, rater) for source in draw.sample(names, draw.randint(1, 5)) for rater in "ab"] for _ in range(50)
    ]
    for number in range(count):
        rows = [(c, draw.choice(kinds[number % 50])) for c in draw.sample(IDS, draw.randint(1, 12))]
        yield [Rating(c, source, float(draw.randint(0, 4)), rater=rater) for c, (source, rater) in rows]


def test_in_ten_thousand_random_cases_the_contributions_sum_to_the_estimate_before_cutting():
    people = list(random_people(10_000))
    priors = np.tile(prior_of_role(FRAMEWORK, PRESENT), (len(people), 1))
    worst = 0.0
    for number, profile in enumerate(measure_all(FRAMEWORK, people, priors)):
        worst = max(worst, float(np.abs(profile.prior_mean + profile.pushes.sum(axis=1) - profile.mean).max()))
        if number % 100 == 0:
            by_source = profile.added_by_source("negotiation")
            assert 2 + sum(by_source.values()) == pytest.approx(profile["negotiation"].mean)

    assert worst < 1e-9


def test_known_leniency_of_a_rater_is_taken_off_and_leaves_less_unknown():
    said = ratings("manager", dict.fromkeys(IDS, 3), rater="strict")
    unknown = measure(FRAMEWORK, PRESENT, said)
    known = measure(FRAMEWORK, PRESENT, said, leniency={("manager", "strict"): -0.4})

    assert known["negotiation"].mean > unknown["negotiation"].mean
    assert known["negotiation"].deviation < unknown["negotiation"].deviation


def test_the_odds_of_all_must_haves_agree_with_a_hundred_thousand_draws():
    role = FRAMEWORK.roles[TARGET]
    known = ratings("self", dict.fromkeys(IDS, 4)) + ratings("manager", dict.fromkeys(IDS, 3))
    profile = measure(FRAMEWORK, TARGET, known)
    rows = [profile.index[id] for id in role.must_haves]
    least = [role.requirements[id].level - 0.5 for id in role.must_haves]
    draw = np.random.default_rng(1)
    drawn = draw.multivariate_normal(profile.mean[rows], profile.covariance[np.ix_(rows, rows)], 100_000)
    truth = (drawn >= least).all(axis=1).mean()

    assert must_have_odds(profile, role, 0.5).probability(profile.mean) == pytest.approx(truth, abs=0.01)


@given(known=some_ratings, lift=st.floats(0, 2), row=st.integers(0, len(IDS) - 1))
@settings(max_examples=25, deadline=None)
def test_a_higher_mean_never_makes_the_must_haves_less_likely(known, lift, row):
    profile = measure(FRAMEWORK, PRESENT, known)
    odds = must_have_odds(profile, FRAMEWORK.roles[TARGET], 0.5)
    higher = profile.mean + lift * (np.arange(len(IDS)) == row)
    low, high = odds.probability(np.array([profile.mean, higher]))

    assert 0 <= low <= high <= 1
