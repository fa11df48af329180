"""Situations: asked one by one in an order of their own, explained only at the end, never while one can still change."""

from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.core.assessment import Depth
from kamcareer.core.blocks import situations
from kamcareer.core.framework.model import Framework
from kamcareer.core.situation_answers import option_order, situation_of
from kamcareer.services.self_assessment import ask, open_sitting
from kamcareer.store.database import db, may_write
from tests.agreements import agreed
from tests.web.conftest import Person
from tests.web.pages import Reader

KEY = "7b0a3b0e-6a0e-4f0e-9a53-0f7e1d2c3b4a"


@pytest.fixture
def quick(app: Flask, somebody: Callable[..., Person]) -> Person:
    """Somebody on the quick way who has answered every topic."""
    person = somebody()
    may_write.set(True)
    with app.app_context():
        ask(db.session(), person.id, Depth.QUICK)
        db.session.commit()
    return person


def asked(app: Flask, person: Person) -> list[str]:
    with app.app_context():
        sitting = open_sitting(db.session(), person.id)
        return [item.id for _, item in situations(sitting.framework, sitting.assessment, sitting.assessment.depth)]


def answer_all(person: Person, best: str = "A", worst: str = "B") -> None:
    links = [a["href"] for a in person.reader.open("/assessment").main.all("a") if "/situations/" in a["href"]]
    page = person.reader.open(links[0])
    while "/situations/" in page.path:
        page = person.reader.follow(person.reader.send(page, best=best, worst=worst))


def test_a_situation_has_four_ways_each_of_which_may_be_best_or_worst(app: Flask, quick: Person, framework: Framework):
    id = asked(app, quick)[0]
    page = quick.reader.open(f"/assessment/situations/{id}")
    item = situation_of(framework, id)[1]

    order = list(option_order(item, quick.id))
    assert [radio["value"] for radio in page.main.all("input", name="best")] == order
    assert [radio["value"] for radio in page.main.all("input", name="worst")] == order
    assert page.main.all(checked="") == []
    assert item.stem.ru in page.main.text
    assert "1 из 4" in page.title


def test_nothing_is_explained_before_the_end(app: Flask, quick: Person, framework: Framework):
    for id in asked(app, quick):
        item = situation_of(framework, id)[1]
        page = quick.reader.open(f"/assessment/situations/{id}")
        quick.reader.send(page, best="A", worst="B")
        for path in (f"/assessment/situations/{id}", "/assessment/situations", "/assessment/check", "/report"):
            assert item.rationale.ru not in quick.reader.open(path).html, path


def test_finishing_explains_what_was_answered_and_keeps_it_as_it_is(
    app: Flask, quick: Person, framework: Framework, rows: Callable
):
    ids = asked(app, quick)
    answer_all(quick)
    ready = quick.reader.open("/assessment/situations")
    explained = quick.reader.follow(quick.reader.send(ready))

    for id in ids:
        item = situation_of(framework, id)[1]
        assert item.rationale.ru in explained.main.text
        assert quick.reader.get(f"/assessment/situations/{id}").leads_to.startswith("/assessment/situations")
    before = rows()["situation_answer"]
    body = {"assessment": quick.id, "best": "C", "worst": "D", "revision": 1, "key": KEY}
    late = quick.reader.put(f"/assessment/choices/{ids[0]}", body, explained.csrf)
    assert late.status == 422
    assert rows()["situation_answer"] == before
    assert {row["best"] for row in before} == {"A"}


def test_no_report_uses_a_situation_that_can_still_be_changed(app: Flask, quick: Person, rows: Callable):
    before = quick.reader.open("/report/download/json").html
    id, *others = asked(app, quick)
    quick.reader.send(quick.reader.open(f"/assessment/situations/{id}"), best="A", worst="B")
    assert quick.reader.open("/report/download/json").html == before
    check = quick.reader.open("/assessment/check")
    assert "останутся такими, какие есть" in check.main.text
    quick.reader.follow(quick.reader.send(check))

    assert quick.reader.open("/report/download/json").html != before
    assert quick.reader.get(f"/assessment/situations/{id}").leads_to.startswith("/assessment/situations")
    assert [row["situation"] for row in rows()["situation_answer"] if row["closed_at"]] == [id]
    assert quick.reader.get(f"/assessment/situations/{others[0]}").status == 200


def test_an_unanswered_situation_stays_open_when_the_others_are_finished(
    app: Flask, quick: Person, framework: Framework
):
    first, *others = asked(app, quick)
    quick.reader.send(quick.reader.open(f"/assessment/situations/{first}"), best="A", worst="C")
    explained = quick.reader.follow(quick.reader.send(quick.reader.open("/assessment/situations")))

    assert situation_of(framework, first)[1].rationale.ru in explained.main.text
    for id in others:
        assert situation_of(framework, id)[1].rationale.ru not in explained.html
        assert quick.reader.get(f"/assessment/situations/{id}").status == 200


def test_a_situation_of_the_installation_itself_is_never_explained(app: Flask, framework: Framework, rows: Callable):
    from kamcareer.services.self_assessment import start
    from tests.conftest import now

    private = framework.model_copy(
        update={
            "competencies": {
                id: one.model_copy(
                    update={"situations": tuple(s.model_copy(update={"private": True}) for s in one.situations)}
                )
                for id, one in framework.competencies.items()
            }
        }
    )
    may_write.set(True)
    with app.app_context():
        id = start(db.session(), private, "sales_representative", "key_account_manager_retail", now(), agreed()).id
        db.session.commit()
    person = Person(id, Reader(app).sit_down(id), ())
    answer_all(person)
    page = person.reader.follow(person.reader.send(person.reader.open("/assessment/situations")))

    for row in rows()["situation_answer"]:
        item = situation_of(framework, row["situation"])[1]
        assert item.stem.ru in page.main.text
        assert item.rationale.ru not in page.html
        assert page.main.all(class_="rate r4") == []
    numbers = person.reader.open("/report/numbers").main
    assert len(numbers.all("table")) == 1
    assert "закрытых" in numbers.text


def test_best_and_worst_must_be_chosen_and_differ(app: Flask, quick: Person, rows: Callable):
    page = quick.reader.open(f"/assessment/situations/{asked(app, quick)[0]}")
    for chosen in ({}, {"best": "A"}, {"best": "A", "worst": "A"}, {"best": "E", "worst": "A"}):
        refused = quick.reader.send(page, **chosen)
        assert refused.status == 422
        assert refused.title.startswith("Ошибка")
        summary = refused.main.one(data_error_summary="")
        assert all(link["href"].lstrip("#") in refused.ids for link in summary.all("a"))
    assert rows()["situation_answer"] == []


def test_a_choice_is_saved_while_it_is_made_and_two_tabs_never_overwrite_each_other(
    app: Flask, quick: Person, rows: Callable
):
    path = f"/assessment/choices/{asked(app, quick)[0]}"
    csrf = quick.reader.open("/assessment").csrf
    body = {"assessment": quick.id[:8], "best": "A", "worst": None, "revision": 0, "key": KEY}

    first = quick.reader.put(path, body, csrf)
    again = quick.reader.put(path, body, csrf)
    other = quick.reader.put(path, body | {"best": "C", "key": KEY.replace("7", "8")}, csrf)
    same = quick.reader.put(path, body | {"best": "A", "worst": "A", "revision": 1, "key": KEY.replace("7", "9")}, csrf)

    assert [page.status for page in (first, again, other, same)] == [200, 200, 409, 422]
    assert other.response.json["stored"] == {"best": "A", "worst": None, "revision": 1}
    assert [(row["best"], row["worst"], row["revision"]) for row in rows()["situation_answer"]] == [("A", None, 1)]


@pytest.mark.parametrize(
    "change", [{"best": "E"}, {"key": "x"}, {"revision": -1}, {"unknown": 1}, {"assessment": 7}, {"best": ["A"]}]
)
def test_a_save_that_no_page_sends_is_refused(app: Flask, quick: Person, rows: Callable, change: dict):
    body = {"assessment": quick.id, "best": "A", "worst": "B", "revision": 0, "key": KEY} | change
    page = quick.reader.put(f"/assessment/choices/{asked(app, quick)[0]}", body, quick.reader.open("/assessment").csrf)

    assert page.status == 422
    assert page.response.json["error"]
    assert rows()["situation_answer"] == []


def test_a_situation_that_is_not_asked_is_not_there(app: Flask, quick: Person, framework: Framework):
    with app.app_context():
        sitting = open_sitting(db.session(), quick.id)
        both = {item.id for _, item in situations(framework, sitting.assessment, Depth.FULL)}
    others = [s.id for c in framework.competencies.values() for s in c.situations if s.id not in both]

    for id in ("nothing", others[0]):
        assert quick.reader.get(f"/assessment/situations/{id}").status == 404


def test_the_next_assessment_of_the_same_browser_asks_other_situations(app: Flask, quick: Person):
    answer_all(quick)
    met = set(asked(app, quick))
    reader = quick.reader
    target = reader.follow(reader.send(reader.open("/start"), present="sales_representative"))
    reader.follow(reader.send(reader.follow(reader.send(target, target="key_account_manager_retail"))))
    with reader.client.session_transaction() as session:
        again = Person(session["assessment"], reader, ())

    assert again.id != quick.id
    assert met.isdisjoint(asked(app, again))
