from collections import Counter
from collections.abc import Callable

from flask import Flask

from tests.web.conftest import EXAMPLE, Person
from tests.web.pages import Reader

EMPTY = Counter(framework=1, legal_text=1)


def counted(rows: Callable) -> Counter[str]:
    return Counter({name: len(found) for name, found in rows().items() if found})


def test_whatever_is_ended_for_good_is_listed_beside_the_database(
    app: Flask, person: Person, somebody: Callable[..., Person], member: Callable[..., Reader]
):
    """Else a restored backup would bring it back (tests/cli/test_retention.py)."""
    file = app.config["SETTINGS"].erasure_list

    def listed() -> Counter[str]:
        return Counter(line.split()[0] for line in file.read_text().splitlines()) if file.exists() else Counter()

    reader = person.reader
    reader.follow(reader.send(reader.open("/assessment/links"), "/show"))
    reader.follow(reader.send(reader.open("/assessment/links"), "/revoke"))
    assert listed() == {"link": 1}
    reader.follow(reader.send(reader.open("/assessment/agreement"), "/withdraw"))
    assert listed() == {"link": 1, "consent": 1}
    reader.follow(reader.send(reader.open("/assessment/delete")))
    assert listed() == {"link": 1, "consent": 1, "assessment": 1}

    vera = member("vera@example.ru").sit_down(somebody().id)
    vera.follow(vera.send(vera.open("/account"), "/account/assessments"))
    vera.follow(vera.send(vera.open("/account/demographics")))
    vera.follow(vera.send(vera.open("/account/demographics"), "/demographics/withdraw"))
    vera.follow(vera.send(vera.open("/account/delete")))
    assert listed() == {"link": 1, "consent": 2, "assessment": 2, "account": 1, "demographics": 2}
    assert "vera" not in file.read_text()


def test_delete_my_answers_is_offered_on_the_report_and_on_the_list_of_questions(person: Person):
    for path in ("/report", "/assessment", "/assessment/check", "/assessment/links"):
        assert "/assessment/delete" in [link["href"] for link in person.reader.open(path).main.all("a")], path


def test_deleting_asks_once_and_then_deletes_everything_at_once(person: Person, rows: Callable):
    person.reader.open("/assessment/links")
    question = person.reader.open("/assessment/delete")
    assert counted(rows)["answer"] == 22
    home = person.reader.follow(person.reader.send(question))

    assert home.path == "/"
    assert counted(rows) == EMPTY
    assert EXAMPLE not in str(rows())


def test_after_deleting_the_browser_knows_nothing_any_more(person: Person):
    person.reader.send(person.reader.open("/assessment/delete"))

    assert person.reader.get("/report").leads_to == "/"
    assert person.reader.open("/").main.all(class_="resume") == []


def test_deleting_touches_nobody_else(somebody: Callable[..., Person], person: Person, rows: Callable):
    other = somebody()
    person.reader.send(person.reader.open("/assessment/delete"))

    assert {row["id"] for row in rows()["assessment"]} == {other.id}
    assert len(rows()["answer"]) == 22
    other.reader.open("/report")


def test_another_browser_with_the_same_assessment_is_told_that_it_is_gone(app: Flask, person: Person):
    other = Reader(app).sit_down(person.id)
    form = other.open("/assessment/delete")
    person.reader.send(person.reader.open("/assessment/delete"))

    assert other.get("/report").leads_to == "/"
    assert other.send(form).status == 410


def test_a_shared_computer_forgets_the_assessment_which_itself_stays(person: Person, app: Flask, rows: Callable):
    page = person.reader.open("/assessment/links")
    own = page.main.one(id="own")["value"].removeprefix("http://localhost")
    home = person.reader.follow(person.reader.send(page, "/leave"))

    assert home.path == "/"
    assert person.reader.get("/assessment").status == 303
    assert counted(rows)["answer"] == 22
    assert Reader(app).open(own)
