"""The checker finds each broken rule: a good programme is broken in one way at a time."""

from dataclasses import replace

import pytest

from kamcareer.core.planning.lifting import Lift
from kamcareer.core.programme.programme import programme_of
from kamcareer.core.programme.question import Question
from kamcareer.core.programme.solving import best_programme
from kamcareer.core.programme.terms import Group, Terms
from kamcareer.core.programme.verifier import broken_rules
from tests.core.programme.small import activity, person

ACTIVITIES = (
    activity("course", cost=2, closers=("practice",)),
    activity("practice", lifts={"finance": Lift(30, 300)}),
    activity("book", cost=1, group="pair"),
    activity("other book", cost=1, group="pair", lifts={"finance": Lift(10, 300)}),
    activity("mentor", after=("practice",)),
    activity("late", cost=1, entries={"finance": 300}),
    activity("walk"),
)
QUESTION = Question(
    tuple(person(f"person {number}", *ACTIVITIES, hours=5) for number in range(3)),
    Terms(20, {"course": Group(5, 2)}, {"mentor": 1}),
)
GOOD = best_programme(QUESTION)


def given(*ids, terms=QUESTION.terms, people=("person 0",)):
    """The programme that gives the same activities to some people, with its true cost and value."""
    chosen = {one: frozenset(ids) for one in people}
    question = Question(QUESTION.people, terms)
    everything = frozenset(one.id for one in ACTIVITIES)
    question.__dict__["offers"] = {
        one: replace(offer, candidates=offer.person.problem.by_id, matters=everything)
        for one, offer in question.offers.items()
    }
    return question, programme_of(question, chosen)


BROKEN = {
    "stranger": (lambda: (QUESTION, replace(GOOD, chosen={"nobody": frozenset({"book"})})), "is not among the people"),
    "unknown": (
        lambda: (QUESTION, replace(GOOD, chosen={"person 0": frozenset({"x"})})),
        "does not come into question",
    ),
    "cost": (lambda: (QUESTION, replace(GOOD, cost=GOOD.cost - 1)), "costs"),
    "money": (lambda: given("course", "practice", terms=replace(QUESTION.terms, budget=4)), "budget is exceeded"),
    "groups": (lambda: (QUESTION, replace(GOOD, groups={"course": 1})), "needs 2 groups"),
    "places": (
        lambda: given("course", "practice", "mentor", people=("person 0", "person 1")),
        "has 1 places, is given to 2",
    ),
    "time": (lambda: given("course", "practice", "book", "mentor", "late", "walk"), "less time"),
    "closing": (lambda: given("course"), "no practice task closes course"),
    "before": (lambda: given("mentor"), "practice does not come before mentor"),
    "entries": (lambda: given("late"), "the levels that late asks for"),
    "one of": (lambda: given("book", "other book"), "two of one group"),
    "free": (lambda: given("book", "walk"), "walk is free"),
    "value": (lambda: (QUESTION, replace(GOOD, value=GOOD.value - 1)), "is worth"),
    "bound": (lambda: (QUESTION, replace(GOOD, bound=GOOD.value - 1)), "more than its bound"),
}


def test_the_programme_itself_is_in_order():
    assert broken_rules(QUESTION, GOOD) == []
    assert len(GOOD.chosen) == 3
    assert GOOD.groups == {"course": 2}


@pytest.mark.parametrize(("broken", "told"), BROKEN.values(), ids=BROKEN)
def test_each_broken_rule_is_told(broken, told):
    question, programme = broken()

    assert any(told in line for line in broken_rules(question, programme))
