"""The letter about a decision, the reason in writing and another look: as the recruiter and the person have them."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.services.audit import Event, trail
from kamcareer.services.notifications import notification_table
from kamcareer.store.database import db
from tests.conftest import NOW
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader
from tests.web.test_applying import begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_candidates import links, people
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people
from tests.web.test_page_lint import problems

NAMED = "Рита Орлова, рекрутер"
DECLINED = {"outcome": "decline", "because": ["held:negotiation", "not_shown:resilience"], "words": "Довела три сделки"}
ROWS = notification_table().rows


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Three in the afternoon where the installation is."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


def decided(rita: Reader, vacancy: Page, number: int = -1, **values: object) -> str:
    """Decide about one of the people; the path of their page."""
    link = links(people(rita, vacancy))[number]
    rita.send(rita.open(link), **(DECLINED | values))
    return link


def written(rita: Reader, link: str, **values: object) -> Page:
    """Approve the letter as it was drafted, but for what is named."""
    page = rita.open(f"{link}/feedback")
    return rita.send(page, "/feedback", **({"then": "approve", "signed": NAMED} | values))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_from_the_decision_to_the_answer_every_page_is_well_made(
    rita: Reader, vacancy: Page, sent: Callable, clock: time_machine.Traveller, language: str
):
    vera = sent("Вера", language=language)
    rita.client.set_cookie("language", language)
    pages = [vera.open("/application/outcome"), rita.open("/recruiting/inquiries")]
    link = decided(rita, vacancy)
    pages += [vera.open("/application/outcome"), rita.open(f"{link}/feedback"), rita.open(link)]
    refused = written(rita, link, done_well="", signed="")
    assert refused.status == 422
    assert written(rita, link).status == 303
    pages += [refused, rita.open(f"{link}/feedback"), rita.open(link), vera.open("/application/outcome")]
    refused = vera.send(vera.open("/application/outcome"), "/contest", words="нет")
    vera.send(vera.open("/application/outcome"), "/contest", words="Пример про вторую полку не прочитан")
    vera.send(vera.open("/application/outcome"), "/reason")
    listed = rita.open("/recruiting/inquiries")
    asked = [a["href"] for a in listed.main.all("a") if "/inquiries/" in a["href"]]
    assert (refused.status, len(asked)) == (422, 2)
    pages += [refused, listed, rita.open("/recruiting/vacancies"), *(rita.open(one) for one in asked)]
    pages.append(rita.send(rita.open(asked[0]), words="", signed=""))
    rita.send(rita.open(asked[0]), words="Не хватило примеров", signed=NAMED)
    pages += [rita.open(asked[0]), rita.open(link), rita.open("/recruiting/inquiries"), vera.open("/application")]
    for days in (30, 40):
        clock.move_to(NOW + timedelta(days=days))
        pages.append(vera.open("/application/outcome"))

    assert {page.path: problems(page) for page in pages if problems(page)} == {}


def test_nobody_reads_the_letter_before_it_is_approved_and_only_a_link_goes_by_mail(
    app: Flask, rita: Reader, vacancy: Page, sent: Callable, mailbag: Mailbag
):
    vera = sent("Вера", email="vera@example.ru")
    link = decided(rita, vacancy)
    rita.send(rita.open(f"{link}/feedback"), "/feedback", then="keep", done_well="Черновик про переговоры и полку")
    assert "Черновик про переговоры" in rita.open(f"{link}/feedback").html
    for path in ("/application", "/application/outcome"):
        assert "Черновик про переговоры" not in vera.open(path).html
    mailed = len(mailbag.letters)
    written(rita, link, done_well="Вы подробно описали переговоры о полке")

    shown = vera.open("/application/outcome").main.text
    assert "Вы подробно описали переговоры о полке" in shown
    assert NAMED in shown
    (letter,) = mailbag.letters[mailed:]
    assert (letter["To"], letter["Subject"]) == ("vera@example.ru", ROWS["feedback_ready"].subject["ru"])
    assert "/application/outcome" in letter.get_content()
    assert not any(word in letter.get_content() for word in ("полке", "Рита", "Вера", "Аккаунт"))
    assert "Человек открыл его" in rita.open(f"{link}/feedback").main.text
    with app.app_context():
        assert [entry.event for entry in trail(db.session())].count(Event.FEEDBACK_APPROVED) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"then": ""}, "then-0"),
        ({"signed": ""}, "signed"),
        ({"second_step": "мало"}, "second_step"),
        ({"ending": "Мы взяли Олег Тихонов, он сильнее"}, "ending"),
        ({"opening": "x" * 1501}, "opening"),
    ],
)
def test_a_letter_is_not_approved_unread_unsigned_empty_or_about_somebody_else(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable, values: dict, field: str
):
    sent("Олег Тихонов")
    sent("Вера")
    page = written(rita, decided(rita, vacancy), **values)

    assert page.status == 422
    assert page.main.one("section", class_="errors").one("a")["href"] == f"#{field}"
    assert all(row["approved_at"] is None for row in rows()["feedback"])


def test_what_may_be_a_part_of_anothers_name_is_asked_about_word_by_word(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent("Олег Тихонов")
    sent("Вера Кац")
    link = decided(rita, vacancy)
    page = written(rita, link, ending="О Тихонове и о Тихоновой из сети вы говорили сами, Вера")
    boxes = page.main.one("form", action=f"{link}/feedback").all("input", name="sure")

    assert page.status == 422
    assert page.main.one("section", class_="errors").one("a")["href"] == "#sure-0"
    assert [box["value"] for box in boxes] == ["Тихонове", "Тихоновой"]
    still = rita.send(page, "/feedback", sure=["Тихоновой"], then="approve")
    assert still.status == 422
    assert all(row["approved_at"] is None for row in rows()["feedback"])
    rita.send(still, "/feedback", sure=["Тихонове", "Тихоновой"], then="approve")
    assert [row["approved_at"] is None for row in rows()["feedback"]] == [False]


def test_an_approved_letter_stays_as_it_is(rita: Reader, vacancy: Page, sent: Callable, rows: Callable):
    sent("Вера")
    link = decided(rita, vacancy)
    before = rita.open(f"{link}/feedback")
    written(rita, link)
    (kept,) = rows()["feedback"]
    values = {"then": "keep", "language": "ru", "done_well": "Другое", "signed": "Другой"}
    assert rita.send(before, "/feedback", **values).status == 409
    assert rita.send(before, "/anew", language="en").status == 409

    assert rows()["feedback"] == [kept]


def test_a_draft_is_made_in_the_language_that_is_asked_for(rita: Reader, vacancy: Page, sent: Callable):
    sent("Вера")
    link = decided(rita, vacancy)
    rita.send(rita.open(f"{link}/feedback"), "/feedback", then="keep", done_well="Своё")
    english = rita.follow(rita.send(rita.open(f"{link}/feedback"), "/anew", language="en"))

    parts = {area["name"]: area.text for area in english.main.all("textarea")}
    assert parts["opening"].strip().startswith("Hello, Вера!")
    assert "Своё" not in parts["done_well"]
    assert english.main.one("input", id="language")["value"] == "en"


def test_whoever_applied_in_english_is_written_to_in_english_by_a_recruiter_who_reads_russian(
    rita: Reader, vacancy: Page, sent: Callable, mailbag: Mailbag
):
    ann = sent("Ann", language="en", email="ann@example.ru")
    link = decided(rita, vacancy)
    draft = rita.open(f"{link}/feedback")
    assert draft.main.one("input", id="language")["value"] == "en"
    assert draft.main.one("textarea", id="opening").text.strip().startswith("Hello, Ann!")

    written(rita, link)
    ann.send(ann.open("/application/outcome"), "/reason")
    asked = rita.open(
        next(a["href"] for a in rita.open("/recruiting/inquiries").main.all("a") if "/inquiries/" in a["href"])
    )
    assert "What the decision rests on:" in asked.main.one("textarea", id="words").text
    rita.send(asked, signed=NAMED)

    hers = [letter["Subject"] for letter in mailbag.letters if letter["To"] == "ann@example.ru"]
    assert hers[-2:] == [ROWS[one].subject["en"] for one in ("feedback_ready", "answer_ready")]


def test_without_a_decision_there_is_no_letter_and_nothing_to_ask(rita: Reader, vacancy: Page, sent: Callable):
    vera = sent("Вера")
    (link,) = links(people(rita, vacancy))
    page = vera.open("/application/outcome")

    assert rita.get(f"{link}/feedback").status == 404
    assert page.main.all("form") == []
    for path in ("reason", "contest"):
        asked = vera.request("POST", f"/application/outcome/{path}", headers={"X-CSRFToken": page.csrf})
        assert asked.status == 409


def test_both_see_until_when_and_the_answer_has_a_name(
    rita: Reader, vacancy: Page, sent: Callable, mailbag: Mailbag, clock: time_machine.Traveller
):
    vera = sent("Вера", email="vera@example.ru")
    link = decided(rita, vacancy)
    asked = vera.follow(vera.send(vera.open("/application/outcome"), "/reason"))
    (told,) = [letter for letter in mailbag.letters if letter["Subject"] == ROWS["inquiry_made"].subject["ru"]]
    assert told["To"] == "rita@example.ru"
    clock.move_to(NOW + timedelta(days=3))
    for page in (vera.open("/application/outcome"), rita.open("/recruiting/inquiries"), rita.open(link)):
        assert "осталось 4 дня" in page.main.text.replace("\xa0", " "), page.path
    clock.move_to(NOW + timedelta(days=9))
    for page in (vera.open("/application/outcome"), rita.open("/recruiting/vacancies")):
        assert "опоздание 2 дня" in page.main.text.replace("\xa0", " "), page.path
    (one,) = [a["href"] for a in rita.open("/recruiting/inquiries").main.all("a") if "/inquiries/" in a["href"]]
    page = rita.open(one)
    assert "Довела три сделки" in page.main.one("textarea", id="words").text
    assert "Довела три сделки" not in asked.main.text
    rita.send(page, signed=NAMED, words="Не хватило примера, где вы удержали цену")
    done = vera.open("/application/outcome").main.text

    assert "Не хватило примера, где вы удержали цену" in done
    assert NAMED in done
    assert mailbag.letters[-1]["Subject"] == ROWS["answer_ready"].subject["ru"]
    assert "удержали" not in mailbag.letters[-1].get_content()
    assert rita.send(page, signed=NAMED, words="Ещё один ответ, другой").status == 409


def test_whoever_is_invited_to_a_talk_gets_a_letter_and_has_nothing_to_contest(
    rita: Reader, vacancy: Page, sent: Callable
):
    vera = sent("Вера")
    link = decided(rita, vacancy, outcome="talk")
    written(rita, link)
    page = vera.open("/application/outcome")

    assert "поговорить" in page.main.text
    assert page.main.all("form") == []


def test_a_later_decision_has_a_letter_of_its_own_and_the_earlier_one_stays(
    rita: Reader, vacancy: Page, sent: Callable, clock: time_machine.Traveller
):
    vera = sent("Вера")
    link = decided(rita, vacancy, outcome="talk")
    written(rita, link, done_well="Сначала мы позвали вас на разговор")
    clock.move_to(NOW + timedelta(days=1))
    decided(rita, vacancy)
    vera.send(vera.open("/application/outcome"), "/reason")
    page = vera.open("/application/outcome").main.text

    assert "Сначала мы позвали вас на разговор" in page
    assert "Его пишут" in page
    assert "ответ до" in page


def test_a_question_about_a_decision_that_is_not_the_newest_any_more_asks_nothing(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable, clock: time_machine.Traveller
):
    vera = sent("Вера")
    decided(rita, vacancy)
    stale = vera.open("/application/outcome")
    clock.move_to(NOW + timedelta(days=1))
    decided(rita, vacancy)

    assert vera.send(stale, "/reason").leads_to == "/application/outcome"
    assert rows()["inquiry"] == []


def test_nothing_of_another_person_of_the_vacancy_is_on_a_letter_or_on_the_page_of_its_reader(
    app: Flask, rita: Reader, vacancy: Page
):
    marks, readers = {}, {}
    for number, name in enumerate(("Вера Кац", "Олег Тихонов", "Анна Ли")):
        mine = {
            "name": name,
            "email": f"canary{number}@example.ru",
            "regions": f"КРАЙ{number}",
            "clients": f"СЕТЬ{number}",
        }
        reader = begun(app, invitation(rita, vacancy, name)[0], **mine)
        further = next(a["href"] for a in reader.open("/application").main.all("a") if "questions" in a["href"])
        reader.send(reader.open(further), level=str(number + 1), confidence="sure", example=f"Пример ПРИМЕР{number}")
        reader.send(reader.open("/application"), "/send")
        marks[number] = {*mine.values(), f"ПРИМЕР{number}"}
        readers[number] = reader
    shown = {}
    for number, reader in readers.items():
        link = decided(rita, vacancy, number, words=f"Слова о решении РЕШЕНИЕ{number}")
        marks[number].add(f"РЕШЕНИЕ{number}")
        shown[number] = [rita.open(f"{link}/feedback").html]
        assert written(rita, link).status == 303
        reader.send(reader.open("/application/outcome"), "/reason")
        shown[number] += [reader.open(path).html for path in ("/application", "/application/outcome")]

    assert len(shown) == 3
    for number, pages in shown.items():
        assert f"ПРИМЕР{number}" in pages[0]
        others = set().union(*(words for other, words in marks.items() if other != number))
        assert [word for page in pages for word in others if word in page] == []
