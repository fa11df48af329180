"""What an administrator does with accounts and invitations, and the trail it leaves."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.core.sign_ins import FRESH
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.administration import invite_somebody
from kamcareer.services.audit import name_of, trail
from kamcareer.store.database import db
from tests.conftest import now
from tests.web.authenticator import Authenticator, add_passkey
from tests.web.pages import NO_PAGES, Page, Reader

BOSS, VERA, PASSPHRASE = "boss@example.ru", "vera@example.ru", "ёлка самовар трактор 9 лун"


@pytest.fixture
def boss(member: Callable[..., Reader]) -> Reader:
    return member(BOSS, Role.ADMINISTRATOR, second_factor=True)


@pytest.fixture
def vera(member: Callable[..., Reader]) -> Reader:
    return member(VERA, passphrase=PASSPHRASE)


def id_of(app: Flask, email: str) -> str:
    with app.app_context():
        return find_by_mailbox(db.session(), email).id


def page_of(boss: Reader, email: str) -> Page:
    listed = boss.open(f"/admin/accounts?search={email}")
    return boss.open(next(link["href"] for link in listed.main.all("a") if link.text == email))


def test_roles_are_given_and_taken_and_the_person_is_signed_out(app: Flask, boss: Reader, vera: Reader):
    done = boss.send(page_of(boss, VERA), "/roles", granted=["hr", "manager"])
    assert done.leads_to == f"/admin/accounts/{id_of(app, VERA)}"
    with app.app_context():
        assert find_by_mailbox(db.session(), VERA).granted == {Role.HR, Role.MANAGER}
    assert vera.get("/account").status == 303

    boss.send(page_of(boss, VERA), "/roles", granted=[])
    with app.app_context():
        assert find_by_mailbox(db.session(), VERA).granted == set()


def test_a_closed_account_opens_with_nothing_until_it_is_opened_again(app: Flask, boss: Reader, vera: Reader):
    boss.send(page_of(boss, VERA), "/close")
    assert vera.get("/account").status == 303
    other = Reader(app)
    assert other.send(other.open("/sign-in"), email=VERA, passphrase=PASSPHRASE).status == 422

    boss.send(page_of(boss, VERA), "/reopen")
    assert other.send(other.open("/sign-in"), email=VERA, passphrase=PASSPHRASE).status == 303


def test_a_second_factor_is_taken_away_for_a_reason(app: Flask, boss: Reader, vera: Reader, rows: Callable):
    add_passkey(vera, Authenticator())
    page = page_of(boss, VERA)
    assert boss.send(page, "/second-factor").status == 422
    assert len(rows()["passkey"]) == 1
    boss.send(page, "/second-factor", reason="lost")

    assert (rows()["passkey"], rows()["recovery_code"], vera.get("/account").status) == ([], [], 303)


@pytest.mark.parametrize(("act", "values"), [("/roles", {"granted": ["hr"]}), ("/close", {})])
def test_the_last_administrator_stays(app: Flask, boss: Reader, act: str, values: dict, rows: Callable):
    before = rows()["account"]
    page = boss.send(page_of(boss, BOSS), act, **values)

    assert page.status == 409
    assert rows()["account"] == before
    assert boss.get("/admin/accounts").status == 200


def test_one_of_two_administrators_may_go(app: Flask, boss: Reader, member: Callable[..., Reader]):
    member("second@example.ru", Role.ADMINISTRATOR)
    boss.send(page_of(boss, BOSS), "/roles", granted=[])

    assert boss.get("/admin/accounts").status == 303


def test_the_list_is_searched_and_read_in_pages(boss: Reader, member: Callable[..., Reader], app: Flask):
    for number in range(52):
        member(f"person{number:02}@example.ru")
    first, second = boss.open("/admin/accounts"), boss.open("/admin/accounts?page=2")
    shown = [[row.text for row in page.main.all("th", scope="row")] for page in (first, second)]

    assert [len(rows) for rows in shown] == [50, 3]
    assert len({*shown[0], *shown[1]}) == 53
    assert len(boss.open("/admin/accounts?search=PERSON0").main.all("th", scope="row")) == 10
    for nothing in ("%25", "_", "'", "nobody"):
        assert boss.open(f"/admin/accounts?search={nothing}x").main.all("th", scope="row") == []


@pytest.mark.parametrize("bad", NO_PAGES)
def test_a_page_that_cannot_be_is_not_there(boss: Reader, bad: str):
    assert boss.get("/admin/accounts?" + urlencode({"page": bad})).status == 404


def test_without_mail_the_link_of_an_invitation_is_shown_once(app: Flask, boss: Reader, rows: Callable):
    page = boss.send(boss.open("/admin/invitations"), email="new@example.ru", granted=["recruiter"])
    link = page.main.one(id="link")["value"].removeprefix("http://localhost")
    assert link.rpartition("/")[2] not in str(rows())
    assert "link" not in boss.open("/admin/invitations").ids
    reader = Reader(app)
    reader.follow(reader.send(reader.open(link)))

    with app.app_context():
        assert find_by_mailbox(db.session(), "new@example.ru").granted == {Role.RECRUITER}
    assert Reader(app).get(link).status == 404


@pytest.fixture
def by_day():
    """A time of the day at which letters leave."""
    with time_machine.travel(now().replace(hour=12)):
        yield


@pytest.mark.usefixtures("by_day")
def test_with_mail_the_invitation_is_sent_and_shown_to_nobody(app: Flask, boss: Reader, mailbag):
    done = boss.send(boss.open("/admin/invitations"), email="new@example.ru", granted=["hr"])
    page = boss.follow(done)

    assert [letter["To"] for letter in mailbag.letters] == ["new@example.ru"]
    assert "/enter/" in mailbag.letters[0].get_content()
    assert "/enter/" not in page.html


def test_an_invitation_is_taken_back_and_lasts_a_week(app: Flask, boss: Reader):
    links = []
    for number in range(2):
        page = boss.send(boss.open("/admin/invitations"), email=f"new{number}@example.ru", granted=["hr"])
        links.append(page.main.one(id="link")["value"].removeprefix("http://localhost"))
    first = boss.open("/admin/invitations")
    boss.follow(boss.send(first, "/revoke"))

    assert sorted(Reader(app).get(link).status for link in links) == [200, 404]
    assert boss.send(first, "/revoke").status == 404
    with time_machine.travel(now() + timedelta(days=7, seconds=5)):
        assert [Reader(app).get(link).status for link in links] == [404, 404]


@pytest.mark.usefixtures("vera")
def test_without_mail_no_link_into_an_account_that_is_there_is_shown(app: Flask, boss: Reader, rows: Callable):
    before = rows()["one_time_link"]
    page = boss.send(boss.open("/admin/invitations"), email=VERA.upper(), granted=["hr"])

    assert page.status == 422
    assert "flask users invite" in page.main.text
    assert "link" not in page.ids
    assert rows()["one_time_link"] == before


def test_without_mail_nobody_keeps_a_second_link_while_handing_over_one(app: Flask, boss: Reader):
    links = []
    for _ in range(2):
        page = boss.send(boss.open("/admin/invitations"), email="new@example.ru", granted=["hr"])
        links.append(page.main.one(id="link")["value"].removeprefix("http://localhost"))

    assert [Reader(app).get(link).status for link in links] == [404, 200]


def test_an_invitation_outlives_what_its_person_does_with_the_account(app: Flask, boss: Reader, vera: Reader):
    with app.app_context():
        link = f"/enter/{invite_somebody(db.session(), VERA, frozenset(), now())}"
        db.session.commit()
    vera.send(vera.open("/account/passphrase"), present=PASSPHRASE, new="лодка вечер кирпич 4 ветра")

    assert Reader(app).get(link).status == 200


def test_every_act_is_in_the_trail_with_who_and_about_whom(app: Flask, boss: Reader, vera: Reader):
    add_passkey(vera, Authenticator())
    id, own = id_of(app, VERA), id_of(app, BOSS)
    boss.send(page_of(boss, VERA), "/roles", granted=["hr"])
    boss.send(page_of(boss, VERA), "/second-factor", reason="lost")
    boss.send(page_of(boss, VERA), "/close")
    boss.send(page_of(boss, VERA), "/reopen")
    boss.send(boss.open("/admin/invitations"), email="new@example.ru", granted=["hr"])
    boss.send(boss.open("/admin/invitations"), "/revoke")
    with app.app_context():
        secret = app.config["SECRET_KEY"]
        who, whom = name_of(secret, own), name_of(secret, id)
        noted = [(str(entry.event), entry.detail) for entry in trail(db.session()) if entry.person == who]

    assert noted == [
        ("roles_set", f"{whom} hr"),
        ("second_factor_given_up", f"{whom} lost"),
        ("account_closed", whom),
        ("account_reopened", whom),
        ("invited", "hr"),
        ("invitation_revoked", "hr"),
    ]


@pytest.mark.parametrize("act", ["roles", "close", "reopen", "second-factor"])
def test_what_an_administrator_does_to_others_asks_for_a_fresh_proof(
    app: Flask, boss: Reader, vera: Reader, act: str, rows: Callable
):
    add_passkey(boss, Authenticator())
    add_passkey(vera, Authenticator())
    page = page_of(boss, VERA)
    path = f"/admin/accounts/{id_of(app, VERA)}/{act}"
    with time_machine.travel(now() + FRESH + timedelta(seconds=5)):
        boss.open("/account")
        before = rows()
        asked = boss.request("POST", path, data={"granted": "hr", "reason": "lost"}, headers={"X-CSRFToken": page.csrf})
        assert (asked.status, rows() == before) == (401, True)


def test_an_unknown_account_is_a_page_that_is_not_there(boss: Reader):
    unknown = "11111111-1111-4111-8111-111111111111"
    csrf = {"X-CSRFToken": boss.open("/admin/accounts").csrf}
    statuses = [boss.get(f"/admin/accounts/{unknown}").status]
    statuses += [
        boss.request("POST", f"/admin/accounts/{unknown}/{act}", headers=csrf, data={"reason": "lost"}).status
        for act in ("roles", "close", "reopen", "second-factor")
    ]

    assert statuses == [404] * 5


def test_the_administrator_sees_no_answers(app: Flask, boss: Reader, vera: Reader, person):
    vera.sit_down(person.id)
    vera.follow(vera.send(vera.open("/account"), "/account/assessments"))

    assert "канарейке" not in page_of(boss, VERA).html
    assert person.id not in page_of(boss, VERA).html
