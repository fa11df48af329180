"""What is derived from a posterior: parts, sources, verdict and its flips, the next question, hints."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answers, Choice, Opinion
from kamcareer.core.contributions import parts_of, sources_of
from kamcareer.core.gap import Known
from kamcareer.core.gaps import gap_report, gap_reports
from kamcareer.core.measurement import Rating, measure
from kamcareer.core.must_haves import must_have_odds
from kamcareer.core.next_question import Kind, next_questions
from kamcareer.core.plausibility import Hint, hints
from kamcareer.core.readiness import expected_share, readiness, readiness_all
from kamcareer.core.verdict import Verdict, flips, verdict_of
from kamcareer.services.framework_files import load_framework
from tests.core.people import PRESENT, TARGET, answers, ratings
from tests.core.test_sources import random_people, some_ratings, some_roles

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
ROLE = FRAMEWORK.roles[TARGET]
SALES = FRAMEWORK.roles["sales_manager"]
IDS = tuple(FRAMEWORK.competencies)
some_targets = st.sampled_from(list(FRAMEWORK.roles.values()))


def with_others(levels, *opinions, role=PRESENT):
    others = tuple(Opinion(source=s, rater=r, levels=dict.fromkeys(IDS, level)) for s, r, level in opinions)
    return replace(answers(role, levels), others=others)


@given(known=some_ratings, present=some_roles, target=some_targets)
@settings(max_examples=30, deadline=None)
def test_the_parts_of_a_role_sum_to_1_and_what_is_there_to_readiness(known, present, target):
    profile = measure(FRAMEWORK, present, known)
    parts = parts_of(target, profile).values()

    assert sum(part.there + part.known_gap + part.uncertainty for part in parts) == pytest.approx(1)
    assert sum(part.there for part in parts) == pytest.approx(expected_share(target, profile))
    assert all(part.known_gap >= 0 and part.uncertainty >= 0 for part in parts)


@given(known=some_ratings, present=some_roles, target=some_targets)
@settings(max_examples=30, deadline=None)
def test_what_is_assumed_and_what_each_source_brought_sum_to_readiness(known, present, target):
    profile = measure(FRAMEWORK, present, known)
    found = sources_of(target, profile)

    assert sum(found.values()) == pytest.approx(expected_share(target, profile), abs=1e-6)
    assert found.keys() == {"prior"} | {rating.source for rating in known}


def test_a_role_that_asks_nothing_is_there_and_has_neither_parts_nor_questions():
    needs = {id: need.model_copy(update={"level": 0, "must_have": False}) for id, need in ROLE.requirements.items()}
    nothing = ROLE.model_copy(update={"requirements": needs})
    profile = measure(FRAMEWORK, PRESENT, [])

    assert parts_of(nothing, profile) == {}
    assert sources_of(nothing, profile) == {"prior": 1.0}
    assert next_questions(FRAMEWORK, Answers(PRESENT), nothing, profile) == ()
    assert flips(profile, must_have_odds(profile, nothing, 0.5)) == ()
    assert readiness(FRAMEWORK, nothing, profile).probability_must_haves == 1


@pytest.mark.parametrize(
    ("probability", "verdict"),
    [(1, "ready"), (0.8, "ready"), (0.79, "possible"), (0.3, "possible"), (0.29, "not_yet"), (0, "not_yet")],
)
def test_the_verdict_follows_the_probability_of_all_must_haves(probability, verdict):
    assert verdict_of(probability) == verdict


def applied(profile, flip):
    """Return the profile that would be had, had the changes been said."""
    changed = {change.rating: change.after for change in flip.changes}
    said = [replace(rating, level=changed.get(rating, rating.level)) for rating in profile.ratings]
    return measure(FRAMEWORK, None, said, profile.prior_mean)


PEOPLE = {
    "possible, self": (PRESENT, PRESENT, answers(PRESENT, dict.fromkeys(IDS, 2))),
    "not yet, two sources": (PRESENT, "sales_manager", with_others(dict.fromkeys(IDS, 3), ("manager", "m", 3))),
    "ready, many": (
        PRESENT, PRESENT,
        with_others(dict.fromkeys(IDS, 4), ("manager", "m", 4), *(("peer", rater, 4) for rater in "abc")),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("present", "target", "known"), PEOPLE.values(), ids=PEOPLE)
def test_each_flip_said_instead_gives_the_other_verdict(present, target, known):
    report = gap_report(FRAMEWORK, known, target)

    assert report.flips
    for flip in report.flips:
        after = readiness(FRAMEWORK, report.target, applied(report.profile, flip))
        assert verdict_of(after.probability_must_haves) is flip.verdict is not report.verdict
        assert after.probability_must_haves == pytest.approx(flip.probability, abs=1e-6)
        assert all(0 <= change.after <= 4 for change in flip.changes)


def test_a_single_flip_is_the_smallest_of_its_rating_and_the_smallest_comes_first():
    report = gap_report(FRAMEWORK, PEOPLE["possible, self"][2], PRESENT)
    sizes = [flip.size for flip in report.flips]

    assert sizes == sorted(sizes)
    for flip in report.flips:
        (change,) = flip.changes
        nearer = replace(change, after=change.after - np.sign(change.after - change.before))
        chance = readiness(FRAMEWORK, report.target, applied(report.profile, replace(flip, changes=(nearer,))))
        assert verdict_of(chance.probability_must_haves) is report.verdict


def test_where_no_answer_could_flip_it_the_levels_themselves_are_named():
    report = gap_report(FRAMEWORK, answers(PRESENT, dict.fromkeys(IDS, 1)), TARGET)
    (flip,) = report.flips

    assert report.verdict is Verdict.NOT_YET
    assert flip.verdict is Verdict.POSSIBLE
    assert flip.probability == pytest.approx(0.3, abs=0.01)
    assert {change.rating for change in flip.changes} == {None}
    assert {change.competency for change in flip.changes} <= set(ROLE.must_haves)
    assert all(change.after > change.before for change in flip.changes)


def test_the_next_question_narrows_as_much_as_it_promises():
    known = answers(PRESENT, {id: 2 for id in IDS if id not in {"finance", "documents"}})
    report = gap_report(FRAMEWORK, known, "sales_manager")
    by_kind = {question.kind: question for question in report.next_questions}
    own = by_kind[Kind.ANSWER]
    more = measure(FRAMEWORK, PRESENT, [*report.profile.ratings, *ratings("self", {own.competency: 2})])
    boss = measure(FRAMEWORK, PRESENT, [*report.profile.ratings, *ratings("manager", dict.fromkeys(IDS, 2))])

    assert own.narrows == pytest.approx(1 - variance(report, more) / variance(report, report.profile), abs=1e-9)
    item = by_kind[Kind.SITUATION]
    tried = Rating(
        item.competency, "situations", 2.0, weight=FRAMEWORK.measurement.sources["situations"].part, step=0.0
    )
    seen = measure(FRAMEWORK, PRESENT, [*report.profile.ratings, tried])
    assert item.narrows == pytest.approx(1 - variance(report, seen) / variance(report, report.profile), abs=1e-9)
    asked = set(SALES.requirements)
    boss = measure(FRAMEWORK, PRESENT, [*report.profile.ratings, *ratings("manager", dict.fromkeys(asked, 2))])
    assert by_kind[Kind.RATER].source == "manager"
    assert by_kind[Kind.RATER].narrows == pytest.approx(1 - variance(report, boss) / variance(report, report.profile))


def variance(report, profile) -> float:
    """Return the variance of readiness, linear around the estimate that was there before."""
    needs, before = report.target.requirements, report.profile
    slope = np.zeros(len(IDS))
    for id, need in needs.items():
        slope[before.index[id]] = need.weight / need.level * (1 - before[id].probability_of(need.level, 0))
    return float(slope @ profile.covariance @ slope)


def test_the_next_answer_is_the_one_that_narrows_most_of_all():
    known = answers(PRESENT, {id: 2 for id in IDS if id not in {"negotiation", "documents", "market"}})
    report = gap_report(FRAMEWORK, known, TARGET)
    best = next(question for question in report.next_questions if question.kind is Kind.ANSWER)
    left = {
        id: variance(report, measure(FRAMEWORK, PRESENT, [*report.profile.ratings, *ratings("self", {id: 2})]))
        for id in ("negotiation", "documents", "market")
    }

    assert best.competency == min(left, key=lambda id: left[id])


def test_what_was_asked_is_not_asked_again():
    items = [item.id for competency in FRAMEWORK.competencies.values() for item in competency.situations]
    known = replace(
        with_others(dict.fromkeys(IDS), ("manager", "m", 3), ("interview", "i", 3)),
        situations={id: Choice(best="A", worst="B") for id in items},
    )
    (question,) = gap_report(FRAMEWORK, known, TARGET).next_questions

    assert (question.kind, question.source) == (Kind.RATER, "peer")


@pytest.mark.parametrize(("said", "seen", "above"), [(4, 1, True), (1, 4, False)])
def test_own_words_are_compared_with_the_whole_picture_only_where_others_speak(said, seen, above):
    levels = dict.fromkeys(IDS, said)
    alone = gap_report(FRAMEWORK, answers(PRESENT, levels), TARGET)
    together = gap_report(FRAMEWORK, with_others(levels, ("manager", "m", seen)), TARGET)

    assert alone.own_above is None
    assert (together.own_above > 0.5) is above
    assert (together.own_above < -0.5) is not above
    assert together.own_above == pytest.approx(np.mean([gap.said - gap.level for gap in together.gaps]))


def test_how_much_is_known_in_words():
    alone, both, all_of_them = (
        {gap.known for gap in gap_report(FRAMEWORK, with_others(dict.fromkeys(IDS, 2), *others), PRESENT).gaps}
        for others in ((), [("manager", "m", 2)], [("manager", "m", 2), *(("peer", rater, 2) for rater in "abc")])
    )

    assert (alone, both, all_of_them) == ({Known.LITTLE}, {Known.SOMETHING}, {Known.MUCH})


@pytest.fixture(scope="module")
def sure_situations():
    easy = [item for competency in FRAMEWORK.competencies.values() for item in competency.situations][:8]
    return {item.id: item for item in easy}


def test_hints_are_given_only_where_a_second_look_is_worth_it(sure_situations):
    wrong = {id: Choice(best=item.worst, worst=item.best) for id, item in sure_situations.items()}
    right = {id: Choice(best=item.best, worst=item.worst) for id, item in sure_situations.items()}
    high = answers(PRESENT, dict.fromkeys(IDS, 4) | {"finance": 3})

    assert hints(FRAMEWORK, answers(PRESENT, dict.fromkeys(IDS, 2))) == (Hint.ALL_ALIKE,)
    assert hints(FRAMEWORK, high) == ()
    assert hints(FRAMEWORK, replace(high, situations=wrong)) == (Hint.ABOVE_SITUATIONS,)
    assert hints(FRAMEWORK, replace(high, situations=right)) == ()
    assert hints(FRAMEWORK, high, [2] * 10) == (Hint.HASTY,)
    assert hints(FRAMEWORK, high, [20] * 10) == hints(FRAMEWORK, high, [2] * 3) == ()


def test_many_reports_in_one_go_are_those_of_each_alone():
    people = [with_others({id: (n + k) % 5 for k, id in enumerate(IDS)}, ("manager", "m", n % 5)) for n in range(7)]
    for known, found in zip(people, gap_reports(FRAMEWORK, people, TARGET), strict=True):
        alone = gap_report(FRAMEWORK, known, TARGET)

        assert found.readiness.estimate == pytest.approx(alone.readiness.estimate, abs=1e-9)
        assert found.readiness.low == pytest.approx(alone.readiness.low, abs=1e-9)
        assert found.readiness.probability_must_haves == pytest.approx(alone.readiness.probability_must_haves, abs=1e-9)
        assert [gap.estimate.mean for gap in found.gaps] == pytest.approx([gap.estimate.mean for gap in alone.gaps])


def test_readiness_of_many_equals_one_by_one():
    profiles = [measure(FRAMEWORK, PRESENT, known) for known in random_people(130)]
    together = readiness_all(FRAMEWORK, ROLE, profiles)

    for one, found in zip(
        (readiness(FRAMEWORK, ROLE, profile) for profile in profiles[::13]), together[::13], strict=True
    ):
        assert vars(found) == pytest.approx(vars(one), abs=1e-9)
