"""Inviting by hand: whoever is reached at the same mailbox or number already is named before anything is sent."""

from collections.abc import Callable

from flask import Flask

from kamcareer.core.accounts import Role
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader
from tests.web.test_applying import begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people
from tests.web.test_candidates_import import sent as file_sent
from tests.web.test_page_lint import problems
from tests.web.test_vacancies import made

FORM = "/invitations"


def invited(reader: Reader, vacancy: Page, **whom: str) -> Page:
    return reader.send(reader.open(vacancy.path + FORM), FORM, **whom)


def test_a_double_is_named_with_its_stage_and_invited_only_by_a_word(
    app: Flask, rita: Reader, vacancy: Page, rows: Callable, mailbag: Mailbag
):
    begun(app, invitation(rita, vacancy, "Вера", email="vera@example.ru", phone="8 916 123-45-67")[0], name="Вера")
    letters = len(rows()["mail"])
    told = invited(rita, vacancy, name="Вера Иванова", email="Vera@Example.ru")
    notice = told.main.one("section", class_="panel stack notice")

    assert problems(told) == []
    assert "Вера" in notice.text
    assert "идут ответы" in notice.text
    assert (len(rows()["application"]), len(rows()["mail"])) == (1, letters)
    assert told.main.one("input", id="name")["value"] == "Вера Иванова"

    key = next(button for button in told.main.all("button") if button.get("name") == "known")["value"]
    shown = rita.choose(told, FORM, known=key)
    assert shown.main.one("input", id="link")["value"]
    assert len(rows()["application"]) == 2
    # Another number was typed meanwhile: whoever has that one was not named yet.
    invitation(rita, vacancy, "Олег", phone="+7 916 765-43-21")
    again = rita.request("POST", told.path, data=told.values(told.form(FORM)) | {"phone": "89167654321", "known": key})
    assert "Олег" in again.main.one("section", class_="panel stack notice").text
    assert len(rows()["application"]) == 3


def test_whose_name_is_hidden_is_not_given_away_by_their_number(
    app: Flask, rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent("Вераника", phone="8 916 123-45-67")
    (row,) = rows()["application"]
    told = invited(rita, vacancy, name="Кто-то", phone="+7 916 123-45-67")
    notice = told.main.one("section", class_="panel stack notice")

    assert problems(told) == []
    assert "Человек, чьё имя пока скрыто" in notice.text
    assert not any(word in told.html for word in ("Вераника", row["id"]))
    assert not any(word in notice.text for word in ("отправлены", row["code"]))
    look = rita.follow(file_sent(rita, vacancy, f"Кандидат;Телефон\nКто-то;{row['phone']}\n"))
    assert "чьё имя скрыто" in look.main.text or "имя пока скрыто" in look.main.text
    assert "Вераника" not in look.html


def test_other_vacancies_of_the_recruiter_count_and_those_of_others_do_not(
    rita: Reader, vacancy: Page, member: Callable[..., Reader]
):
    other = made(rita, title="Сети, Урал", reach="public")
    rita.send(other, "/open")
    invitation(rita, other, "Вера", phone="8 916 123-45-67")
    told = invited(rita, vacancy, name="Вера", phone="+79161234567")
    links = [a["href"] for a in told.main.one("section", class_="panel stack notice").all("a")]
    assert links == [other.path + FORM]

    paul = member("paul@example.ru", Role.RECRUITER, second_factor=True)
    his = made(paul, reach="public")
    paul.send(his, "/open")
    assert invited(paul, his, name="Вера", phone="+79161234567").main.one("input", id="link")["value"]


def test_two_taps_on_the_button_invite_one_person_and_the_link_that_is_shown_works(
    app: Flask, rita: Reader, vacancy: Page, rows: Callable
):
    form = rita.open(vacancy.path + FORM)
    first, second = (rita.send(form, FORM, name="Вера") for _ in range(2))

    assert len(rows()["application"]) == 1
    links = [page.main.one("input", id="link")["value"] for page in (first, second)]
    assert [Reader(app).get(link.removeprefix("http://localhost")).status for link in links] == [404, 200]
    # Back in the browser, and another name: that is somebody else.
    assert rita.send(form, FORM, name="Олег").main.one("input", id="link")
    assert len(rows()["application"]) == 2


def test_a_form_that_came_twice_writes_one_letter_whose_link_goes_on_working(
    rita: Reader, vacancy: Page, rows: Callable, mailbag: Mailbag
):
    form = rita.open(vacancy.path + FORM)
    rita.send(form, FORM, name="Вера", email="vera@example.ru")
    again = rita.send(form, FORM, name="Вера", email="vera@example.ru")

    assert again.status == 303
    assert "Приглашение уже отправлено: Вера" in rita.follow(again).html
    # By day a letter leaves at once, at night it waits.
    assert (len(rows()["application"]), len(rows()["mail"]) + len(mailbag.letters)) == (1, 1)
