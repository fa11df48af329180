"""The development plan in the hands of its owner."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from babel.dates import format_date
from icalendar import Calendar
from openpyxl import load_workbook

from kamcareer.core.accounts import Role
from kamcareer.core.planning.follow_up import next_monday
from tests.conftest import local_today
from tests.web.conftest import Person
from tests.web.pages import Page, Reader

PLAN = "/assessment/plan"


@pytest.fixture
def person(busy_person: Person) -> Person:
    return busy_person


def until(weeks: int) -> str:
    """The last day of a plan of so many weeks, as a form sends it."""
    return (next_monday(local_today()) + timedelta(weeks=weeks, days=-1)).isoformat()


def give(reader: Reader, **values: str) -> Page:
    """Change what the person can give; what is not named stays."""
    return reader.follow(reader.send(reader.open(PLAN), PLAN, **values))


def steps(page: Page) -> list[str]:
    return [
        item["id"]
        for list_ in page.main.all("ol")
        if list_.get("class") == "steps"
        for item in list_.all("li")
        if "id" in item
    ]


def as_json(person: Person) -> dict:
    return json.loads(person.reader.open(f"{PLAN}/download/json").response.data)


@pytest.mark.parametrize("style", ["ics", "json", "xlsx", "docx", "pdf"])
def test_before_any_answer_a_download_leads_to_the_page_that_says_what_comes_first(somebody, style: str):
    page = somebody(answered=0).reader.get(f"{PLAN}/download/{style}")

    assert (page.response.status_code, page.response.headers["Location"]) == (303, PLAN)


def test_the_report_leads_to_what_to_do_on_monday(person: Person):
    report = person.reader.open("/report")

    assert "Что делать в понедельник" in [link.text for link in report.main.all("a") if link["href"] == PLAN]


def test_the_plan_says_what_to_do_today_on_monday_and_in_each_month(person: Person):
    page = person.reader.open(PLAN)
    said = page.main.text

    assert "Сегодня, за 15 минут" in said
    assert ("На этой неделе" if local_today() == next_monday(local_today()) else "В понедельник, ") in said
    assert "зависит ещё и от вакансии" in said
    assert steps(page) == [one["id"] for one in as_json(person)["activities"]]
    assert len(steps(page)) >= 2
    for wanted in ("Первый шаг", "Что показать в конце", "Кого попросить", "Если откажут или нет доступа"):
        assert said.count(wanted) == len(steps(page)), wanted


def test_the_line_of_weeks_shows_every_step_of_the_list(person: Person):
    page = person.reader.open(PLAN)
    drawn = [bar for bar in page.main.all("rect") if "y" in bar and bar["y"] == "16"]

    assert len(drawn) == len(steps(page))
    assert all(float(bar["x"].rstrip("%")) + float(bar["width"].rstrip("%")) <= 100.01 for bar in drawn)


def test_what_the_person_can_give_is_kept_and_changes_the_plan(person: Person):
    before = as_json(person)
    page = give(person.reader, hours="1", until=until(8), budget="0")
    after = as_json(person)

    assert after["limits"] | {"hours_per_week": 1.0, "weeks": 8, "budget": 0} == after["limits"]
    assert after["hours"] < before["hours"]
    assert steps(page) == [one["id"] for one in after["activities"]]
    assert page.values(page.form(PLAN))["hours"] == ["1"]
    assert page.values(page.form(PLAN))["until"] == [until(8)]
    assert person.reader.open(PLAN).values(page.form(PLAN)) == page.values(page.form(PLAN))


def test_what_few_people_change_lies_folded_is_kept_and_changes_the_plan(person: Person):
    page, monday = person.reader.open(PLAN), next_monday(local_today())
    fold = next(one for one in page.main.all("details") if "Начать позже" in one.text)
    later = monday + timedelta(weeks=3, days=2)
    changed = give(person.reader, begins=later.isoformat(), practice="80", parallel="1", until=until(30))
    plan, first = as_json(person), next_monday(later)

    assert "open" not in fold
    assert plan["limits"] | {"practice_share": 0.8, "parallel": 1, "weeks": 26} == plan["limits"]
    assert plan["practice_share"] >= 0.8
    assert all(two["start_week"] > one["end_week"] for one, two in pairwise(plan["activities"]))
    assert f"В понедельник, {format_date(first, 'd MMMM', 'ru')}" in changed.main.text
    assert "Не меньше 80 % часов — практика" in changed.main.text.replace("\xa0", " ")
    values = changed.values(changed.form(PLAN))
    assert [values[name] for name in ("begins", "practice", "parallel")] == [[later.isoformat()], ["80"], ["1"]]
    assert "open" in next(one for one in changed.main.all("details") if "Начать позже" in one.text)


def test_what_is_left_empty_is_as_usual(person: Person):
    give(person.reader, begins="", practice="", parallel="")

    assert (as_json(person)["limits"]["practice_share"], as_json(person)["limits"]["parallel"]) == (0.5, 3)


def test_taking_other_limits_leaves_what_few_people_change_as_it_was(person: Person):
    give(person.reader, practice="80", parallel="1")
    compared = person.reader.open(f"{PLAN}/what-if?hours=3&until={until(20)}&target=key_account_manager_retail")
    person.reader.follow(person.reader.send(compared, PLAN))

    assert (
        as_json(person)["limits"] | {"practice_share": 0.8, "parallel": 1, "hours_per_week": 3}
        == (as_json(person)["limits"])
    )


def test_the_earliest_date_can_be_asked_for(person: Person):
    give(person.reader, hours="3", until=until(13), objective="date")

    assert as_json(person)["objective"]["aim"] == "date"


def test_limits_that_allow_nothing_say_what_would_help(person: Person):
    page = give(person.reader, hours="0.5", until=until(2))
    helps = page.main.one("section", **{"aria-labelledby": "helps-h"})

    assert helps.text
    assert len(helps.all("li")) == len(as_json(person)["relaxation"])


def test_where_nothing_fits_any_more_the_limits_are_the_reason(person: Person):
    assert steps(person.reader.open(PLAN))
    changed = give(person.reader, hours="0.5", until=until(1), budget="0").main.one("section", id="changes").text

    assert "рамки не оставляют" in changed
    assert "даёт больше" not in changed


def test_limits_that_no_single_change_mends_say_what_would_do_together_and_lead_to_the_comparison(person: Person):
    page = give(person.reader, hours="0.5", until=until(1), budget="0")
    [way] = as_json(person)["relaxation"]
    [item] = page.main.one("section", **{"aria-labelledby": "helps-h"}).all("li")
    together = {one["limit"]: one["value"] for one in (way, *way["together_with"])}
    compared = person.reader.open(item.one("a")["href"])
    form = compared.values(compared.form(method="get"))

    assert steps(page) == []
    assert ", и если" in item.text
    assert float(form["hours"][0]) == together["hours_per_week"]
    assert form["until"] == [until(int(together["weeks"]))]
    assert compared.main.all("table")


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"hours": "0"}, "hours"),
        ({"hours": "many"}, "hours"),
        ({"hours": "NaN"}, "hours"),
        ({"until": "2020-01-01"}, "until"),
        ({"until": "9999-12-31"}, "until"),
        ({"until": ""}, "until"),
        ({"budget": "-5"}, "budget"),
        ({"budget": "9" * 5000}, "budget"),
        ({"practice": "101"}, "practice"),
        ({"parallel": "0"}, "parallel"),
        ({"begins": "2029-01-01"}, "until"),
        ({"begins": "soon"}, "begins"),
    ],
)
def test_a_slip_is_named_at_its_field_and_changes_nothing(
    person: Person, rows: Callable, wrong: dict[str, str], place: str
):
    before = (person.reader.open(PLAN), rows()["plan_limits"])[1]
    page = person.reader.send(person.reader.open(PLAN), PLAN, **wrong)

    assert page.status == 422
    assert f"#{place}" in [link["href"] for link in page.main.one("section", **{"class": "errors"}).all("a")]
    assert rows()["plan_limits"] == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hours": "many"}, "Укажите число, например 4 или 4,5"),
        ({"until": "soon"}, "Укажите день, месяц и год"),
        ({"budget": "1.5"}, "Укажите целое число"),
        ({"objective": "fame"}, "Выберите один из вариантов на странице"),
    ],
)
def test_what_cannot_be_read_is_asked_for_in_plain_words(person: Person, wrong: dict[str, str], said: str):
    page = person.reader.send(person.reader.open(PLAN), PLAN, **wrong)

    assert said in page.main.one("section", **{"class": "errors"}).text


@pytest.mark.parametrize("hours", ["1,5", "1.5", " 1,5 "])
def test_decimals_follow_a_comma_or_a_point(person: Person, hours: str):
    give(person.reader, hours=hours, until=until(8), budget="0")

    assert as_json(person)["limits"]["hours_per_week"] == 1.5


def test_hours_with_a_comma_stand_in_the_form_again_beside_a_slip(person: Person):
    page = person.reader.send(person.reader.open(PLAN), PLAN, hours="4,5", budget="-5")

    assert page.status == 422
    assert page.values(page.form(PLAN))["hours"] == ["4.5"]


def test_money_beyond_what_is_counted_is_told_how_much_may_be_given(somebody: Callable[..., Person]):
    reader = somebody(language="en").reader
    page = reader.send(reader.open(PLAN), PLAN, budget="99999999999999999999")

    assert page.status == 422
    assert "at most 100 million" in page.main.one("section", **{"class": "errors"}).text


def test_without_answers_the_plan_sends_to_the_questions(somebody: Callable[..., Person]):
    page = somebody(answered=0).reader.open(PLAN)

    assert steps(page) == []
    assert "/assessment" in [link["href"] for link in page.main.all("a")]


def test_the_price_of_a_little_more_is_said_when_asked(person: Person):
    give(person.reader, budget="10000")
    asked = next(link["href"] for link in person.reader.open(PLAN).main.all("a") if "prices" in link["href"])
    said = person.reader.open(asked).main.text

    for price in ("Ещё час в неделю", "Ещё месяц", "больше"):
        assert price in said, price


def test_the_calendar_holds_every_step_under_a_name_that_stays(person: Person):
    events = [
        {
            str(event["uid"])
            for event in Calendar.from_ical(person.reader.open(f"{PLAN}/download/ics").response.data).events
        }
        for _ in range(2)
    ]

    assert len(events[0]) == len(as_json(person)["activities"]) + 1
    assert events[0] == events[1]


def test_the_day_to_assess_oneself_again_is_one_day_everywhere(person: Person):
    page = person.reader.open(PLAN)
    calendar = Calendar.from_ical(person.reader.open(f"{PLAN}/download/ics").response.data)
    day = max(event.decoded("dtstart") for event in calendar.events)

    assert day == next_monday(local_today()) + timedelta(weeks=12)
    assert page.main.text.count(str(format_date(day, "d MMMM", "ru"))) >= 2


def test_the_sheet_holds_dates_and_numbers_as_such(person: Person):
    sheet = load_workbook(BytesIO(person.reader.open(f"{PLAN}/download/xlsx").response.data)).active
    made = as_json(person)["activities"]
    lines = list(sheet.iter_rows(min_row=2, values_only=True))

    assert len(lines) == len(made)
    for line, one in zip(lines, made, strict=True):
        assert isinstance(line[2], datetime)
        assert (line[4], line[6]) == (one["hours"], one["cost"])
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref
    assert sheet.page_setup.orientation == "landscape"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_the_printed_plan_is_a_pdf(person: Person):
    assert person.reader.open(f"{PLAN}/download/pdf").response.data.startswith(b"%PDF-")


def test_nobody_else_sees_the_plan(person: Person, member: Callable[..., Reader]):
    for role in (Role.MANAGER, Role.HR, Role.ADMINISTRATOR):
        other = member(f"{role}@example.ru", role, second_factor=True)
        for path in (PLAN, f"{PLAN}/download/json"):
            assert other.get(path).leads_to == "/"


def test_a_plan_is_shown_by_a_link_without_notes_and_reasons(person: Person, reader: Reader):
    left, done = steps(person.reader.open(PLAN))[:2]
    activity = f"{PLAN}/activities/"
    person.reader.send(person.reader.open(activity + left), "/refuse", reason="boss_against")
    person.reader.send(person.reader.open(activity + done), "/done", note="Канарейка в заметке")
    links = person.reader.open("/assessment/links")
    given = person.reader.follow(person.reader.send(links, "/links/show", extent="plan"))
    url = next(item["value"] for item in given.main.all("input") if "/shared/" in (item.get("value") or ""))
    shown = reader.open(url[url.index("/shared/") :])

    assert "План развития" in shown.main.text
    assert shown.main.all("ol")
    for hidden in ("Канарейка", "Руководитель против", "/assessment"):
        assert hidden not in shown.html.replace('action="/assessment', "")
    assert not shown.main.all("form")


def test_what_was_given_goes_with_the_assessment(person: Person, rows: Callable):
    give(person.reader, hours="3")
    assert [row["minutes_per_week"] for row in rows()["plan_limits"]] == [180]

    person.reader.send(person.reader.open("/assessment/delete"))
    assert rows()["plan_limits"] == []


def test_a_day_that_has_passed_is_no_day_to_begin_on(person: Person):
    page = person.reader.send(person.reader.open(PLAN), PLAN, begins="2020-01-01")

    assert page.status == 422
    assert "#begins" in [link["href"] for link in page.main.one(data_error_summary="").all("a")]


def test_what_another_tab_has_kept_is_not_overwritten_unseen(person: Person):
    one = person.reader.open(PLAN)
    give(person.reader, hours="3")
    refused = person.reader.send(one, PLAN, budget="5000")

    assert refused.status == 422
    assert "часов в неделю 3" in refused.main.one(data_error_summary="").text
    assert refused.values(refused.form(PLAN))["budget"] == ["5000"]
    assert person.reader.open(PLAN).values(person.reader.open(PLAN).form(PLAN))["hours"] == ["3"]

    person.reader.follow(person.reader.send(refused, PLAN))
    assert person.reader.open(PLAN).values(person.reader.open(PLAN).form(PLAN))["budget"] == ["5000"]
