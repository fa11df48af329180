"""What every page must be, whoever reads it and in whatever state: a page linter."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from flask import Flask

from kamcareer.core.framework.model import Framework
from kamcareer.web.vacancies import SEARCH
from tests.web.conftest import Person
from tests.web.pages import Element, Page, Reader, competency_of
from tests.web.routes import addresses
from tests.web.stock import stock

ADDRESSES = ("href", "src", "action", "formaction", "poster", "srcset", "data-url", "data-src")
POINTERS = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "form", "list", "headers")
# "None of these" is English; a None that stands alone or before a number came from Python.
LEAKS = re.compile(
    r"\bNone\b(?! [a-z])|\bundefined\b|\bUndefined\b|\{\{|\{%|%\(\w+\)|&lt;|&amp;amp;|Traceback|<Text |\bru=|г\.\."
)
DATA = {"application/json", "application/ld+json"}
WORDLESS = {"hidden", "submit", "button"}


def every_page(reader: Reader, addresses_known: list) -> Iterator[Page]:
    for address in addresses_known:
        if address.method == "GET" and address.endpoint != "candidate.download":
            page = reader.get(address.path)
            if page.is_html and page.status < 300:
                yield page


def problems(page: Page) -> list[str]:
    """Return what is wrong with a page, in words."""
    return [f"{page.path}: {problem}" for check in CHECKS for problem in check(page)]


def _structure(page: Page) -> Iterator[str]:
    yield from page.broken
    if len(page.tree.all("h1")) != 1:
        yield f"{len(page.tree.all('h1'))} first headings"
    if len(page.tree.all("main")) != 1 or not page.main.text:
        yield "not one main part with words"
    if len(page.title.replace("kamcareer", "").strip(" ·")) < 3:
        yield f"title {page.title!r}"
    if page.tree.one("html").get("lang") not in {"ru", "en"}:
        yield "no language"
    levels = [int(heading.tag[1]) for heading in page.tree.inside() if re.fullmatch("h[1-6]", heading.tag)]
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield f"headings jump: {levels}"


def _names(page: Page) -> Iterator[str]:
    for element in page.tree.all("input", "select", "textarea"):
        labelled = element.above("label") or page.tree.all("label", **{"for": element.get("id") or "-"})
        if element.get("type") not in WORDLESS and not (
            labelled or "aria-label" in element or "aria-labelledby" in element
        ):
            yield f"no label: {element.attributes}"
    for element in page.tree.all("a", "button", "label", "legend", "th", "summary"):
        if not element.spoken.strip() and "aria-label" not in element:
            yield f"no words in <{element.tag}> {element.attributes}"
    for element in page.tree.all("fieldset"):
        if not element.all("legend"):
            yield "a group of fields without a legend"
    for element in page.tree.all("svg", "img"):
        if "alt" not in element and element.get("aria-hidden") != "true" and "aria-label" not in element:
            hidden = any(parent.get("aria-hidden") == "true" or "aria-label" in parent for parent in _parents(element))
            if not hidden:
                yield f"a picture without words: {element.attributes}"


def _parents(element) -> Iterator:
    while element := element.parent:
        yield element


def _ids(page: Page) -> Iterator[str]:
    ids = page.ids
    yield from (f"id {id!r} twice" for id in {id for id in ids if ids.count(id) > 1})
    for element in page.tree.inside():
        for name in POINTERS:
            for target in (element.get(name) or "").split():
                if target not in ids:
                    yield f"{name} leads to {target!r}, which is not there"
        href = element.get("href") or ""
        if href.startswith("#") and href[1:] not in ids:
            yield f"{href} is not there"


def _leaks(page: Page) -> Iterator[str]:
    yield from (f"{match[0]!r} in the words" for match in LEAKS.finditer(page.tree.spoken))


def _search_of_vacancies(element: Element) -> bool:
    """The one link that leads outside, on purpose and without saying where from."""
    return element.tag == "a" and (element.get("href") or "").startswith(SEARCH) and element.get("rel") == "noreferrer"


def _foreign(page: Page) -> Iterator[str]:
    for element in page.tree.inside():
        if element.tag == "style" or "style" in element:
            yield f"inline style in <{element.tag}>"
        yield from (f"{name} in <{element.tag}>" for name in element.attributes if name.startswith("on"))
        if element.tag == "script" and "src" not in element and element.get("type") not in DATA:
            yield "inline script"
        for name in ADDRESSES:
            if _search_of_vacancies(element):
                continue
            parts = urlsplit(element.get(name) or "")
            if parts.netloc not in {"", "localhost"} or parts.scheme not in {"", "http"}:
                yield f"{name}={element[name]} leads outside"


CHECKS = (_structure, _names, _ids, _leaks, _foreign)


@pytest.fixture(params=["ru", "en"])
def in_language(request: pytest.FixtureRequest) -> str:
    return request.param


def test_every_page_is_well_made(app: Flask, framework: Framework, somebody: Callable[..., Person], in_language: str):
    person = somebody(language=in_language)
    known = list(addresses(app, stock(app, framework, person.id)))
    person.reader.send(person.reader.open("/assessment/check"))
    pages = [*every_page(person.reader, known), *every_page(Reader(app, in_language), known)]

    assert len(pages) > 30
    assert [problem for page in pages for problem in problems(page)] == []


@pytest.mark.parametrize("answered", [0, 1, 12])
def test_every_page_is_well_made_when_little_was_answered(
    app: Flask, framework: Framework, somebody: Callable[..., Person], in_language: str, answered: int
):
    person = somebody(language=in_language, answered=answered, present=None)
    pages = list(every_page(person.reader, list(addresses(app, stock(app, framework, person.id)))))

    assert [problem for page in pages for problem in problems(page)] == []


def test_every_question_and_role_and_topic_is_well_made(
    framework: Framework, somebody: Callable[..., Person], in_language: str
):
    person = somebody(language=in_language, answered=5)
    paths = [f"/assessment/questions/{id}" for id in person.asked]
    paths += [f"/roles/{id}" for id in framework.roles] + [f"/model/{id}" for id in framework.competencies]
    paths += [f"/activities/{id}" for id in framework.activities] + [f"/help/{id}" for id in framework.guides]

    assert [problem for path in paths for problem in problems(person.reader.open(path))] == []


@pytest.mark.parametrize("path", ["/nowhere", "/continue/nothing", "/shared/nothing"])
def test_pages_that_refuse_are_well_made(app: Flask, in_language: str, path: str):
    page = Reader(app, in_language).get(path)

    assert page.status == 404
    assert problems(page) == []


def test_pages_with_an_error_are_well_made(somebody: Callable[..., Person], in_language: str):
    person = somebody(language=in_language, answered=3)
    reader = person.reader
    question = reader.open(f"/assessment/questions/{person.asked[9]}")
    refused = [
        reader.send(reader.open("/start")),
        reader.send(reader.open("/start/target")),
        reader.send(question),
        reader.send(question, level="1", example="x" * 601),
        reader.send(reader.open("/assessment/links"), "/show", life="12345"),
        reader.request("POST", "/start"),
    ]
    reader.send(reader.open(f"/assessment/questions/{person.asked[0]}"), level="3")
    stale = reader.send(reader.open(f"/assessment/questions/{person.asked[0]}"), level="4", revision="1")

    assert [page.status for page in [*refused, stale]] == [422, 422, 422, 422, 422, 400, 409]
    assert [problem for page in [*refused, stale] for problem in problems(page)] == []


def test_the_words_of_a_person_are_shown_as_words(somebody: Callable[..., Person]):
    person = somebody(answered=1)
    hostile = "<script>alert(1)</script> \"'>&lt; {{ 7*7 }} </textarea><img src=x onerror=alert(1)>"
    question = person.reader.open(f"/assessment/questions/{person.asked[2]}")
    person.reader.send(question, level="1", example=hostile)
    for path in (question.path, "/assessment/check", "/assessment/links", "/report", "/report/explore"):
        page = person.reader.open(path)
        assert list(_structure(page)) == list(_foreign(page)) == []
        assert path == "/report/explore" or "7*7" in page.main.text, path
    assert competency_of(question) == person.asked[2]
