"""Assessing oneself again: earlier answers hidden, then the change; and nothing of it is lost."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.core.answers import Evidence
from kamcareer.core.assessment import Draft
from kamcareer.services.evidence_log import answer_confirmation, keep_evidence
from kamcareer.services.reassessment import history_of
from kamcareer.services.retention import kept
from kamcareer.services.self_assessment import finish, open_sitting, save_answer
from kamcareer.store.database import db, may_write
from tests.conftest import NOW
from tests.web.conftest import EXAMPLE, Person
from tests.web.pages import Page

AGAIN, DROP, HISTORY = "/assessment/again", "/assessment/again/drop", "/report/history"
LATER = NOW + timedelta(days=92)


def press(person: Person, action: str, page: str = AGAIN, **values: str) -> Page:
    return person.reader.follow(person.reader.send(person.reader.open(page), action, **values))


@pytest.fixture
def finished(app: Flask, person: Person) -> Person:
    may_write.set(True)
    with app.app_context():
        finish(db.session(), person.id, NOW)
        db.session.commit()
    return person


@pytest.fixture
def again(app: Flask, finished: Person):
    """Begin another round three months later."""
    with time_machine.travel(LATER, tick=False):
        finished.reader.sit_down(finished.id)
        press(finished, AGAIN)
        yield finished


def answer(app: Flask, person: Person, level: int, *topics: str, at: datetime = LATER) -> None:
    may_write.set(True)
    with app.app_context():
        for number, topic in enumerate(topics):
            save_answer(db.session(), person.id, topic, Draft(level=level), f"again-{number}-{level}", at)
        db.session.commit()


def levels(app: Flask, person: Person) -> dict[str, int]:
    with app.app_context():
        sitting = open_sitting(db.session(), person.id)
        assert sitting
        return sitting.assessment.answers().levels()


def test_nobody_begins_again_before_the_first_report(person: Person, rows: Callable):
    assert person.reader.get(AGAIN).status == 303
    assert len(rows()["assessment"]) == 1


def test_earlier_answers_are_hidden_until_the_new_ones_are_finished(again: Person):
    reports = ("/report", "/report/numbers", "/report/explore", "/report/download/json", HISTORY, "/report/contest")
    for path in (*reports, "/assessment/ambition", "/assessment/ambition/download/docx"):
        page = again.reader.get(path)
        assert (page.status, again.reader.follow(page).path) == (303, AGAIN), path
    question = again.reader.open(f"/assessment/questions/{again.asked[0]}")

    assert not [radio for radio in question.main.all("input", name="level") if "checked" in radio]
    assert EXAMPLE not in question.main.text
    assert EXAMPLE not in again.reader.open("/assessment/check").main.text
    assert "Вы оцениваете себя ещё раз" in again.reader.open("/assessment").main.text


def test_the_plan_goes_on_from_what_was_said_before(app: Flask, again: Person):
    answer(app, again, 4, *again.asked[:3])

    assert levels(app, again)[again.asked[0]] == 0
    assert again.reader.get("/assessment/plan").status == 200


def test_dropped_answers_leave_everything_as_it_was(app: Flask, again: Person, rows: Callable):
    answer(app, again, 4, *again.asked)
    press(again, DROP)

    assert levels(app, again) == {id: number % 4 for number, id in enumerate(again.asked)}
    (only,) = rows()["assessment"]
    assert only["finished_at"] is not None
    assert again.reader.get("/report").status == 200


def test_the_change_stands_beside_the_own_words_and_says_that_none_is_clear(app: Flask, again: Person, rows: Callable):
    answer(app, again, 3, *again.asked[:8])
    page = press(again, "", "/assessment/check")

    assert page.path == HISTORY
    assert "Ясного изменения пока нет" in page.main.one("h2", id="answer-h").text
    assert "6 тем выше, чем раньше, 0 ниже, 2 как было" in page.main.text
    strips = page.main.all("td", class_="strip")
    assert len(strips) == 8
    assert all("ясного изменения нет" in strip.text for strip in strips)
    # What was not answered again stands as it was.
    assert levels(app, again) == {id: 3 if n < 8 else n % 4 for n, id in enumerate(again.asked)}
    assert len(rows()["assessment"]) == 2
    assert again.reader.get("/report").status == 200


def test_three_rounds_are_a_line_and_any_earlier_one_can_be_compared(app: Flask, again: Person):
    answer(app, again, 3, *again.asked[:8])
    press(again, "", "/assessment/check")
    with time_machine.travel(LATER + timedelta(days=92), tick=False):
        again.reader.sit_down(again.id)
        press(again, AGAIN)
        answer(app, again, 2, *again.asked[:8], at=LATER + timedelta(days=92))
        page = press(again, "", "/assessment/check")
        table = page.main.all("table", class_="words numbers")[0]
        assert len(table.all("tr")) == 4
        first = again.reader.open(f"{HISTORY}?since=1")
        assert "23 ноября 2026" in first.main.one("section", aria_labelledby="topics-h").text
        assert again.reader.get(f"{HISTORY}?since=77").status == 200


def test_an_earlier_point_stays_where_it_was_when_what_was_known_grows_old(app: Flask, again: Person):
    answer(app, again, 3, *again.asked[:8])
    press(again, "", "/assessment/check")
    years = timedelta(days=3 * 365)
    may_write.set(True)
    with app.app_context():
        deed = Evidence(competency=again.asked[0], level=4, kind="contract", date=NOW.date(), confirmed_by="Олег")
        entry = keep_evidence(db.session(), again.id, deed, NOW)
        answer_confirmation(db.session(), entry.id, NOW, yes=True)
        sitting = open_sitting(db.session(), again.id)
        assert sitting
        soon, late = (history_of(db.session(), sitting, LATER + gone).rounds for gone in (timedelta(), years))

        topic = again.asked[0]
        assert soon[0].report.profile[topic] == late[0].report.profile[topic]
        assert soon[1].report.profile[topic] != late[1].report.profile[topic]


def test_erasing_takes_every_round(again: Person, app: Flask, rows: Callable):
    answer(app, again, 3, *again.asked[:8])
    press(again, "", "/assessment/check")
    again.reader.send(again.reader.open("/assessment/delete"))

    assert rows()["assessment"] == rows()["answer"] == []


def test_an_account_takes_in_every_round_lists_one_and_exports_all(again: Person, app: Flask, member: Callable):
    answer(app, again, 3, *again.asked[:2])
    owner = member("oleg@example.ru", passphrase="ёлка самовар трактор 9 лун").sit_down(again.id)
    account = press(Person(again.id, owner, ()), "/account/assessments", "/account")
    document = json.loads(owner.send(owner.open("/account/data"), "/data/json").html)
    earlier, now = sorted(document["tables"]["assessment"], key=lambda row: row["round_of"] is None)

    assert len([form for form in account.main.all("form") if again.id in str(form.get("action"))]) > 0
    assert earlier["id"] not in account.html
    assert (now["id"], earlier["round_of"]) == (again.id, again.id)
    said = [(row["assessment_id"], row["level"]) for row in document["tables"]["answer"]]
    assert sorted(level for id, level in said if id == again.id) == [3, 3]
    assert sorted(level for id, level in said if id == earlier["id"]) == sorted(n % 4 for n in range(22))


def test_an_earlier_round_opens_for_nobody_as_an_assessment(again: Person, app: Flask, rows: Callable):
    (round_,) = (row for row in rows()["assessment"] if row["round_of"])
    with app.app_context():
        assert open_sitting(db.session(), round_["id"]) is None


def test_a_round_that_is_not_finished_does_not_shorten_how_long_answers_are_kept(again: Person, app: Flask):
    with app.app_context():
        sitting = open_sitting(db.session(), again.id)
        assert sitting
        assert kept(db.session(), sitting.assessment, app.config["SETTINGS"].terms).outcome == "development.finished"
