"""One page for the talk with the manager: a draft to begin with, the person's own words, PDF and Word."""

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from kamcareer.core.accounts import Role
from tests.web.conftest import Person
from tests.web.pages import Reader
from tests.web.test_plan import PLAN, as_json

TALK = "/assessment/ambition"
PARTS = ("aim", "reasons", "results", "next_steps", "wish")
OWN = {
    "aim": "Хочу вести сеть сам",
    "reasons": "=1+1 <b>Люблю</b> & считать",
    "results": "Первая строка\nВторая \u0001строка",
}


@pytest.fixture
def person(busy_person: Person) -> Person:
    return busy_person


def written(person: Person) -> dict[str, str]:
    page = person.reader.open(TALK)
    return {name: "".join(value) for name, value in page.values(page.form()).items() if name != "csrf_token"}


def word_file(person: Person) -> str:
    file = BytesIO(person.reader.open(f"{TALK}/download/docx").response.data)
    return "\n".join(paragraph.text for paragraph in Document(file).paragraphs)


def test_the_word_file_is_a4_and_marked_as_russian(person: Person):
    file = Document(BytesIO(person.reader.open(f"{TALK}/download/docx").response.data))
    marked = {mark.get(qn("w:val")) for mark in file.styles.element.iter(qn("w:lang"))}

    assert {(round(page.page_width.mm), round(page.page_height.mm)) for page in file.sections} == {(210, 297)}
    assert marked == {"ru-RU"}


def test_the_draft_names_role_and_plan_and_leaves_the_reasons_to_the_person(person: Person):
    draft = written(person)

    assert "ключевым клиентам" in draft["aim"]
    assert "вакансии" in draft["aim"]
    assert draft["reasons"] == ""
    assert draft["results"].startswith("— ")
    assert len(draft["next_steps"].splitlines()) == min(4, len(as_json(person)["activities"]))
    assert "ч в неделю" in draft["wish"]


def test_the_page_says_how_to_ask_how_to_begin_what_to_ask_for_and_what_after_a_no(person: Person):
    said = person.reader.open(TALK).main.text

    for wanted in ("Как попросить 20 минут", "Три фразы, чтобы начать", "О чём просить", "Если ответ — нет"):
        assert wanted in said, wanted
    assert TALK in [link["href"] for link in person.reader.open(PLAN).main.all("a")]


def test_what_was_written_comes_back_and_goes_into_both_files(person: Person):
    person.reader.follow(person.reader.send(person.reader.open(TALK), **OWN))

    assert written(person)["reasons"] == OWN["reasons"]
    text = word_file(person)
    assert OWN["aim"] in text
    assert OWN["reasons"] in text
    assert "Вторая строка" in text
    assert person.reader.open(f"{TALK}/download/pdf").response.data.startswith(b"%PDF-")


def test_a_new_draft_takes_the_place_of_what_was_written(person: Person, rows: Callable):
    person.reader.follow(person.reader.send(person.reader.open(TALK), **OWN))
    person.reader.follow(person.reader.send(person.reader.open(TALK), "/anew"))

    assert rows()["ambition"] == []
    assert written(person)["aim"] != OWN["aim"]


def test_too_much_is_named_at_its_field_and_not_lost(person: Person, rows: Callable):
    page = person.reader.send(person.reader.open(TALK), wish="ы" * 1501)

    assert page.status == 422
    assert "#wish" in [link["href"] for link in page.main.one("section", **{"class": "errors"}).all("a")]
    assert "ы" * 1501 in page.html
    assert rows()["ambition"] == []


@pytest.mark.parametrize(("length", "pages"), [(400, 1), (1400, 2)])
def test_more_than_a_page_is_kept_and_said(person: Person, length: int, pages: int):
    words = ("Вёл переговоры с закупщиком, вернул полку и договорился об акции. " * 40)[:length]
    page = person.reader.follow(person.reader.send(person.reader.open(TALK), **dict.fromkeys(PARTS, words)))
    file = person.reader.open(f"{TALK}/download/pdf").response.data

    assert ("больше страницы" in page.html) == (pages > 1)
    assert (len(PdfReader(BytesIO(file)).pages) > 1) == (pages > 1)


def test_nobody_else_sees_it_and_it_goes_with_the_assessment(
    person: Person, member: Callable[..., Reader], rows: Callable
):
    person.reader.follow(person.reader.send(person.reader.open(TALK), **OWN))
    other = member("boss@example.ru", Role.MANAGER, second_factor=True)
    for path in (TALK, f"{TALK}/download/docx"):
        assert other.get(path).leads_to == "/"

    person.reader.send(person.reader.open("/assessment/delete"))
    assert rows()["ambition"] == []
