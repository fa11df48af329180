"""A sign-in while it lasts: where it is, what it opens, and what ends it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.services.accounts import close, find_by_mailbox, grant
from kamcareer.store.database import db
from tests.conftest import now
from tests.web.conftest import Person
from tests.web.doors import EMAIL, OTHER, PASSPHRASE, replayed, sign_in
from tests.web.pages import Reader


def test_signing_in_again_in_the_same_browser_leaves_one_sign_in(
    app: Flask, member: Callable[..., Reader], link: Callable, rows: Callable
):
    reader = member(EMAIL)
    old = Reader(app).keep(reader.client.get_cookie("account").value)
    reader.follow(reader.send(reader.open(link())))

    assert len(rows()["sign_in"]) == 1
    assert (replayed(reader), replayed(old)) == (200, 303)


def test_sign_ins_that_have_ended_by_themselves_are_not_kept(member: Callable[..., Reader], rows: Callable):
    member("idle@example.ru")
    with time_machine.travel(now() + timedelta(days=8)):
        member("new@example.ru")

    assert len(rows()["sign_in"]) == 1


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(reader: Reader, link: Callable):
    path = link()
    response = reader.send(reader.open(path)).response
    (cookie,) = [value for value in response.headers.getlist("Set-Cookie") if value.startswith("account=")]

    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_signing_out_ends_the_secret_not_only_the_cookie(app: Flask, member: Callable[..., Reader]):
    reader = member(EMAIL)
    old = Reader(app).keep(reader.client.get_cookie("account").value)
    assert replayed(old) == 200
    page = reader.send(reader.open("/account"), "/sign-out")

    assert (page.leads_to, page.response.headers["Clear-Site-Data"]) == ("/", '"storage"')
    assert (replayed(reader), replayed(old)) == (303, 303)


@pytest.mark.parametrize("event", ["passphrase", "roles", "closed", "others"])
def test_what_changes_an_account_ends_its_other_sign_ins(app: Flask, member: Callable[..., Reader], event: str):
    here, there = member(EMAIL, passphrase=PASSPHRASE), Reader(app)
    sign_in(there)
    old = Reader(app).keep(here.client.get_cookie("account").value)
    assert [replayed(reader) for reader in (here, there, old)] == [200] * 3

    if event == "passphrase":
        changed = here.send(here.open("/account/passphrase"), present=PASSPHRASE, new=OTHER)
        assert here.follow(changed).path == "/account"
        assert sign_in(Reader(app)).status == 422
        assert sign_in(Reader(app), passphrase=OTHER).status == 303
    elif event == "others":
        here.follow(here.send(here.open("/account"), "/end-others"))
    else:
        with app.app_context():
            account = find_by_mailbox(db.session(), EMAIL)
            if event == "roles":
                grant(db.session(), account, frozenset({Role.HR}))
            else:
                close(db.session(), account, now())
            db.session.commit()

    after = {"passphrase": (200, 303, 303), "others": (200, 303, 200)}.get(event, (303, 303, 303))
    assert tuple(replayed(reader) for reader in (here, there, old)) == after


def test_a_closed_account_is_opened_by_nothing(app: Flask, member: Callable[..., Reader], link: Callable):
    member(EMAIL, passphrase=PASSPHRASE)
    with app.app_context():
        close(db.session(), find_by_mailbox(db.session(), EMAIL), now())
        db.session.commit()

    assert sign_in(Reader(app)).status == 422
    assert Reader(app).get(link()).status == 404


def test_a_sign_in_ends_after_a_week_alone_and_after_a_month_at_most(member: Callable[..., Reader]):
    idle, busy = member("idle@example.ru"), member("busy@example.ru")
    start = now()
    for day in range(1, 30):
        with time_machine.travel(start + timedelta(days=day)):
            assert replayed(busy) == 200, day
            if day == 8:
                assert replayed(idle) == 303
    with time_machine.travel(start + timedelta(days=31)):
        assert replayed(busy) == 303


def test_one_sees_where_one_is_signed_in_and_ends_a_single_one(app: Flask, member: Callable[..., Reader]):
    here, there = member(EMAIL, passphrase=PASSPHRASE), Reader(app)
    sign_in(there)
    page = here.open("/account")
    assert "Firefox, Windows" in page.main.text
    end = next(form["action"] for form in page.main.all("form") if form["action"].endswith("/end"))
    here.follow(here.send(page, end))

    assert (replayed(here), replayed(there)) == (200, 303)


def test_an_anonymous_assessment_is_taken_into_the_account_and_opened_elsewhere(
    app: Flask, person: Person, member: Callable[..., Reader]
):
    private = person.reader.open("/assessment/links").main.one(id="own")["value"].removeprefix("http://localhost")
    here = member(EMAIL, passphrase=PASSPHRASE).sit_down(person.id)
    page = here.follow(here.send(here.open("/account"), "/account/assessments"))
    assert Reader(app).get(private).status == 404
    assert "own" not in here.open("/assessment/links").ids

    there = Reader(app)
    sign_in(there)
    opened = there.follow(there.send(there.open("/account"), f"/assessments/{person.id}"))
    assert opened.path in {"/report", "/assessment"}
    assert "Take it" not in page.main.text


def test_deleting_the_account_leaves_no_row_of_it(
    person: Person, member: Callable[..., Reader], rows: Callable, link: Callable
):
    here = member(EMAIL, passphrase=PASSPHRASE).sit_down(person.id)
    here.follow(here.send(here.open("/account"), "/account/assessments"))
    link()
    refused = here.send(here.open("/account/delete"), passphrase="не та фраза совсем")
    assert (refused.status, len(rows()["account"])) == (422, 1)
    page = here.send(here.open("/account/delete"), passphrase=PASSPHRASE)

    assert page.leads_to == "/"
    left = {name: found for name, found in rows().items() if found}
    assert set(left) == {"framework", "legal_text", "audit"}
    assert (EMAIL in str(left), replayed(here)) == (False, 303)
