"""Candidates from a file: looked at, invited all or nobody, each with an own link; letters only by another word."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from openpyxl import load_workbook

from kamcareer.core.accounts import Role
from kamcareer.web.mailing import send_waiting
from tests.conftest import NOW
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader
from tests.web.test_applying import begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_page_lint import problems
from tests.web.test_people import form_with_file
from tests.web.test_vacancies import made

HEAD = "Кандидат;Эл. почта;Телефон;Язык;Возраст\n"
VERA = "Ким Вера;vera@example.ru;8 916 123-45-67;русский;31 год\n"
OLEG = "Oleg Lee;oleg@example.com;;english;40\n"
ANNA = "Анна;;;;\n"
GOOD = HEAD + VERA + OLEG + ANNA


@pytest.fixture(autouse=True)
def _by_day() -> Iterator[None]:
    """At night letters wait for the morning."""
    with time_machine.travel(NOW, tick=False):
        yield


def path(vacancy: Page) -> str:
    return f"{vacancy.path}/invitations/import"


def sent(reader: Reader, vacancy: Page, text: str, encoding: str = "cp1251") -> Page:
    page = reader.open(path(vacancy))
    body, headers = form_with_file(text.encode(encoding), "отклики.csv", {"csrf_token": page.csrf})
    return reader.request("POST", path(vacancy), input_stream=BytesIO(body), headers=headers)


def invited(reader: Reader, vacancy: Page, text: str = GOOD) -> Page:
    return reader.send(reader.follow(sent(reader, vacancy, text)), "/confirm")


def links(page: Page) -> list[str]:
    return [
        re.sub(r"^https?://[^/]+", "", one["value"]) for one in page.main.all("input") if one.get("class") == "copy"
    ]


def letters(app: Flask, mailbag: Mailbag) -> list[tuple[str, str]]:
    with app.app_context():
        send_waiting()
    return [(letter["To"], letter["Subject"]) for letter in mailbag.letters]


def test_nobody_is_invited_before_a_word_and_then_everybody_by_a_link_of_their_own(
    app: Flask, rita: Reader, vacancy: Page, rows: Callable
):
    look = rita.follow(sent(rita, vacancy, GOOD))
    assert "будет приглашено 3 человека" in look.main.text
    assert "+79161234567" in look.main.text
    assert "Не берём: Возраст" in look.main.text
    assert rows()["application"] == []

    shown = rita.send(look, "/confirm")
    assert problems(look) == problems(shown) == []
    kept = {row["name"]: row for row in rows()["application"]}
    assert {name: (row["email"], row["phone"], row["language"], row["came_by"]) for name, row in kept.items()} == {
        "Ким Вера": ("vera@example.ru", "+79161234567", "ru", "invitation"),
        "Oleg Lee": ("oleg@example.com", None, "en", "invitation"),
        "Анна": (None, None, None, "invitation"),
    }
    assert rows()["waiting_file"] == []
    assert "31 год" not in str(kept["Ким Вера"].values())

    assert len(set(links(shown))) == 3
    reader = begun(app, links(shown)[0])
    assert reader.open("/application/about").main.one("input", id="phone")["value"] == "+79161234567"
    assert [row["name"] for row in rows()["application"] if row["started_at"]] == ["Вера"]


def test_with_a_cell_to_mend_nobody_is_invited_and_the_table_comes_back_with_comments(
    rita: Reader, vacancy: Page, rows: Callable
):
    look = rita.follow(sent(rita, vacancy, HEAD + VERA + "Олег;oleg@;12;;\n", "utf-8-sig"))
    assert problems(look) == []
    assert "отклики!B3" in look.main.text
    assert "отклики!C3" in look.main.text
    assert "/confirm" not in look.html
    confirmed = rita.request("POST", f"{path(vacancy)}/confirm", headers={"X-CSRFToken": look.csrf})

    assert confirmed.leads_to == path(vacancy)
    assert rows()["application"] == []
    sheet = load_workbook(BytesIO(rita.get(f"{path(vacancy)}/marked").response.data)).active
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} == {"B3", "C3"}


def test_columns_are_decided_once_and_the_next_list_is_read_so(rita: Reader, vacancy: Page, rows: Callable):
    text = "Кого зовём;Чем писать;Возраст\nКим Вера;vera@example.ru;31\n"
    look = rita.follow(sent(rita, vacancy, text))
    assert "/confirm" not in look.html
    decided = rita.follow(rita.send(look, "/columns", column_0="name", column_1="email"))
    assert problems(look) == problems(decided) == []
    assert "vera@example.ru" in decided.main.text
    assert rows()["application"] == []

    rita.send(decided, "/confirm")
    assert [(row["name"], row["email"]) for row in rows()["application"]] == [("Ким Вера", "vera@example.ru")]
    again = rita.follow(sent(rita, vacancy, text.replace("Вера", "Анна").replace("vera", "anna")))
    assert "будет приглашён 1 человек" in again.main.text
    assert "Ким Вера" not in str(rows()["column_mapping"])


def test_of_a_list_without_names_of_columns_nothing_is_kept(rita: Reader, vacancy: Page, rows: Callable):
    look = rita.follow(sent(rita, vacancy, "Ким Вера;vera@example.ru\nЛи Олег;oleg@example.ru\n"))
    assert problems(look) == []
    assert "/columns" not in look.html
    rita.request("POST", f"{path(vacancy)}/columns", headers={"X-CSRFToken": look.csrf}, data={"column_0": "name"})

    assert "Вера" not in str(rows()["column_mapping"])


def test_whoever_is_in_the_vacancy_is_named_even_if_they_came_while_the_file_waited(
    rita: Reader, vacancy: Page, rows: Callable
):
    look = rita.follow(sent(rita, vacancy, HEAD + VERA))
    invitation(rita, vacancy, "Вера К.", email="Vera@example.ru")

    assert rita.send(look, "/confirm").leads_to == path(vacancy)
    assert "Вера К." in rita.open(path(vacancy)).main.text
    assert len(rows()["application"]) == 1


def test_whoever_stands_in_another_vacancy_is_named_before_anybody_is_invited(rita: Reader, vacancy: Page):
    other = made(rita, title="КАМ, аптеки")
    rita.send(other, "/open")
    rita.send(rita.open(f"{other.path}/invitations"), name="Вера Ким", email="vera@example.ru")
    look = rita.follow(sent(rita, vacancy, GOOD))

    (line,) = [item.text for item in look.main.all("li") if "КАМ, аптеки" in item.text]
    assert line.startswith("Ким Вера: КАМ, аптеки (та же почта)")
    assert problems(look) == []
    assert len(links(rita.send(look, "/confirm"))) == 3


def test_letters_go_when_they_are_sent_and_once(
    app: Flask, rita: Reader, vacancy: Page, rows: Callable, mailbag: Mailbag
):
    shown = invited(rita, vacancy)
    assert letters(app, mailbag) == []
    assert all(row["mailed_at"] is None for row in rows()["application"])

    written = rita.send(shown, "/letters")
    assert problems(written) == []
    assert "2 письма отправляются" in written.html
    assert sorted(letters(app, mailbag)) == [
        ("oleg@example.com", "You are invited to apply for a vacancy"),
        ("vera@example.ru", "Приглашение откликнуться на вакансию"),
    ]
    assert links(shown)[0] in " ".join(letter.get_content() for letter in mailbag.letters)
    assert links(written) == links(shown)

    rita.send(shown, "/letters")
    assert len(letters(app, mailbag)) == 2


def test_the_links_are_taken_along_as_a_table_with_the_words_for_a_chat(rita: Reader, vacancy: Page):
    shown = invited(rita, vacancy, HEAD + "Ким Вера;vera@example.ru;89161234567;;\n" + OLEG)
    sheet = load_workbook(BytesIO(rita.send(shown, "/links").response.data)).active
    (_head, vera, oleg) = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert vera[0] == "Ким Вера"
    assert "+79161234567" in vera  # as it is dialled, without an apostrophe
    assert vera[3].endswith(links(shown)[0])
    assert vera[4].startswith("Здравствуйте")
    assert oleg[4].startswith("Hello, Oleg Lee!")
    assert oleg[4].endswith(oleg[3])


def test_links_of_another_vacancy_or_of_nobody_are_not_taken(rita: Reader, vacancy: Page, member: Callable):
    shown = invited(rita, vacancy)
    secrets = next(item["value"] for item in shown.main.all("input") if item.get("name") == "links")
    other = member("olga@example.ru", Role.RECRUITER, second_factor=True)
    theirs = made(other, reach="public")
    other.send(theirs, "/open")
    page = other.open(f"{theirs.path}/invitations/import")
    for said in (secrets, "", "x y z"):
        for what in ("links", "letters"):
            data = {"csrf_token": page.csrf, "links": said}
            answer = other.request("POST", f"{theirs.path}/invitations/{what}", data=data)
            assert answer.leads_to == f"{theirs.path}/invitations", (said, what)


def test_a_file_waits_for_its_vacancy_and_for_whoever_sent_it(rita: Reader, vacancy: Page):
    sent(rita, vacancy, GOOD)
    elsewhere = made(rita, reach="public")
    rita.send(elsewhere, "/open")

    assert "Ким Вера" in rita.open(path(vacancy)).main.text
    assert "Ким Вера" not in rita.open(path(elsewhere)).main.text
    answer = rita.request("POST", f"{path(elsewhere)}/confirm", headers={"X-CSRFToken": elsewhere.csrf})
    assert answer.leads_to == path(elsewhere)
    rita.follow(rita.send(rita.open(path(vacancy)), "/drop"))
    assert "Ким Вера" not in rita.open(path(vacancy)).main.text


def test_a_vacancy_that_takes_nobody_takes_no_file(rita: Reader, rows: Callable):
    draft = made(rita, reach="public")
    page = rita.open(path(draft))

    assert problems(page) == []
    assert page.main.all("form") == []
    assert rows()["waiting_file"] == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_empty_table_is_what_the_import_reads(rita: Reader, vacancy: Page, language: str):
    rita.request("POST", f"/language/{language}", data={"csrf_token": rita.open("/start").csrf})
    data = rita.get(f"{path(vacancy)}/template").response.data
    book = load_workbook(BytesIO(data))
    book.worksheets[0]["A2"].value = "Вера"
    out = BytesIO()
    book.save(out)
    page = rita.open(path(vacancy))
    body, headers = form_with_file(out.getvalue(), "a.xlsx", {"csrf_token": page.csrf})
    look = rita.follow(rita.request("POST", path(vacancy), input_stream=BytesIO(body), headers=headers))

    assert "/confirm" in look.html
    assert "Вера" in look.main.text
