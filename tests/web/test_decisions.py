"""Deciding about a candidate: by a person, with reasons, seen by both, and never in passing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.services.audit import Event, trail
from kamcareer.store.database import db, may_write
from kamcareer.worker.chores import delete_what_is_due, remind, send_letters
from tests.conftest import NOW
from tests.web.pages import Page, Reader
from tests.web.test_applying import begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_candidates import EXAMPLE, WHY, links, people
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people
from tests.web.test_page_lint import problems


def test_a_decision_is_kept_shown_to_both_and_in_the_trail(
    app: Flask, rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    reader = sent(language="en")
    assert "Read by the recruiter" not in reader.open("/application").main.text
    (link,) = links(people(rita, vacancy))
    page = rita.open(link)
    assert EXAMPLE in page.main.text
    decided = rita.follow(rita.send(page, **WHY))

    assert "Довела три сделки" in decided.main.text
    assert "Решение от" in decided.main.text
    (row,) = rows()["decision"]
    assert (row["outcome"], row["reasons"]) == ("talk", "held:negotiation to_check:resilience")
    status = reader.open("/application")
    assert problems(status) == []
    assert "You are invited to a talk" in status.main.text
    assert "Read by the recruiter" in status.main.text
    assert "then the recruiter decides" not in status.main.text
    assert "Довела" not in status.html  # the words are written for it, and told by a person
    with app.app_context():
        noted = [entry.event for entry in trail(db.session())]
    assert noted.count(Event.DECIDED) == 1
    assert Event.ANSWERS_READ in noted


def test_whoever_gets_to_see_the_answers_by_a_form_that_is_not_taken_has_read_them(
    app: Flask, rita: Reader, vacancy: Page, sent: Callable
):
    reader = sent(language="en")
    (link,) = links(people(rita, vacancy))
    csrf = people(rita, vacancy).csrf
    shown = rita.request("POST", link, data={"csrf_token": csrf})

    assert shown.status == 422
    assert EXAMPLE in shown.main.text
    with app.app_context():
        assert Event.ANSWERS_READ in [entry.event for entry in trail(db.session())]
    assert "Read by the recruiter" in reader.open("/application").main.text


@pytest.mark.parametrize(
    "sent_values",
    [{"outcome": ""}, {"because": []}, {"because": ["held:age"]}, {"because": ["x"]}, {"words": "нет"}],
)
def test_nothing_is_decided_without_reasons(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable, sent_values: dict
):
    sent()
    page = rita.send(rita.open(links(people(rita, vacancy))[0]), **(WHY | sent_values))

    assert page.status == 422
    assert problems(page) == []
    assert rows()["decision"] == []


def test_nobody_is_turned_down_for_what_nobody_asked_them(rita: Reader, vacancy: Page, sent: Callable, rows: Callable):
    sent("Вера", travel="none")
    page = rita.open(links(people(rita, vacancy))[0])
    why = {"outcome": "decline", "because": ["knock_out:licence"], "words": "Без прав не объехать точки"}
    refused = rita.send(page, **why)

    assert "В отклике сказано: командировки. Об остальном такого не сказано." in page.main.text
    assert (refused.status, problems(refused)) == (422, [])
    assert "Сначала спросите" in refused.main.text
    assert rows()["decision"] == []
    assert rita.send(page, **why, told="y").status == 303
    assert rita.send(rita.open(page.path), **(why | {"because": ["knock_out:travel"]})).status == 303
    assert {row["reasons"] for row in rows()["decision"]} == {"knock_out:licence", "knock_out:travel"}


def test_what_somebody_wrote_to_have_is_no_reason_before_whoever_decides_says_that_they_heard_otherwise(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent("Вера", licence="yes")
    page = rita.open(links(people(rita, vacancy))[0])
    why = {"outcome": "decline", "because": ["knock_out:licence"], "words": "Без прав не объехать точки", "told": "y"}
    assert page.main.all("input", id="otherwise") == []
    refused = rita.send(page, **why)

    assert (refused.status, problems(refused)) == (422, [])
    assert "В отклике сказано, что это есть." in refused.main.text
    assert rows()["decision"] == []
    assert rita.send(refused, otherwise="y").status == 303
    assert len(rows()["decision"]) == 1


def test_there_is_no_page_that_decides_about_several(rita: Reader, vacancy: Page, sent: Callable):
    sent("Вера")
    sent("Олег")
    forms = [form for form in people(rita, vacancy).tree.all("form") if form.get("method") == "post"]

    assert [form.get("action") for form in forms if "candidates" in (form.get("action") or "")] == []


def test_however_long_nobody_decides_nothing_that_runs_by_the_clock_does(
    app: Flask, rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent("Вера", level="4")
    sent("Олег", level="0", licence="no")
    terms = app.config["SETTINGS"].terms
    for months in (1, 3, 12):
        with time_machine.travel(NOW + timedelta(days=31 * months), tick=False), app.test_request_context():
            may_write.set(True)
            remind()
            send_letters()
            delete_what_is_due(terms)

    with app.app_context():
        noted = {entry.event for entry in trail(db.session())}
    assert noted & {Event.DECIDED, Event.FEEDBACK_APPROVED} == set()
    assert rows()["decision"] == []


def test_a_decision_from_a_page_that_is_older_than_another_decision_is_not_kept_unseen(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent()
    link = links(people(rita, vacancy))[0]
    one, other = rita.open(link), rita.open(link)
    rita.send(one, **WHY)
    late = rita.send(other, **WHY | {"outcome": "decline"})

    assert late.status == 422
    assert "уже приняли решение" in late.main.text
    assert problems(late) == []
    assert [row["outcome"] for row in rows()["decision"]] == ["talk"]
    rita.send(late, **WHY | {"outcome": "decline"})
    assert sorted(row["outcome"] for row in rows()["decision"]) == ["decline", "talk"]


def test_a_vacancy_in_which_somebody_waits_is_closed_only_by_a_word(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent()
    page = rita.open(vacancy.path)
    assert "1 человек отправил ответы и ждёт решения" in page.main.text
    refused = rita.follow(rita.send(page, "/close"))
    assert problems(refused) == []
    assert "Вакансия пока не закрыта" in refused.html
    assert [row["closed_at"] for row in rows()["vacancy"]] == [None]

    rita.send(refused, "/close", sure="y")
    assert None not in [row["closed_at"] for row in rows()["vacancy"]]


def test_a_vacancy_in_which_somebody_answers_is_closed_only_by_a_word(
    app: Flask, rita: Reader, vacancy: Page, rows: Callable
):
    begun(app, invitation(rita, vacancy)[0])
    page = rita.open(vacancy.path)
    assert "1 человек начал отвечать" in page.main.text
    assert "ждёт" not in page.main.one("div", id="close").text
    rita.send(page, "/close")
    assert [row["closed_at"] for row in rows()["vacancy"]] == [None]
    rita.send(rita.open(vacancy.path), "/close", sure="y")
    assert None not in [row["closed_at"] for row in rows()["vacancy"]]
