"""The page of numbers: every figure is that of the data, and what would change the conclusion is said in words."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from kamcareer.core.answers import Choice
from kamcareer.core.assessment import Draft
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.situations import credit, situation_level
from kamcareer.core.rating_requests import Asked, GivenRating
from kamcareer.core.situation_answers import situation_of
from kamcareer.services.asking_others import ask_somebody, give_rating, send_ratings
from kamcareer.services.self_assessment import save_answer
from kamcareer.store.database import db, may_write
from tests.conftest import now
from tests.web.conftest import Person
from tests.web.test_situations import answer_all

HEADINGS = {"ru": "Что изменило бы этот вывод", "en": "What would change this conclusion"}
NAMES = {
    "ru": {"ready": "готовность есть", "possible": "возможно", "not_yet": "пока нет"},
    "en": {"ready": "ready", "possible": "possible", "not_yet": "not yet"},
}
OF_SOURCES = {
    "ru": {"self": "ваш ответ", "manager": "руководитель"},
    "en": {"self": "your own answer", "manager": "your manager"},
}
SOURCES_OF_FLIPS = {1: "self", 22: None}  # where no answer would be enough, the levels themselves are named
FIGURE = re.compile(r"[+\N{MINUS SIGN}-]?\d[.,]\d\d?")
QUOTES = {"ru": "«»", "en": "“”"}


def seen_by_manager(app: Flask, person: Person, level: int, topics: int) -> None:
    with app.app_context():
        request = ask_somebody(db.session(), person.id, Asked.MANAGER, "Олег", "Вера", now())
        for competency in person.asked[:topics]:
            give_rating(db.session(), request.id, competency, GivenRating(level), now(), "a-browser")
        send_ratings(db.session(), request.id, now(), "a-browser")
        db.session.commit()


def figure(text: str) -> float:
    return float(text.replace(",", ".").replace("\N{MINUS SIGN}", "-"))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_each_source_adds_is_what_the_data_say(
    app: Flask, framework: Framework, somebody: Callable[..., Person], language: str
):
    person = somebody(language=language)
    seen_by_manager(app, person, 2, 4)
    data = person.reader.open("/report/download/json").response.json
    table = person.reader.open("/report/numbers").main.one("table")
    heads = [cell.text for cell in table.one("thead").all("th")]
    adds = {id: next(n for n, head in enumerate(heads) if name in head) for id, name in OF_SOURCES[language].items()}
    shown = {}
    for row in table.one("tbody").all("tr"):
        cells = [cell.text for cell in [*row.all("th"), *row.all("td")]]
        shown[cells[0]] = {id: figure(cells[place]) for id, place in adds.items()}

    assert len(shown) == len(person.asked)
    for item in data["competencies"]:
        said = {one["source"]: one["contribution"] for one in item["sources"] if one["source"] != "prior"}
        assert shown[framework.competencies[item["id"]].name[language]] == pytest.approx(said, abs=0.0051)


COMPUTED = {"ru": "Как это посчитано", "en": "How this was computed"}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_how_a_level_was_computed_stands_on_paper_and_in_the_text_with_the_figures_of_the_data(
    app: Flask, framework: Framework, somebody: Callable[..., Person], language: str
):
    person = somebody(language=language)
    seen_by_manager(app, person, 2, 4)
    data = person.reader.open("/report/download/json").response.json
    pdf = PdfReader(BytesIO(person.reader.open("/report/download/pdf").response.get_data()))
    printed = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    text = person.reader.open("/report/download/txt").response.text

    for export in (printed, " ".join(text.split())):
        opened = export.rpartition(COMPUTED[language])[2]
        for item in data["competencies"]:
            after = opened.partition(framework.competencies[item["id"]].name[language])[2]
            said = [figure(found) for found in FIGURE.findall(after)[: len(item["sources"]) + 1]]
            added = {one["source"]: one["contribution"] for one in item["sources"]}
            assert said[0] == pytest.approx(added.pop("prior"), abs=0.0051), item["id"]
            assert sorted(said[1:-1]) == pytest.approx(sorted(added.values()), abs=0.0051), item["id"]
            assert sum(said[:-1]) == pytest.approx(said[-1], abs=0.021), item["id"]


OWN_WORDS = {
    "ru": {"above": "чуть добрее", "far above": "стоит расспросить других", "below": "вы к себе строже"},
    "en": {
        "above": "see themselves a little kindly",
        "far above": "worth asking for examples",
        "below": "you may be stricter with yourself",
    },
}


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(("own", "seen", "how"), [(1, 1, None), (3, 3, "above"), (4, 0, "far above"), (0, 4, "below")])
def test_how_own_words_compare_with_the_whole_picture_is_said_kindly_where_others_speak(
    app: Flask, somebody: Callable[..., Person], language: str, own: int, seen: int, how: str | None
):
    person = somebody(language=language, answered=0)
    may_write.set(True)
    with app.app_context():
        for competency in person.asked[:12]:
            save_answer(db.session(), person.id, competency, Draft(level=own), competency, now())
        db.session.commit()
    alone = person.reader.open("/report").main.text
    seen_by_manager(app, person, seen, 12)
    together = person.reader.open("/report").main.text

    assert [case for case, words in OWN_WORDS[language].items() if words in alone] == []
    assert [case for case, words in OWN_WORDS[language].items() if words in together] == ([how] if how else [])


def of_flips(text: str, language: str) -> str:
    return text.partition(HEADINGS[language])[2]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(("answered", "target"), [(1, "sales_representative"), (22, "key_account_manager_retail")])
def test_what_would_change_the_conclusion_is_said_on_the_page_and_in_the_pdf(
    framework: Framework, somebody: Callable[..., Person], language: str, answered: int, target: str
):
    person = somebody(language=language, answered=answered, target=target)
    data = person.reader.open("/report/download/json").response.json
    pdf = PdfReader(BytesIO(person.reader.open("/report/download/pdf").response.get_data()))
    printed = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    page = person.reader.open("/report/numbers").main
    opening, closing = QUOTES[language]

    assert {change["source"] for flip in data["flips"] for change in flip["changes"]} == {SOURCES_OF_FLIPS[answered]}
    for text in (of_flips(page.text, language), of_flips(printed, language)):
        assert f"{opening}{NAMES[language][data['verdict']]}{closing}" in text
        for flip in data["flips"]:
            assert f"{opening}{NAMES[language][flip['verdict']]}{closing}" in text
            for change in flip["changes"]:
                assert framework.competencies[change["competency"]].name[language] in text
                assert f"{opening}{framework.scale[round(change['to'])].name[language]}{closing}" in text


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_finished_situation_is_opened_down_to_what_it_counts_for(
    app: Flask, framework: Framework, somebody: Callable[..., Person], rows: Callable, language: str
):
    person = somebody(answered=1, language=language)
    answer_all(person)
    before = person.reader.open("/report/numbers").main.all("table")
    person.reader.send(person.reader.open("/assessment/situations"))
    table = person.reader.open("/report/numbers").main.all("table")[1]
    shown = {row.one("a")["href"].partition("#")[2]: row.all("td") for row in table.one("tbody").all("tr")}

    assert len(before) == 1
    assert set(shown) == {row["situation"] for row in rows()["situation_answer"]}
    for row in rows()["situation_answer"]:
        item, cells = situation_of(framework, row["situation"])[1], shown[row["situation"]]
        choice = Choice(best=row["best"], worst=row["worst"])
        assert int(re.sub(r"\D", "", cells[2].text)) == round(100 * credit(item, choice))
        assert figure(cells[4].text) == pytest.approx(situation_level(item, choice), abs=0.051)


def test_without_an_answer_there_is_only_what_is_assumed_under_that_name(somebody: Callable[..., Person]):
    page = somebody(answered=0).reader.open("/report/numbers").main
    heads = [cell.text for cell in page.one("thead").all("th")]

    assert HEADINGS["ru"] not in page.text
    assert "Пока не на что опереться" in page.text
    assert "%" not in page.text
    assert heads == ["Тема", "Предположение до ответов", "Нужно роли"]
    assert len(page.one("tbody").all("tr")) == 22
