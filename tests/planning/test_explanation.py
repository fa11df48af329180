from dataclasses import replace

import pytest

from kamcareer.core.planning.explanation import WhyNot, not_chosen, prices, without
from kamcareer.core.planning.planner import development_plan
from kamcareer.core.planning.relaxation import must_have_relaxations
from tests.planning.people import case

ONE = case(0)
LIMITS = replace(ONE.limits, hours_per_week=3.0, weeks=20, budget=2_000)
PLAN = development_plan(ONE.ground.framework, ONE.ground.role, ONE.ground.profile, LIMITS)


def test_every_activity_says_what_would_be_lost_without_it():
    for step in PLAN.steps:
        loss = without(ONE.ground, PLAN, step.id)

        assert loss.change.value <= 0
        assert step.id not in loss.instead


def test_more_of_a_limit_costs_nothing_and_may_bring_something():
    found = prices(ONE.ground, PLAN)

    for change in (found.hour, found.week, found.month, found.money, found.practice):
        assert change is not None
        assert change.value >= 0
    assert found.month.value >= found.week.value
    assert found.hour.value > 0


def test_without_a_limit_of_money_more_money_has_no_price():
    limits = replace(LIMITS, budget=None)
    plan = development_plan(ONE.ground.framework, ONE.ground.role, ONE.ground.profile, limits)

    assert prices(ONE.ground, plan).money is None


def test_what_nearly_came_in_says_what_it_would_push_out():
    chosen = {step.id for step in PLAN.steps}
    found = not_chosen(ONE.ground, PLAN)

    assert found
    for one in found:
        assert one.activity not in chosen
        assert set(one.instead_of) <= chosen
        assert one.why is not WhyNot.CROWDED_OUT or one.loss >= 0


def test_what_was_refused_is_named_as_refused():
    refused = frozenset(ONE.ground.framework.activities)
    plan = development_plan(ONE.ground.framework, ONE.ground.role, ONE.ground.profile, replace(LIMITS, refused=refused))

    assert [one.why for one in not_chosen(ONE.ground, plan)] == [WhyNot.REFUSED] * 3


@pytest.mark.parametrize("seed", [2, 9])
def test_what_would_hold_every_must_have_does(seed):
    one = case(seed)
    limits = replace(one.limits, weeks=13, hours_per_week=2.0)
    for way in must_have_relaxations(one.ground, limits):
        value = way.value if way.limit == "hours_per_week" else int(way.value)
        plan = development_plan(
            one.ground.framework,
            one.ground.role,
            one.ground.profile,
            replace(limits, objective="date", **{way.limit: value}),
        )
        assert plan.ready_week is not None
