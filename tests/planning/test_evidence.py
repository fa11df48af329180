from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.planning.evidence import evidence_steps, reassessment_week, week_from
from kamcareer.core.planning.limits import Limits
from kamcareer.core.planning.planner import development_plan
from tests.planning.people import case

ONE = case(8)
PLAN = development_plan(ONE.ground.framework, ONE.ground.role, ONE.ground.profile, Limits(4, 26))


def test_evidence_narrows_what_is_known_and_finds_room_in_the_weeks():
    steps = evidence_steps(ONE.ground, PLAN)
    minutes = list(PLAN.minutes_by_week)
    for step in steps:
        assert step.week is not None
        minutes[step.week - 1] += step.kind.minutes
        assert step.deviation_after < step.deviation_before

    assert max(minutes) <= 4 * 60
    assert [step.kind.id for step in steps] == ["manager", "reassessment", "panel"]


def test_another_persons_view_narrows_more_than_ones_own_again():
    manager, again, _ = evidence_steps(ONE.ground, PLAN)

    assert manager.deviation_before - manager.deviation_after > again.deviation_before - again.deviation_after


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-20, 800))
def test_the_week_from_a_day_is_the_first_that_begins_on_it_or_later(day: date, ahead: int):
    monday = day - timedelta(days=day.weekday())
    due = monday + timedelta(days=ahead)
    begins = monday + timedelta(weeks=week_from(due, monday) - 1)

    assert begins >= max(due, monday)
    assert begins == monday or begins - timedelta(weeks=1) < due


def test_one_looks_again_from_the_day_on_and_at_the_latest_in_the_last_week():
    weeks = [reassessment_week(evidence_steps(ONE.ground, PLAN, again=again)) for again in (1, 9, 26, 40)]

    assert weeks[0] < weeks[1] < weeks[2] == weeks[3]
    assert weeks[1] >= 9


def test_without_room_nothing_is_claimed():
    plan = development_plan(ONE.ground.framework, ONE.ground.role, ONE.ground.profile, Limits(0.2, 4))

    for step in evidence_steps(ONE.ground, plan):
        assert step.week is None
        assert step.deviation_after == step.deviation_before
