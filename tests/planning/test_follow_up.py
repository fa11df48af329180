"""A plan that is followed: kept, shown again without planning, and planned again around what happened."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kamcareer.core.planning.alternatives import alternatives
from kamcareer.core.planning.changes import Gone, changes
from kamcareer.core.planning.decisions import Asked, CheckIn, Decided, Decision, Reason, Said, Went
from kamcareer.core.planning.follow_up import Course, fell_out, next_monday, overtaken, weeks_to_tell
from kamcareer.core.planning.kept_plan import KeptPlan, fingerprint, kept, rebuilt
from kamcareer.core.planning.limits import Limits, Objective
from kamcareer.core.planning.plan import Plan, Status
from kamcareer.core.planning.planner import development_plan
from kamcareer.core.planning.postponement import with_room_for
from kamcareer.core.planning.steadiness import steadied
from kamcareer.core.planning.verifier import broken_rules
from tests.planning.people import FRAMEWORK, Case, case

MONDAY = date(2026, 11, 30)
SET = datetime(2026, 11, 26, 10, tzinfo=UTC)
WEEK = timedelta(weeks=1)
NOTHING = Decided()
TRAINING = next(id for id, one in FRAMEWORK.activities.items() if one.closers)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def made(one: Case, limits: Limits | None = None) -> Plan:
    return development_plan(one.ground.framework, one.ground.role, one.ground.profile, limits or one.limits)


def keep(plan: Plan, monday: date = MONDAY) -> KeptPlan:
    return kept(plan, monday, SET, "print", plan.relaxations)


def course(limits: Limits, decided: Decided = NOTHING, answered: datetime = SET) -> Course:
    return Course(FRAMEWORK, limits, SET, decided, answered)


def told(plan: KeptPlan, went: Went, *weeks: int) -> Decided:
    """Every step of some weeks told of."""
    mondays = [plan.monday + (week - 1) * WEEK for week in weeks]
    return Decided(
        (),
        tuple(
            CheckIn(step.activity, monday, went, step.minutes_per_week, at(monday))
            for step in plan.steps
            for monday in mondays
            if plan.begin(step) <= monday <= plan.end(step)
        ),
    )


@pytest.mark.parametrize("seed", range(6))
def test_a_kept_plan_is_shown_again_as_it_was(seed: int):
    one = case(seed)
    plan = made(one)

    assert rebuilt(one.ground, one.limits, keep(plan)) == plan


def test_a_kept_plan_says_what_was_pinned_and_did_not_fit():
    one = case(1)
    limits = replace(one.limits, weeks=2, hours_per_week=0.5, pinned={TRAINING: None})
    plan = made(one, limits)

    assert plan.unmet_pins == (TRAINING,)
    assert rebuilt(one.ground, limits, keep(plan)) == plan


def test_everything_a_plan_follows_from_is_in_its_fingerprint_and_a_week_that_went_well_is_not():
    one = case(0)
    limits = replace(one.limits, budget=1000)

    def mark(limits: Limits, until: date = MONDAY, begins: date = MONDAY) -> str:
        return fingerprint(one.ground, "sha", limits, begins, until)

    others = [
        replace(limits, hours_per_week=9),
        replace(limits, budget=None),
        replace(limits, objective=Objective.DATE),
        replace(limits, practice_share=0.7),
        replace(limits, parallel=1),
        *(replace(limits, **{name: frozenset({TRAINING})}) for name in ("done", "absorbed", "refused")),
        replace(limits, pinned={TRAINING: None}),
    ]
    days = (mark(limits, MONDAY + WEEK), mark(limits, begins=MONDAY + WEEK))
    assert len({mark(limits), *days, *map(mark, others)}) == len(others) + 3
    assert mark(replace(limits, progress={TRAINING: 0.5}, weeks=limits.weeks - 3)) == mark(limits)


def test_weeks_that_were_done_change_nothing_and_weeks_put_off_fall_out():
    plan = keep(made(case(0)))
    wednesday = MONDAY + 2 * WEEK + timedelta(days=2)

    assert fell_out(FRAMEWORK, plan, told(plan, Went.DONE, 1, 2), wednesday) == ()
    assert fell_out(FRAMEWORK, plan, told(plan, Went.LATER, 2), wednesday)[-1] == MONDAY + WEEK


def test_a_week_without_a_word_is_asked_about_for_a_week_before_it_falls_out():
    plan = keep(made(case(0)))
    begun = min(plan.begin(step) for step in plan.steps)

    def silent(weeks: int) -> tuple[date, ...]:
        return fell_out(FRAMEWORK, plan, Decided(), begun + weeks * WEEK)

    assert silent(1) == ()
    assert silent(2) == (begun,)
    assert begun in {week.monday for week in weeks_to_tell(FRAMEWORK, plan, Decided(), begun + WEEK)}


def test_the_rest_is_planned_within_the_same_last_day_and_holds_what_was_begun():
    one = case(0)
    plan = keep(made(one))
    decided = told(plan, Went.DONE, 1)
    begun = next(step for step in plan.steps if step.start_week == 1)
    here = course(one.limits, decided)
    monday = here.rest_begins(MONDAY + 3 * WEEK)
    limits = here.limits_from(monday)

    assert monday == MONDAY + 3 * WEEK
    assert monday + limits.weeks * WEEK - timedelta(days=1) == here.until
    share = begun.minutes_per_week / 60 / FRAMEWORK.activities[begun.activity].hours
    assert limits.progress[begun.activity] == pytest.approx(min(share, 1))
    again = made(one, limits)
    assert broken_rules(again) == []


def test_a_week_that_was_told_of_stays_with_its_answer_until_the_week_after_it_is_over():
    plan = keep(made(case(0)))
    later = told(plan, Went.LATER, 1)
    anew = replace(plan, monday=MONDAY + WEEK, steps=())

    def answers(today: date) -> set[tuple[str, date, Went | None]]:
        return {(week.activity.id, week.monday, week.went) for week in weeks_to_tell(FRAMEWORK, anew, later, today)}

    said = {(one.activity, MONDAY, Went.LATER) for one in later.check_ins}
    assert said
    assert answers(MONDAY + timedelta(days=2)) == answers(MONDAY + WEEK) == said
    assert answers(MONDAY + 2 * WEEK) == set()


def test_a_week_is_asked_about_though_the_plan_was_made_anew_unless_the_activity_was_decided_away():
    anew = replace(keep(made(case(0))), monday=MONDAY + WEEK, steps=())
    asked = (Asked("open_new_territory", MONDAY, 90),)
    refused = Decision("open_new_territory", Said.REFUSED, SET, Reason.NOT_FOR_ME)
    (week,) = weeks_to_tell(FRAMEWORK, anew, Decided(asked=asked), MONDAY)

    assert (week.activity.id, week.step.minutes_per_week, week.went) == ("open_new_territory", 90, None)
    assert weeks_to_tell(FRAMEWORK, anew, Decided((refused,), asked=asked), MONDAY) == ()


def test_what_only_waits_for_its_practice_is_not_asked_about_and_its_weeks_do_not_fall_out():
    plan = keep(made(case(0)))
    waiting = replace(plan, steps=(replace(plan.steps[0], start_week=1, weeks=1, minutes_per_week=1),))

    assert weeks_to_tell(FRAMEWORK, waiting, NOTHING, MONDAY) == ()
    assert fell_out(FRAMEWORK, waiting, NOTHING, MONDAY + 4 * WEEK) == ()


def test_a_plan_is_overtaken_once_a_week_before_it_is_told_of():
    plan = replace(keep(made(case(0))), monday=MONDAY + WEEK, made=at(MONDAY))

    def late(day: int, monday: date = MONDAY) -> bool:
        said = CheckIn("open_new_territory", monday, Went.DONE, 90, at(MONDAY + timedelta(days=day)))
        return overtaken(plan, Decided((), (said,)))

    assert late(1)
    assert not late(0)
    assert not late(8, MONDAY + WEEK)


def test_what_was_begun_put_off_or_is_still_asked_about_is_held_until_it_is_over():
    later = CheckIn("open_new_territory", MONDAY, Went.LATER, 60, SET)
    done = CheckIn("open_new_territory", MONDAY + WEEK, Went.DONE, 60, SET)
    failed = replace(done, monday=MONDAY + 2 * WEEK, went=Went.FAILED)
    open_ = Asked(TRAINING, MONDAY, 60)
    refused = Decision("open_new_territory", Said.REFUSED, SET, Reason.NOT_FOR_ME)

    def held(decided: Decided, weeks: int = 1) -> set[str]:
        return set(course(case(0).limits, decided).held(MONDAY + weeks * WEEK))

    assert held(Decided((), (later,), (open_,))) == {"open_new_territory", TRAINING}
    assert held(Decided((), (later,), (open_,)), 2) == {"open_new_territory"}
    assert held(Decided((refused,), (later,))) == set()
    assert held(Decided((), (later, done)), 2) == {"open_new_territory"}
    assert held(Decided((), (later, done, failed)), 3) == set()
    assert held(Decided((replace(refused, said=Said.DONE),), (later, done)), 2) == set()


@pytest.mark.parametrize("seed", [0, 2, 4, 8])
def test_a_week_put_off_takes_nothing_out_of_a_plan_that_something_else_would_be_worth_more_in(seed: int):
    one = case(seed)
    decided = told(keep(made(one)), Went.LATER, 1)
    here, off = course(one.limits, decided), {week.activity for week in decided.check_ins}
    limits = here.limits_from(MONDAY + WEEK)
    plan = made(one, with_room_for(one.ground, limits, here.held(MONDAY + WEEK)))

    assert not off <= {step.id for step in made(one, limits).steps}
    assert off <= {step.id for step in plan.steps}
    assert broken_rules(plan) == []


@pytest.mark.parametrize("objective", list(Objective))
def test_what_was_put_off_stays_where_it_fits_and_keeps_no_plan_from_being_made(objective: Objective):
    one = case(0)
    limits = replace(one.limits, objective=objective)
    there = {step.id for step in made(one, limits).steps}
    others = [id for id in one.ground.problem(limits).by_id if id not in there and not FRAMEWORK.activities[id].closers]
    room = with_room_for(one.ground, limits, frozenset(others[:3]))
    plan = made(one, room)

    assert room.pinned
    assert room.pinned.keys() <= {step.id for step in plan.steps}
    assert plan.unmet_pins == ()
    assert broken_rules(plan) == []
    narrow = replace(limits, weeks=1, hours_per_week=0.5)
    assert with_room_for(one.ground, narrow, frozenset(others)).pinned == {}


@pytest.mark.parametrize("objective", list(Objective))
@pytest.mark.parametrize("seed", range(4))
def test_what_was_begun_goes_on_first_and_the_plan_is_worth_the_same(seed: int, objective: Objective):
    one = case(seed)
    limits = replace(one.limits, objective=objective)
    last = max(made(one, limits).steps, key=lambda step: step.start_week).id
    entered = one.ground.problem(limits).by_id[last]
    begun = replace(limits, progress={last: 0.3})
    plan = made(one, begun)
    first = steadied(one.ground, plan, begun, keep(plan), MONDAY, frozenset({last}))
    starts = {step.id: step.start_week for step in first.steps}

    assert broken_rules(first) == []
    assert starts.keys() == {step.id for step in plan.steps}
    assert (first.value, first.bound, first.status) == (plan.value, plan.bound, plan.status)
    assert starts.get(last, 1) <= next((step.start_week for step in plan.steps if step.id == last), 1)
    free = not entered.entries and not entered.after and last not in {c for s in plan.steps for c in s.activity.closers}
    assert not free or objective is Objective.DATE or starts.get(last, 1) == 1
    if objective is Objective.DATE:
        assert first.ready_week == plan.ready_week


@pytest.mark.parametrize(("day", "first"), [(0, 0), (2, 0), (3, 1), (6, 1)])
def test_planning_again_takes_this_week_while_most_of_it_is_ahead(day: int, first: int):
    today = MONDAY + 5 * WEEK + timedelta(days=day)

    assert course(case(0).limits).rest_begins(today) == MONDAY + (5 + first) * WEEK


def test_a_week_that_was_told_of_is_not_planned_a_second_time():
    plan = keep(made(case(0)))

    assert course(case(0).limits, told(plan, Went.LATER, 1)).rest_begins(MONDAY) == MONDAY + WEEK


def test_what_was_done_lifts_only_while_the_answers_are_older():
    done = Decided((Decision("open_new_territory", Said.DONE, SET + 3 * WEEK),))
    limits = case(0).limits

    assert course(limits, done, SET).limits_from(MONDAY).absorbed == frozenset()
    assert course(limits, done, SET + 4 * WEEK).limits_from(MONDAY).absorbed == {"open_new_territory"}


def test_knowledge_that_is_done_waits_for_its_practice_and_then_counts():
    practice = FRAMEWORK.activities[TRAINING].closers[0]
    learned = Decision(TRAINING, Said.DONE, SET, other=practice)
    waiting = course(case(0).limits, Decided((learned,))).limits_from(MONDAY)
    used = course(case(0).limits, Decided((learned, Decision(practice, Said.DONE, SET)))).limits_from(MONDAY)

    assert (waiting.done, waiting.progress) == (frozenset(), {TRAINING: 1.0})
    assert practice in waiting.pinned
    assert used.done == {TRAINING, practice}
    assert used.pinned == {}


def test_a_plan_around_knowledge_that_waits_keeps_every_rule_and_asks_nothing_more_of_it():
    one = case(0)
    taught = next((s for s in made(one).steps if s.closed_by), None)
    assert taught
    decided = Decided((Decision(taught.id, Said.DONE, SET, other=taught.closed_by),))
    again = made(one, course(one.limits, decided).limits_from(MONDAY))

    assert broken_rules(again) == []
    assert taught.id in {step.id for step in again.steps}
    assert taught.id not in {step.id for step in again.ahead}
    assert taught.closed_by in {step.id for step in again.ahead}


def test_money_that_was_spent_is_spent():
    priced = next(id for id, one in FRAMEWORK.activities.items() if one.cost == "low" and not one.closers)
    assert FRAMEWORK.prices
    cost = FRAMEWORK.prices.of(FRAMEWORK.activities[priced])
    decided = Decided((Decision(priced, Said.DONE, SET + WEEK),))

    assert course(Limits(4, 26, 50_000), decided).limits_from(MONDAY).budget == 50_000 - cost


def test_without_a_mentor_nothing_that_needs_one_is_offered_but_what_is_pinned():
    mentoring = [id for id, one in FRAMEWORK.activities.items() if one.kind == "mentoring"]
    refusal = Decision(mentoring[0], Said.REFUSED, SET, Reason.NO_MENTOR)

    assert Decided((refusal,)).refused(FRAMEWORK) == set(mentoring)
    pinned = Decision(mentoring[1], Said.PINNED, SET)
    assert Decided((refusal, pinned)).refused(FRAMEWORK) == set(mentoring) - {mentoring[1]}


@pytest.mark.parametrize("seed", [0, 3, 5])
def test_leaving_one_thing_out_leaves_the_others_where_they_are_or_earlier(seed: int):
    one = case(seed)
    before = keep(made(one))
    limits = replace(one.limits, refused=frozenset({before.steps[0].activity}))
    plan = made(one, limits)
    steady = steadied(one.ground, plan, limits, before, MONDAY)

    assert broken_rules(steady) == []
    assert {step.id for step in steady.steps} == {step.id for step in plan.steps}
    assert (steady.value, steady.status) == (pytest.approx(plan.value), plan.status)
    starts = {step.activity: step.start_week for step in before.steps}
    new = {step.id for step in steady.steps} - starts.keys()
    assert new or all(step.start_week <= starts[step.id] for step in steady.steps)


def test_what_changed_names_what_went_and_why():
    one = case(0)
    before = keep(made(one))
    first, second, third = (step.activity for step in before.steps[:3])
    decided = Decided(
        (
            Decision(first, Said.REFUSED, SET, Reason.BOSS_AGAINST),
            Decision(second, Said.REFUSED, SET, Reason.SWAPPED, other="open_new_territory"),
        )
    )
    after = replace(before, steps=before.steps[3:], ready_week=None)
    found = changes(before, after, decided, frozenset({third}))

    assert dict(found.gone) == {first: Gone.REFUSED, second: Gone.SWAPPED, third: Gone.DONE}
    assert found.added == found.moved == ()
    assert not changes(before, before, decided, frozenset()).any


def test_what_fell_out_without_a_successor_is_not_said_to_be_beaten_by_something_better():
    before = keep(made(case(0)))
    gone, *rest = before.steps

    def reasons(after: KeptPlan) -> set[Gone]:
        return {why for _, why in changes(before, after, NOTHING, frozenset()).gone}

    assert reasons(replace(before, steps=(), status=Status.INFEASIBLE)) == {Gone.LIMITS}
    assert reasons(replace(before, steps=(), status=Status.OPTIMAL)) == {Gone.DROPPED}
    assert reasons(replace(before, steps=tuple(rest))) == {Gone.DROPPED}
    other = replace(gone, activity="another")
    assert reasons(replace(before, steps=(other, *rest))) == {Gone.OTHERS}


def test_alternatives_work_on_the_same_topics_and_are_not_in_the_plan():
    one = case(0)
    plan = made(one)
    there = {step.id for step in plan.steps}
    for step in plan.steps:
        for other in alternatives(one.ground, plan, step.id):
            assert other not in there
            assert FRAMEWORK.activities[other].gains.keys() & step.activity.gains.keys()


def test_a_plan_set_on_a_monday_begins_that_day():
    assert next_monday(MONDAY) == MONDAY
