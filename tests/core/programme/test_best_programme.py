"""What must hold of every programme: no rule broken, nothing better to be had, more is never worse."""

from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.planning.lifting import Lift
from kamcareer.core.programme.greedy import RULES, Taking, greedy_programme
from kamcareer.core.programme.marginal import marginal
from kamcareer.core.programme.programme import programme_of
from kamcareer.core.programme.question import Question
from kamcareer.core.programme.rows import rows_of
from kamcareer.core.programme.search import Search
from kamcareer.core.programme.solver import Solver
from kamcareer.core.programme.solving import best_programme
from kamcareer.core.programme.terms import Group, Terms
from kamcareer.core.programme.verifier import broken_rules
from tests.core.programme.small import activity, best_value, person, questions

few = settings(max_examples=60, deadline=None)


def best(question, **changes):
    asked = replace(question, terms=replace(question.terms, **changes))
    programme = best_programme(asked)

    assert broken_rules(asked, programme) == []
    return programme


@given(questions())
@settings(max_examples=200, deadline=None)
def test_it_equals_trying_everything_on_small_questions(question):
    programme = best(question)

    assert programme.value == best_value(question) == programme.bound
    assert programme.gap == 0


@given(questions())
@few
def test_greedy_is_at_most_solved_is_at_most_the_bound_and_neither_breaks_a_rule(question):
    greedy, solved = greedy_programme(question), best(question)

    assert broken_rules(question, greedy) == []
    assert 0 <= greedy.value <= solved.value <= solved.bound <= greedy.bound


@given(questions())
@few
def test_person_by_person_no_rule_is_broken_and_the_bound_holds(question):
    start = greedy_programme(question)
    programme = Search(question, start, perf_counter() + 0.2).programme()

    assert broken_rules(question, programme) == []
    assert start.value <= programme.value <= best_value(question) <= programme.bound


@given(questions())
@settings(max_examples=150, deadline=None)
def test_whoever_is_planned_again_takes_what_the_others_leave_and_no_more(question):
    search = Search(question, greedy_programme(question), perf_counter() + 60)
    for one in question.people:
        before = search.best.value
        search.best = programme_of(question, search._again([one.id]))

        assert broken_rules(question, search.best) == []
        assert search.best.value >= before


@pytest.mark.parametrize("rule", RULES)
def test_a_new_group_takes_no_more_of_what_closes_it_than_there_is(rule):
    course, practice = activity("course", closers=("practice",)), activity("practice", lifts={})
    learners = (person("one", course, practice), person("two", course, practice))
    ahead = person("ahead", activity("practice"), weight=100)
    by_places = Question(learners, Terms(9, {"course": Group(1, 3)}, {"practice": 1}))
    by_seats = Question((*learners, ahead), Terms(6, {"course": Group(1, 3), "practice": Group(5, 2)}))

    assert broken_rules(by_places, Taking(by_places, rule).programme()) == []
    assert broken_rules(by_seats, Taking(by_seats, rule).programme()) == []
    assert len(Taking(by_places, rule).programme().chosen) == 1
    assert len(Taking(by_seats, rule).programme().chosen) == 2


@pytest.mark.parametrize(
    "terms",
    [
        Terms(9, {"course": Group(9, 1)}),
        Terms(9, {"course": Group(9, 2)}, {"course": 1}),
        Terms(1),
        Terms(9, {}, {"course": 1}),
    ],
    ids=["a second group", "a seat without a place", "money", "places"],
)
def test_what_somebody_has_is_not_there_for_the_next(terms):
    course = activity("course", cost=1)
    question = Question((person("one", course), person("two", course, weight=2)), terms)
    search = Search(question, programme_of(question, {"one": frozenset({"course"})}), perf_counter() + 60)

    assert programme_of(question, search._again(["two"])).chosen == {"one": {"course"}}


def test_who_takes_an_open_seat_pays_for_no_group():
    course = activity("course", cost=1)
    question = Question((person("one", course), person("two", course)), Terms(9, {"course": Group(9, 2)}))
    search = Search(question, programme_of(question, {"one": frozenset({"course"})}), perf_counter() + 60)

    assert programme_of(question, search._again(["two"])).chosen == {"one": {"course"}, "two": {"course"}}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("weights", [(1, 3), (3, 1)])
def test_the_solver_weighs_people_as_the_programme_does(rule, weights):
    small, large = activity("small", cost=1), activity("large", cost=2, lifts={"finance": Lift(60, 400)})
    those = (person("one", small, large, weight=weights[0]), person("two", small, large, weight=weights[1]))
    question = Question(those, Terms(3))
    answer = Solver(rows_of(question)).best(60)

    assert answer.bound == best_value(question) >= Taking(question, rule).programme().value


@given(questions(), st.integers(1, 8))
@few
def test_more_money_never_gives_a_worse_programme(question, more):
    assert best(question, budget=question.terms.budget + more).value >= best(question).value


@given(questions(), st.integers(1, 3))
@few
def test_more_seats_or_places_never_give_a_worse_programme(question, more):
    here, terms = best(question).value, question.terms
    seats = {id: Group(group.price, group.seats + more) for id, group in terms.groups.items()}
    places = {id: count + more for id, count in terms.places.items()}

    assert best(question, groups=seats).value >= here
    assert best(question, places=places).value >= here


@given(questions(), st.randoms())
@few
def test_the_order_of_people_changes_nothing_in_value(question, draw):
    people = list(question.people)
    draw.shuffle(people)
    other = Question(tuple(people), question.terms)

    assert best(other).value == best(question).value
    assert greedy_programme(other).value == greedy_programme(question).value


@given(questions())
@few
def test_without_money_nothing_is_bought(question):
    programme = best(question, budget=0)

    assert programme.cost == 0
    assert all(question.terms.groups[id].price == 0 for id in programme.groups)


@given(questions(), st.integers(1, 6))
@few
def test_what_more_money_adds_lies_between_its_ends(question, extra):
    programme = best(question)
    more = marginal(question, programme, extra)

    assert more.value == more.least == more.most  # both are proved
    assert more.value == best_value(question.with_budget(question.terms.budget + extra)) - programme.value
    assert more.value > 0 or (more.value == 0 and more.cost <= extra)


def test_who_has_nothing_to_learn_gets_an_empty_programme():
    one = person("expert", activity("course", cost=1), slopes=())
    programme = best(Question((one,), Terms(100)))

    assert (programme.chosen, programme.cost, programme.value, programme.gap) == ({}, 0, 0, 0.0)
    assert best(Question((), Terms(0))).chosen == {}


def test_a_group_is_bought_when_its_seats_are_filled_and_not_for_one():
    course = activity("course", cost=9)
    those = tuple(person(f"person {number}", course) for number in range(3))
    terms = Terms(10, {"course": Group(10, 3)})

    assert best(Question(those, terms)).groups == {"course": 1}
    assert len(best(Question(those, terms)).chosen) == 3
    assert best(Question(those, replace(terms, budget=9))).chosen == {}


def test_a_course_brings_its_practice_along_and_is_nothing_without_it():
    course, practice = activity("course", cost=1, closers=("practice",)), activity("practice")
    both = person("one", course, practice)

    assert best(Question((both,), Terms(1))).chosen == {"one": {"course", "practice"}}
    assert best(Question((both,), Terms(0))).chosen == {}  # free practice alone is the personal plan's
    assert best(Question((person("one", course),), Terms(1))).chosen == {}


def test_what_is_free_comes_along_only_for_what_is_given():
    course = activity("course", cost=1, closers=("hard", "easy"))
    hard, easy = activity("hard", after=("base",), minutes=240), activity("easy", lifts={})
    base, twin = activity("base", closers=("twin",)), activity("twin", after=("base",))
    question = Question((person("one", course, hard, easy, base, twin),), Terms(1))

    assert best(question).chosen == {"one": {"course", "easy"}}


def test_what_asks_for_a_level_that_is_missing_is_left_out():
    late = activity("late", cost=1, entries={"negotiation": 200})
    helper = activity("helper", cost=1, lifts={"negotiation": Lift(300, 400)})

    assert best(Question((person("one", late, helper),), Terms(9))).chosen == {"one": {"helper"}}


def test_who_weighs_more_comes_first():
    course = activity("course", cost=1)
    those = (person("far", course), person("near", course, weight=3))

    assert best(Question(those, Terms(1))).chosen == {"near": {"course"}}


def test_what_may_be_nothing_but_what_was_missed_is_unknown():
    course = activity("course", cost=1)
    question = Question((person("one", course), person("two", course)), Terms(1))
    programme = best(question)
    unsure = replace(programme, bound=3 * programme.value)

    assert marginal(question, unsure, 1).value is None
    assert marginal(question, programme, 1).value == programme.value
    assert marginal(question, programme, 1).added.keys() == {"one", "two"} - programme.chosen.keys()


def test_what_cannot_be_is_refused():
    one = person("one")
    for wrong in (
        lambda: Terms(-1),
        lambda: Terms(0, places={"course": -1}),
        lambda: Group(-1, 1),
        lambda: Group(1, 0),
        lambda: replace(one, weight=0),
        lambda: Question((one, one), Terms(0)),
        lambda: marginal(Question((one,), Terms(0)), best(Question((one,), Terms(0))), 0),
    ):
        with pytest.raises(ValueError, match=r".+"):
            wrong()
