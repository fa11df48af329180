from dataclasses import replace

import pytest

from kamcareer.core.planning.explanation import WhyNot, not_chosen, prices, without
from kamcareer.core.planning.misfits import Misfits
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


@pytest.mark.parametrize("seed", [0, 5, 7])
def test_what_is_said_is_what_planning_again_gives_whatever_earlier_questions_found_out(seed):
    one = case(seed)
    ground, misfits = one.ground, Misfits()

    def again(**limits):
        plan = development_plan(ground.framework, ground.role, ground.profile, replace(one.limits, **limits))
        assert plan.bound_gap == 0
        return plan.value

    plan = development_plan(ground.framework, ground.role, ground.profile, one.limits)
    losses = {step.id: without(ground, plan, step.id, misfits).change.value for step in plan.steps[:4]}
    left = not_chosen(ground, plan, misfits=misfits)
    found = prices(ground, plan, misfits)

    assert misfits.never or misfits.alone
    for id, loss in losses.items():
        assert plan.value + loss == pytest.approx(again(refused=frozenset({id})), abs=2e-6)
    for lost in left:
        if lost.why is WhyNot.CROWDED_OUT:
            assert plan.value - lost.loss == pytest.approx(again(pinned={lost.activity: None}), abs=2e-6)
    assert plan.value + found.practice.value == pytest.approx(again(practice_share=0.0), abs=2e-6)
    assert plan.value + found.month.value == pytest.approx(again(weeks=one.limits.weeks + 4), abs=2e-6)


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
        wider = {
            change.limit: change.value if change.limit == "hours_per_week" else int(change.value)
            for change in way.changes
        }
        plan = development_plan(
            one.ground.framework,
            one.ground.role,
            one.ground.profile,
            replace(limits, objective="date", **wider),
        )
        assert plan.ready_week is not None
