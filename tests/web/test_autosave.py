import json
from base64 import b64decode
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from kamcareer.core.framework.model import Framework
from kamcareer.services.self_assessment import start
from kamcareer.store.database import db
from tests.agreements import agreed
from tests.conftest import NOW
from tests.web.conftest import PRESENT, TARGET, Person
from tests.web.pages import Page, Reader

TOPIC = "negotiation"


class Tab:
    """An open question page whose script saves."""

    def __init__(self, reader: Reader, topic: str = TOPIC) -> None:
        self.reader = reader
        self.page = reader.open(f"/assessment/questions/{topic}")
        self.url = self.page.form()["data-url"]
        self.assessment = self.page.form()["data-assessment"]

    def save(self, **said: Any) -> Page:
        fresh = {"level": "2", "confidence": None, "example": "", "revision": 0, "key": str(uuid4())}
        body = {"assessment": self.assessment} | fresh | said
        return self.reader.put(self.url, body, self.page.csrf)


@pytest.fixture
def tab(somebody: Callable[..., Person]) -> Tab:
    return Tab(somebody(answered=0).reader)


def keys(page: Page) -> list[str]:
    return [meta["data-key"] for meta in page.tree.all("meta", name="assessment")]


def test_the_key_of_unsent_answers_is_of_the_open_assessment_and_on_no_other_page(
    app: Flask, somebody: Callable[..., Person]
):
    one, other = somebody(answered=0).reader, somebody(answered=0).reader
    path = f"/assessment/questions/{TOPIC}"
    (key,), (foreign,) = keys(one.open(path)), keys(other.open(path))

    assert len(b64decode(key)) == 32
    assert key == keys(one.open("/assessment"))[0] != foreign
    assert keys(Reader(app).open("/roles")) == []
    assert "no-store" in one.open(path).response.headers["Cache-Control"]


def answers(rows: Callable) -> list[tuple]:
    return [(row["level"], bool(row["no_chance"]), row["confidence"], row["example"], row["revision"])
            for row in rows()["answer"]]  # fmt: skip


def test_a_save_tells_its_revision_and_what_comes_next(tab: Tab, rows: Callable):
    page = tab.save(level="3", confidence="sure", example="Сеть, +9 %")

    assert page.status == 200
    assert page.response.json["revision"] == 1
    assert tab.reader.open(page.response.json["next"]).status == 200
    assert answers(rows) == [(3, False, "sure", "Сеть, +9 %", 1)]


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ({"level": None, "confidence": "guess"}, (None, False, "guess", "", 1)),
        ({"level": None, "example": "только пример"}, (None, False, None, "только пример", 1)),
        ({"level": "no_chance"}, (None, True, None, "", 1)),
        ({"level": "0"}, (0, False, None, "", 1)),
    ],
)
def test_an_answer_is_saved_as_far_as_it_is_given(tab: Tab, rows: Callable, said: dict, row: tuple):
    assert tab.save(**said).status == 200
    assert answers(rows) == [row]


def test_saves_that_follow_each_other_count_up(tab: Tab, rows: Callable):
    revision = 0
    for level in "1234":
        revision = tab.save(level=level, revision=revision).response.json["revision"]

    assert revision == 4
    assert answers(rows) == [(4, False, None, "", 4)]


def test_a_save_sent_again_with_its_key_is_answered_alike_and_stored_once(tab: Tab, rows: Callable):
    key = str(uuid4())
    first, second = tab.save(key=key).response.json, tab.save(key=key).response.json

    assert first["revision"] == second["revision"] == 1
    assert len(rows()["answer_save"]) == 1


def test_a_stale_tab_is_told_what_is_stored_and_overwrites_nothing(tab: Tab, rows: Callable):
    tab.save(level="1", example="Первая")
    before = rows()
    page = tab.save(level="4", example="Вторая")

    assert page.status == 409
    assert page.response.json["stored"] == {"level": "1", "confidence": None, "example": "Первая", "revision": 1}
    assert rows() == before


def test_a_stale_tab_with_the_same_words_is_no_conflict(tab: Tab):
    tab.save(level="1")

    assert tab.save(level="1").status == 200


@pytest.mark.parametrize("topic", ["nothing", "%00", "..", "Negotiation"])
def test_an_unknown_question_is_not_found(tab: Tab, rows: Callable, topic: str):
    tab.url = f"/assessment/answers/{topic}"

    assert tab.save().status == 404
    assert answers(rows) == []


def test_a_browser_without_an_assessment_is_told_that_it_is_gone(app: Flask, tab: Tab, rows: Callable):
    stranger = Reader(app)
    page = stranger.put(tab.url, {"level": "1"}, stranger.open("/").csrf)

    assert page.status == 410
    assert page.response.json["error"]


def test_a_deleted_assessment_is_gone(app: Flask, tab: Tab, rows: Callable):
    other = Tab(Reader(app).sit_down(rows()["assessment"][0]["id"])).reader
    other.follow(other.send(other.open("/assessment/delete")))

    assert tab.save().status == 410
    assert answers(rows) == rows()["answer_save"] == []


@pytest.mark.parametrize(
    "said",
    [
        {"level": "5"},
        {"level": 2},
        {"level": ["2"]},
        {"level": ""},
        {"confidence": "very"},
        {"confidence": 1},
        {"example": None},
        {"example": 7},
        {"example": "ж" * 601},
        {"example": "\ud800"},
        {"revision": -1},
        {"revision": 10**9},
        {"revision": None},
        {"key": "x"},
        {"key": None},
        {"more": 1},
    ],
)
def test_what_the_page_never_sends_is_refused_and_not_stored(tab: Tab, rows: Callable, said: dict):
    page = tab.save(**said)

    assert page.status == 422
    assert page.response.json["error"]
    assert answers(rows) == []


@pytest.mark.parametrize("body", ["", "null", "[]", "7", '"x"', "{", "{}", "\xff", '{"level":' * 500, "NaN"])
def test_what_is_no_answer_at_all_is_refused(tab: Tab, rows: Callable, body: str):
    headers = {"X-CSRFToken": tab.page.csrf, "Content-Type": "application/json"}
    page = tab.reader.request("PUT", tab.url, data=body.encode("latin-1"), headers=headers)

    assert page.status == 422
    assert answers(rows) == []


def test_a_save_of_three_hundred_kilobytes_is_too_much(tab: Tab, rows: Callable):
    page = tab.save(example="x" * 300 * 1024)

    assert page.status == 413
    assert page.response.json["error"]
    assert answers(rows) == []


@pytest.fixture
def any_tab(any_app: Flask, framework: Framework) -> Tab:
    with any_app.app_context():
        id = start(db.session(), framework, PRESENT, TARGET, NOW, agreed()).id
        db.session.commit()
    return Tab(Reader(any_app).sit_down(id))


@pytest.mark.parametrize(
    "example",
    ["Ёж и «кавычки» — №1", "🎄👩‍💼" * 40, "ж" * 600, "🎄" * 600, "שלום\u202e", "e\u0301", "'; DROP TABLE answer; --",
     "a\nb\tc", "\u0001\u0008", "\ufeff", "\u2028", "</script><!--", "%s %(x)s {0} {{x}}"],
)  # fmt: skip
def test_letters_of_every_kind_come_back_as_they_were_typed(any_tab: Tab, example: str):
    assert any_tab.save(example=example).status == 200
    page = any_tab.reader.open(any_tab.page.path)
    stale = any_tab.save(level="4", revision=0).response.json["stored"]

    assert stale["example"] == example.strip()
    assert json.dumps(stale, ensure_ascii=False)
    assert page.values(page.form())["example"] == [example.strip()]


def test_a_letter_that_no_database_takes_does_not_cost_the_answer(any_tab: Tab):
    assert any_tab.save(level="3", example="до\0после").status == 200
    page = any_tab.reader.open(any_tab.page.path)

    assert "checked" in page.main.one(id="level-3")
    assert page.values(page.form())["example"] == ["допосле"]


def test_line_ends_are_one_character_however_a_browser_sends_them(tab: Tab, rows: Callable):
    assert tab.save(example="строка\r\n" * 60).status == 200
    assert answers(rows)[0][3] == ("строка\n" * 60).strip()


def test_from_the_check_page_the_next_page_is_the_check_page(somebody: Callable[..., Person]):
    reader = somebody(answered=22).reader
    tab = Tab(reader, f"{TOPIC}?from=check")
    revision = int(tab.page.values(tab.page.form())["revision"][0])

    assert tab.save(revision=revision).response.json["next"] == "/assessment/check"


def test_a_save_meant_for_another_assessment_is_refused_and_changes_nothing(tab: Tab, rows: Callable):
    page = tab.save(assessment="00000000")

    assert page.status == 410
    assert answers(rows) == []
