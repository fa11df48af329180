"""The development plan in the hands of its owner."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from babel.dates import format_date
from icalendar import Calendar
from openpyxl import load_workbook

from kamcareer.core.accounts import Role
from kamcareer.core.planning.follow_up import next_monday
from kamcareer.web.clock import now
from tests.web.conftest import Person
from tests.web.pages import Page, Reader

PLAN = "/assessment/plan"


@pytest.fixture
def person(busy_person: Person) -> Person:
    return busy_person


def until(weeks: int) -> str:
    """The last day of a plan of so many weeks, as a form sends it."""
    return (next_monday(now().date()) + timedelta(weeks=weeks, days=-1)).isoformat()


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


def test_the_report_leads_to_what_to_do_on_monday(person: Person):
    report = person.reader.open("/report")

    assert "Что делать в понедельник" in [link.text for link in report.main.all("a") if link["href"] == PLAN]


def test_the_plan_says_what_to_do_today_on_monday_and_in_each_month(person: Person):
    page = person.reader.open(PLAN)
    said = page.main.text

    assert "Сегодня, за 15 минут" in said
    assert "В понедельник" in said
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


def test_the_earliest_date_can_be_asked_for(person: Person):
    give(person.reader, hours="3", until=until(13), objective="date")

    assert as_json(person)["objective"]["aim"] == "date"


def test_limits_that_allow_nothing_say_what_would_help(person: Person):
    page = give(person.reader, hours="0.5", until=until(2))
    helps = page.main.one("section", **{"aria-labelledby": "helps-h"})

    assert helps.text
    assert len(helps.all("li")) == len(as_json(person)["relaxation"])


def test_limits_that_no_single_change_mends_say_so(person: Person):
    page = give(person.reader, hours="0.5", until=until(1), budget="0")

    assert steps(page) == []
    assert as_json(person)["relaxation"] == []
    assert "По одному" in page.main.one("section", **{"aria-labelledby": "helps-h"}).text


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

    assert day == next_monday(now().date()) + timedelta(weeks=12)
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
