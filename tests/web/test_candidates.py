"""The recruiter reads the list, compares, decides; names stay hidden until then; the person sees what became of it."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.services.audit import Event, trail
from kamcareer.store.database import db
from tests.web.pages import NO_PAGES, Page, Reader
from tests.web.test_applying import answer, begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_page_lint import problems
from tests.web.test_vacancies import made

EXAMPLE = "Вернули сеть за три встречи"
WHY = {"outcome": "talk", "because": ["held:negotiation", "to_check:resilience"], "words": "Довела три сделки"}


@pytest.fixture
def sent(app: Flask, rita: Reader, vacancy: Page) -> Callable[..., Reader]:
    """Somebody who applied and sent everything; their browser."""

    def make(name: str = "Вера", level: str = "2", language: str = "ru", **about: object) -> Reader:
        path, _ = invitation(rita, vacancy, name)
        reader = begun(app, path, language, name=name, **about)
        question = reader.open(
            next(a["href"] for a in reader.open("/application").main.all("a") if "questions" in a["href"])
        )
        reader.send(question, level=level, confidence="fairly", example=EXAMPLE)
        reader.send(answer(reader, level), "/send")
        return reader

    return make


def people(rita: Reader, vacancy: Page, query: str = "") -> Page:
    return rita.open(f"{vacancy.path}/candidates{query}")


def links(page: Page) -> list[str]:
    return [a["href"] for head in page.main.all("h2") for a in head.all("a")]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_pages_of_the_people_are_well_made(rita: Reader, vacancy: Page, sent: Callable, language: str):
    sent("Вера", "4", licence="no", travel="often")
    sent("Олег", "1")
    rita.client.set_cookie("language", language)
    listed = people(rita, vacancy)
    ids = [link.rpartition("/")[2] for link in links(listed)]
    assert len(ids) == 2
    pages = [listed, people(rita, vacancy, "?topic=negotiation&holds=1"), people(rita, vacancy, "?act=too_early")]
    pages += [
        people(rita, vacancy, f"/compare?who={ids[0]}&who={ids[1]}&who=nobody"),
        people(rita, vacancy, f"/compare?who={ids[0]}&who={ids[1]}&weights=alike"),
        people(rita, vacancy, "/compare"),
    ]
    pages += [rita.open(link) for link in links(listed)]
    pages.append(rita.send(pages[-1]))

    assert pages[-1].status == 422
    assert [problem for page in pages for problem in problems(page)] == []


def test_the_part_of_the_profile_is_shown_by_its_weights_or_all_alike_and_what_that_changes(
    rita: Reader, vacancy: Page, sent: Callable
):
    for name, level in (("Вера", "4"), ("Олег", "1")):
        sent(name, level)
    ids = [link.rpartition("/")[2] for link in links(people(rita, vacancy))]
    page = people(rita, vacancy, f"/compare?who={ids[0]}&who={ids[1]}")
    alike = rita.open(next(a["href"] for a in page.main.all("a") if a.text == "Все темы поровну"))

    assert "по весам профиля" in page.main.one("table").text
    assert "все темы поровну" in alike.main.one("table").text
    assert len(alike.main.one("table").all("th", scope="col")) == 4
    assert page.main.one("section", id="weights").all("a")[0].get("aria-current") == "page"
    assert alike.main.one("section", id="weights").all("a")[1].get("aria-current") == "page"
    assert (
        page.main.one("section", id="weights").one("ul").text == alike.main.one("section", id="weights").one("ul").text
    )


def test_a_name_is_hidden_until_somebody_has_decided_about_that_person(rita: Reader, vacancy: Page, sent: Callable):
    sent("Вераника", email="veranika@example.ru")
    sent("Олегатор")
    for page in (people(rita, vacancy), *(rita.open(link) for link in links(people(rita, vacancy)))):
        assert not any(word in page.html for word in ("Вераника", "Олегатор", "veranika@"))
    first = links(people(rita, vacancy))[0]
    rita.send(rita.open(first), **WHY)

    assert "Вераника" in people(rita, vacancy).main.text
    assert "veranika@example.ru" in rita.open(first).main.text
    assert "Олегатор" not in people(rita, vacancy).html


def test_whoever_lacks_something_is_shown_and_not_removed(rita: Reader, vacancy: Page, sent: Callable):
    sent("Вера", licence="no", travel="none")
    (item,) = people(rita, vacancy).main.one("ul", class_="given people").all("li")[:1]

    assert "нет: водительские права" in item.text
    assert "нет: командировки" in item.text


def test_a_decision_is_kept_shown_to_both_and_in_the_trail(
    app: Flask, rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    reader = sent()
    assert "Рекрутер открыл" not in reader.open("/application").main.text
    (link,) = links(people(rita, vacancy))
    page = rita.open(link)
    assert EXAMPLE in page.main.text
    decided = rita.follow(rita.send(page, **WHY))

    assert "Довела три сделки" in decided.main.text
    (row,) = rows()["decision"]
    assert (row["outcome"], row["reasons"]) == ("talk", "held:negotiation to_check:resilience")
    status = reader.open("/application")
    assert problems(status) == []
    assert "пригласить на разговор" in status.main.text
    assert "Рекрутер открыл" in status.main.text
    assert "Довела" not in status.html  # the words are written for it, and told by a person
    with app.app_context():
        noted = [entry.event for entry in trail(db.session())]
    assert noted.count(Event.DECIDED) == 1
    assert Event.ANSWERS_READ in noted


@pytest.mark.parametrize(
    "sent_values",
    [{"outcome": ""}, {"because": []}, {"because": ["held:age"]}, {"because": ["x"]}, {"words": "нет"}],
)
def test_nothing_is_decided_without_reasons(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable, sent_values: dict
):
    sent()
    page = rita.send(rita.open(links(people(rita, vacancy))[0]), **(WHY | sent_values))

    assert page.status == 422
    assert problems(page) == []
    assert rows()["decision"] == []


def test_all_that_nothing_is_known_of_is_said_in_one_line(app: Flask, rita: Reader, vacancy: Page):
    path, _ = invitation(rita, vacancy)
    reader = begun(app, path)
    further = next(a["href"] for a in reader.open("/application").main.all("a") if "questions" in a["href"])
    reader.send(reader.open(further), level="2", confidence="fairly")
    reader.send(reader.open("/application"), "/send")
    page = rita.open(links(people(rita, vacancy))[0])

    (line,) = [item.text for item in page.main.all("li") if "не известно" in item.text]
    assert line.startswith("Пока ничего не известно о темах:")
    assert line.count(";") > 1


@pytest.mark.parametrize("bad", NO_PAGES)
def test_a_page_of_the_list_that_cannot_be_is_not_there(rita: Reader, vacancy: Page, bad: str):
    assert rita.get(f"{vacancy.path}/candidates?" + urlencode({"page": bad})).status == 404


def test_there_is_no_page_that_decides_about_several(rita: Reader, vacancy: Page, sent: Callable):
    sent("Вера")
    sent("Олег")
    forms = [form for form in people(rita, vacancy).tree.all("form") if form.get("method") == "post"]

    assert [form.get("action") for form in forms if "candidates" in (form.get("action") or "")] == []


def test_people_of_a_foreign_vacancy_are_not_there(
    rita: Reader, vacancy: Page, sent: Callable, member: Callable[..., Reader], rows: Callable
):
    sent()
    (link,) = links(people(rita, vacancy))
    other = member("oleg@example.ru", Role.RECRUITER, second_factor=True)
    own = made(other)
    strange = link.replace(vacancy.path, own.path)
    csrf = {"X-CSRFToken": own.csrf}
    for path in (f"{vacancy.path}/candidates", f"{vacancy.path}/candidates/compare", link, strange):
        assert other.get(path).status == 404
    for path in (link, strange):
        assert other.request("POST", path, data=WHY, headers=csrf).status == 404
    who = link.rpartition("/")[2]
    assert EXAMPLE not in other.open(f"{own.path}/candidates/compare?who={who}").html
    assert rows()["decision"] == []


def test_a_change_after_the_first_applicant_shows_whom_it_affects(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent()
    (code,) = [row["code"] for row in rows()["application"]]
    before = rows()["screening_topic"]
    profile = rita.open(f"{vacancy.path}/profile")
    assert code in profile.main.text
    values = {"level_negotiation": "1", "words": "Хватит и этого"}
    refused = rita.send(profile, **values)
    assert refused.status == 422
    assert problems(refused) == []
    assert rows()["vacancy_change"] == []

    rita.send(refused, **values, confirmed="y")
    after = rows()["screening_topic"]
    assert [row["words"] for row in rows()["vacancy_change"]] == ["Хватит и этого"]
    assert before != after
