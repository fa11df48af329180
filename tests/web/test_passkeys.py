"""Passkeys as a device answers them, and everything that a wrong answer must not open."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.core.passkeys import CHALLENGE_LIFE
from kamcareer.services.accounts import close, find_by_mailbox
from kamcareer.store.database import db
from tests.conftest import now
from tests.web.authenticator import PRESENT, Authenticator, add_passkey, enter_by_passkey, question
from tests.web.pages import JSON, Reader

EMAIL, PASSPHRASE = "vera@example.ru", "ёлка самовар трактор 9 лун"


@pytest.fixture
def owner(member: Callable[..., Reader]) -> Reader:
    return member(EMAIL, passphrase=PASSPHRASE)


@pytest.fixture
def device(owner: Reader) -> Authenticator:
    """A device that has a passkey of the owner."""
    made = Authenticator()
    assert add_passkey(owner, made, "Телефон").status == 200
    return made


def test_a_passkey_alone_opens_the_account_as_first_and_second_factor(app: Flask, device: Authenticator):
    reader = Reader(app)
    page = enter_by_passkey(reader, device)

    assert page.leads_to == "/account"
    assert EMAIL in reader.open("/account").main.text


def test_the_first_passkey_brings_recovery_codes_and_the_second_does_not(owner: Reader):
    first = add_passkey(owner, Authenticator())
    second = add_passkey(owner, Authenticator(), "Ноутбук")

    assert len(first.main.all("code")) == 8
    assert second.leads_to == "/account/second-factor"
    assert "Ноутбук" in owner.open("/account/second-factor").main.text


def test_after_the_passphrase_the_passkey_or_a_recovery_code_is_asked_for(app: Flask, owner: Reader):
    device = Authenticator()
    codes = [item.text for item in add_passkey(owner, device).main.all("code")]
    for way in ("passkey", "recovery code"):
        reader = Reader(app)
        door = reader.send(reader.open("/sign-in"), email=EMAIL, passphrase=PASSPHRASE)
        assert door.leads_to == "/sign-in/code"
        assert reader.get("/account").status == 303
        if way == "passkey":
            assert enter_by_passkey(reader, device, "/sign-in/code?next=/account/data").leads_to == "/account/data"
        else:
            page = reader.open("/sign-in/code")
            assert reader.send(page, "/sign-in/code", code=codes[0]).leads_to == "/account"
        assert reader.get("/account").status == 200


def test_what_the_device_is_told_names_the_account_by_a_random_handle(app: Flask, owner: Reader):
    options = question(owner, "/account/passkeys/challenge", owner.open("/account/second-factor"))

    assert EMAIL not in options["user"]["id"]
    assert len(options["user"]["id"]) == 22
    assert options["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    stranger = Reader(app)
    assert question(stranger, "/sign-in/passkey/challenge", stranger.open("/sign-in")).get("allowCredentials", []) == []


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:8080"},
        {"site": "evil.example"},
        {"flags": PRESENT},
        {"flags": 0},
        {"count": -1, "counts": False},
        {"credential_id": b"x" * 32},
        {"key": Authenticator().key},
        {"user_handle": b"y" * 16},
    ],
    ids=["origin", "port", "site", "not verified", "not present", "counter", "credential", "key", "handle"],
)
def test_an_answer_that_does_not_fit_opens_nothing(app: Flask, device: Authenticator, change: dict, rows: Callable):
    enter_by_passkey(Reader(app), device)
    if "count" in change:
        change = change | {"count": device.count - 1 if device.count > 1 else device.count}
    before = rows()["sign_in"]
    reader = Reader(app)

    assert enter_by_passkey(reader, replace(device, **change)).status == 422
    assert reader.get("/account").status == 303
    assert rows()["sign_in"] == before


def test_an_answer_is_taken_once_and_for_five_minutes(app: Flask, device: Authenticator):
    first, second, late = Reader(app), Reader(app), Reader(app)
    page, other = first.open("/sign-in"), second.open("/sign-in")
    signed = device.get(question(first, "/sign-in/passkey/challenge", page))
    assert first.send(page, "/sign-in/passkey", passkey=signed).status == 303
    assert second.send(other, "/sign-in/passkey", passkey=signed).status == 422

    page = late.open("/sign-in")
    asked = question(late, "/sign-in/passkey/challenge", page)
    with time_machine.travel(now() + CHALLENGE_LIFE + timedelta(seconds=1)):
        assert late.send(page, "/sign-in/passkey", passkey=device.get(asked)).status == 422


def test_a_question_for_one_purpose_is_answered_for_no_other(app: Flask, owner: Reader, device: Authenticator):
    page, door, stranger = owner.open("/account/second-factor"), Reader(app).open("/sign-in"), Reader(app)
    for path in ("/account/passkeys/proof", "/account/passkeys/challenge"):
        signed = device.get(question(owner, path, page))
        door = stranger.open("/sign-in")
        assert stranger.send(door, "/sign-in/passkey", passkey=signed).status == 422, path


def test_a_device_of_somebody_else_cannot_be_taken_in_twice(
    app: Flask, device: Authenticator, member: Callable[..., Reader], rows: Callable
):
    other = member("oleg@example.ru")

    assert add_passkey(other, device).status == 422
    assert len(rows()["passkey"]) == 1


def test_a_closed_account_is_opened_by_no_passkey(app: Flask, device: Authenticator):
    with app.app_context():
        close(db.session(), find_by_mailbox(db.session(), EMAIL), now())
        db.session.commit()

    assert enter_by_passkey(Reader(app), device).status == 422


def test_a_removed_passkey_opens_nothing_and_the_last_takes_the_recovery_codes_along(
    app: Flask, owner: Reader, device: Authenticator, rows: Callable
):
    page = owner.open("/account/second-factor")
    assert owner.send(page, "/remove").leads_to == "/account/second-factor"

    assert enter_by_passkey(Reader(app), device).status == 422
    assert (rows()["passkey"], rows()["recovery_code"]) == ([], [])


def test_nobody_removes_the_passkey_of_somebody_else(
    device: Authenticator, member: Callable[..., Reader], rows: Callable
):
    other = member("oleg@example.ru")
    csrf = {"X-CSRFToken": other.open("/account").csrf}
    (kept,) = rows()["passkey"]

    assert other.request("POST", f"/account/passkeys/{kept['id']}/remove", headers=csrf).status == 404
    assert len(rows()["passkey"]) == 1


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", '{"id":"x","rawId":"x","type":"public-key","response":{}}', "ы" * 900, "\x00"]
)
def test_anything_but_an_answer_of_a_device_gets_words(app: Flask, owner: Reader, answer: str, rows: Callable):
    reader = Reader(app)
    page = reader.send(reader.open("/sign-in"), "/sign-in/passkey", passkey=answer)
    refused = owner.send(owner.open("/account/second-factor"), "/account/passkeys", passkey=answer)

    assert (page.status, refused.status) == (422, 422)
    assert "Ключ доступа" in page.main.text
    assert rows()["passkey"] == []


def test_a_hostile_key_is_refused_whatever_of_it_is_broken(app: Flask, device: Authenticator):
    """Each part of an answer is cut, doubled and emptied in turn."""
    reader = Reader(app)
    page = reader.open("/sign-in")
    for number, part in enumerate(("authenticatorData", "clientDataJSON", "signature")):
        reader.client.environ_base |= {"REMOTE_ADDR": f"10.0.3.{number}"}
        for spoil in (
            lambda text: text[:-4],
            lambda text: text * 2,
            lambda text: text[:0],
            lambda text: "A" + text[1:-2] + "AA",
        ):
            answer = json.loads(device.get(question(reader, "/sign-in/passkey/challenge", page)))
            answer["response"][part] = spoil(answer["response"][part])
            assert reader.send(page, "/sign-in/passkey", passkey=json.dumps(answer)).status == 422, part


def test_at_an_address_of_numbers_the_pages_say_that_there_are_none(app: Flask, owner: Reader):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], public_url="http://192.168.1.5:8000")
    reader = Reader(app)

    assert "Ключ доступа" not in reader.open("/sign-in").main.text
    assert "нужны https и имя" in owner.open("/account/second-factor").main.text
    csrf = {"X-CSRFToken": reader.open("/sign-in").csrf}
    assert reader.request("POST", "/sign-in/passkey/challenge", headers=csrf | JSON).status == 404


def test_staff_is_led_to_a_second_factor_and_a_line_manager_is_offered_one(app: Flask, member: Callable[..., Reader]):
    staff, manager, person = member("hr@example.ru", Role.HR), member("boss@example.ru", Role.MANAGER), member(EMAIL)
    heads = [[item.text for item in reader.open("/account").main.all("h2")] for reader in (staff, manager, person)]

    assert "Один шаг до ваших ролей" in heads[0]
    assert "В следующий раз — быстрее" in heads[1]
    assert not {"Один шаг до ваших ролей", "В следующий раз — быстрее"} & set(heads[2])
