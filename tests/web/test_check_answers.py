from collections.abc import Callable

from kamcareer.core.framework.model import Framework
from tests.web.conftest import EXAMPLE, Person


def test_every_answer_stands_there_in_words_with_a_way_to_change_it(person: Person, framework: Framework):
    main = person.reader.open("/assessment/check").main
    links = [link["href"] for link in main.all("a")]

    assert EXAMPLE in main.text
    for number, id in enumerate(person.asked):
        assert framework.competencies[id].anchors[number % 4].ru in main.text
        assert f"/assessment/questions/{id}?from=check" in links


def test_open_questions_are_named_and_may_stay_open(somebody: Callable[..., Person], rows: Callable):
    person = somebody(answered=20)
    page = person.reader.open("/assessment/check")
    report = person.reader.follow(person.reader.send(page))

    assert len([a for a in page.main.one(id="open").all("a") if "/questions/" in a["href"]]) == 2
    assert report.path == "/report"
    assert rows()["assessment"][0]["finished_at"] is not None


def test_without_any_answer_there_is_no_way_to_a_report(somebody: Callable[..., Person], rows: Callable):
    person = somebody(answered=0)
    page = person.reader.open("/assessment/check")
    values = {"csrf_token": page.tree.one("meta", name="csrf-token")["content"]}
    sent = person.reader.request("POST", "/assessment/check", data=values)

    assert page.main.all("button", "form") == []
    assert sent.status == 200
    assert rows()["assessment"][0]["finished_at"] is None


def test_the_list_of_questions_says_where_each_stands(somebody: Callable[..., Person]):
    person = somebody(answered=4)
    page = person.reader.open(f"/assessment/questions/{person.asked[6]}")
    body = {
        "level": None,
        "confidence": None,
        "example": "начато",
        "revision": 0,
        "key": "7b0a3b0e-6a0e-4f0e-9a53-0f7e1d2c3b4a",
    }
    person.reader.put(page.form()["data-url"], body, page.csrf)
    main = person.reader.open("/assessment").main
    links = [link for link in main.all("a") if "/questions/" in link["href"] and link.all("span")]
    states = {link["href"].rpartition("/")[2]: link.all(class_="state done") for link in links}

    assert [id for id in person.asked if states.get(id)] == list(person.asked[:4])
    assert len(links) == 22
