"""Dangerous acts ask anew who is there after a quarter of an hour, and lose nothing of what was written."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.core.sign_ins import FRESH
from kamcareer.services.accounts import new_one_time_link
from kamcareer.store.database import db, may_write
from tests.conftest import now
from tests.web.authenticator import Authenticator, add_passkey, question
from tests.web.pages import Page, Reader
from tests.web.test_second_factor import set_up

EMAIL, PASSPHRASE, OTHER = "vera@example.ru", "ёлка самовар трактор 9 лун", "лодка вечер кирпич 4 ветра"
START = now().replace(microsecond=0)
LATE = FRESH + timedelta(seconds=1)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def change(reader: Reader, page: Page) -> Page:
    return reader.send(page, present=PASSPHRASE, new=OTHER)


def opened_by(app: Flask, passphrase: str) -> bool:
    reader = Reader(app)
    return reader.send(reader.open("/sign-in"), email=EMAIL, passphrase=passphrase).status == 303


def test_within_a_quarter_of_an_hour_nothing_is_asked(app: Flask, clock, member: Callable[..., Reader]):
    reader = member(EMAIL, passphrase=PASSPHRASE)
    clock.shift(FRESH - timedelta(seconds=1))

    assert change(reader, reader.open("/account/passphrase")).status == 303


def test_later_the_passphrase_is_asked_for_and_what_was_written_is_kept(
    app: Flask, clock, member: Callable[..., Reader]
):
    reader = member(EMAIL, passphrase=PASSPHRASE)
    page = reader.open("/account/passphrase")
    clock.shift(LATE)
    asked = change(reader, page)
    assert (asked.status, opened_by(app, OTHER)) == (401, False)
    assert OTHER not in asked.html

    refused = reader.send(asked, passphrase=OTHER)
    assert (refused.status, opened_by(app, OTHER)) == (422, False)
    assert reader.send(refused, passphrase=PASSPHRASE).leads_to == "/account"
    assert opened_by(app, OTHER)


def test_where_there_is_a_second_factor_the_passphrase_is_not_enough(app: Flask, clock, member: Callable[..., Reader]):
    reader = member(EMAIL, passphrase=PASSPHRASE)
    phone, _codes = set_up(reader)
    page = reader.open("/account/passphrase")
    clock.shift(LATE)
    asked = change(reader, page)
    assert asked.main.all("input", type="password") == []

    assert reader.send(asked, code=phone.at(now())).leads_to == "/account"
    assert reader.get("/account").status == 200


def test_a_passkey_proves_it_too_and_only_ones_own(app: Flask, clock, member: Callable[..., Reader]):
    reader, device, foreign = member(EMAIL, passphrase=PASSPHRASE), Authenticator(), Authenticator()
    other = member("oleg@example.ru")
    add_passkey(other, foreign)
    add_passkey(reader, device)
    page = reader.open("/account/passphrase")
    clock.shift(LATE)
    asked = change(reader, page)
    signed = foreign.get(question(reader, "/account/passkeys/proof", asked))
    assert reader.send(asked, passkey=signed).status == 422
    signed = device.get(question(reader, "/account/passkeys/proof", asked))

    assert reader.send(asked, passkey=signed).leads_to == "/account"


def test_who_has_neither_opens_a_new_link_and_goes_on_in_the_old_tab(app: Flask, clock, member: Callable[..., Reader]):
    reader = member(EMAIL)
    page = reader.open("/account/passphrase")
    clock.shift(LATE)
    asked = reader.send(page, new=OTHER)
    assert (asked.status, reader.send(asked).status) == (401, 422)
    assert "не настроена отправка писем" in asked.main.text
    assert "/sign-in/link" not in {one.get("href") for one in asked.main.all("a")}
    may_write.set(True)
    with app.app_context():
        secret = new_one_time_link(db.session(), EMAIL, now())
        db.session.commit()
    reader.follow(reader.send(reader.open(f"/enter/{secret}")))

    assert reader.send(asked).leads_to == "/account"
    assert opened_by(app, OTHER)


DANGEROUS = {
    "/account/passphrase": "",
    "/account/second-factor": "/second-factor",
    "/account/delete": "",
}


@pytest.mark.parametrize("path", DANGEROUS)
def test_every_dangerous_form_asks(app: Flask, clock, member: Callable[..., Reader], path: str, rows: Callable):
    reader = member(EMAIL, passphrase=PASSPHRASE)
    page = reader.open(path)
    clock.shift(LATE)
    reader.open("/account")  # "last seen" is written now, so that nothing else changes below
    before = rows()

    assert reader.send(page, DANGEROUS[path]).status == 401
    assert rows() == before


def test_forms_about_factors_ask_too(app: Flask, clock, member: Callable[..., Reader], rows: Callable):
    reader = member(EMAIL, passphrase=PASSPHRASE)
    set_up(reader)
    add_passkey(reader, Authenticator())
    page, give_up = reader.open("/account/second-factor"), reader.open("/account/second-factor/give-up")
    clock.shift(LATE)
    reader.open("/account")  # "last seen" is written now, so that nothing else changes below
    before = rows()
    statuses = [reader.send(page, end).status for end in ("/remove", "/recovery-codes", "/account/passkeys")]

    assert [*statuses, reader.send(give_up).status] == [401] * 4
    assert rows() == before


def test_a_kept_form_is_opened_by_its_owner_at_its_place_alone(app: Flask, clock, member: Callable[..., Reader]):
    owner, thief = member(EMAIL, passphrase=PASSPHRASE), member("oleg@example.ru", passphrase=PASSPHRASE)
    page = owner.open("/account/passphrase")
    clock.shift(LATE)
    kept = change(owner, page).form().one("input", name="kept")["value"]
    fresh = member("new@example.ru")
    csrf = {"X-CSRFToken": fresh.open("/account").csrf}
    for path, value in (("/account/passphrase", kept), ("/account/passphrase", "gAAAAA"), ("/account/delete", "ы")):
        assert fresh.request("POST", path, data={"kept": value}, headers=csrf).status == 400
    assert thief.get("/account").status == 200


def test_whoever_guesses_the_proof_is_stopped(app: Flask, clock, member: Callable[..., Reader]):
    reader = member(EMAIL, passphrase=PASSPHRASE)
    page = reader.open("/account/passphrase")
    clock.shift(LATE)
    asked = change(reader, page)
    statuses = [reader.send(asked, passphrase="не та").status for _ in range(10)]

    assert statuses == [422] * 9 + [429]


@pytest.mark.parametrize("then", ["/account/sign-ins/end-others", "/account/passphrase"])
def test_a_proof_gives_the_browser_a_new_secret_and_the_old_one_opens_nothing(
    app: Flask, clock, member: Callable[..., Reader], then: str
):
    """Also where the dangerous act itself, as ending the others does, keeps this sign-in."""
    reader = member(EMAIL, passphrase=PASSPHRASE)
    member(EMAIL)
    copied = Reader(app).keep(reader.client.get_cookie("account").value)
    page = reader.open("/account" if "end" in then else then)
    clock.shift(LATE)
    asked = reader.send(page, then) if "end" in then else change(reader, page)
    assert (asked.status, copied.get("/account").status) == (401, 200)
    done = reader.send(asked, passphrase=PASSPHRASE)

    assert (done.status, reader.get("/account").status) == (303, 200)
    assert copied.get("/account").status == 303
    assert len(done.response.headers.getlist("Set-Cookie")) == len(
        {cookie.partition("=")[0] for cookie in done.response.headers.getlist("Set-Cookie")}
    )


def test_a_wrong_proof_keeps_the_secret(app: Flask, clock, member: Callable[..., Reader]):
    reader = member(EMAIL, passphrase=PASSPHRASE)
    before = reader.client.get_cookie("account").value
    page = reader.open("/account/passphrase")
    clock.shift(LATE)
    reader.send(change(reader, page), passphrase=OTHER)

    assert (reader.client.get_cookie("account").value, reader.get("/account").status) == (before, 200)
