"""Experts read the model on its pages: HR asks and hears them together, each expert answers alone by a private link."""

from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.core.expert_review import anchors_in_disorder, options_in_disorder
from kamcareer.core.framework.model import Framework
from kamcareer.services.audit import Event, trail
from kamcareer.services.framework_drafts import find_draft, framework_in_draft
from kamcareer.store.database import db
from kamcareer.web.frameworks import current_framework, framework_place
from tests.web.pages import Page, Reader

TOPIC = "negotiation"


@pytest.fixture
def hr(member: Callable[..., Reader]) -> Reader:
    return member("hr@example.ru", Role.HR, second_factor=True)


@pytest.fixture
def reading(hr: Reader) -> Page:
    form = hr.open("/hr/models/experts/new")
    return hr.follow(hr.send(form, source="in_use", topics=[TOPIC]))


def invited(hr: Reader, reading: Page, name: str) -> str:
    """The path of a new expert's link, which is shown once."""
    shown = hr.send(reading, "/invite", name=name)
    url = shown.main.one("input", id="link")["value"]
    assert url not in hr.open(reading.path).html
    return url.removeprefix("http://localhost")


def answer(app: Flask, framework: Framework, path: str, off: int = 0, remark: str = "") -> Page:
    """Go through every page of a reading and send; the lowest descriptions are put some levels too high."""
    expert = Reader(app)
    page = expert.open(f"{path}/topics/{TOPIC}")
    topic = framework.competencies[TOPIC]
    levels = {n: str(n + off if n + off <= 4 else n) for n in range(5)}
    said = {letter: levels[level] for letter, level in anchors_in_disorder(topic).items()}
    page = expert.follow(expert.send(page, **said, remark=remark))
    for one in topic.situations:
        assert page.path.endswith(f"/situations/{one.id}")
        rated = {letter: str(one.options[way].rating) for letter, way in options_in_disorder(one).items()}
        page = expert.follow(expert.send(page, **rated, realism="4"))
    assert page.path == path
    return expert.follow(expert.send(page))


def test_two_experts_answer_and_what_holds_is_reviewed_after_the_second_look(
    app: Flask, framework: Framework, hr: Reader, reading: Page, member: Callable[..., Reader]
):
    first, second = (invited(hr, reading, name) for name in ("Вера Кац", "Олег Рут"))
    assert "Спасибо" in answer(app, framework, first, remark="Слово «маржа» лишнее").main.text
    early = hr.open(reading.path)
    assert "маржа" not in early.main.text
    assert early.main.all(id="raise") == []
    answer(app, framework, second)

    told = hr.open(reading.path)
    assert all(word in told.main.text for word in ("Слово «маржа» лишнее", "10", "Вера Кац"))
    assert "маржа" not in told.main.one("section", id="experts").text, "nobody is named beside what they wrote"
    assert "/raise" not in told.html, "there is no draft to write into yet"
    grid = hr.follow(hr.send(hr.open("/hr/models")))
    draft = grid.path.rpartition("/")[2]
    who = {"raise-ru": "КАМ сетей, от пяти лет", "raise-en": "KAM of chains, five years"}
    form = hr.open(reading.path)
    review = hr.follow(hr.send(form, "/raise", **{"raise-draft": draft, "raise-elements": [TOPIC]}, **who))

    with app.test_request_context():
        raised = framework_in_draft(find_draft(db.session(), draft), framework_place()).competencies[TOPIC]
        events = [(one.event, one.detail.split()[0]) for one in trail(db.session())]
    assert (raised.status, "KAM of chains" in raised.rests_on[-1].en) == ("reviewed", True)
    assert (Event.MODEL_REVIEWED, draft) in events
    assert [event for event, _ in events].count(Event.EXPERT_SENT) == 2
    # The ordinary second look: asked for by whoever raised it, published by somebody else.
    hr.follow(hr.send(review, "/ask", version="1.1.0", words="Эксперты прочитали переговоры"))
    assert "/publish" not in hr.open(review.path).html
    boss = member("boss@example.ru", Role.ADMINISTRATOR, second_factor=True)
    boss.follow(boss.send(boss.open(review.path), "/publish"))
    with app.test_request_context():
        assert current_framework().competencies[TOPIC].status == "reviewed"


def test_a_page_of_an_expert_tells_no_level_and_nothing_of_others(
    app: Flask, framework: Framework, hr: Reader, reading: Page
):
    first, second = (invited(hr, reading, name) for name in ("Вера Кац", "Олег Рут"))
    page = Reader(app).open(f"{first}/topics/{TOPIC}")
    texts = [one.text for one in page.main.all("legend")]
    assert texts != [anchor.ru for anchor in framework.competencies[TOPIC].anchors.values()]
    assert sorted(texts) == sorted(anchor.ru for anchor in framework.competencies[TOPIC].anchors.values())
    before = Reader(app).open(f"{second}/topics/{TOPIC}").main.text
    answer(app, framework, first, remark="Слово лишнее")

    after = Reader(app).open(f"{second}/topics/{TOPIC}")
    assert after.main.text == before
    assert all(name not in after.html for name in ("Вера Кац", "Олег Рут", "Слово лишнее"))


def test_an_expert_goes_on_where_they_stopped_and_may_take_a_word_back(app: Flask, hr: Reader, reading: Page):
    path = invited(hr, reading, "Вера")
    expert = Reader(app)
    assert path not in {form.get("action") for form in expert.open(path).main.all("form")}
    expert.send(expert.open(f"{path}/topics/{TOPIC}"), A="3", B="1", remark="Неясно")

    other = Reader(app)  # the same link on another device
    again = other.open(f"{path}/topics/{TOPIC}")
    chosen = {one["name"]: one["value"] for one in again.main.all("input", type="radio") if "checked" in one}
    assert chosen == {"A": "3", "B": "1", "C": "", "D": "", "E": ""}
    assert again.main.one("textarea").text == "Неясно"
    other.follow(other.send(again, B=""))
    assert "1 из 25" in hr.open(reading.path).main.one("section", id="experts").text

    sent = expert.follow(expert.send(expert.open(path)))
    assert expert.get(f"{path}/topics/{TOPIC}").status == 303
    expert.follow(expert.send(sent, "/leave"))
    assert expert.get(path).status == 404
    assert "Вера" not in hr.open(reading.path).main.one("section", id="experts").text


def test_a_wrong_word_is_named_and_what_was_typed_stays(app: Flask, hr: Reader, reading: Page):
    expert, path = Reader(app), invited(hr, reading, "Вера")
    page = expert.open(f"{path}/topics/{TOPIC}")
    refused = expert.send(page, A="3", B="7", remark="х" * 1001)

    assert refused.status == 422
    assert {link["href"] for link in refused.main.one("section", class_="errors").all("a")} == {"#B", "#remark"}
    chosen = {one["name"]: one["value"] for one in refused.main.all("input", type="radio") if "checked" in one}
    assert chosen["A"] == "3"
    assert len(refused.main.one("textarea").text) == 1001


def test_a_link_that_was_taken_back_says_so_and_whoever_edits_the_model_answers_in_nobodys_place(
    app: Flask, hr: Reader, reading: Page
):
    path = invited(hr, reading, "Вера")
    assert hr.get(path).status == 403
    hr.follow(hr.send(hr.open(reading.path), "/revoke"))

    assert Reader(app).get(path).status == 410
    assert Reader(app).get("/expert/of-nobody").status == 404
    assert Reader(app).get(f"{path}/topics/{TOPIC}").status == 410


def test_a_reading_needs_a_topic_an_expert_a_name_and_a_status_its_words(
    app: Flask, framework: Framework, hr: Reader, reading: Page
):
    assert hr.send(hr.open("/hr/models/experts/new"), source="in_use").status == 422
    assert hr.send(reading, "/invite", name=" ").status == 422
    for name in ("Вера", "Олег"):
        answer(app, framework, invited(hr, reading, name))
    hr.send(hr.open("/hr/models"))
    refused = hr.send(hr.open(reading.path), "/raise", **{"raise-elements": [TOPIC], "raise-ru": "КАМ сетей"})

    assert refused.status == 422
    assert refused.main.one("input", id="raise-ru")["value"] == "КАМ сетей"
    assert "#raise-en" in {link["href"] for link in refused.main.one("section", class_="errors").all("a")}


def test_experts_read_a_draft_as_it_was_when_they_were_asked(app: Flask, hr: Reader):
    grid = hr.follow(hr.send(hr.open("/hr/models")))
    draft = grid.path.rpartition("/")[2]
    texts = hr.open(f"{grid.path}/texts?file=competencies/{TOPIC}.yaml")
    hr.follow(hr.send(texts, **{"name:en": "Bargaining"}))
    reading = hr.follow(hr.send(hr.open("/hr/models/experts/new"), source=draft, topics=[TOPIC]))
    path = invited(hr, reading, "Вера")
    hr.follow(hr.send(hr.open(texts.path), **{"name:en": "Haggling"}))

    assert "Bargaining" in Reader(app, "en").open(f"{path}/topics/{TOPIC}").main.text


def test_a_reading_is_deleted_with_its_links(app: Flask, hr: Reader, reading: Page):
    path = invited(hr, reading, "Вера")
    listed = hr.follow(hr.send(hr.open(reading.path), "/drop"))

    assert reading.path not in listed.html
    assert Reader(app).get(path).status == 404
