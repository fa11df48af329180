"""A vacancy that is closed, or whose last day is over: nobody new comes, and whoever began reads what is true."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.core.blocks import Kind, blocks
from kamcareer.core.vacancies import Reach, Terms, Vacancy
from kamcareer.services.self_assessment import open_sitting
from kamcareer.store.database import db
from kamcareer.web.vacancy_words import state_words
from tests.conftest import NOW, now
from tests.web.pages import Page, Reader
from tests.web.test_applying import answer, begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_page_lint import problems


def first_situation(app: Flask, rows: Callable) -> str:
    with app.app_context():
        sitting = open_sitting(db.session(), rows()["assessment"][0]["id"])
        assert sitting
        return blocks(sitting.framework, sitting.assessment, "ru")[Kind.SITUATIONS].items[0].id


def close(rita: Reader, vacancy: Page) -> None:
    page = rita.open(vacancy.path)
    rita.send(page, "/close", **{"sure": "y"} if page.main.all("input", name="sure") else {})


def test_a_private_link_to_a_closed_vacancy_says_so_and_begins_nothing(
    app: Flask, rita: Reader, vacancy: Page, rows: Callable
):
    path, _ = invitation(rita, vacancy)
    reader = Reader(app)
    consent = reader.open(f"{path}/agreement")
    close(rita, vacancy)
    led = reader.send(consent)
    assert (led.status, led.leads_to) == (303, path)

    for page in (Reader(app).get(path), reader.get(path)):
        assert (page.status, problems(page)) == (410, [])
        assert "больше не принимает откликов" in page.main.text
    assert rows()["assessment"] == []


def test_what_was_begun_is_not_sent_to_a_vacancy_that_was_closed_meanwhile(
    app: Flask, rita: Reader, vacancy: Page, rows: Callable
):
    reader = begun(app, invitation(rita, vacancy)[0], name="Вера")
    status = answer(reader)
    close(rita, vacancy)
    page = reader.follow(reader.send(status, "/send"))

    assert problems(page) == []
    assert "Отправлять больше нечего" in page.main.text
    assert [a["href"] for a in page.main.all("a") if "/questions/" in a["href"]] == []
    assert [form["action"] for form in page.main.all("form") if form["action"].endswith("/send")] == []
    assert rows()["application"][0]["finished_at"] is None


@pytest.mark.parametrize("language", ["ru", "en"])
def test_after_the_closing_an_unsent_application_leads_to_no_more_questions_and_counts_no_minutes(
    app: Flask, rita: Reader, vacancy: Page, language: str
):
    reader = begun(app, invitation(rita, vacancy)[0], language, name="Вера")
    assert {"ru": "минут", "en": "minute"}[language] in reader.open("/application").main.one("p", class_="verdict").text
    assert "questions" in reader.send(reader.open("/application/about"), phone="+7 916 123-45-67").leads_to
    close(rita, vacancy)
    assert reader.send(reader.open("/application/about"), phone="").leads_to == "/application"
    page = reader.open("/application")
    said = page.main.one("p", class_="verdict").text

    assert problems(page) == []
    assert {"ru": "вакансия закрыта", "en": "The vacancy was closed"}[language] in said
    assert not any(word in said for word in ("минут", "minute"))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_question_of_a_closed_vacancy_that_was_bookmarked_says_so_and_leads_to_what_is_kept(
    app: Flask, rita: Reader, vacancy: Page, language: str, rows: Callable
):
    reader = begun(app, invitation(rita, vacancy)[0], language, name="Вера")
    onward = next(a["href"] for a in reader.open("/application").main.all("a") if "/questions/" in a["href"])
    asked = reader.open(onward)
    scenario = f"/assessment/situations/{first_situation(app, rows)}"
    assert reader.get(scenario).status == 200
    close(rita, vacancy)
    for path in (onward, scenario):
        page = reader.get(path)
        assert (page.status, problems(page), page.tree.all("textarea")) == (410, [], [])
        assert {"ru": "Вы не отправили ответы", "en": "You did not send your answers"}[language] in page.main.text
        assert "/application" in [link["href"] for link in page.main.all("a")]

    kept = reader.send(asked, level="2", confidence="fairly")  # it stood open when the vacancy was closed
    assert (kept.status, [row["level"] for row in rows()["answer"]]) == (303, [2])
    assert [reader.get(path).status for path in ("/application", "/application/about", "/assessment/agreement")] == [
        200
    ] * 3
    assert reader.get("/assessment/delete").status == 200


def test_whoever_began_in_time_is_still_asked_after_the_last_day_and_reads_so_where_it_is_posted(
    app: Flask, rita: Reader, vacancy: Page, rows: Callable
):
    reader = begun(app, invitation(rita, vacancy)[0], name="Вера")
    onward = next(a["href"] for a in reader.open("/application").main.all("a") if "/questions/" in a["href"])
    with time_machine.travel(now() + timedelta(days=40)):
        assert reader.get(onward).status == 200
        posted = reader.get(vacancy.path.replace("/recruiting", ""))

    assert (posted.status, "Вы начали вовремя" in posted.main.text) == (410, True)


def test_a_report_that_was_sent_for_is_read_after_the_closing(app: Flask, rita: Reader, vacancy: Page):
    reader = begun(app, invitation(rita, vacancy)[0], name="Вера")
    reader.send(answer(reader), "/send")
    close(rita, vacancy)

    assert [reader.get(path).status for path in ("/application", "/report", "/assessment/plan")] == [200] * 3


@pytest.mark.parametrize("language", ["ru", "en"])
def test_whoever_began_in_time_may_send_after_the_last_day_and_reads_that(
    app: Flask, rita: Reader, vacancy: Page, rows: Callable, language: str
):
    reader = begun(app, invitation(rita, vacancy)[0], language, name="Вера")
    answer(reader)
    deadline = rows()["vacancy"][0]["deadline"]
    with time_machine.travel(NOW, tick=False) as clock:
        clock.move_to(NOW.replace(year=deadline.year, month=deadline.month, day=deadline.day) + timedelta(days=1))
        page = reader.open("/application")
        words = {"ru": "Вы начали вовремя", "en": "You began in time"}[language]
        assert (problems(page), words in page.main.text) == ([], True)
        reader.send(page, "/send")

    assert rows()["application"][0]["finished_at"]


def test_a_vacancy_whose_last_day_is_over_is_not_said_to_take_applications(app: Flask):
    terms = Terms("КАМ", Reach.PUBLIC, NOW.date())
    one = Vacancy("v", "sha", "supervisor", terms, {}, None, NOW, opened=NOW)
    days = (NOW.date(), NOW.date() + timedelta(days=1))
    with app.test_request_context():
        assert [str(state_words(one, day)) for day in days] == ["принимает отклики", "больше не принимает откликов"]
    assert [one.takes_answers(day) for day in days] == [True, True]


def test_whoever_applied_here_finds_the_way_back_from_the_closed_page(app: Flask, rita: Reader, vacancy: Page):
    reader = begun(app, invitation(rita, vacancy)[0], name="Вера")
    close(rita, vacancy)
    page = reader.get(vacancy.path.replace("/recruiting", ""))

    assert "/application" in [link["href"] for link in page.main.all("a")]


def move_deadline(rita: Reader, vacancy: Page, days: int) -> None:
    moved = (now().date() + timedelta(days=days)).isoformat()
    assert rita.send(rita.open(f"{vacancy.path}/terms"), deadline=moved).status == 303


@pytest.mark.parametrize(("days", "before", "after"), [(50, 50, 51), (3, 3, 4)])
def test_a_private_link_follows_the_last_day_wherever_it_is_moved(
    app: Flask, rita: Reader, vacancy: Page, days: int, before: int, after: int
):
    path, _ = invitation(rita, vacancy)
    move_deadline(rita, vacancy, days)
    statuses = []
    for day in (before, after):
        with time_machine.travel(now() + timedelta(days=day)):
            statuses.append(Reader(app).get(path).status)

    assert statuses == [200, 410]


def test_a_link_that_was_taken_back_opens_nothing_after_the_closing_either(app: Flask, rita: Reader, vacancy: Page):
    path, _ = invitation(rita, vacancy)
    begun(app, path, name="Вера")
    rita.send(rita.open(f"{vacancy.path}/invitations"), "/revoke")
    close(rita, vacancy)

    assert Reader(app).get(path).status == 404


def test_a_private_link_begun_in_another_browser_says_that_the_vacancy_is_closed(
    app: Flask, rita: Reader, vacancy: Page
):
    path, _ = invitation(rita, vacancy)
    reader = begun(app, path, name="Вера")
    close(rita, vacancy)
    page = Reader(app).get(path)

    assert (page.status, problems(page)) == (410, [])
    assert "Вы начали отвечать в другом браузере" in page.main.text
    assert "новую ссылку" not in page.main.text
    assert reader.get(path).leads_to == "/application"


def test_whoever_began_in_time_elsewhere_reads_in_their_link_that_they_may_still_send(
    app: Flask, rita: Reader, vacancy: Page
):
    path, _ = invitation(rita, vacancy)
    begun(app, path, name="Вера")
    with time_machine.travel(now() + timedelta(days=40)):
        page = Reader(app).get(path)

    assert (page.status, problems(page)) == (410, [])
    assert "Вы начали вовремя" in page.main.text
