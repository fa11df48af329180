"""Letters about a plan: at most one a week, in its first half, and an end to them where nobody answers."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.planning.decisions import Went
from kamcareer.core.planning.follow_up import Week, this_monday
from kamcareer.core.planning.kept_plan import KeptStep
from kamcareer.core.planning.reminders import PATIENCE, About, reminder
from kamcareer.services.framework_files import load_framework

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
ACTIVITY = FRAMEWORK.activities["open_new_territory"]
MONDAY = date(2026, 11, 23)
WEEK = timedelta(weeks=1)


def week(monday: date = MONDAY, went: Went | None = None, minutes: int = 120) -> Week:
    return Week(KeptStep(ACTIVITY.id, 1, 9, minutes), ACTIVITY, monday, went)


@given(
    st.lists(st.integers(0, 140), max_size=60),
    st.lists(st.tuples(st.integers(-1, 0), st.sampled_from([None, *Went])), min_size=1, max_size=4),
    st.integers(0, 100),
)
def test_at_most_one_letter_a_week_never_late_in_it_and_none_after_a_long_silence(
    days: list[int], shapes: list[tuple[int, Went | None]], heard: int
):
    written, letters = MONDAY - WEEK, []
    for number in sorted(days):
        today = MONDAY + timedelta(days=number)
        weeks = [week(this_monday(today) + back * WEEK, went) for back, went in shapes]
        if reminder(weeks, today, written, MONDAY + timedelta(days=heard)):
            written = this_monday(today)
            letters.append(today)

    mondays = [this_monday(day) for day in letters]
    assert len(mondays) == len(set(mondays))
    assert all(day.weekday() < 3 and day - MONDAY - timedelta(days=heard) <= PATIENCE for day in letters)


def test_a_week_without_a_word_is_asked_about_before_a_new_one_is_told_of():
    before = MONDAY - WEEK
    assert reminder([week(before), week()], MONDAY, before, before) is About.UNTOLD
    assert reminder([week(before, Went.LATER), week()], MONDAY, before, before) is About.WEEK


def test_nothing_is_written_where_all_is_said_or_something_only_waits_for_its_practice():
    before = MONDAY - WEEK
    assert reminder([week(went=Went.DONE)], MONDAY, before, before) is None
    assert reminder([week(minutes=1)], MONDAY, before, before) is None
    assert reminder([], MONDAY, before, before) is None
