from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from kamcareer.core.framework.model import Framework
from kamcareer.factory import create_app
from kamcareer.services.demo import PEOPLE, load_demo
from kamcareer.store.database import db
from tests.conftest import now
from tests.web.conftest import Person
from tests.web.pages import Reader


@pytest.fixture
def loaded(app: Flask, framework: Framework) -> None:
    with app.app_context():
        load_demo(db.session(), framework, now())
        db.session.commit()


@pytest.mark.usefixtures("loaded")
def test_one_may_enter_as_each_invented_person(app: Flask, framework: Framework):
    page = Reader(app).open("/demo")
    forms = page.main.all("form")
    assert len(forms) == len(PEOPLE)
    for form, (name, *_) in zip(forms, sorted(PEOPLE), strict=True):
        visitor = Reader(app)
        report = visitor.follow(visitor.send(visitor.open("/demo"), form["action"]))
        assert report.path == "/report"
        assert name in report.tree.text


@pytest.mark.usefixtures("loaded")
def test_reports_shown_to_recruiter_and_hr_open(app: Flask):
    reader = Reader(app)
    paths = [link["href"] for link in reader.open("/demo").main.all("a") if "/shared/" in link["href"]]

    assert len(paths) == sum(bool(audience) for *_, audience in PEOPLE)
    assert all(reader.open(path.removeprefix("http://localhost")) for path in paths)


def test_an_empty_demonstration_says_what_to_do(reader: Reader):
    main = reader.open("/demo").main

    assert main.all("form") == []
    assert main.one("code").text
    assert main.all("a")


@pytest.mark.parametrize("id", ["nobody", "{real}", "%00"])
def test_nobody_enters_a_real_assessment_through_the_demonstration(app: Flask, person: Person, rows: Callable, id: str):
    stranger = Reader(app)
    page = stranger.request("POST", f"/demo/{id.format(real=person.id)}", data={"csrf_token": stranger.open("/").csrf})

    assert page.status == 404
    assert stranger.get("/report").status == 303


def test_an_address_with_a_letter_that_no_database_takes_is_harmless(any_app: Flask):
    stranger = Reader(any_app)
    page = stranger.request("POST", "/demo/%00", data={"csrf_token": stranger.open("/").csrf})

    assert page.status == 404


def test_an_installation_may_switch_the_demonstration_off(app: Flask):
    closed = create_app(replace(app.config["SETTINGS"], demo=False))
    reader = Reader(closed)

    assert reader.get("/demo").status == 404
    assert "/demo" not in [link["href"] for link in reader.open("/").tree.all("a")]
    with closed.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.usefixtures("loaded")
def test_the_page_never_hands_out_a_link_to_continue(app: Flask):
    visitor = Reader(app)
    form = visitor.open("/demo").main.all("form")[1]
    visitor.send(visitor.open("/demo"), form["action"])
    visitor.open("/assessment/links")  # makes the private link of the invented person

    assert "/continue/" not in visitor.open("/demo").response.get_data(as_text=True)
