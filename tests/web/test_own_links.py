"""Somebody's own link to a vacancy: made, renewed, taken back, handed on."""

import re
from collections.abc import Callable
from datetime import timedelta

import time_machine
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.core.applications import LONGEST_CHAT
from kamcareer.services.applications import opened_link, renew_link
from kamcareer.store.database import db
from tests.conftest import now
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader
from tests.web.test_applying import begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_page_lint import problems
from tests.web.test_vacancies import made


def test_a_link_is_for_one_browser_until_it_is_renewed(app: Flask, rita: Reader, vacancy: Page, rows: Callable):
    path, _ = invitation(rita, vacancy)
    reader = begun(app, path)
    assert reader.get(path).leads_to == "/application"
    other = Reader(app)
    elsewhere = other.open(path)
    assert problems(elsewhere) == []
    assert elsewhere.tree.all("form") == []
    assert other.request("POST", path, headers={"X-CSRFToken": other.open("/start").csrf}).leads_to == path
    assert other.get("/application").status == 303

    new = f"/apply/{renewed(app, path)}"
    assert other.get(path).status == 404
    page = other.follow(other.send(other.open(new)))
    assert page.path == "/application"
    assert len(rows()["assessment"]) == 1
    assert not Reader(app).open(new).tree.all("form")  # bound again


def renewed(app: Flask, path: str) -> str:
    """The secret of a new link in place of the one with this path."""
    with app.app_context():
        opened = opened_link(db.session(), path.rpartition("/")[2], now())
        secret = renew_link(db.session(), opened.application, now() + timedelta(days=9), now())
        db.session.commit()
    return secret


def test_a_new_link_is_not_shown_once_somebody_has_begun(app: Flask, rita: Reader, vacancy: Page, rows: Callable):
    path, _ = invitation(rita, vacancy)
    begun(app, path)
    before = rows()["application"]
    told = rita.follow(rita.send(rita.open(f"{vacancy.path}/invitations"), "/renew"))

    assert "ответы уже начаты" in told.html
    assert "link" not in told.ids
    assert rows()["application"] == before


def test_whoever_has_begun_gets_a_new_link_by_letter_alone(app: Flask, rita: Reader, vacancy: Page, mailbag: Mailbag):
    with time_machine.travel(now().replace(hour=12)):
        path, _ = invitation(rita, vacancy, email="vera@example.ru")
        begun(app, path)
        told = rita.follow(rita.send(rita.open(f"{vacancy.path}/invitations"), "/renew"))
        letter = mailbag.letters[-1]

    assert letter["To"] == "vera@example.ru"
    assert "/apply/" not in told.html
    (link,) = re.findall(r"/apply/\S+", letter.get_content())
    assert link != path
    assert Reader(app).get(path).status == 404
    other = Reader(app)
    assert other.follow(other.send(other.open(link))).path == "/application"


def test_a_link_that_was_taken_back_opens_nothing(app: Flask, rita: Reader, vacancy: Page, rows: Callable):
    path, page = invitation(rita, vacancy)
    rita.send(rita.open(f"{vacancy.path}/invitations"), "/revoke")
    closed = Reader(app).get(path)

    assert closed.status == 404
    assert problems(closed) == []
    assert rows()["application"] == []
    assert page.status == 200


def test_a_link_says_after_the_last_day_that_it_is_over(app: Flask, rita: Reader, vacancy: Page):
    path, _ = invitation(rita, vacancy)
    with time_machine.travel(now() + timedelta(weeks=5)):
        page = Reader(app).get(path)
        assert (page.status, problems(page)) == (410, [])
        assert "откликнуться можно было до" in page.main.text


def test_words_to_paste_fit_into_a_chat_and_a_letter_goes_out_where_there_is_mail(
    app: Flask, rita: Reader, vacancy: Page, mailbag
):
    by_day = (now() + timedelta(days=1)).replace(hour=9)
    with time_machine.travel(by_day, tick=False):
        path, page = invitation(rita, vacancy, email="vera@example.ru")
    texts = [area.text for area in page.main.all("textarea")]

    assert len(texts) == 2
    assert all(len(text) <= LONGEST_CHAT and path in text and "Вера" in text for text in texts)
    (letter,) = mailbag.letters
    assert path in letter.get_content()


def test_a_draft_invites_nobody(rita: Reader, rows: Callable):
    page = rita.open(f"{made(rita).path}/invitations")

    assert problems(page) == []
    assert not [form for form in page.main.all("form") if (form.get("action") or "").endswith("/invitations")]
    rita.request("POST", page.path, data={"name": "Вера"}, headers={"X-CSRFToken": page.csrf})
    assert rows()["application"] == []


def test_links_of_a_foreign_vacancy_are_out_of_reach(
    rita: Reader, vacancy: Page, member: Callable[..., Reader], rows: Callable
):
    invitation(rita, vacancy)
    (row,) = rows()["application"]
    other = member("oleg@example.ru", Role.RECRUITER, second_factor=True)
    own = made(other)
    csrf = {"X-CSRFToken": own.csrf}
    for path in (vacancy.path, own.path):
        for act in ("renew", "revoke"):
            gone = other.request("POST", f"{path}/invitations/{row['id']}/{act}", headers=csrf)
            assert gone.status == 404

    assert rows()["application"] == [row]
