"""Interviewers mark alone in their own room: nobody reads it before all have locked, then all read it together."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar

from kamcareer.core.accounts import Role
from kamcareer.core.notifications import Happening
from kamcareer.services.audit import Event, trail
from kamcareer.services.notifications import notification_table
from kamcareer.store.database import db, may_write
from kamcareer.web.mailing import send_waiting
from kamcareer.worker.chores import remind
from tests.conftest import NOW
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as bare  # noqa: F401 - the same vacancy, before it has a panel
from tests.web.test_candidates import WHY, links, people
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people
from tests.web.test_page_lint import problems

HEARD = "Сказала, что вернула сеть сама"
MAILBOXES = ("anna@example.ru", "boris@example.ru")
PLACE = "Тверская, 1, подъезд 2; спросить Анну, +7 916 000-00-00"


@pytest.fixture
def anna(member: Callable[..., Reader]) -> Reader:
    return member(MAILBOXES[0], Role.INTERVIEWER, second_factor=True)


@pytest.fixture
def boris(member: Callable[..., Reader]) -> Reader:
    return member(MAILBOXES[1], Role.INTERVIEWER, second_factor=True)


@pytest.fixture
def vacancy(rita: Reader, bare: Page, anna: Reader, boris: Reader) -> Page:  # noqa: F811
    """A vacancy with two interviewers, whose questions are chosen."""
    assert rita.send(rita.open(f"{bare.path}/terms"), panel="\n".join(MAILBOXES)).status == 303
    assert rita.send(rita.open(f"{bare.path}/kit?minutes=30"), "/kit", sure="y").status == 303
    return rita.open(bare.path)


@pytest.fixture
def talk(rita: Reader, vacancy: Page, sent: Callable) -> Callable[..., str]:
    """Somebody who was invited to a talk; the path of the card about them."""

    def make(name: str = "Вераника") -> str:
        sent(name)
        return card_of_the_last(rita, vacancy)

    return make


def card_of_the_last(rita: Reader, vacancy: Page) -> str:
    path = links(people(rita, vacancy))[-1]
    rita.send(rita.open(path), **WHY)
    return path.replace("/vacancies/", "/talks/").replace("/candidates/", "/")


def levels(page: Page, value: str) -> dict[str, str]:
    names = [name for name in page.values(page.form()) if name.startswith("heard_")]
    return {name.replace("heard_", "level_"): value for name in names} | dict.fromkeys(names, f"{HEARD} {value}")


def locked(reader: Reader, card: str, value: str) -> Page:
    page = reader.open(card)
    reader.send(page, **levels(page, value))
    return reader.follow(reader.send(reader.open(f"{card}/lock")))


@pytest.fixture
def letters(app: Flask, mailbag: Mailbag) -> Callable[[], list[tuple[str, str]]]:
    """Whom the letters about talks went to so far, and what they say of."""
    table = notification_table().rows
    kinds = {table[one].subject["ru"]: str(one) for one in (Happening.TALK_AHEAD, Happening.MARKS_IN)}

    def sent_so_far() -> list[tuple[str, str]]:
        with app.app_context():
            send_waiting()
        return [(kinds[one["Subject"]], one["To"]) for one in mailbag.letters if one["Subject"] in kinds]

    return sent_so_far


@pytest.mark.parametrize("blind", [True, False])
def test_an_interviewer_reads_that_names_stay_hidden_where_they_do(
    rita: Reader, vacancy: Page, anna: Reader, talk: Callable, blind: bool
):
    if not blind:
        rita.send(rita.open(f"{vacancy.path}/terms"), blind="")
    card = talk()
    pages = [anna.open("/recruiting/talks"), anna.open(card)]

    assert ["Имена здесь не открываются и после решения" in page.main.text for page in pages] == [blind] * 2
    assert ["Вераника" in page.html for page in pages] == [not blind] * 2


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_page_of_the_room_is_well_made(rita: Reader, anna: Reader, boris: Reader, talk: Callable, language: str):
    card = talk()
    for one in (rita, anna):
        one.client.set_cookie("language", language)
    kit = card.rpartition("/")[0] + "/kit"
    pages = [anna.open("/recruiting/talks"), anna.open(kit), anna.open(card), anna.open(f"{card}/sheet")]
    pages += [anna.open(f"{card}/lock"), anna.open(f"{card}/marks"), rita.open(f"{card}/marks")]
    pages += [anna.send(pages[2], **{next(iter(levels(pages[2], "2"))).replace("level_", "heard_"): "ы" * 1300})]
    pages += [locked(anna, card, "4"), anna.open(card), locked(boris, card, "1"), anna.open(f"{card}/marks")]
    pages += [rita.open(f"{card}/marks"), rita.send(rita.open(f"{card}/marks"), level="2", note="")]

    assert pages[-1].status == 422
    assert [problem for page in pages for problem in problems(page)] == []


def test_the_person_reads_who_looked_at_all_marks_and_in_what_role(
    rita: Reader, anna: Reader, boris: Reader, vacancy: Page, sent: Callable[..., Reader]
):
    vera = sent("Вера")
    card = card_of_the_last(rita, vacancy)
    anna.open(f"{card}/marks")
    locked(anna, card, "4")
    told = "оценки с ваших собеседований"
    assert told not in vera.open("/application").main.text
    locked(boris, card, "1")  # who locks last sees them all
    anna.open(f"{card}/marks")
    rita.open(f"{card}/marks")

    read = vera.open("/application").main.one("section", id="who-read")
    lines = [row.text for row in read.all("tr") if told in row.text]
    assert sorted(role for line in lines for role in ("интервьюер", "рекрутер") if role in line) == [
        "интервьюер",
        "интервьюер",
        "рекрутер",
    ]


def test_nobody_reads_a_mark_before_all_have_locked_and_then_all_do(
    rita: Reader, anna: Reader, boris: Reader, vacancy: Page, talk: Callable, rows: Callable
):
    card = talk()
    candidate = (
        card.replace("/talks/", "/vacancies/").replace(f"/{card.rpartition('/')[2]}", "/candidates/")
        + (card.rpartition("/")[2])
    )
    before = rows()["screening_topic"]
    page = anna.open(card)
    anna.send(page, **levels(page, "4"))
    for step in (lambda: None, lambda: locked(anna, card, "4"), lambda: boris.send(boris.open(card))):
        step()
        seen = [rita.open(f"{card}/marks"), rita.open(candidate), people(rita, vacancy), rita.open(vacancy.path)]
        seen.append(people(rita, vacancy, f"/compare?who={card.rpartition('/')[2]}"))
        seen += [boris.open(path) for path in (f"{card}/marks", card, f"{card}/lock", "/recruiting/talks")]
        assert not any(HEARD in one.html for one in seen)
        assert rows()["screening_topic"] == before
    status = rita.open(f"{card}/marks").main.text
    assert "закрыто" in status
    assert "ещё не закрыто" in status
    shown = locked(boris, card, "1")

    for reader in (rita, anna, boris):
        assert f"{HEARD} 4" in reader.open(f"{card}/marks").html
    assert "расходятся на 3" in shown.main.text
    assert "слишком мало" in shown.main.text
    beside = people(rita, vacancy, f"/compare?who={card.rpartition('/')[2]}")
    for page in (rita.open(candidate), beside):
        assert "собеседование" in page.main.text
        assert f"{HEARD} 4" in page.main.one("table").text
        assert not any(mailbox in page.html for mailbox in MAILBOXES)
    assert rows()["screening_topic"] != before


def test_how_interviewers_tend_to_mark_is_for_the_recruiter_and_said_from_five_shared_people_on(
    rita: Reader, anna: Reader, boris: Reader, talk: Callable
):
    def shown() -> str:
        card = talk()
        for reader, value in ((anna, "3"), (boris, "1")):
            locked(reader, card, value)
        assert "склонен оценивать" not in anna.open(f"{card}/marks").main.text
        return rita.open(f"{card}/marks").main.text

    pages = [shown() for _ in range(5)]
    assert "общих с другими 4, нужно хотя бы 5" in pages[3]
    assert "В среднем +2,00 ступени к оценкам других" in pages[4]
    assert "Оценивает ниже" in pages[4]
    assert "одну ступень во всём" not in pages[4]  # of two topics that means nothing


def test_an_interviewer_knows_a_person_by_code_and_opens_nothing_else_of_the_vacancy(
    anna: Reader, rita: Reader, vacancy: Page, talk: Callable, member: Callable[..., Reader], rows: Callable
):
    card = talk()
    for path in ("/recruiting/talks", card, f"{card}/sheet", f"{card}/lock", f"{card}/marks"):
        assert "Вераника" not in anna.open(path).html, path
    applicant = card.rpartition("/")[2]
    closed = ("", "/terms", "/kit", "/candidates", f"/candidates/{applicant}", f"/candidates/{applicant}/sheet")
    assert {anna.get(f"{vacancy.path}{part}").status for part in closed} == {404}
    assert anna.get("/recruiting/vacancies").status == 404
    stranger = member("s@example.ru", Role.INTERVIEWER, second_factor=True)
    kit = card.rpartition("/")[0] + "/kit"
    foreign = (card, kit, f"{card}/sheet", f"{card}/lock", f"{card}/marks")
    assert {stranger.get(path).status for path in foreign} == {404}
    csrf = {"X-CSRFToken": stranger.open("/account").csrf}
    assert {stranger.request("POST", path, headers=csrf).status for path in (card, f"{card}/release")} == {404}
    assert anna.request("POST", f"{card}/release", headers={"X-CSRFToken": anna.open(card).csrf}).status == 404
    assert rows()["scorecard"] == []


def test_the_sheet_that_an_interviewer_opens_is_a_line_of_the_person(rita: Reader, vacancy: Page, anna: Reader, sent):
    olga = sent("Ольга")
    path = links(people(rita, vacancy))[-1]
    rita.send(rita.open(path), **WHY)
    card = path.replace("/vacancies/", "/talks/").replace("/candidates/", "/")
    assert "интервьюер этой вакансии" not in olga.open("/application").main.text
    anna.open(f"{card}/sheet")

    assert "интервьюер этой вакансии" in olga.open("/application").main.text


def test_whoever_is_not_invited_to_a_talk_is_not_there(anna: Reader, rita: Reader, vacancy: Page, sent: Callable):
    sent()
    path = links(people(rita, vacancy))[0].replace("/vacancies/", "/talks/").replace("/candidates/", "/")

    assert {anna.get(f"{path}{part}").status for part in ("", "/sheet", "/lock", "/marks")} == {404}
    assert "никого не пригласили" in anna.open("/recruiting/talks").main.text


def test_two_tabs_never_overwrite_each_other_in_silence(anna: Reader, talk: Callable, rows: Callable):
    card = talk()
    first, second = anna.open(card), anna.open(card)
    anna.send(first, **levels(first, "3"))
    refused = anna.send(second, **levels(second, "1"))

    assert refused.status == 409
    assert problems(refused) == []
    assert f"{HEARD} 3" in refused.html
    assert f"{HEARD} 1" in refused.html
    assert {row["level"] for row in rows()["interview_mark"]} == {3}
    assert anna.send(refused).status == 303
    assert {row["level"] for row in rows()["interview_mark"]} == {1}


def written(reader: Reader, page: Page, **values: str) -> Page:
    """Send a card as its page does while somebody writes."""
    return reader.request(
        "POST", page.path, data=page.values(page.form()) | values, headers={"Accept": "application/json"}
    )


def test_a_card_is_kept_while_it_is_written_and_never_over_something_newer(
    anna: Reader, talk: Callable, rows: Callable
):
    card = talk()
    page, other = anna.open(card), anna.open(card)
    first = written(anna, page, **levels(page, "3"))
    again = written(anna, page, **levels(page, "4"), revision=str(first.response.json["revision"]))
    late = written(anna, other, **levels(page, "0"))

    assert (first.status, again.status, late.status) == (200, 200, 409)
    assert again.response.json["revision"] == late.response.json["revision"] == first.response.json["revision"] + 1
    assert {row["level"] for row in rows()["interview_mark"]} == {4}
    assert f"{HEARD} 4" in anna.open(card).html


def test_what_cannot_be_kept_while_it_is_written_says_why(anna: Reader, boris: Reader, talk: Callable, rows: Callable):
    card = talk()
    page = anna.open(card)
    name = next(name for name in levels(page, "2") if name.startswith("heard_"))
    long = written(anna, page, **{name: "ы" * 1300})
    locked(boris, card, "1")
    locked(anna, card, "2")
    before = rows()
    closed = written(anna, page, **levels(page, "0"))

    assert (long.status, long.response.json["error"]) == (422, "Не больше 1200 знаков; сократите, пожалуйста")
    assert (closed.status, closed.response.json) == (409, {"error": "closed"})
    assert rows() == before


def test_a_locked_card_is_read_only_and_one_with_gaps_is_not_locked(anna: Reader, talk: Callable, rows: Callable):
    card = talk()
    page = anna.open(card)
    anna.send(page, **dict(list(levels(page, "2").items())[:1]))
    assert "Ещё не оценено" in anna.open(f"{card}/lock").main.text
    stale, asks = anna.open(card), anna.open(card)
    locked(anna, card, "2")
    before = rows()

    assert "Закрыто" in anna.open(card).main.text
    assert anna.send(asks, **levels(stale, "0")).status == 409
    assert rows() == before


def test_a_recruiter_waits_no_longer_for_somebody_only_with_a_reason(
    rita: Reader, anna: Reader, boris: Reader, talk: Callable, rows: Callable
):
    card = talk()
    locked(anna, card, "2")
    page = rita.open(f"{card}/marks")
    refused = rita.send(page, "/release", reason="болен")
    assert refused.status == 422
    assert problems(refused) == []
    rita.send(refused, "/release", reason="Заболел, новый день не нашли")

    assert f"{HEARD} 2" in rita.open(f"{card}/marks").html
    assert "больше не ждут" in boris.open(card).main.text
    assert sorted(bool(row["released_at"]) for row in rows()["scorecard"]) == [False, True]


def test_interviewers_are_told_of_a_talk_once_and_when_all_marks_are_in(
    rita: Reader, anna: Reader, boris: Reader, talk: Callable, letters: Callable, mailbag: Mailbag
):
    with time_machine.travel(NOW, tick=False):  # at night letters wait for the morning
        card = talk()
        rita.send(
            rita.open(card.replace("/talks/", "/vacancies/").replace(card[-36:], f"candidates/{card[-36:]}")), **WHY
        )
        assert sorted(letters()) == [("talk_ahead", mailbox) for mailbox in MAILBOXES]

        locked(anna, card, "4")
        assert len(letters()) == 2
        locked(boris, card, "1")
        assert letters()[2:] == [("marks_in", MAILBOXES[0])]

    text = mailbag.letters[-1].get_content()
    assert f"{card}/marks" in text
    assert not any(said in text for said in (HEARD, "Вераника"))


def test_whoever_joins_the_panel_is_told_and_whoever_switched_it_off_is_not(
    rita: Reader, vacancy: Page, talk: Callable, member: Callable[..., Reader], letters: Callable
):
    with time_machine.travel(NOW, tick=False):
        talk()
        before = letters()
        member("vera@example.ru", Role.INTERVIEWER, second_factor=True)
        oleg = member("oleg@example.ru", Role.INTERVIEWER, second_factor=True)
        off = oleg.open("/account/letters")
        oleg.request("POST", off.path, data={"csrf_token": off.csrf})
        rita.send(
            rita.open(f"{vacancy.path}/terms"), panel="\n".join((*MAILBOXES, "vera@example.ru", "oleg@example.ru"))
        )

        assert letters()[len(before) :] == [("talk_ahead", "vera@example.ru")]


def test_what_was_agreed_stands_beside_the_marks(
    rita: Reader, anna: Reader, boris: Reader, talk: Callable, rows: Callable
):
    card = talk()
    locked(anna, card, "4")
    locked(boris, card, "1")
    marks = rows()["interview_mark"]
    page = anna.open(f"{card}/marks")
    assert anna.send(page, level="3", note="Сошлись: пример был один").status == 303

    assert "Сошлись: пример был один" in rita.open(f"{card}/marks").html
    assert rows()["interview_mark"] == marks
    assert [row["level"] for row in rows()["agreed_mark"]] == [3]
    assert anna.send(page, competency="nothing", level="3", note="Сошлись: пример был один").status == 400


def test_a_common_mark_kept_meanwhile_is_shown_and_not_written_over_unseen(
    rita: Reader, anna: Reader, boris: Reader, talk: Callable, rows: Callable
):
    card = talk()
    locked(anna, card, "4")
    locked(boris, card, "1")
    old, older = anna.open(f"{card}/marks"), boris.open(f"{card}/marks")
    assert anna.send(old, level="3", note="Сошлись: пример был один").status == 303
    page = boris.send(older, level="1", note="Сошлись: примера не было")

    assert (page.status, problems(page)) == (422, [])
    assert "Коллега тем временем сохранил здесь другую общую оценку" in page.main.text
    assert "Сошлись: пример был один" in page.main.text
    assert "Сошлись: примера не было" in page.html
    assert [row["level"] for row in rows()["agreed_mark"]] == [3]
    assert boris.send(page, level="1", note="Сошлись: примера не было").status == 303
    assert [row["level"] for row in rows()["agreed_mark"]] == [1]


def test_a_day_of_the_talk_is_read_by_all_and_after_it_a_letter_asks_for_missing_marks_once(
    app: Flask, rita: Reader, anna: Reader, vacancy: Page, sent: Callable, mailbag: Mailbag
):
    with time_machine.travel(NOW, tick=False) as clock:
        vera = sent("Вераника", email="vera@example.ru")
        (path,) = links(people(rita, vacancy))
        rita.send(rita.open(path), **WHY)
        card = path.replace("/vacancies/", "/talks/").replace("/candidates/", "/")
        id = card[-36:]
        candidate = rita.open(card.replace("/talks/", "/vacancies/").replace(id, f"candidates/{id}"))
        form = rita.open(f"{candidate.path}/talk")
        assert problems(form) == []
        wrong = rita.send(form, talk_on="", talk_at="14:30")
        assert (wrong.status, problems(wrong)) == (422, [])
        assert wrong.main.one("input", id="talk_at")["value"] == "14:30"
        over = rita.send(form, talk_on=(NOW - timedelta(days=1)).date().isoformat(), talk_at="14:30")
        assert (over.status, problems(over)) == (422, [])
        assert "Этот день уже прошёл" in over.main.text
        decided = rita.follow(rita.send(form, talk_on=NOW.date().isoformat(), talk_at="14:30", talk_place=PLACE))
        stale = rita.send(form, talk_on=NOW.date().isoformat(), talk_at="09:00", talk_place="Другое место")
        assert (stale.status, problems(stale)) == (422, [])
        assert "тем временем" in stale.main.text
        assert PLACE in stale.main.text
        for page in (decided, anna.open("/recruiting/talks"), anna.open(card), vera.open("/application")):
            assert problems(page) == []
            assert "14:30" in page.main.text
            assert PLACE in page.main.text
        assert anna.get(f"{candidate.path}/talk").status in {403, 404}
        rita.send(rita.open(f"{candidate.path}/talk"), talk_on=NOW.date().isoformat(), talk_at="16:45")
        files = [
            reader.get(path).response for reader, path in ((anna, f"{card}/calendar"), (vera, "/application/talk"))
        ]
        event, hers = (Calendar.from_ical(one.data).walk("VEVENT")[0] for one in files)
        assert event["location"] == hers["location"] == PLACE
        assert (event["dtstart"].dt, event["uid"]) == (NOW.replace(hour=13, minute=45), hers["uid"])
        assert "Вераника" not in files[0].text

        clock.shift(timedelta(days=1))
        for _ in range(2):
            with app.app_context():
                may_write.set(True)
                remind()
                send_waiting()
    told = [one.get_content() for one in mailbag.letters if one["Subject"] == "День разговора"]
    assert ["14:30" in one for one in told] == [True, False]
    assert ["16:45" in one for one in told] == [False, True]
    with app.app_context():
        assert [one.event for one in trail(db.session())].count(Event.TALK_DAY_SET) == 2
    asked = [one for one in mailbag.letters if one["Subject"] == "Ваших оценок после разговора ещё нет"]
    assert sorted(one["To"] for one in asked) == sorted(MAILBOXES)
    assert all(card in one.get_content() for one in asked)
    assert "Вераника" not in str(asked)
