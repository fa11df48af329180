"""The checker finds each broken rule: a good plan is broken in one way at a time."""

from dataclasses import replace

import pytest

from kamcareer.core.planning.limits import Limits
from kamcareer.core.planning.planner import development_plan
from kamcareer.core.planning.verifier import broken_rules
from tests.planning.people import case

ONE = case(8)
PLAN = development_plan(ONE.ground.framework, ONE.ground.role, ONE.ground.profile, Limits(4, 39, 30_000))
FIRST = PLAN.steps[0]
CLOSED = next((step for step in PLAN.steps if step.closed_by), None)


def with_step(step, **changes):
    steps = tuple(replace(one, **changes) if one is step else one for one in PLAN.steps)
    return replace(PLAN, steps=steps)


def limited(**changes):
    return replace(PLAN, limits=replace(PLAN.limits, **changes))


BROKEN = {
    "twice": (lambda: replace(PLAN, steps=(*PLAN.steps, FIRST)), "there twice"),
    "outside": (lambda: limited(weeks=PLAN.steps[-1].end_week - 1), "outside the plan"),
    "too short": (lambda: with_step(FIRST, end_week=FIRST.start_week), "weeks, has 1"),
    "hours": (lambda: with_step(FIRST, hours=FIRST.hours + 1), "hours, has"),
    "not held": (lambda: with_step(FIRST, minutes_per_week=1), "do not hold its hours"),
    "price": (lambda: with_step(FIRST, cost=FIRST.cost + 1), "costs something else"),
    "full week": (lambda: limited(hours_per_week=1.0), "has too many hours"),
    "parallel": (lambda: limited(parallel=1), "too much at a time"),
    "money": (lambda: limited(budget=PLAN.cost - 1) if PLAN.cost else limited(budget=-1), "budget is exceeded"),
    "practice": (lambda: limited(practice_share=1.0), "too little of it is practice"),
    "first month": (lambda: limited(starts_in_first_month=0), "started in the first month"),
    "refused": (lambda: limited(refused=frozenset({FIRST.id})), "is done, refused or full"),
    "pin": (lambda: limited(pinned={"nothing": None}), "is pinned and missing"),
    "pinned week": (lambda: limited(pinned={FIRST.id: FIRST.start_week + 1}), "is pinned to week"),
    "gains": (lambda: with_step(FIRST, gains=dict.fromkeys(FIRST.gains, 3.0)), "than it can"),
    "sum": (lambda: with_step(FIRST, gains={}), "do not add up"),
    "level": (lambda: replace(PLAN, levels_after=PLAN.levels_before), "is not what the activities give"),
    "fall": (lambda: replace(PLAN, milestones=PLAN.milestones[::-1]), "readiness falls"),
}


def test_the_plan_itself_is_in_order():
    assert broken_rules(PLAN) == []
    assert len(PLAN.steps) > 4


@pytest.mark.parametrize(("broken", "told"), BROKEN.values(), ids=BROKEN)
def test_each_broken_rule_is_told(broken, told):
    plan = object.__new__(type(PLAN))  # limits that would be refused are put in unchecked
    plan.__dict__.update(broken().__dict__)

    assert any(told in line for line in broken_rules(plan))


def test_what_must_come_before_is_asked_for():
    activity = FIRST.activity.model_copy(
        update={"requires": FIRST.activity.requires.model_copy(update={"activities": ("nothing",)})}
    )
    high = FIRST.activity.model_copy(
        update={"requires": FIRST.activity.requires.model_copy(update={"levels": {"finance": 4}})}
    )
    open_end = FIRST.activity.model_copy(update={"closes_with": "nothing"})
    pair = [step.activity.model_copy(update={"one_of": "pair"}) for step in PLAN.steps[:2]]
    two = replace(
        PLAN,
        steps=tuple(replace(step, activity=one) for step, one in zip(PLAN.steps, pair, strict=False)) + PLAN.steps[2:],
    )

    assert any("is not done before" in line for line in broken_rules(with_step(FIRST, activity=activity)))
    assert any("is not there when it starts" in line for line in broken_rules(with_step(FIRST, activity=high)))
    assert any("no practice task closes it" in line for line in broken_rules(with_step(FIRST, activity=open_end)))
    assert any("two of one group" in line for line in broken_rules(two))
