"""Background jobs: when a chore is due, and who may take what somebody left."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.background_jobs import CHORES, LEASE, BackgroundJob, Kind, State, due_chores
from tests.conftest import NOW

MOSCOW = ZoneInfo("Europe/Moscow")
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(MOSCOW))


@given(moments)
def test_a_chore_became_due_before_now_and_not_longer_ago_than_it_comes_back(now: datetime):
    for chore in CHORES:
        gone = now.replace(tzinfo=None) - chore.slot(now).replace(tzinfo=None)
        assert timedelta(0) <= gone < chore.every


@given(moments, st.integers(0, 24 * 60))
def test_whoever_looks_within_a_slot_finds_the_same_chore_and_after_it_another(now: datetime, minutes: int):
    later = now + timedelta(minutes=minutes)
    for (id, kind), (other, _kind), chore in zip(due_chores(now), due_chores(later), CHORES, strict=True):
        assert chore.kind is kind
        assert (id == other) == (chore.slot(now) == chore.slot(later))


def test_chores_follow_the_clock_of_the_people_here():
    noon = datetime(2026, 11, 23, 12, 3, tzinfo=MOSCOW)

    assert dict(due_chores(noon)).keys() == {
        "mail:2026-11-23T12:00",
        "retention:2026-11-23T12:00",
        "pool:2026-11-23T02:00",
        "reminders:2026-11-23T09:00",
    }
    assert "reminders:2026-11-22T09:00" in dict(due_chores(noon.replace(hour=8)))


def job(state: State, silent: timedelta | None = None) -> BackgroundJob:
    beat = None if silent is None else NOW - silent
    return BackgroundJob("1", Kind.PROGRAMME, {}, None, NOW - timedelta(hours=1), state, 1, 0.5, beat)


def test_what_waits_and_what_was_left_may_be_taken_and_nothing_else():
    assert job(State.WAITING).may_be_taken(NOW)
    assert job(State.RUNNING, LEASE).may_be_taken(NOW)
    assert not job(State.RUNNING, LEASE - timedelta(seconds=1)).may_be_taken(NOW)
    assert not any(job(state, timedelta(days=1)).may_be_taken(NOW) for state in (State.DONE, State.FAILED))
    assert job(State.DONE).over


def test_chores_are_told_in_the_zone_that_is_given():
    assert dict(due_chores(NOW.astimezone(UTC))) != dict(due_chores(NOW.astimezone(MOSCOW)))


@given(st.timedeltas(timedelta(0), timedelta(days=3)), st.sampled_from(State))
def test_somebody_should_look_only_where_nobody_took_it_for_two_minutes(gone: timedelta, state: State):
    waiting = job(state)
    assert waiting.is_late(waiting.asked + gone) == (state is State.WAITING and gone > timedelta(minutes=2))
