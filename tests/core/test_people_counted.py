"""Who stands for what is known: people are counted, not the ways of asking them; and figures do not hang on order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answers, Choice, Evidence, Opinion
from kamcareer.core.gap import MustHave
from kamcareer.core.gaps import gap_report, gap_reports
from kamcareer.core.measurement import Profile, Rating, all_ratings, measure, prior_of_role
from kamcareer.services.framework_files import load_framework
from tests.core.people import PRESENT, TARGET, answers, ratings
from tests.core.test_sources import some_ratings

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
IDS = tuple(FRAMEWORK.competencies)
ITEMS = [item for competency in FRAMEWORK.competencies.values() for item in competency.situations]
ALL_RIGHT = {item.id: Choice(best=item.best, worst=item.worst) for item in ITEMS}
TODAY = date(2026, 11, 27)
EVERY = answers(TARGET, dict.fromkeys(IDS, 4)).by_competency


def confirmed_by(rater: str) -> Evidence:
    return Evidence(competency="negotiation", level=4, kind="work_sample", date=date(2026, 3, 1), confirmed_by=rater)


def seen(source: str, rater: str, level: int = 4) -> Opinion:
    return Opinion(source=source, rater=rater, levels=dict.fromkeys(IDS, level))


def test_situations_done_alone_sit_with_the_person_and_confirm_nothing():
    report = gap_report(FRAMEWORK, Answers(TARGET, EVERY, situations=ALL_RIGHT), TARGET)

    assert report.self_only
    assert {gap.people for gap in report.gaps} == {1}
    assert MustHave.CONFIRMED not in {gap.must_have for gap in report.must_haves}


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["manager", "peer", "interview"]), st.sampled_from(["anna", "Anna ", "oleg"])))
)
def test_a_rater_counts_once_whatever_the_source(raters: list[tuple[str, str]]):
    others = tuple(seen(source, rater) for source, rater in sorted(set(raters)))
    confirmed = tuple(confirmed_by(rater) for _, rater in raters)
    report = gap_report(FRAMEWORK, Answers(TARGET, others=others, evidence=confirmed), TARGET, TODAY)
    names = {rater.strip().casefold() for _, rater in raters}

    assert {gap.people for gap in report.gaps} == {len(names)}
    assert report.self_only == (not names)
    if len(names) < 2:
        assert MustHave.CONFIRMED not in {gap.must_have for gap in report.must_haves}


@settings(max_examples=20, deadline=None)
@given(st.permutations(IDS), st.integers(0, 3))
def test_no_figure_depends_on_the_order_of_the_answers(order: list[str], start: int):
    level = {id: (start + number) % 5 for number, id in enumerate(IDS)}
    first, second = (
        gap_report(FRAMEWORK, answers(PRESENT, {id: level[id] for id in ids}), TARGET) for ids in (IDS, order)
    )

    assert first.flips == second.flips
    assert (first.profile.mean == second.profile.mean).all()


def test_topics_are_in_the_same_order_for_one_person_and_for_many():
    people = [answers(PRESENT, dict.fromkeys(IDS, level)) for level in range(5)]
    together = gap_reports(FRAMEWORK, people, TARGET)

    for person, report in zip(people, together, strict=True):
        alone = gap_report(FRAMEWORK, person, TARGET)
        assert [gap.competency for gap in report.by_points] == [gap.competency for gap in alone.by_points]


def test_topics_with_data_are_those_of_any_source():
    report = gap_report(FRAMEWORK, Answers(PRESENT, others=(seen("manager", "m", 2),)), TARGET)

    assert (len(report.with_data), report.coverage, report.answered) == (len(report.gaps), 1, ())


def whose(rating: Rating) -> tuple[str, str]:
    """Who feels what a rating is coloured by: the person, a name whatever the source, or somebody unnamed."""
    speaker = rating.voice or rating.source
    named = rating.rater.strip().casefold() and speaker not in {"self", "situations", "earlier"}
    return ("named", rating.rater.strip().casefold()) if named else ("of", speaker)


def written_out(known: Sequence[Rating]) -> tuple[np.ndarray, np.ndarray]:
    """The textbook: all ratings jointly normal with the levels, their covariance written out cell by cell."""
    settings_, count = FRAMEWORK.measurement, len(IDS)
    spread, share = settings_.prior.spread.value, settings_.prior.common_share.value
    prior = spread**2 * (share + (1 - share) * np.eye(count))
    error, slope = {}, {}
    for id, source in settings_.sources.items():
        slope[id] = source.validity.value * source.factor
        error[id] = (1 - source.validity.value**2) * (source.factor * spread) ** 2
    loads = np.zeros((len(known), count))
    noise = np.zeros((len(known), len(known)))
    for n, one in enumerate(known):
        loads[n, IDS.index(one.competency)] = slope[one.source]
        for m, other in enumerate(known):
            if whose(one) == whose(other):
                felt = [
                    (s.rater + s.halo) * error[r.source]
                    for r in (one, other)
                    for s in [settings_.sources[r.source].error_shares]
                ]
                noise[n, m] = np.sqrt(np.prod(felt))
        factor = getattr(settings_.confidence, one.confidence).value
        rest = settings_.sources[one.source].error_shares.rest
        noise[n, n] += factor * rest * error[one.source] / one.weight + one.step**2 / 12
    gain = prior @ loads.T @ np.linalg.inv(loads @ prior @ loads.T + noise)
    return gain, prior - gain @ loads @ prior


@settings(max_examples=40, deadline=None)
@given(known=some_ratings)
def test_one_rater_is_one_mood_whatever_the_sources_as_written_out_in_full(known: list[Rating]):
    profile = measure(FRAMEWORK, PRESENT, known)
    gain, covariance = written_out(known)

    assert np.allclose(profile.gain, gain, atol=1e-6)
    assert np.allclose(profile.covariance, covariance, atol=1e-6)


def spread_of_the_whole(profile: Profile) -> float:
    """The deviation of the mean over all topics: what a rater's mood keeps unsure however many topics they rate."""
    return float(profile.covariance.mean() ** 0.5)


OUTSIDE = ["evidence", "interview", "manager", "peer"]


@settings(max_examples=20, deadline=None)
@given(
    sources=st.lists(st.sampled_from(OUTSIDE), min_size=2, max_size=2, unique=True),
    levels=st.lists(st.integers(0, 4), min_size=2, max_size=2),
)
def test_one_person_in_two_offices_tells_more_than_in_one_and_less_than_two_people(
    sources: list[str], levels: list[int]
):
    def known(*names: str) -> Profile:
        said = [
            rating
            for source, level, name in zip(sources, levels, names, strict=False)
            for rating in ratings(source, dict.fromkeys(IDS, level), rater=name)
        ]
        return measure(FRAMEWORK, PRESENT, said, prior_of_role(FRAMEWORK, PRESENT))

    alone, twice, two = known("anna"), known("anna", " Anna"), known("anna", "oleg")

    assert spread_of_the_whole(two) < 0.97 * spread_of_the_whole(twice) < spread_of_the_whole(alone)
    assert len(twice.raters) == 1


raters = st.sampled_from(["", "anna", "oleg"])
some_evidence = st.builds(
    Evidence,
    competency=st.sampled_from(IDS[:3]),
    level=st.integers(0, 4),
    kind=st.sampled_from(sorted(FRAMEWORK.measurement.evidence.kinds)),
    date=st.dates(date(2020, 1, 1), TODAY),
    confirmed_by=raters,
)
some_topics = st.dictionaries(st.sampled_from(IDS[:3]), st.integers(0, 4), max_size=3)
some_opinions = st.builds(
    lambda source, rater, levels: Opinion(source=source, rater=rater, levels=levels),
    source=st.sampled_from(["manager", "peer", "interview"]),
    rater=st.sampled_from(["anna", "oleg"]),
    levels=st.dictionaries(st.sampled_from(IDS[:3]), st.integers(0, 4), min_size=1, max_size=3),
)


@settings(max_examples=40, deadline=None)
@given(
    own=some_topics,
    pieces=st.lists(some_evidence, max_size=25),
    others=st.lists(some_opinions, max_size=6, unique_by=lambda opinion: (opinion.source, opinion.rater)),
    chosen=st.sets(st.sampled_from(ITEMS[:12]).map(lambda item: item.id), max_size=6),
)
def test_no_better_answer_of_anybody_lowers_its_topic_however_much_is_known(own, pieces, others, chosen):
    known = answers(PRESENT, own)
    situations = {id: ALL_RIGHT[id] for id in chosen}
    said = all_ratings(
        FRAMEWORK, replace(known, evidence=tuple(pieces), others=tuple(others), situations=situations), TODAY
    )
    profile = measure(FRAMEWORK, PRESENT, said)

    for number, rating in enumerate(profile.ratings):
        assert profile.gain[profile.index[rating.competency], number] > 0


def test_a_better_answer_raises_its_topic_beside_any_amount_of_evidence_that_nobody_confirmed():
    for count in (1, 5, 40):
        pieces = tuple(
            Evidence(competency="negotiation", level=2, kind="work_sample", date=TODAY) for _ in range(count)
        )
        low, high = (
            gap_report(FRAMEWORK, replace(answers(PRESENT, {"negotiation": level}), evidence=pieces), TARGET, TODAY)
            for level in (2, 3)
        )
        assert high.profile["negotiation"].mean > low.profile["negotiation"].mean + 0.05


@settings(max_examples=20, deadline=None)
@given(pieces=st.lists(some_evidence, min_size=1, max_size=12))
def test_more_evidence_never_makes_a_topic_less_known(pieces):
    def deviation(count: int) -> float:
        known = all_ratings(FRAMEWORK, Answers(PRESENT, evidence=tuple(pieces[:count])), TODAY)
        return measure(FRAMEWORK, PRESENT, known)[pieces[-1].competency].deviation

    assert deviation(len(pieces)) <= deviation(len(pieces) - 1) + 1e-12
