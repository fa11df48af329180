"""The plan in the hands of its owner: what they decide, how the weeks go, and what changes because of it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.core.framework.model import Framework
from kamcareer.core.planning.decisions import Decision, Reason, Said
from kamcareer.core.planning.follow_up import next_monday
from kamcareer.store.database import db, may_write
from kamcareer.store.plans import put_decision
from tests.conftest import local_today, now
from tests.web.conftest import Person
from tests.web.pages import Element, Page
from tests.web.test_plan import PLAN, as_json, give, steps, until

ONE = f"{PLAN}/activities/"
# After anything that a fixture made now: a browser's cookie of tomorrow would be refused.
MONDAY = datetime.combine(next_monday(local_today() + timedelta(days=2)), time(9), UTC)


def press(person: Person, action: str, page: str = PLAN, **values: str) -> Page:
    """Send a form of the plan, or of the page of an activity, and go where it leads."""
    sent = person.reader.send(person.reader.open(page), action, **values)
    return person.reader.follow(sent)


def changed(page: Page) -> str:
    found = page.main.all("section", id="changes")
    return found[0].text if found else ""


@pytest.fixture
def person(busy_person: Person) -> Person:
    return busy_person


@pytest.fixture
def weeks_pass(person: Person) -> Iterator[Callable[[float], None]]:
    """Begin on a Monday, and let weeks pass in which nobody looks."""
    with time_machine.travel(MONDAY, tick=False) as traveller:

        def pass_(weeks: float) -> None:
            traveller.move_to(MONDAY + timedelta(weeks=weeks))
            person.reader.sit_down(person.id)

        yield pass_


def first_step(person: Person) -> str:
    return steps(person.reader.open(PLAN))[0]


def swappable(person: Person) -> tuple[str, str]:
    """Return an activity of the plan and the first that could come instead."""
    for id in steps(person.reader.open(PLAN)):
        offered = person.reader.open(ONE + id).main.all("input", name="other")
        if offered:
            return id, offered[0]["value"]
    raise AssertionError("nothing can be swapped")


def test_a_plan_is_made_once_and_kept_until_something_changes(person: Person, rows: Callable):
    person.reader.open(PLAN)
    (made,) = rows()["kept_plan"]
    person.reader.open(PLAN)
    assert rows()["kept_plan"] == [made]
    assert {row["activity"] for row in rows()["kept_plan_step"]} == set(steps(person.reader.open(PLAN)))

    page = give(person.reader, hours="1")
    last, before = (next(row for row in rows()["kept_plan"] if row["place"] == place) for place in ("last", "before"))
    assert last["fingerprint"] != before["fingerprint"] == made["fingerprint"]
    assert changed(page)


@pytest.mark.parametrize("reason", ["no_access", "boss_against", "not_for_me"])
def test_what_is_refused_leaves_the_plan_which_says_so_until_it_was_read(person: Person, reason: str):
    gone = first_step(person)
    page = press(person, "/refuse", ONE + gone, reason=reason)

    assert gone not in steps(page)
    assert "вы это убрали" in changed(page)
    assert not changed(press(person, "/read"))

    back = press(person, "/take-back", ONE + gone)
    assert gone in steps(back)


def test_a_refusal_without_a_reason_is_asked_for_one(person: Person, rows: Callable):
    gone = first_step(person)
    page = person.reader.send(person.reader.open(ONE + gone), "/refuse")

    assert page.status == 422
    assert "#reason-0" in [link["href"] for link in page.main.one("section", **{"class": "errors"}).all("a")]
    assert rows()["plan_decision"] == []


def test_what_is_swapped_is_replaced_by_what_was_chosen(person: Person):
    id, other = swappable(person)
    page = press(person, "/swap", ONE + id, other=other)

    assert id not in steps(page)
    assert other in steps(page)
    assert "вы это заменили" in changed(page)


def test_what_is_pinned_stays_whatever_else_changes(person: Person):
    id, other = swappable(person)
    page = press(person, "/pin", ONE + other)

    assert other in steps(page)
    assert "закреплено" in page.main.one("li", id=other).text
    assert other in steps(press(person, "/refuse", ONE + id, reason="not_for_me"))


def test_what_is_done_lies_behind_and_its_note_stays_with_it(person: Person):
    done = first_step(person)
    page = press(person, "/done", ONE + done, note="Сеть продлила договор")
    assert "Сеть продлила договор" in page.main.text
    plan = person.reader.open(PLAN)

    assert done not in steps(plan)
    assert "Сеть продлила договор" in plan.main.text
    assert "сделано" in changed(plan)
    assert as_json(person)["readiness"]["before"] > 0


def test_a_week_is_told_of_in_one_tap_and_a_missed_one_is_planned_again(
    person: Person, weeks_pass: Callable, rows: Callable
):
    give(person.reader, hours="3")
    weeks_pass(1)
    page = person.reader.open(PLAN)
    asked = page.main.one("section", id="weeks").all("form")
    assert asked

    told = person.reader.follow(person.reader.choose(page, asked[0]["action"], went="later"))
    (check,) = [row for row in rows()["plan_check_in"] if row["went"]]
    assert check["went"] == "later"
    (last,) = [row for row in rows()["kept_plan"] if row["place"] == "last"]
    assert last["monday"] > check["monday"]
    assert "просто перенесено" in changed(told)


def test_weeks_done_as_planned_change_nothing_and_count(person: Person, weeks_pass: Callable, rows: Callable):
    give(person.reader, hours="3")
    page = press(person, "/read")
    before = rows()["kept_plan"]
    for action in _actions(page):
        page = person.reader.follow(person.reader.choose(page, action, went="done"))
    weeks_pass(1)
    page = person.reader.open(PLAN)

    assert {row["went"] for row in rows()["plan_check_in"]} == {"done"}
    assert rows()["kept_plan"] == before
    assert not changed(page)


def test_weeks_of_silence_are_planned_again_without_reproach(person: Person, weeks_pass: Callable, rows: Callable):
    give(person.reader, hours="3")
    weeks_pass(5)
    page = person.reader.open(PLAN)
    (last,) = [row for row in rows()["kept_plan"] if row["place"] == "last"]

    assert last["monday"] == (MONDAY + timedelta(weeks=5)).date()
    assert "просто перенесено" in changed(page)
    assert "просроч" not in page.main.text.lower()


def test_a_plan_set_early_on_a_tuesday_begins_next_monday_though_in_utc_it_is_monday(
    person: Person, weeks_pass: Callable, rows: Callable
):
    weeks_pass(13 / (7 * 24))
    give(person.reader, hours="3")
    person.reader.open(PLAN)
    (last,) = [row for row in rows()["kept_plan"] if row["place"] == "last"]

    assert last["monday"] == (MONDAY + timedelta(weeks=1)).date()


def test_did_not_work_asks_why(person: Person, weeks_pass: Callable):
    give(person.reader, hours="3")
    weeks_pass(1)
    page = person.reader.open(PLAN)
    sent = person.reader.choose(page, _actions(page)[0], went="failed")

    assert sent.leads_to.endswith("#refuse")


def test_when_the_last_day_is_past_the_plan_says_so_and_promises_nothing_for_days_gone_by(
    person: Person, weeks_pass: Callable
):
    give(person.reader, hours="3")
    weeks_pass(20)
    hero = person.reader.open(PLAN).main.one("section", id="answer").text
    draft = person.reader.open("/assessment/ambition").main

    assert "настал" in hero
    assert "примерно к" not in hero
    assert "понедельник" not in hero.lower()
    assert "примерно к" not in draft.one("textarea", id="aim").text
    assert draft.one("textarea", id="next_steps").text == ""
    assert person.reader.get("/assessment/plan/what-if").leads_to == PLAN


def test_what_to_begin_with_and_what_to_do_today_are_there_in_every_week(person: Person, weeks_pass: Callable):
    give(person.reader, hours="3")
    for weeks in range(3):
        weeks_pass(weeks)
        hero = person.reader.open(PLAN).main.one("section", id="answer").text

        assert "Сегодня, за 15 минут" in hero
        assert "На этой неделе" in hero or "В понедельник, " in hero


def test_who_refused_everything_is_told_what_would_help(app: Flask, person: Person, framework: Framework):
    may_write.set(True)
    with app.app_context():
        for id in framework.activities:
            put_decision(db.session(), person.id, Decision(id, Said.REFUSED, now(), Reason.NOT_FOR_ME))
        db.session.commit()
    page = person.reader.open(PLAN)

    assert "Вы убрали" in page.main.text
    assert "возможно, что-то стоит вернуть" in page.main.text
    assert "#decided" in [link["href"] for link in page.main.all("a")]


def test_decisions_go_with_the_assessment(person: Person, rows: Callable):
    press(person, "/refuse", ONE + first_step(person), reason="not_for_me")
    person.reader.send(person.reader.open("/assessment/delete"))

    assert [name for name in ("plan_decision", "kept_plan", "kept_plan_step", "plan_check_in") if rows()[name]] == []


def _actions(page: Page) -> list[str]:
    section: Element = page.main.one("section", id="weeks")
    return [form["action"] for form in section.all("form")]


def _activity(action: str) -> str:
    return action.removesuffix("/week").rsplit("/", 1)[-1]


def _pressed(page: Page) -> dict[str, list[str]]:
    """Return the answers marked as chosen, by where each form goes and the week it is of."""
    forms = page.main.one("section", id="weeks").all("form")
    return {
        f"{form['action']} {form.one('input', name='monday')['value']}": [
            button["value"] for button in form.all("button") if button.get("aria-pressed") == "true"
        ]
        for form in forms
    }


def test_one_answer_leaves_the_question_about_the_others_and_can_be_corrected(
    person: Person, weeks_pass: Callable, rows: Callable
):
    give(person.reader, hours="3")
    weeks_pass(0)
    page = person.reader.open(PLAN)
    before = _pressed(page)
    first, second = _actions(page)[:2]
    week = MONDAY.date().isoformat()

    def tell(day: int, action: str, went: str) -> dict[str, list[str]]:
        weeks_pass(day / 7)
        page = person.reader.open(PLAN)
        return _pressed(person.reader.follow(person.reader.choose(page, action, went=went)))

    assert tell(2, first, "later") == before | {f"{first} {week}": ["later"]}
    press(person, "/read")
    assert tell(3, first, "done") == before | {f"{first} {week}": ["done"]}
    both = before | {f"{first} {week}": ["done"], f"{second} {week}": ["done"]}
    assert tell(4, second, "done") == both
    weeks_pass(1)
    page = person.reader.open(PLAN)
    assert _pressed(page).items() >= both.items()

    assert [row["went"] for row in rows()["plan_check_in"] if row["monday"] == MONDAY.date()] == ["done", "done"]
    for item in page.main.all("li"):
        assert item.get("id") not in {_activity(first), _activity(second)} or item.one("span", **{"class": "tag"})


def test_later_puts_an_activity_off_and_does_not_take_it_out(person: Person, weeks_pass: Callable):
    give(person.reader, hours="3", until=until(26))
    weeks_pass(0)
    for action in _actions(person.reader.open(PLAN)):
        told = person.reader.follow(person.reader.choose(person.reader.open(PLAN), action, went="later"))

        assert _activity(action) in steps(told)
        assert "закреплено" not in told.main.one("li", id=_activity(action)).text


def test_what_was_begun_goes_on_first_after_weeks_of_silence(person: Person, weeks_pass: Callable, rows: Callable):
    give(person.reader, hours="3", until=until(26))
    weeks_pass(0)
    page = person.reader.open(PLAN)
    begun = _actions(page)[-1]
    person.reader.choose(page, begun, went="done")
    weeks_pass(4)
    page = person.reader.open(PLAN)

    start = {row["activity"]: row["start_week"] for row in rows()["kept_plan_step"] if row["place"] == "last"}
    assert start[_activity(begun)] == 1


def test_a_week_without_a_word_is_asked_about_though_the_plan_was_made_anew(person: Person, weeks_pass: Callable):
    give(person.reader, hours="3")
    weeks_pass(0)
    page = person.reader.open(PLAN)
    asked = _pressed(page)
    weeks_pass(2 / 7)

    assert _pressed(give(person.reader, hours="2.5")) == asked


@pytest.mark.parametrize(
    ("monday", "went"),
    [("2020-01-01", "done"), ("2020-01-06", "later"), ("x", "done"), ("2026-12-01", "done"), ("2026-11-30", "zzz")],
)
def test_a_week_that_is_not_asked_about_is_refused(
    person: Person, weeks_pass: Callable, rows: Callable, monday: str, went: str
):
    give(person.reader, hours="3")
    weeks_pass(0)
    page = person.reader.open(PLAN)
    data = {"csrf_token": page.csrf, "monday": monday, "went": went}
    sent = person.reader.request("POST", _actions(page)[0], data=data)

    assert sent.status == 422
    assert rows()["plan_check_in"] == []
