"""The quick and the full way: what each asks, that answers stay, and that the promised minutes are true."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from kamcareer.core.framework.model import Framework
from tests.web.conftest import Person
from tests.web.pages import Element, Page, Reader, begin

SECONDS_A_CHOICE, CHARACTERS_A_MINUTE = 5, 1200
MINUTES = re.compile(r"(\d+)\s(?:мин|min)")


def walk_quick(reader: Reader, **roles: str) -> tuple[list[Page], Page]:
    """Go the quick way by its forms to the report; return the pages answered, and the report."""
    page, seen = begin(reader, depth="quick", **roles), []
    while "/questions/" in page.path or "/situations/" in page.path:
        seen.append(page)
        chosen = {"level": "2"} if "/questions/" in page.path else {"best": "A", "worst": "B"}
        page = reader.follow(reader.send(page, **chosen))
    assert page.path.startswith("/assessment/check")
    return seen, reader.follow(reader.send(page))


def test_the_quick_way_asks_the_must_haves_and_four_situations_and_ends_at_a_report(
    any_reader: Reader, framework: Framework
):
    seen, report = walk_quick(any_reader)
    musts = framework.roles["key_account_manager_retail"].must_haves

    assert {page.path.rpartition("/")[2] for page in seen if "/questions/" in page.path} == set(musts)
    assert len([page for page in seen if "/situations/" in page.path]) == 4
    assert report.path == "/report"


def kind_of(page: Page) -> str:
    return page.path.split("/")[2]


def answers_to(page: Page) -> dict[str, str]:
    """What somebody chooses on any page of the way."""
    if kind_of(page) == "questions":
        return {"level": "2"}
    if kind_of(page) == "situations":
        return {"best": "A", "worst": "B"}
    return dict.fromkeys({item["name"] for item in page.main.all("input", type="radio")}, "2")


def test_the_full_way_leads_from_the_topics_by_the_situations_and_how_often_to_the_check_page(
    any_reader: Reader, framework: Framework
):
    page, seen = begin(any_reader, depth="full"), []
    while page.path.startswith(("/assessment/questions/", "/assessment/situations/", "/assessment/often/")):
        assert MINUTES.search(page.tree.one("section", class_="progress").text), page.path
        seen.append(kind_of(page))
        page = any_reader.follow(any_reader.send(page, **answers_to(page)))

    target = framework.roles["key_account_manager_retail"]
    assert seen == ["questions"] * 22 + ["situations"] * len(target.must_haves) + ["often"] * 22
    assert page.path == "/assessment/check"
    assert page.main.all(id="open") == []
    assert any_reader.follow(any_reader.send(page)).path == "/report"


@pytest.mark.parametrize(
    ("last_of", "then"), [("questions", "situations"), ("situations", "often"), ("often", "check")]
)
def test_whoever_leaves_the_last_page_of_a_part_open_goes_on_to_the_next_part(
    somebody: Callable[..., Person], last_of: str, then: str
):
    reader = somebody(answered=21).reader
    links = [a["href"] for a in reader.open("/assessment").main.all("a") if f"/{last_of}/" in a["href"]]
    later = reader.open(links[-1]).main.one("a", class_="later")["href"]

    assert later.startswith(f"/assessment/{then}")


def test_the_check_page_counts_open_situations_and_how_often_and_leads_to_them(
    somebody: Callable[..., Person], framework: Framework
):
    reader = somebody(answered=20).reader
    musts = len(framework.roles["key_account_manager_retail"].must_haves)
    opened = reader.open("/assessment/check").main.one(id="open")
    parts = [a["href"].split("/")[2] for a in opened.all("a")]

    assert int(re.search(r"\d+", opened.one("h2").text).group()) == 2 + musts + 22
    assert parts == ["questions", "questions", "situations", "often"]
    first = reader.open(opened.all("a")[-1]["href"])
    reader.follow(reader.send(first, **answers_to(first)))
    again = reader.open("/assessment/check").main
    assert int(re.search(r"\d+", again.one(id="open").one("h2").text).group()) == 2 + musts + 21
    change = next(a["href"] for a in again.all("a") if a["href"] == f"{first.path}?from=check")
    assert reader.send(reader.open(change)).leads_to == "/assessment/check"


def test_a_preliminary_report_says_so_wherever_it_is_read(any_reader: Reader, app: Flask):
    _seen, report = walk_quick(any_reader)
    notice = report.main.all("section", class_="panel notice")[0].one("p", class_="lead").text
    links = any_reader.open("/assessment/links")
    given = any_reader.follow(any_reader.send(links, "/show", extent="report"))
    link = given.main.all("input", class_="copy")[-1]["value"].removeprefix("http://localhost")
    pdf = PdfReader(BytesIO(any_reader.open("/report/download/pdf").response.get_data()))
    printed = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())

    assert notice in printed
    assert notice in " ".join(any_reader.open("/report/download/txt").html.split())
    assert notice in Reader(app, any_reader.language).open(link).main.text
    tasks = any_reader.open("/assessment")
    any_reader.choose(tasks, "/assessment/depth", depth="full")
    assert notice not in " ".join(any_reader.open("/report/download/txt").html.split())


PART_OPEN = {"ru": "Пока ничего не известно о 14 темах", "en": "Nothing is known yet about 14 topics"}


def test_a_preliminary_report_names_what_nobody_knows_yet(any_reader: Reader, framework: Framework):
    _seen, report = walk_quick(any_reader)
    words = report.main.all("section", class_="panel notice")[0].one("p", class_="lead").text
    role = framework.roles["key_account_manager_retail"]
    open_topics = [
        framework.competencies[id].name[any_reader.language] for id in role.requirements if id not in role.must_haves
    ]
    named = [name for name in open_topics if name in words]

    assert len(open_topics) == 14
    assert PART_OPEN[any_reader.language] in words
    assert len(named) == 3
    assert not any(framework.competencies[id].name[any_reader.language] in words for id in role.must_haves)
    assert re.search(r"4 (ситуации|situations)", words) is None  # all four of the quick way are done


ANSWERS = ("answer", "situation_answer", "frequency")


def test_switching_keeps_every_answer(any_reader: Reader, rows: Callable):
    walk_quick(any_reader)
    often = any_reader.open("/assessment/often/negotiation")
    any_reader.send(often, **answers_to(often))
    before = {name: rows()[name] for name in ANSWERS}
    data = any_reader.open("/report/download/json").response.json
    assert all(before.values())
    tasks = any_reader.open("/assessment")
    first_open = any_reader.follow(any_reader.choose(tasks, "/assessment/depth", depth="full"))
    assert "/questions/" in first_open.path
    full = any_reader.open("/assessment")
    assert len([a for a in full.main.all("a") if "/questions/" in a["href"]]) > 20
    whole = any_reader.open("/report/download/json").response.json
    any_reader.follow(any_reader.choose(full, "/assessment/depth", depth="quick"))

    assert {name: rows()[name] for name in ANSWERS} == before
    assert whole == data
    assert any_reader.open("/report/download/json").response.json == data


def test_a_depth_that_does_not_exist_is_refused(person: Person):
    csrf = {"X-CSRFToken": person.reader.open("/assessment").csrf}

    assert person.reader.request("POST", "/assessment/depth", data={"depth": "deep"}, headers=csrf).status == 422


def to_read(page: Page, seen: set[str]) -> int:
    """Characters of a page that were not on a page before: what is asked, and what stands around it the first time."""
    form = page.form()
    parts = [own_text(element) for element in form.inside() if element.tag not in {"script", "style", "option"}]
    new = [text for text in parts if text and text not in seen]
    seen.update(new)
    return sum(map(len, new))


def own_text(element: Element) -> str:
    hidden = (element.get("class") or "").split()
    return "" if "vh" in hidden else " ".join("".join(c for c in element.children if isinstance(c, str)).split())


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("target", ["key_account_manager_retail", "key_account_manager_pharma", "merchandiser"])
def test_the_minutes_promised_for_the_quick_way_are_enough_to_read_and_choose(app: Flask, language: str, target: str):
    reader = Reader(app, language)
    seen, _report = walk_quick(reader, target=target)
    texts: set[str] = set()
    seconds = sum(to_read(page, texts) / CHARACTERS_A_MINUTE * 60 for page in seen) + SECONDS_A_CHOICE * 2 * len(seen)
    home = Reader(app, language).open("/").main.one(class_="aside-note").text
    fresh = Reader(app, language)
    target_page = fresh.follow(fresh.send(fresh.open("/start"), present="sales_representative"))
    card = fresh.follow(fresh.send(fresh.follow(fresh.send(target_page, target=target))))
    promised = int(MINUTES.search(card.main.one(class_="small-facts").text).group(1))

    assert seconds <= promised * 60
    assert promised <= int(MINUTES.search(home).group(1))
    # A promise far above the truth keeps people away.
    assert seconds >= (promised - 2) * 60


@pytest.mark.parametrize(
    ("language", "target"),
    [("ru", "key_account_manager_retail"), ("en", "key_account_manager_pharma"), ("ru", "merchandiser")],
)
def test_the_minutes_promised_for_the_full_way_are_enough_for_all_its_parts(app: Flask, language: str, target: str):
    reader = Reader(app, language)
    target_page = reader.follow(reader.send(reader.open("/start"), present="sales_representative"))
    card = reader.follow(reader.send(reader.follow(reader.send(target_page, target=target))))
    promised = int(MINUTES.findall(card.main.one(class_="small-facts").text)[1])
    reader.follow(reader.choose(card, "/assessment/depth", depth="full"))
    links = dict.fromkeys(link["href"] for link in reader.open("/assessment").main.all("a"))
    texts: set[str] = set()
    seconds, parts = 0.0, set()
    for link in links:
        kind = next((kind for kind in ("questions", "situations", "often") if f"/{kind}/" in link), None)
        if kind:
            page = reader.open(link)
            choices = len({radio["name"] for radio in page.form().inside() if radio.get("type") == "radio"})
            assert choices == {"questions": 2, "situations": 2, "often": 4}[kind]
            seconds += to_read(page, texts) / CHARACTERS_A_MINUTE * 60 + SECONDS_A_CHOICE * choices
            parts.add(kind)

    assert parts == {"questions", "situations", "often"}
    assert seconds <= promised * 60
    assert seconds >= (promised - 5) * 60


def test_how_often_is_asked_in_the_full_way_and_saved(
    somebody: Callable[..., Person], rows: Callable, framework: Framework
):
    person = somebody()
    page = person.reader.open("/assessment/often/negotiation")
    indicators = [item.id for item in framework.competencies["negotiation"].indicators]
    person.reader.follow(person.reader.send(page, **{indicators[0]: "3", indicators[2]: "0"}))

    stored = [(row["indicator"], row["frequency"], row["revision"]) for row in rows()["frequency"]]
    assert sorted(stored) == sorted([(indicators[0], 3, 1), (indicators[2], 0, 1)])
    again = person.reader.open("/assessment/often/negotiation")
    assert "checked" in again.main.one(id=f"{indicators[0]}-3")


def test_how_often_can_be_passed_over_and_two_tabs_never_overwrite_each_other(person: Person, rows: Callable):
    pages = [person.reader.open("/assessment/often/negotiation") for _ in range(3)]
    first = next(item["name"] for item in pages[0].main.all("input", type="radio"))

    assert person.reader.send(pages[0]).status == 303
    assert rows()["frequency"] == []
    assert person.reader.send(pages[1], **{first: "1"}).status == 303
    late = person.reader.send(pages[2], **{first: "2"})
    assert late.status == 409
    assert [row["frequency"] for row in rows()["frequency"]] == [1]
    assert person.reader.send(late).status == 303
    assert [row["frequency"] for row in rows()["frequency"]] == [2]
    assert person.reader.get("/assessment/often/nothing").status == 404
