"""The main job by plain forms, as on a phone without JavaScript."""

import pytest
from flask import Flask

from kamcareer.core.assessment import questions
from kamcareer.core.framework.model import Framework
from tests.web.conftest import EXAMPLE, PRESENT, TARGET
from tests.web.pages import Reader, begin, competency_of, modest, walk


def test_the_way_from_the_start_to_the_report_is_forms_and_links(any_reader: Reader, framework: Framework):
    *asked, check, report = walk(any_reader)

    assert tuple(competency_of(page) for page in asked) == questions(framework, TARGET)
    assert check.path == "/assessment/check"
    assert report.path == "/report"
    assert report.tree.one("html")["lang"] == any_reader.language
    assert "Пример 1: федеральная сеть, +9 %" in check.main.text


@pytest.mark.parametrize(
    ("present", "target"), [("outside", "merchandiser"), ("merchandiser", "medical_representative")]
)
def test_the_way_is_the_same_for_every_pair_of_roles(app: Flask, framework: Framework, present: str, target: str):
    *asked, _, report = walk(Reader(app), present=present, target=target)

    assert tuple(competency_of(page) for page in asked) == questions(framework, target)
    assert framework.roles[target].short.ru in report.main.one("h1").text


def test_every_post_answers_with_a_redirect_that_is_read(reader: Reader):
    first = begin(reader)
    second = reader.follow(reader.send(first, **modest(1, "")))
    home = reader.follow(reader.send(reader.open("/assessment/delete")))

    assert second.path.startswith("/assessment/questions/")
    assert home.path == "/"


def test_answers_survive_a_closed_browser(app: Flask, reader: Reader):
    first = begin(reader)
    reader.send(first, level="3", confidence="sure", example=EXAMPLE)
    later = Reader(app)
    for cookie in reader.client._cookies.values():
        later.client._cookies[cookie._storage_key] = cookie
    again = later.open(first.path)

    assert "checked" in again.main.one(id="level-3")
    assert again.main.one(id="example").text == EXAMPLE


def test_the_start_page_offers_to_go_on_with_an_open_assessment(reader: Reader):
    first = begin(reader)
    second = reader.follow(reader.send(first, level="1"))

    assert second.path in [link["href"] for link in reader.open("/").main.all("a")]


def test_another_target_keeps_the_answers(reader: Reader):
    first = begin(reader)
    reader.send(first, level="3")
    card = reader.follow(reader.send(reader.open("/assessment/target"), target="sales_manager"))

    assert card.path == "/assessment/role"
    assert "checked" in reader.open(first.path).main.one(id="level-3")


def test_a_new_start_opens_a_new_assessment(reader: Reader):
    first = begin(reader)
    reader.send(first, level="3")
    again = begin(reader)

    assert again.path == first.path
    assert again.main.all("input", checked="") == []


def test_pages_of_the_way_remember_what_was_chosen_before(reader: Reader):
    assert "checked" in reader.open(f"/start?present={PRESENT}").main.one(id=f"present-{PRESENT}")
    assert "checked" in reader.open(f"/start/target?present={PRESENT}&target={TARGET}").main.one(id=f"target-{TARGET}")


@pytest.mark.parametrize("query", ["present=nobody", "present=", "present=../x", "target=nobody"])
def test_a_hand_made_address_of_the_start_is_harmless(reader: Reader, query: str):
    assert reader.open(f"/start?{query}").main.all("input", checked="") == []
    assert reader.open(f"/start/target?{query}").main.all("input", checked="") == []
