"""What must hold of every plan: no rule broken, nothing better to be had, the same answer every time."""

from dataclasses import replace

import numpy as np
import pytest

from kamcareer.core.planning.greedy import gain_per_hour, gap_first, greedy_plan
from kamcareer.core.planning.limits import Limits, Objective
from kamcareer.core.planning.misfits import Misfits
from kamcareer.core.planning.outcome import Ground, plan_of
from kamcareer.core.planning.plan import Status
from kamcareer.core.planning.planner import development_plan
from kamcareer.core.planning.solving import best_plan
from kamcareer.core.planning.verifier import broken_rules
from tests.planning.brute_force import best_value
from tests.planning.people import FRAMEWORK, Case, case, invented, sampled, with_activities

KINDS = ["project", "project", "rotation", "mentoring", "reading"]
TOPICS = ["negotiation", "finance", "analysis"]


def plan_for(one: Case, **limits):
    ground = one.ground
    plan = development_plan(ground.framework, ground.role, ground.profile, replace(one.limits, **limits))

    assert broken_rules(plan) == []
    return plan


def small(seed: int) -> Case:
    """A handful of invented activities with every kind of rule between them, and a few weeks."""
    draw = np.random.default_rng(seed)
    activities = []
    for number in range(4):
        kind = KINDS[draw.integers(len(KINDS))]
        topics = draw.choice(TOPICS, size=draw.integers(1, 3), replace=False)
        earlier = [one.id for one in activities]
        changes = {
            "kind": kind,
            "gains": {
                str(id): {"levels": float(draw.integers(2, 8)) / 10, "cap": int(draw.integers(2, 5))} for id in topics
            },
            "hours": int(draw.integers(1, 9)),
            "weeks": int(draw.integers(1, 4)),
            "hours_at": str(draw.choice(["work", "own", "both"])),
        }
        if draw.random() < 0.3:
            changes |= {"cost": "low", "price": int(draw.integers(1, 4)) * 1000}
        if earlier and draw.random() < 0.3:
            changes["requires"] = {"activities": [str(draw.choice(earlier))]}
        if draw.random() < 0.3:
            changes["requires"] = changes.get("requires", {}) | {"levels": {str(topics[0]): int(draw.integers(1, 3))}}
        if earlier and draw.random() < 0.3:
            changes["closes_with"] = str(draw.choice(earlier))
        if draw.random() < 0.4:
            changes["one_of"] = "pair"
        activities.append(invented(f"activity_{number}", **changes))
    one = case(seed)
    ground = Ground(with_activities(*activities), FRAMEWORK.roles["key_account_manager_retail"], one.ground.profile)
    budget = None if draw.random() < 0.5 else 3000
    limits = Limits(float(draw.choice([2, 3, 4])), int(draw.integers(4, 7)), budget, parallel=int(draw.integers(1, 4)))
    return Case(ground, limits)


@pytest.mark.parametrize("seed", range(40))
def test_it_equals_trying_everything_on_small_problems(seed):
    one = small(seed)
    plan = plan_for(one)
    problem = one.ground.problem(one.limits)

    assert problem.value([problem.by_id[step.id] for step in plan.steps]) == best_value(problem)
    assert plan.status is Status.OPTIMAL or not plan.steps


@pytest.mark.parametrize("seed", range(40))
def test_what_other_questions_found_not_to_fit_rules_out_nothing_that_fits(seed):
    one, misfits = small(seed), Misfits()
    narrow = one.ground.problem(one.limits)
    best_plan(narrow, misfits=misfits)
    for changed in ({"budget": None}, {"practice_share": 0.0}, {"refused": frozenset({"activity_1"})}):
        problem = one.ground.problem(replace(one.limits, **changed))

        assert best_plan(problem, misfits=misfits).value == best_value(problem)


def test_what_fits_only_behind_a_helper_that_adds_nothing_itself_is_found_with_it():
    one, negotiation = case(0), "negotiation"  # level 0.89; 1.5 will be asked
    activities = (
        invented("long", weeks=6, hours=6, gains={negotiation: {"levels": 3.2, "cap": 4}}),
        invented("late", weeks=3, gains={"finance": {"levels": 0.5, "cap": 4}}, requires={"levels": {negotiation: 2}}),
        invented("helper", weeks=2, hours=12, gains={negotiation: {"levels": 0.7, "cap": 2}}),
    )
    ground = Ground(with_activities(*activities), FRAMEWORK.roles["key_account_manager_retail"], one.ground.profile)
    plan = plan_for(Case(ground, Limits(8, 8)))
    problem = ground.problem(plan.limits)
    worth_most = problem.value([problem.by_id[id] for id in ("long", "late")])

    assert {step.id for step in plan.steps} == {"long", "late", "helper"}
    assert worth_most > round(plan.value * 1e7)
    assert plan.status is Status.OPTIMAL


@pytest.mark.parametrize("seed", range(8))
def test_a_plan_of_real_size_breaks_no_rule_and_beats_both_rules_of_thumb(seed):
    one = case(seed)
    plan = plan_for(one)
    problem = one.ground.problem(one.limits)

    assert plan.status is not Status.INFEASIBLE
    assert plan.bound >= plan.value
    for rule in (gain_per_hour, gap_first):
        placements = greedy_plan(problem, rule)
        thumb = plan_of(one.ground, problem, placements, Status.FEASIBLE, 0, 0)
        assert broken_rules(thumb) == []
        assert plan.value >= problem.value([placement.candidate for placement in placements]) / 1e7


@pytest.mark.parametrize("seed", [1161, 1197])
def test_what_stays_in_doubt_at_first_is_tried_again_and_the_plan_is_proved(seed):
    assert plan_for(case(seed)).status is Status.OPTIMAL


@pytest.mark.parametrize("seed", range(5))
def test_more_hours_weeks_or_money_never_give_a_worse_plan(seed):
    one = case(seed, sampled(40, seed))
    plan = plan_for(one, budget=10_000)

    assert plan.status is not Status.FEASIBLE
    for more in (
        {"hours_per_week": one.limits.hours_per_week + 1},
        {"weeks": one.limits.weeks + 1},
        {"weeks": one.limits.weeks + 5},
        {"budget": 25_000},
        {"budget": None},
    ):
        assert plan_for(one, **({"budget": 10_000} | more)).value >= plan.value - 1e-6


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_activities_is_irrelevant_and_the_answer_the_same_every_time(seed):
    one = case(seed, sampled(40, seed))
    backwards = with_activities(*reversed(one.ground.framework.activities.values()), framework=one.ground.framework)
    other = Case(replace(one.ground, framework=backwards), one.limits)

    assert plan_for(one).steps == plan_for(one).steps == plan_for(other).steps


@pytest.mark.parametrize("seed", range(4))
def test_the_earliest_date_holds_every_must_have_and_a_week_less_would_not_do(seed):
    one = Case(replace(case(seed).ground, role=FRAMEWORK.roles["supervisor"]), Limits(5, 52, objective=Objective.DATE))
    plan = plan_for(one)
    margin = FRAMEWORK.measurement.margin.value

    assert plan.status is Status.OPTIMAL
    for id in plan.role.must_haves:
        assert plan.levels_after[id] >= plan.role.requirements[id].level - margin - 0.01
    assert plan.ready_week is not None
    if plan.ready_week:
        sooner = plan_for(one, weeks=plan.ready_week - 1)
        assert sooner.status is Status.INFEASIBLE
        assert {one.limit for one in sooner.relaxations} <= {"hours_per_week", "weeks"}


def test_what_is_pinned_stays_and_what_is_refused_stays_away():
    one = case(3)
    plan = plan_for(one)
    refused = plan.steps[0].id
    pinned = next(id for id in one.ground.problem(one.limits).by_id if id not in {step.id for step in plan.steps})
    other = plan_for(one, refused=frozenset({refused}), pinned={pinned: 5})
    chosen = {step.id: step.start_week for step in other.steps}

    assert refused not in chosen
    assert chosen.get(pinned) == 5 or other.unmet_pins == (pinned,)
    assert other.value <= plan.value


def test_what_was_done_counts_and_is_not_planned_again():
    one = case(3)
    plan = plan_for(one)
    done = next(step for step in plan.steps if step.gains and not step.closed_by)
    other = plan_for(one, done=frozenset({done.id}))

    assert done.id not in {step.id for step in other.steps}
    assert other.before.estimate > plan.before.estimate
    assert all(other.levels_before[id] > plan.levels_before[id] for id in done.gains)


def test_what_is_begun_takes_only_what_is_left_of_it():
    one = case(3)
    plan = plan_for(one)
    begun = max(plan.steps, key=lambda step: step.hours)
    other = plan_for(one, pinned={begun.id: 1}, progress={begun.id: 0.5})
    left = next(step for step in other.steps if step.id == begun.id)

    assert left.hours == pytest.approx(begun.hours / 2, abs=0.02)
    assert left.start_week == 1


@pytest.mark.parametrize("limits", [{"hours_per_week": 0.5}, {"weeks": 1, "hours_per_week": 1.0}])
def test_limits_that_allow_nothing_are_answered_by_the_smallest_that_help(limits):
    one = case(1)
    plan = plan_for(one, budget=0, **limits)

    assert plan.status is Status.INFEASIBLE
    assert plan.steps == ()
    assert plan.relaxations
    for way in plan.relaxations:
        changed = limits | {way.limit: way.value if way.limit == "hours_per_week" else int(way.value)}
        assert plan_for(one, budget=0, **changed).steps
        step = 0.5 if way.limit == "hours_per_week" else 1
        if way.value - step > way.present:
            assert not plan_for(one, budget=0, **(changed | {way.limit: way.value - step})).steps


@pytest.mark.parametrize("budget", [None, 0])
def test_where_no_single_change_helps_the_smallest_of_several_together_does(budget):
    one, narrow = case(1), {"hours_per_week": 0.5, "weeks": 1, "budget": budget}
    [way] = plan_for(one, **narrow).relaxations
    wider = {change.limit: change.value for change in way.changes}
    wider["weeks"] = int(wider["weeks"])

    assert wider.keys() == {"hours_per_week", "weeks"}
    assert plan_for(one, **(narrow | wider)).steps
    for limit, less in (("hours_per_week", 0.5), ("weeks", 1)):
        assert not plan_for(one, **(narrow | wider | {limit: wider[limit] - less})).steps


def test_money_gives_way_too_only_where_hours_and_weeks_are_not_enough():
    paid = with_activities(invented("paid", price=12_300))
    one = case(1, paid)
    [way] = plan_for(one, hours_per_week=0.5, weeks=1, budget=0).relaxations

    assert {change.limit: change.value for change in way.changes}["budget"] == 13_000


def test_who_is_there_already_gets_an_empty_plan_that_is_no_failure():
    one = case(1)
    ready = replace(one.ground.profile, mean=one.ground.profile.mean + 4)
    plan = plan_for(Case(replace(one.ground, profile=ready), one.limits))

    assert plan.status is Status.OPTIMAL
    assert (plan.steps, plan.unreached, plan.ready_week) == ((), (), 0)


def test_milestones_lead_from_what_is_there_to_what_is_expected():
    plan = plan_for(case(4))
    shares = [plan.before.estimate, *(milestone.readiness.estimate for milestone in plan.milestones)]

    assert shares == sorted(shares)
    assert shares[-1] == plan.after.estimate
    assert sorted(id for milestone in plan.milestones for id in milestone.steps) == sorted(
        step.id for step in plan.steps
    )
