"""The board from an offer to an answer: who sees what, what slips are answered with, what is on and when."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar

from kamcareer.core.accounts import Role
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.board import board_for
from kamcareer.store.database import db
from tests.conftest import NOW
from tests.web.conftest import Person
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader

SAID = {
    "title": "Новая территория",
    "words": "Открыть Тверь и собрать первых клиентов",
    "topic_1": "negotiation",
    "level_1": "3",
    "begins": "2026-12-01",
    "until": "2027-02-28",
    "hours": "4",
    "places": "1",
    "contact": "oleg@example.ru",
}
WISH = "Хочу попробовать себя в новом городе"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def oleg(member: Callable[..., Reader]) -> Reader:
    return member("oleg@example.ru", Role.MANAGER)


@pytest.fixture
def posted(oleg: Reader) -> Page:
    return oleg.follow(oleg.send(oleg.open("/board/project"), **SAID))


def offer(page: Page) -> str:
    return page.path.replace("/mine", "")


def ask(reader: Reader, posted: Page, words: str = WISH) -> Page:
    return reader.follow(reader.send(reader.open(offer(posted)), words=words))


def answer(oleg: Reader, posted: Page, said: str, reason: str) -> Page:
    page = oleg.open(posted.path)
    form = next(form for form in page.tree.all("form") if "/answers/" in (form.get("action") or ""))
    values = page.values(form)
    prefix = form.one("textarea")["name"].removesuffix("reason")
    values |= {f"{prefix}said": [said], f"{prefix}reason": [reason]}
    return oleg.request("POST", form["action"], data=values)


def test_two_ask_one_is_taken_the_other_reads_why_not_and_the_board_says_full(
    oleg: Reader, posted: Page, member: Callable[..., Reader]
):
    vera, anna = (member(f"{name}@example.ru", Role.EMPLOYEE) for name in ("vera", "anna"))
    assert "vera@example.ru" not in oleg.open(posted.path).main.text
    ask(vera, posted)
    oleg.follow(answer(oleg, posted, "yes", "Начнём в понедельник"))
    assert "Начнём в понедельник" in vera.open(offer(posted)).main.text
    assert vera.open(f"{offer(posted)}/calendar.ics").response.mimetype == "text/calendar"
    assert anna.open(offer(posted)).tree.all("textarea") == []

    vera.follow(vera.send(vera.open(offer(posted)), "/take-back"))
    ask(anna, posted, "Живу рядом")
    assert answer(oleg, posted, "no", "").status == 422
    oleg.follow(answer(oleg, posted, "no", "В этот раз нужен человек с машиной"))
    told = anna.open(offer(posted)).main.text
    assert "нужен человек с машиной" in told
    assert "нужен человек с машиной" not in vera.open(offer(posted)).main.text
    assert anna.get(f"{offer(posted)}/calendar.ics").status == 404
    assert "Живу рядом" in oleg.open(posted.path).main.text
    assert vera.get(posted.path).status == 404


def test_whose_gap_it_is_stands_on_their_board_and_nowhere_on_the_side_of_whoever_offers(
    app: Flask, oleg: Reader, member: Callable[..., Reader], somebody: Callable[..., Person]
):
    vera = member("vera@example.ru", Role.EMPLOYEE).sit_down(somebody(answered=40).id)
    vera.follow(vera.send(vera.open("/account"), "/account/assessments"))
    with app.app_context():
        account = find_by_mailbox(db.session(), "vera@example.ru")
        assert account
        largest = board_for(db.session(), account.id, NOW.date()).largest
    assert largest
    for title, topic in (("Сначала", largest), ("Потом", "product")):
        posted = oleg.follow(oleg.send(oleg.open("/board/project"), **SAID | {"title": title, "topic_1": topic}))
    ask(vera, posted)

    def marked(page: Page) -> list[str]:
        """The offers of a board that are said to serve the reader."""
        return [one.one("h2").text for one in page.main.all("section") if one.all("p", class_="verdict")]

    assert marked(vera.open("/board"))[0] == "Сначала"
    assert marked(oleg.open("/board")) == []
    assert WISH in oleg.open(posted.path).main.text
    assert WISH not in member("anna@example.ru", Role.EMPLOYEE).open(offer(posted)).main.text


def test_the_place_one_has_is_one_event_and_the_calendar_lists_it_under_its_month(
    oleg: Reader, posted: Page, member: Callable[..., Reader]
):
    vera = member("vera@example.ru", Role.EMPLOYEE)
    ask(vera, posted)
    oleg.follow(answer(oleg, posted, "yes", ""))

    (event,) = Calendar.from_ical(vera.open(f"{offer(posted)}/calendar.ics").response.data).walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 12, 1), date(2027, 3, 1))
    assert (str(event["summary"]), "oleg@example.ru" in event["description"]) == ("Новая территория", True)
    months = [panel.one("h2").text for panel in vera.open("/board/calendar").main.all("section")]
    assert len(months) == 1
    assert "2026" in months[0]


def test_a_mentor_is_asked_like_a_project_and_hr_sees_the_free_places(
    app: Flask, member: Callable[..., Reader], posted: Page
):
    olga, vera = member("olga@example.ru", Role.EMPLOYEE), member("vera@example.ru", Role.EMPLOYEE)
    said = {"words": "Хожу вместе на переговоры", "topic_1": "negotiation", "until": "2027-06-01", "places": "2"}
    own = olga.follow(olga.send(olga.open("/board/mentoring"), **said))
    assert "olga@example.ru" in vera.open("/board?kind=mentoring").main.text
    assert "Новая территория" not in vera.open("/board?kind=mentoring").main.text
    ask(vera, own)
    olga.follow(answer(olga, own, "yes", "Во вторник"))
    assert "Во вторник" in vera.open(offer(own)).main.text

    olga.follow(olga.send(olga.open(own.path), "/end"))
    assert "Во вторник" in vera.open(offer(own)).main.text
    assert "olga@example.ru" not in member("anna@example.ru", Role.EMPLOYEE).open("/board").main.text


def test_into_the_plan_goes_what_the_catalogue_knows_for_who_has_a_place(
    oleg: Reader, member: Callable[..., Reader], somebody: Callable[..., Person], rows: Callable
):
    tied = SAID | {"topic_1": "", "activity": "open_new_territory"}
    posted = oleg.follow(oleg.send(oleg.open("/board/project"), **tied))
    vera = member("vera@example.ru", Role.EMPLOYEE).sit_down(somebody(answered=5).id)
    vera.follow(vera.send(vera.open("/account"), "/account/assessments"))
    csrf = {"X-CSRFToken": vera.open("/account").csrf}
    assert vera.request("POST", f"{offer(posted)}/into-plan", headers=csrf).status == 404
    ask(vera, posted)
    oleg.follow(answer(oleg, posted, "yes", ""))
    vera.follow(vera.send(vera.open(offer(posted)), "/into-plan"))

    assert [(row["activity"], row["said"]) for row in rows()["plan_decision"]] == [("open_new_territory", "pinned")]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", " "),
        ("words", ""),
        ("topic_1", ""),
        ("until", "2026-11-30"),
        ("begins", "завтра"),
        ("hours", "много"),
        ("places", "0"),
        ("contact", ""),
    ],
)
def test_a_slip_is_named_at_its_field_and_nothing_is_lost(oleg: Reader, field: str, wrong: str):
    page = oleg.send(oleg.open("/board/project"), **SAID | {field: wrong})

    shown = "until" if field == "until" else field
    assert page.status == 422
    assert f"#{shown}" in [link["href"] for link in page.main.all("a")]
    assert field == "words" or SAID["words"] in page.main.text
    assert "Новая территория" not in oleg.open("/board").main.text


def test_a_letter_is_promised_only_where_one_leaves(oleg: Reader, posted: Page, member: Callable[..., Reader]):
    assert "придёт письмо" not in posted.tree.text
    assert "писем об этом не будет" in oleg.open(posted.path).main.text
    asked = ask(member("vera@example.ru", Role.EMPLOYEE), posted)
    assert "письма о нём не будет" in asked.tree.text


def test_a_letter_is_promised_where_the_installation_sends_mail(
    mailbag: Mailbag, oleg: Reader, member: Callable[..., Reader]
):
    posted = oleg.follow(oleg.send(oleg.open("/board/project"), **SAID))
    assert "придёт письмо" in posted.tree.text
    assert "придёт письмо" in oleg.open(posted.path).main.text
    assert "придёт письмо" in ask(member("vera@example.ru", Role.EMPLOYEE), posted).tree.text
