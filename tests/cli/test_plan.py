import json
from datetime import timedelta

import pytest
from icalendar import Calendar

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.planning.follow_up import next_monday
from tests.conftest import local_today

EXAMPLE = PROJECT_ROOT / "examples" / "sales_representative.yaml"
TARGET = "supervisor"
LIMITS = ("--hours-per-week", "4", "--weeks", "26")
KEYS = {
    "status", "bound_gap", "objective", "activities", "readiness", "probability_all_must_haves", "unreached",
    "weekly_hours", "marginal", "solve_seconds", "relaxation", "milestones", "not_chosen",
}  # fmt: skip


def plan(runner, *args, to=TARGET, limits=LIMITS):
    return runner.invoke(args=["plan", str(EXAMPLE), "--to", to, *limits, *args])


@pytest.fixture(scope="module")
def data(runner) -> dict:
    return json.loads(plan(runner, "--format", "json", "--budget", "20000").stdout)


def test_the_json_has_every_key_and_keeps_the_limits(data):
    assert data.keys() >= KEYS
    assert data["status"] == "optimal"
    assert data["objective"]["bound"] >= data["objective"]["value"] > 0
    assert data["bound_gap"] == 0
    assert len(data["weekly_hours"]) == 26
    assert max(data["weekly_hours"]) <= 4
    assert sum(step["cost"] for step in data["activities"]) <= 20000
    for step in data["activities"]:
        assert 1 <= step["start_week"] <= step["end_week"] <= 26
        assert step.keys() >= {"id", "start_week", "end_week", "hours", "cost", "gains", "why"}
        assert step["why"]["lost_without"]["value"] >= 0


def test_what_stands_before_is_what_the_gap_report_says(runner, data):
    report = json.loads(runner.invoke(args=["gap", str(EXAMPLE), "--to", TARGET, "--format", "json"]).stdout)

    assert data["readiness"]["before"] == report["readiness"]["estimate"]
    assert data["probability_all_must_haves"]["before"] == report["must_haves"]["probability_all"]
    assert data["readiness"]["after"] > data["readiness"]["before"]


def test_what_is_done_or_refused_is_not_planned_and_no_more_runs_at_a_time_than_allowed(runner, data):
    done, refused = (step["id"] for step in data["activities"][:2])
    args = ("--format", "json", "--budget", "20000", "--parallel", "1", "--done", done, "--refuse", refused)
    found = json.loads(plan(runner, *args).stdout)

    assert found["limits"]["parallel"] == 1
    assert (found["limits"]["done"], found["limits"]["refused"]) == ([done], [refused])
    assert found["activities"]
    assert not {done, refused} & {step["id"] for step in found["activities"]}
    for step in found["activities"]:
        for other in found["activities"]:
            assert step is other or step["end_week"] < other["start_week"] or other["end_week"] < step["start_week"]
    assert found["readiness"]["before"] > data["readiness"]["before"]


def test_another_track_brings_activities_of_its_own(runner, data):
    found = json.loads(plan(runner, "--format", "json", "--budget", "20000", "--track", "pharma").stdout)

    assert found["limits"]["track"] == "pharma"
    assert data["limits"]["track"] != "pharma"


@pytest.mark.parametrize(("args", "words"), [
    (("--done", "note_taker_at_kam_talk"), '--done: unknown activity "note_taker_at_kam_talk"; did you mean'),
    (("--refuse", "note_taker_at_kam_talk"), '--refuse: unknown activity "note_taker_at_kam_talk"; did you mean'),
    (("--track", "farma"), '--track: unknown track "farma"'),
])  # fmt: skip
def test_an_unknown_activity_or_track_is_refused_in_one_line(runner, args, words):
    result = plan(runner, *args)

    assert result.exit_code == 2
    assert result.stderr.startswith(words)
    assert len(result.stderr.splitlines()) == 1


def test_more_of_a_limit_never_has_a_negative_price(data):
    assert data["marginal"].keys() >= {"hour", "week", "money"}
    assert all(data["marginal"][key] >= 0 for key in ("hour", "week", "money"))


def test_activities_agree_with_what_frameworks_show_says_of_them(runner, data):
    shown = json.loads(runner.invoke(args=["frameworks", "show", "--format", "json"]).stdout)["activities"]

    for step in data["activities"]:
        activity = shown[step["id"]]
        assert activity.keys() >= {"kind", "hours", "weeks", "cost", "gains", "closes_with", "requires"}
        assert step["hours"] == activity["hours"]
        assert step["cost"] == activity["cost"]
        assert step["end_week"] - step["start_week"] + 1 >= activity["weeks"]
        assert all(levels <= activity["gains"][id]["levels"] + 0.01 for id, levels in step["gains"].items())
        closers = activity["closes_with"]
        if closers:
            known = [closers] if isinstance(closers, str) else closers
            assert any(other["id"] in known and other["start_week"] > step["end_week"] for other in data["activities"])


def test_limits_that_allow_nothing_are_an_answer_with_every_key(runner):
    result = plan(runner, "--format", "json", "--budget", "0", limits=("--hours-per-week", "1", "--weeks", "1"))
    data = json.loads(result.stdout)

    assert result.exit_code == 0
    assert data["status"] == "infeasible"
    assert data.keys() >= KEYS
    assert data["activities"] == []
    assert data["weekly_hours"] == [0]
    assert data["relaxation"]


@pytest.mark.parametrize(("lang", "words"), [
    ("ru", ("План развития: Супервайзер", "Сегодня, за 15 минут", "В понедельник, 7 декабря", "Декабрь 2026")),
    ("en", ("Development plan: Supervisor", "Today, in 15 minutes", "On Monday, 7 December", "December 2026")),
])  # fmt: skip
def test_the_text_says_what_to_do_today_on_monday_and_month_by_month(runner, lang, words):
    text = plan(runner, "--lang", lang, "--start", "2026-12-03").stdout

    assert all(word in text for word in words)
    assert "None" not in text


def test_the_calendar_has_the_same_identifiers_each_time(runner):
    first, second = (Calendar.from_ical(plan(runner, "--format", "ics", "--start", day).stdout_bytes)
                     for day in ("2026-12-07", "2027-01-11"))  # fmt: skip
    ids = [[str(event["uid"]) for event in calendar.walk("VEVENT")] for calendar in (first, second)]

    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0]) > 3
    assert min(event.decoded("dtstart") for event in first.walk("VEVENT")).isoformat() == "2026-12-07"


def test_the_same_plan_is_the_same_file(runner):
    one, other = (plan(runner, "--format", "ics", "--start", "2026-12-07").stdout_bytes for _ in range(2))

    assert one == other


def test_the_date_objective_says_when_every_must_have_is_expected(runner):
    data = json.loads(plan(runner, "--format", "json", "--objective", "date").stdout)

    assert data["ready_week"] <= 26
    assert all(step["end_week"] <= data["ready_week"] for step in data["activities"])
    assert not any(one["must_have"] for one in data["unreached"])


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--hours-per-week", "-3", "--weeks", "26"), "'-3' is not a number from 0 to 60, for example 4"),
        (("--hours-per-week", "abc", "--weeks", "26"), "'abc' is not a number from 0 to 60, for example 4"),
        (("--hours-per-week", "4", "--weeks", "10000"), "'10000' is not a whole number from 1 to 156, for example 26"),
        (("--hours-per-week", "4", "--weeks", "1.5"), "--weeks"),
        (("--hours-per-week", "4", "--weeks", "8", "--budget", "1e9"), "whole number from 0 to 100000000"),
        (("--hours-per-week", "4", "--weeks", "8", "--start", "soon"), "'soon' is not a day; write it as 2026-12-07"),
        (("--hours-per-week", "4"), "Missing option '--weeks'. Give a whole number from 1 to 156, for example 26"),
        (("--hours", "4", "--weeks", "8"), "--hours"),
        (("--hours-per-week", "4", "--weeks", "0"), "weeks"),
        (("--hours-per-week", "4", "--weeks", "26", "--budget", "-1"), "budget"),
        (("--hours-per-week", "4", "--weeks", "26", "--practice-share", "2"), "practice-share"),
        (("--hours-per-week", "nan", "--weeks", "26"), "hours-per-week"),
        (("--hours-per-week", "4", "--weeks", "26", "--practice-share", "nan"), "practice-share"),
        (("--hours-per-week", "4", "--weeks", "8", "--budget", "9" * 26), "budget"),
        (("--hours-per-week", "4", "--weeks", "8", "--start", "9999-12-31"), "--start"),
        (("--hours-per-week", "4", "--weeks", "8", "--start", "0001-01-01"), "--start"),
    ],
)
def test_a_limit_that_is_none_is_wrong_use(runner, args, told):
    result = plan(runner, limits=args)

    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert told in line
    assert result.stdout == ""


def test_no_hours_at_all_are_limits_that_allow_nothing(runner):
    result = plan(runner, "--format", "json", limits=("--hours-per-week", "0", "--weeks", "26"))
    data = json.loads(result.stdout)

    assert (result.exit_code, data["status"], data["activities"]) == (0, "infeasible", [])
    assert data.keys() >= KEYS
    [change] = [one for one in data["relaxation"] if one["limit"] == "hours_per_week"]
    assert 0 == change["present"] < change["value"]


@pytest.mark.parametrize("style", ["text", "ics", "html"])
def test_no_hours_at_all_have_an_answer_in_every_form(runner, style):
    result = plan(runner, "--format", style, limits=("--hours-per-week", "0", "--weeks", "26"))

    assert (result.exit_code, result.stderr) == (0, "")
    assert "None" not in result.stdout


def test_a_start_in_the_past_is_kept_and_told(runner):
    past = local_today() - timedelta(weeks=5)
    result = plan(
        runner, "--format", "ics", "--start", past.isoformat(), limits=("--hours-per-week", "2", "--weeks", "4")
    )

    assert result.exit_code == 0
    assert f"--start: {next_monday(past)} is past" in result.stderr
    assert "is past" not in result.stdout


def test_of_whom_nothing_is_known_no_plan_is_made(runner, tmp_path):
    file = tmp_path / "me.yaml"
    file.write_text("framework: key_account\nrole: merchandiser\nanswers:\n  communication: {level: null}\n")
    result = runner.invoke(args=["plan", str(file), "--to", TARGET, *LIMITS])

    assert (result.exit_code, result.stdout) == (2, "")
    [line] = result.stderr.splitlines()
    assert line.startswith(f"{file}: nothing is known of this person yet")


def test_an_unknown_role_is_one_line_and_exit_code_2(runner):
    result = plan(runner, to="king")

    assert result.exit_code == 2
    assert 'unknown role "king"' in result.stderr


@pytest.mark.parametrize(
    ("hours", "words"),
    [("1", "1 hour a week"), ("0.25", "¼ hour a week"), ("0.1", "0.1 hour a week"), ("1.5", "1½ hours a week")],
)
def test_hours_a_week_have_their_number(runner, hours, words):
    text = plan(runner, "--lang", "en", limits=("--hours-per-week", hours, "--weeks", "1")).stdout

    assert text.splitlines()[1].startswith(words)


@pytest.mark.parametrize(("lang", "words"), [("ru", "часов в неделю не 0,1, а "), ("en", "instead of 0.1")])
def test_few_minutes_a_week_are_said_as_a_number_and_without_entities(runner, lang, words):
    text = plan(runner, "--lang", lang, limits=("--hours-per-week", "0.1", "--weeks", "1")).stdout

    assert words in text
    assert "&" not in text
