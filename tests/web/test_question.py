import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask

from kamcareer.core.framework.model import Framework
from tests.web.conftest import Person
from tests.web.pages import Page, Reader, begin

TOPIC = "negotiation"
PATH = f"/assessment/questions/{TOPIC}"


@pytest.fixture
def fresh(somebody: Callable[..., Person]) -> Person:
    return somebody(answered=0)


def stored(rows: Callable) -> list[dict]:
    return [row for row in rows()["answer"] if row["competency"] == TOPIC]


def test_a_question_has_five_descriptions_no_chance_and_three_degrees_of_sureness(fresh: Person, framework: Framework):
    main = fresh.reader.open(PATH).main

    assert [item["value"] for item in main.all("input", name="level")] == ["0", "1", "2", "3", "4", "no_chance"]
    assert [item["value"] for item in main.all("input", name="confidence")] == ["sure", "fairly", "guess"]
    assert main.one("textarea", name="example").text == ""
    for anchor in framework.competencies[TOPIC].anchors.values():
        assert anchor.ru in main.text


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_question_looks_the_same_whatever_level_the_role_needs(
    framework: Framework, somebody: Callable[..., Person], language: str
):
    by_level = {
        role.requirements[TOPIC].level: id for id, role in framework.roles.items() if TOPIC in role.requirements
    }
    seen = {shown(somebody(answered=0, language=language, target=id)) for id in by_level.values()}

    assert len(by_level) > 2
    assert len(seen) == 1


def shown(person: Person) -> str:
    page = person.reader.open(PATH)
    form = page.form()
    fields = [(item.tag, item.get("value"), item.attributes.get("class"), "checked" in item) for item in form.all("input")
              if item.get("type") != "hidden"]  # fmt: skip
    classes = [item.get("class") for item in form.one("fieldset", aria_describedby="rule").inside()]
    return str((form.one("fieldset", aria_describedby="rule").text, fields, classes))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_question_gives_no_reason_of_the_role_away(
    framework: Framework, somebody: Callable[..., Person], language: str
):
    person = somebody(answered=0, language=language)
    for competency, need in framework.roles["key_account_manager_retail"].requirements.items():
        page = person.reader.open(f"/assessment/questions/{competency}")
        assert not need.reason or need.reason[language] not in page.html, competency
        assert page.main.all(checked="") == []


@pytest.mark.parametrize(
    "path", ["/assessment/questions/nothing", "/assessment/questions/%00", "/assessment/questions/"]
)
def test_there_are_no_other_questions(fresh: Person, path: str):
    assert fresh.reader.get(path).status == 404


def test_a_question_the_role_does_not_ask_is_not_there(somebody: Callable[..., Person], framework: Framework):
    target = next(id for id, role in framework.roles.items() if len(role.requirements) < len(framework.competencies))
    left_out = next(id for id in framework.competencies if id not in framework.roles[target].requirements)

    assert somebody(answered=0, target=target).reader.get(f"/assessment/questions/{left_out}").status == 404


def test_an_empty_answer_is_explained_and_nothing_typed_is_lost(any_reader: Reader):
    first = begin(any_reader)
    page = any_reader.send(first, confidence="guess", example="Ёлка\nи две строки")
    summary = page.main.one(data_error_summary="")

    assert page.status == 422
    assert page.title.startswith({"ru": "Ошибка", "en": "Error"}[any_reader.language])
    assert not first.title.startswith(("Ошибка", "Error"))
    assert summary["tabindex"] == "-1"
    assert [link["href"].lstrip("#") in page.ids for link in summary.all("a")] == [True]
    assert "checked" in page.main.one(id="confidence-guess")
    assert page.values(page.form())["example"] == ["Ёлка\nи две строки"]
    assert any_reader.send(page, level="1").status == 303


def test_an_answer_that_is_too_long_is_kept_on_the_page_and_not_stored(fresh: Person, rows: Callable):
    page = fresh.reader.send(fresh.reader.open(PATH), level="4", example="ж" * 601)

    assert page.status == 422
    assert page.values(page.form())["example"] == ["ж" * 601]
    assert "checked" in page.main.one(id="level-4")
    assert stored(rows) == []


@pytest.mark.parametrize("example", ["ж" * 600, "🎄" * 600, "строка\r\n" * 80 + "ж" * 40, "  отступ  "])
def test_six_hundred_characters_fit_however_the_browser_ends_its_lines(fresh: Person, rows: Callable, example: str):
    assert len(example.replace("\r\n", "\n")) <= 600
    page = fresh.reader.send(fresh.reader.open(PATH), level="1", example=example)

    assert page.status == 303
    assert stored(rows)[0]["example"] == example.replace("\r\n", "\n").strip()


@pytest.mark.parametrize(
    "values",
    [{"level": "5"}, {"level": "-1"}, {"level": ""}, {"level": "2", "confidence": "very"}, {"level": "2", "revision": "x"},
     {"level": "2", "revision": "-1"}, {"level": "2", "revision": "9999999999"}, {"level": "2", "key": "no-uuid"}],
)  # fmt: skip
def test_values_that_no_page_offers_are_refused(fresh: Person, rows: Callable, values: dict[str, str]):
    page = fresh.reader.send(fresh.reader.open(PATH), **values)

    assert page.status == 422
    assert page.main.one(data_error_summary="").one("h2").text
    assert stored(rows) == []


def test_no_chance_is_an_answer(fresh: Person, rows: Callable):
    fresh.reader.send(fresh.reader.open(PATH), level="no_chance")

    assert [(row["level"], bool(row["no_chance"])) for row in stored(rows)] == [(None, True)]
    assert "checked" in fresh.reader.open(PATH).main.one(id="level-none")


def test_the_same_form_sent_twice_is_one_save(fresh: Person, rows: Callable):
    page = fresh.reader.open(PATH)
    first, second = (fresh.reader.send(page, level="2") for _ in range(2))

    assert first.leads_to == second.leads_to
    assert [row["revision"] for row in stored(rows)] == [1]
    assert len(rows()["answer_save"]) == 1


def conflict(person: Person) -> Page:
    """Two tabs on one question; the second one is late."""
    tabs = [person.reader.open(PATH) for _ in range(2)]
    person.reader.send(tabs[0], level="1", example="Первая вкладка")
    return person.reader.send(tabs[1], level="3", confidence="guess", example="Вторая вкладка")


def test_the_later_of_two_tabs_is_shown_both_versions_and_overwrites_nothing(
    fresh: Person, framework: Framework, rows: Callable
):
    page = conflict(fresh)
    anchors = framework.competencies[TOPIC].anchors

    assert page.status == 409
    assert anchors[1].ru in page.main.one(data_error_summary="").text
    assert "Первая вкладка" in page.main.one(data_error_summary="").text
    assert "checked" in page.main.one(id="level-3")
    assert page.values(page.form())["example"] == ["Вторая вкладка"]
    assert [(row["level"], row["example"]) for row in stored(rows)] == [(1, "Первая вкладка")]


def test_whoever_saw_both_versions_may_store_their_own(fresh: Person, rows: Callable):
    page = conflict(fresh)

    assert fresh.reader.send(page).status == 303
    assert [(row["level"], row["example"], row["revision"]) for row in stored(rows)] == [(3, "Вторая вкладка", 2)]


def test_whoever_saw_both_versions_may_keep_the_stored_one(fresh: Person):
    page = conflict(fresh)
    keep = next(link["href"] for link in page.main.one(data_error_summary="").all("a"))

    assert "checked" in fresh.reader.open(keep).main.one(id="level-1")


def test_after_an_answer_comes_the_next_open_question(somebody: Callable[..., Person]):
    person = somebody(answered=3)
    page = person.reader.open(f"/assessment/questions/{person.asked[0]}")

    assert person.reader.send(page, level="1").leads_to.endswith(person.asked[3])


def test_whoever_came_from_the_check_page_goes_back_there(person: Person):
    page = person.reader.open(f"{PATH}?from=check")

    assert person.reader.send(page, level="1").leads_to.startswith("/assessment/check")


def test_questions_passed_over_are_collected_on_the_check_page(somebody: Callable[..., Person]):
    person = somebody(answered=0)
    person.reader.send(person.reader.open(f"/assessment/questions/{person.asked[-1]}"), level="1")
    often = [a["href"] for a in person.reader.open("/assessment").main.all("a") if "/often/" in a["href"]]
    sent = person.reader.send(person.reader.open(often[-1]))
    check = person.reader.follow(sent)

    assert sent.leads_to == "/assessment/check#open"
    links = [a["href"] for a in check.main.one(id="open").all("a")]
    assert len([link for link in links if "/questions/" in link]) == len(person.asked) - 1


def test_the_progress_says_which_question_of_how_many(somebody: Callable[..., Person]):
    person = somebody(answered=6)
    for number in (1, 7, 22):
        words = person.reader.open(f"/assessment/questions/{person.asked[number - 1]}").tree.text
        assert re.search(rf"\b{number} из 22\b", words), number


def test_a_deleted_assessment_takes_no_answer(app: Flask, fresh: Person, rows: Callable):
    page = fresh.reader.open(PATH)
    other = Reader(app).sit_down(fresh.id)
    other.follow(other.send(other.open("/assessment/delete")))

    assert fresh.reader.send(page, level="1", key=str(uuid4())).status == 410
    assert rows()["answer"] == []
