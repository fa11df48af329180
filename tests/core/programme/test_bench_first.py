"""What successors one or two steps away lack of must-haves goes before any other gain that is not ten times as large."""

from dataclasses import replace
from datetime import date

import pytest

from kamcareer.core.answers import Answers, EarlierScore
from kamcareer.core.framework.role import Requirement
from kamcareer.core.planning.lifting import Lift
from kamcareer.core.programme.bench_first import FIRST, must_haves_first, steps_away
from kamcareer.core.programme.question import Question
from kamcareer.core.programme.solving import best_programme
from kamcareer.core.programme.terms import Terms
from tests.core.programme.small import activity, person

TODAY = date(2026, 11, 29)
POST, TARGET = "sales_manager", "key_account_manager_retail"
MUST, OTHER = "negotiation", "finance"


@pytest.fixture
def role(framework):
    needs = {
        MUST: Requirement(level=3, weight=1, must_have=True),
        OTHER: Requirement(level=3, weight=1, must_have=False),
    }
    return framework.roles[TARGET].model_copy(update={"requirements": needs})


def near(role, *activities, **values):
    one = person("near", *activities, **values)
    return replace(one, problem=must_haves_first(one.problem, role))


def given(*people):
    return best_programme(Question(people, Terms(1)), 5).chosen


def test_a_must_have_of_the_bench_goes_before_a_larger_gain_of_somebody_else(role):
    course = activity("course", cost=1, lifts={MUST: Lift(40, 400)})
    far = person("far", course, slopes=tuple(3 * slope for slope in (5000, 3000, 2000, 500, 100)))
    assert given(far, person("near", course)) == {"far": {"course"}}
    assert given(far, near(role, course)) == {"near": {"course"}}


def test_what_the_role_can_do_without_weighs_no_more_on_the_bench_than_elsewhere(role):
    course = activity("course", cost=1, lifts={OTHER: Lift(40, 400)})
    far = person("far", course, slopes=(6000, 3000, 2000, 500, 100))
    assert given(far, near(role, course)) == {"far": {"course"}}


def test_a_gain_more_than_ten_times_as_large_still_goes_before(role):
    course = activity("course", cost=1, lifts={MUST: Lift(40, 400)})
    far = person("far", course, slopes=tuple(2 * FIRST * slope for slope in (5000, 3000, 2000, 500, 100)))
    assert given(far, near(role, course)) == {"far": {"course"}}


def test_who_is_far_or_not_known_or_whose_post_leads_elsewhere_does_not_come_first(framework):
    def scored(level, post=POST):
        scores = tuple(EarlierScore(competency=id, level=level, date=TODAY) for id in framework.competencies)
        return Answers(post, earlier=scores)

    people = [scored(4), scored(0), scored(4, "medical_representative"), Answers(POST)]
    assert steps_away(framework, TARGET, people, TODAY) == {0}
    assert steps_away(framework, TARGET, [], TODAY) == frozenset()
