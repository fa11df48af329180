"""Consent as a person meets it: one document, one tap; seen again, withdrawn with one tap, the words kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from kamcareer.factory import create_app
from kamcareer.services.audit import trail
from kamcareer.store.database import db
from tests.conftest import settings_for
from tests.web.conftest import PRESENT, TARGET, Person
from tests.web.pages import JSON, Page, Reader
from tests.web.test_autosave import Tab
from tests.web.test_links import given

AGREEMENT = f"/start/agreement?present={PRESENT}&target={TARGET}"


def agree(reader: Reader, path: str = AGREEMENT) -> Page:
    return reader.follow(reader.send(reader.open(path)))


def test_before_the_button_is_pressed_nothing_is_stored_and_after_it_the_exact_words_are(
    any_reader: Reader, rows: Callable
):
    page = any_reader.open(AGREEMENT)
    assert not any(rows().values())
    card = any_reader.follow(any_reader.send(page))
    stored = rows()

    assert card.path == "/assessment/role"
    text = stored["legal_text"][0]
    assert [(r["purpose"], r["basis"], r["language"], r["way"], r["until"]) for r in stored["legal_basis"]] == [
        ("development", "consent", any_reader.language, "page", None)
    ]
    assert stored["legal_basis"][0]["text_sha256"] == text["sha256"]
    shown = page.main.one("div", class_="prose stack document").text
    assert shown == " ".join(text["body"].split())
    assert page.main.one("h1").text == text["title"]


def test_the_document_stands_alone_with_one_button_and_a_way_to_say_no(any_reader: Reader):
    page = any_reader.open(AGREEMENT)

    assert len(page.main.all("button")) == 1
    assert page.main.all("input", type="checkbox") == []
    assert "/" in [link["href"] for link in page.main.all("a")]
    assert ("черновик" if any_reader.language == "ru" else "draft") in page.main.text


def test_a_button_below_other_words_is_not_taken(reader: Reader, rows: Callable):
    page = reader.open(AGREEMENT)
    reader.client.set_cookie("language", "en")
    again = reader.send(page)

    assert again.status == 422
    assert not rows()["legal_basis"]
    assert reader.follow(reader.send(again)).path == "/assessment/role"
    assert rows()["legal_basis"][0]["language"] == "en"


def test_who_names_no_role_is_asked_for_it(reader: Reader):
    assert reader.get("/start/agreement").leads_to == "/start/target"
    assert (
        reader.get("/start/agreement?target=nobody&present=supervisor").leads_to == "/start/target?present=supervisor"
    )


def test_one_tap_withdraws_and_everything_stops(person: Person, rows: Callable):
    reader = person.reader
    links = reader.follow(reader.send(reader.open("/assessment/links"), "/show"))
    shown = given(links)[0]
    stranger = Reader(reader.app)
    assert stranger.get(shown).status == 200
    question, tab = reader.open("/assessment/questions/negotiation"), Tab(reader)
    page = reader.follow(reader.send(reader.open("/assessment/agreement"), "/withdraw"))
    before = rows()

    assert page.path == "/assessment/agreement"
    for path in ("/assessment", "/report", "/report/numbers", "/report/download/json", "/assessment/links"):
        assert reader.get(path).leads_to == "/assessment/agreement", path
    assert stranger.get(shown).status == 404
    assert reader.send(question, level="2", confidence="sure").status == 403
    assert tab.save().status == 403
    assert rows() == before
    assert "/assessment/delete" in [link["href"] for link in page.main.all("a")]
    assert reader.follow(reader.send(reader.open("/assessment/delete"))).path == "/"
    assert not rows()["legal_basis"]


def test_agreeing_again_brings_everything_back_and_the_history_shows_both(person: Person):
    reader = person.reader
    page = reader.follow(reader.send(reader.open("/assessment/agreement"), "/withdraw"))
    form = next(form for form in page.main.all("form") if form.get("action") is None)
    sent = page.values(form)
    tasks = reader.follow(reader.request("POST", "/assessment/agreement", data=sent))

    assert tasks.path == "/assessment"
    assert len(reader.open("/assessment/agreement").main.one("ul", class_="given").all("li")) == 2


def test_the_words_agreed_to_are_shown_again_word_for_word(any_reader: Reader):
    read = any_reader.open(AGREEMENT).main.one("div", class_="prose stack document").text
    agree(any_reader)
    mine = any_reader.open("/assessment/agreement")
    again = any_reader.open(next(a["href"] for a in mine.main.all("a") if a["href"].startswith("/about/texts/")))

    assert again.main.one("div", class_="prose stack document").text == read
    assert any_reader.get("/about/texts/" + "0" * 64).status == 404


def test_an_assessment_begun_before_there_were_consents_asks_first(person: Person, app: Flask):
    with app.app_context():
        db.session.execute(db.text("DELETE FROM legal_basis"))
        db.session.commit()
    page = person.reader.follow(person.reader.get("/report"))

    assert page.path == "/assessment/agreement"
    assert person.reader.get("/report", headers=JSON).status == 403


def test_the_account_shows_its_consents_and_withdraws_them(
    person: Person, member: Callable[..., Reader], rows: Callable, app: Flask
):
    reader = member().sit_down(person.id)
    reader.follow(reader.send(reader.open("/account"), "/account/assessments"))
    page = reader.open("/account/agreements")
    assert len(page.main.all("button")) == 1
    reader.follow(reader.send(page, "/development/withdraw"))

    assert reader.get("/report").leads_to == "/assessment/agreement"
    assert reader.open("/account/agreements").main.all("button") == []
    csrf = {"X-CSRFToken": page.csrf}
    assert reader.request("POST", "/account/agreements/everything/withdraw", headers=csrf).status == 404
    with app.app_context():
        events = [str(entry.event) for entry in trail(db.session())]
    assert events[-1] == "consent_withdrawn"


def test_giving_is_in_the_trail_too(reader: Reader, app: Flask):
    agree(reader)
    with app.app_context():
        assert [(str(e.event), e.detail) for e in trail(db.session())] == [("consent_given", "development")]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_where_the_operator_names_labour_law_people_are_told_and_asked_for_no_consent(tmp_path: Path, language: str):
    from flask_migrate import upgrade

    env = {"KAMCAREER_BASIS_DEVELOPMENT": "labour_law", "KAMCAREER_OPERATOR_NAME": "ООО «Ромашка»"}
    app = create_app(settings_for(tmp_path, **env))
    with app.app_context():
        upgrade()
    reader = Reader(app, language)
    page = reader.open(AGREEMENT)
    assert "ООО «Ромашка»" in page.main.text
    assert ("трудовое законодательство" if language == "ru" else "labour law") in page.main.text
    agree(reader)
    mine = reader.open("/assessment/agreement")
    with app.app_context():
        assert trail(db.session()) == []
        db.engine.dispose()

    assert mine.main.all("button") == []
