"""The clock on the pages: its last day where a person looks, an order to keep data said plainly."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.core.legal_basis import Holder
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.retention import place_hold
from kamcareer.store.database import db
from tests.conftest import NOW, now
from tests.web.conftest import Person
from tests.web.pages import Reader


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_last_day_is_on_the_questions_and_on_the_report_and_moves_with_what_is_done(somebody: Callable):
    person = somebody(language="en")

    assert "Kept until 23 May 2027" in person.reader.open("/assessment").main.text
    person.reader.follow(person.reader.send(person.reader.open("/assessment/check")))
    assert "Kept until 23 November 2027" in person.reader.open("/report").main.text
    page = person.reader.follow(person.reader.send(person.reader.open("/assessment/agreement"), "/withdraw"))
    assert "Deleted after 23 December 2026" in page.main.text


def test_the_document_says_the_same_terms_as_the_clock(any_reader: Reader):
    words = any_reader.open("/start/agreement?present=supervisor&target=sales_manager").main.text
    terms = ["6 месяцев", "12 месяцев", "24 месяца", "1 месяц"]

    if any_reader.language == "en":
        terms = ["6 months", "12 months", "24 months", "1 month"]
    assert [term for term in terms if term not in words] == []


def test_an_invented_person_has_no_clock(app: Flask, framework, reader: Reader):
    from kamcareer.services.demo import load_demo

    with app.app_context():
        load_demo(db.session(), framework, NOW)
        db.session.commit()
    reader.follow(reader.send(reader.open("/demo"), "000000000000"))

    assert "Хранится до" not in reader.open("/report").main.text


@pytest.mark.parametrize("path", ["/assessment/delete", "/account/delete"])
def test_an_order_about_answers_goes_with_them_into_an_account(
    app: Flask, person: Person, member: Callable[..., Reader], rows: Callable, path: str
):
    with app.app_context():
        place_hold(db.session(), Holder(assessment_id=person.id), "Спор о премии", now().date() + timedelta(9), now())
        db.session.commit()
    reader = member("vera@example.ru").sit_down(person.id)
    reader.follow(reader.send(reader.open("/account"), "/account/assessments"))
    before = rows()
    form = reader.open(path)

    assert "Спор о премии" in form.main.text
    assert reader.request("POST", path, data={"csrf_token": reader.open("/account").csrf}).status == 409
    assert rows() == before


@pytest.mark.parametrize("path", ["/assessment/delete", "/account/delete"])
def test_what_an_order_keeps_is_not_deleted_and_the_reason_is_said(
    app: Flask, person: Person, member: Callable[..., Reader], rows: Callable, path: str
):
    reader = member("vera@example.ru").sit_down(person.id)
    reader.follow(reader.send(reader.open("/account"), "/account/assessments"))
    form = reader.open(path)
    with app.app_context():
        account = find_by_mailbox(db.session(), "vera@example.ru")
        place_hold(db.session(), Holder(account_id=account.id), "Спор о премии", date(2026, 12, 1), NOW)
        db.session.commit()
    before = rows()

    assert "Спор о премии" in reader.open(path).main.text
    assert reader.send(form).status == 409
    assert rows() == before
    with time_machine.travel("2026-12-02T00:00:00+03:00", tick=False):
        again = member("vera@example.ru").sit_down(person.id)
        again.follow(again.send(again.open(path)))
    assert not rows()["answer"]
