from kamcareer.core.planning.evidence import evidence_steps
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


def test_without_room_nothing_is_claimed():
    plan = development_plan(ONE.ground.framework, ONE.ground.role, ONE.ground.profile, Limits(0.2, 4))

    for step in evidence_steps(ONE.ground, plan):
        assert step.week is None
        assert step.deviation_after == step.deviation_before
