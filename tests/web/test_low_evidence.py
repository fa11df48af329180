"""A self-assessment alone says everywhere that it is for development and not for selection; with other sources it does not."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from kamcareer.core.assessment import Depth, Draft
from kamcareer.core.blocks import situations
from kamcareer.core.framework.model import Framework
from kamcareer.core.rating_requests import Asked, GivenRating
from kamcareer.core.situation_answers import SituationDraft
from kamcareer.services.asking_others import ask_somebody, give_rating, send_ratings
from kamcareer.services.self_assessment import open_sitting, save_answer
from kamcareer.services.situations import close_situations, save_choice
from kamcareer.store.database import db, may_write
from tests.conftest import now
from tests.web.conftest import Person
from tests.web.pages import Reader
from tests.web.test_numbers import seen_by_manager

BROWSER = "the-browser-that-began"
WORDS = {
    "ru": "Данных мало: для развития, не для отбора.",
    "en": "Low evidence: for development, not for selection.",
}


UNCHECKED = {
    "ru": "Кто именно ответил по ссылке, kamcareer не проверяет.",
    "en": "kamcareer does not check who answered a link.",
}


def shown(app: Flask, person: Person) -> dict[str, str]:
    """The words of every place where the report is read."""
    reader = person.reader
    links = reader.open("/assessment/links")
    given = reader.follow(reader.send(links, "/show", extent="report"))
    link = given.main.all("input", class_="copy")[-1]["value"].removeprefix("http://localhost")
    pdf = PdfReader(BytesIO(reader.open("/report/download/pdf").response.get_data()))
    pages = {path: reader.open(path).main.text for path in ("/report", "/report/numbers", "/report/explore")}
    return pages | {
        "shared": Reader(app, reader.language).open(link).main.text,
        "pdf": " ".join(" ".join(page.extract_text() for page in pdf.pages).split()),
        "text": reader.open("/report/download/txt").html,
    }


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_label_is_wherever_the_report_is_read(app: Flask, somebody: Callable[..., Person], language: str):
    person = somebody(language=language)
    places = shown(app, person)

    assert [place for place, words in places.items() if WORDS[language] not in words] == []
    assert [place for place, words in places.items() if UNCHECKED[language] in words] == []
    data = person.reader.open("/report/download/json").response.json
    assert (data["self_only"], data["use"]) == (True, "for development, not for selection")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_label_is_at_the_top_of_the_pdf_and_at_the_foot_of_each_of_its_pages(
    somebody: Callable[..., Person], language: str
):
    person = somebody(language=language)
    pdf = PdfReader(BytesIO(person.reader.open("/report/download/pdf").response.get_data()))
    pages = [" ".join(page.extract_text().split()) for page in pdf.pages]

    assert len(pages) > 1
    assert [page.count(WORDS[language]) for page in pages] == [2] + [1] * (len(pages) - 1)


def test_with_a_manager_the_label_goes_and_sources_are_named(app: Flask, person: Person):
    may_write.set(True)
    with app.app_context():
        request = ask_somebody(db.session(), person.id, Asked.MANAGER, "Олег", "Вера", now())
        for competency in person.asked:
            give_rating(db.session(), request.id, competency, GivenRating(2), now(), BROWSER)
        send_ratings(db.session(), request.id, now(), BROWSER)
        db.session.commit()
    places = shown(app, person)

    assert [place for place, words in places.items() if WORDS["ru"] in words] == []
    assert {place for place, words in places.items() if UNCHECKED["ru"] in words} == {
        "/report",
        "shared",
        "pdf",
        "text",
    }
    assert "is not checked" in person.reader.open("/report/download/json").response.json["use"]
    assert "Так человек видит себя сам, и вместе с этим" in places["shared"]
    assert places["/report"].count("руководитель, ваш ответ") >= len(person.asked)
    assert not person.reader.open("/report/download/json").response.json["self_only"]


@pytest.mark.parametrize(("language", "wrong", "right"), [
    ("ru", "все ответы ваши собственные", "ответы не только ваши"),
    ("en", "all of them your own", "not only your own"),
])  # fmt: skip
def test_after_a_manager_no_place_says_that_all_answers_are_ones_own(
    app: Flask, somebody: Callable[..., Person], language: str, wrong: str, right: str
):
    person = somebody(language=language, answered=1)
    may_write.set(True)
    with app.app_context():
        request = ask_somebody(db.session(), person.id, Asked.MANAGER, "Олег", "Вера", now())
        for competency in person.asked[1:4]:
            give_rating(db.session(), request.id, competency, GivenRating(2), now(), BROWSER)
        send_ratings(db.session(), request.id, now(), BROWSER)
        db.session.commit()
    places = shown(app, person)

    assert [place for place, words in places.items() if wrong in words] == []
    assert {place for place, words in places.items() if right in words} >= {"pdf", "text"}
    known = {"ru": "4 из ", "en": "4 of "}[language]
    assert [place for place in ("/report/numbers", "pdf", "text") if known not in places[place]] == []
    assert {"ru": "Добавляет: руководитель", "en": "Adds: your manager"}[language] in places["/report/numbers"]


def test_how_a_conclusion_came_about_opens_on_the_spot(person: Person):
    page = person.reader.open("/report")

    assert len(page.main.all("details", class_="how")) == len(person.asked)
    assert "до ответов предполагалось" in page.main.text


def test_what_would_tell_most_leads_to_where_it_is_done(person: Person):
    panel = person.reader.open("/report").main.one("section", aria_labelledby="more-h")
    links = [link["href"] for link in panel.all("a")]

    assert "/assessment/others" in links
    for link in links:
        person.reader.open(link)


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "выведено из других тем"), ("en", "concluded from other topics")]
)
def test_a_topic_without_an_answer_says_that_it_is_concluded_from_others(
    framework: Framework, somebody: Callable[..., Person], language: str, words: str
):
    person = somebody(language=language, answered=3)
    table = person.reader.open("/report").main.one("table", class_="dots")
    rows = {row.all("th")[0].text: row for row in table.one("tbody").all("tr")}

    for id in person.asked:
        (text,) = (text for text in rows if text.startswith(framework.competencies[id].name[language]))
        assert (words in text) == (id not in person.asked[:3])
    assert words not in somebody(language=language, answered=0).reader.open("/report").main.text


@pytest.mark.parametrize("language", ["ru", "en"])
def test_whoever_is_far_above_the_situations_reads_it_in_kind_words(
    app: Flask, framework: Framework, somebody: Callable[..., Person], language: str
):
    person = somebody(language=language)
    words = {"ru": "В ситуациях вы выбирали скромнее", "en": "In the situations you chose more modestly"}[language]
    assert words not in person.reader.open("/report").main.text
    with app.app_context():
        session, moment = db.session(), now()
        sitting = open_sitting(session, person.id)
        for number, (id, item) in enumerate(situations(framework, sitting.assessment, Depth.FULL)):
            save_answer(session, person.id, id, Draft(level=4, revision=1), f"high-{number}", moment)
            choice = SituationDraft(item.worst, item.best)
            save_choice(session, open_sitting(session, person.id), item.id, choice, f"low-{number}", moment)
        close_situations(session, person.id, moment)
        session.commit()

    page = person.reader.open("/report").main
    assert words in page.text
    assert "above_situations" in person.reader.open("/report/download/json").response.json["hints"]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_whoever_fills_a_nearer_role_reads_that_it_fits_better_and_only_then(
    app: Flask, framework: Framework, somebody: Callable[..., Person], language: str
):
    words = {"ru": "Сейчас ближе другая роль", "en": "Another role fits better now"}[language]
    person = somebody(language=language, present="merchandiser", answered=0)
    nearer = framework.roles["sales_representative"]
    assert words not in person.reader.open("/report").main.text
    with app.app_context():
        session, moment = db.session(), now()
        boss = ask_somebody(session, person.id, Asked.MANAGER, "Олег", "Вера", moment)
        for number, (id, need) in enumerate(nearer.requirements.items()):
            save_answer(session, person.id, id, Draft(level=need.level), f"own-{number}", moment)
            give_rating(session, boss.id, id, GivenRating(min(need.level + 1, 4)), moment, BROWSER)
        send_ratings(session, boss.id, moment, BROWSER)
        session.commit()
    page = person.reader.open("/report").main

    assert words in page.text
    assert nearer.name[language] in page.text.partition(words)[2]


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "сведения о вас пока мало это изменили"), ("en", "has moved it little so far")]
)
def test_own_answers_alone_are_said_to_have_moved_the_picture_little(somebody, language: str, words: str):
    reader = somebody(language=language).reader

    for path in ("/report", "/report/numbers", "/report/download/txt"):
        assert words in " ".join(reader.open(path).html.split()), path


INTERVAL = {"ru": "скорее всего, между «{}» и «{}»", "en": "most likely between “{}” and “{}”"}
ALIKE = {"ru": "Все ответы на одной и той же ступени.", "en": "All answers are on the same step of the scale."}
QUICK = {"ru": "Ответы пришли быстро.", "en": "The answers came quickly."}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_interval_is_said_in_words(framework: Framework, somebody: Callable[..., Person], language: str):
    reader = somebody(language=language).reader
    page, data = reader.open("/report").main.text, reader.open("/report/download/json").response.json
    ends = [(round(item["low"]), round(item["high"])) for item in data["competencies"]]

    assert len(ends) == 22
    for low, high in {pair for pair in ends if pair[0] != pair[1]}:
        assert INTERVAL[language].format(*(framework.scale[level].name[language] for level in (low, high))) in page


@pytest.mark.parametrize("language", ["ru", "en"])
def test_answers_all_alike_and_quick_ones_are_asked_about_kindly(
    app: Flask, somebody: Callable[..., Person], language: str
):
    person = somebody(answered=0, language=language)
    may_write.set(True)
    with app.app_context():
        for competency in person.asked:
            save_answer(db.session(), person.id, competency, Draft(level=2, confidence="fairly"), competency, now())
        db.session.commit()
    page = person.reader.open("/report").main.text

    assert ALIKE[language] in page
    assert QUICK[language] in page
    assert ALIKE[language] not in somebody(language=language).reader.open("/report").main.text


def planned(reader: Reader) -> dict[str, str]:
    """The words of every place where the plan says how much of the role is there."""
    pdf = PdfReader(BytesIO(reader.open("/assessment/plan/download/pdf").response.get_data()))
    until = (now() + timedelta(weeks=10)).date()
    query = f"/assessment/plan/what-if?hours=2&until={until}&budget=0&target=key_account_manager_retail"
    return {
        "plan": reader.open("/assessment/plan").main.text,
        "what if": reader.open(query).main.text,
        "pdf": " ".join(" ".join(page.extract_text() for page in pdf.pages).split()),
    }


def test_the_label_is_on_the_plan_too_and_goes_when_somebody_else_has_spoken(app: Flask, busy_person: Person):
    alone = planned(busy_person.reader)
    seen_by_manager(app, busy_person, 2, 8)
    together = planned(busy_person.reader)

    assert [place for place, words in alone.items() if WORDS["ru"] not in words] == []
    assert [place for place, words in together.items() if WORDS["ru"] in words] == []
