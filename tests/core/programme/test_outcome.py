"""What a programme does, activity by activity and competency by competency."""

import pytest
from hypothesis import given, settings

from kamcareer.core.framework.role import Requirement
from kamcareer.core.planning.lifting import Lift
from kamcareer.core.programme.greedy import greedy_programme
from kamcareer.core.programme.outcome import lifted_by, shares, value_of_free
from kamcareer.core.programme.question import Question
from kamcareer.core.programme.solving import best_programme
from kamcareer.core.programme.terms import Group, Terms
from tests.core.programme.small import activity, person, questions
from tests.planning.people import FRAMEWORK

COURSE = activity("course", closers=("practice",), cost=3)
PRACTICE = activity("practice", lifts={"finance": Lift(60, 400)})
BOOK = activity("book", cost=1, lifts={"finance": Lift(30, 400)})
QUESTION = Question(
    (person("one", COURSE, PRACTICE, BOOK), person("two", COURSE, PRACTICE, level=400)),
    Terms(9, {"course": Group(6, 2)}),
)
ROLE = FRAMEWORK.roles["supervisor"]


def asking(**levels):
    needs = {id: Requirement(level=level, weight=1, must_have=False) for id, level in levels.items()}
    return ROLE.model_copy(update={"requirements": needs})


@given(questions())
@settings(max_examples=60, deadline=None)
def test_what_activities_cost_adds_up_and_nothing_is_lost_by_what_is_not_there(question):
    programme = greedy_programme(question)
    found = shares(question, programme)

    assert sum(share.cost for share in found) == programme.cost
    assert {(person, share.id) for share in found for person in share.people} == {
        (person, id) for person, ids in programme.chosen.items() for id in ids
    }
    assert all(share.lost <= programme.value for share in found)
    assert value_of_free(question, programme) <= programme.value + sum(abs(share.lost) for share in found)


def test_what_is_lost_without_an_activity_counts_what_goes_with_it():
    programme = best_programme(QUESTION)
    course, practice, book = (
        next(one for one in shares(QUESTION, programme) if one.id == id) for id in ("course", "practice", "book")
    )
    offer, ids = QUESTION.offers["one"], programme.chosen["one"]

    assert (course.people, course.groups, course.cost) == (("one",), 1, 6)
    assert (book.groups, book.cost) == (None, 1)
    assert course.lost == practice.lost == offer.value(ids) - offer.value({"book"})
    assert value_of_free(QUESTION, programme) == offer.value({"practice"})


def test_what_only_led_to_a_lost_activity_is_not_worth_its_time_alone():
    first = activity("first", cost=1, lifts={})
    fourth = activity("fourth", cost=1, lifts={"finance": Lift(100, 200)}, after=("first",))
    question = Question((person("one", first, fourth),), Terms(2))
    programme = best_programme(question)

    assert programme.chosen == {"one": {"first", "fourth"}}
    assert [share.lost for share in shares(question, programme)] == [programme.value, programme.value]


def test_a_competency_tells_levels_gained_and_who_is_then_expected_to_hold_it():
    programme = best_programme(QUESTION)
    roles = {"one": asking(finance=2, negotiation=4), "two": asking(finance=4)}
    finance, negotiation = lifted_by(QUESTION, programme, roles, 0.5)

    assert (finance.id, finance.levels, finance.asked_of) == ("finance", pytest.approx(0.9), 2)
    assert (finance.held_before, finance.held_after) == (1, 2)
    assert (negotiation.levels, negotiation.asked_of, negotiation.held_after) == (pytest.approx(0.4), 1, 0)
