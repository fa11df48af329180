"""The second factor as a person uses it, and what stays closed until it was shown."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from pyotp import TOTP

from kamcareer.core.accounts import Role
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.store.database import db
from kamcareer.web.access import POLICY
from kamcareer.web.access_rules import Rule, Whose
from tests.conftest import now
from tests.web.pages import JSON, Page, Reader

EMAIL, PASSPHRASE = "vera@example.ru", "ёлка самовар трактор 9 лун"
START = now().replace(microsecond=0)


@pytest.fixture
def clock():
    """A clock that a test moves on: each code works once, so that the next one has to be waited for."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def set_up(reader: Reader) -> tuple[TOTP, list[str]]:
    page = reader.open("/account/second-factor")
    phone = TOTP(page.main.one(id="key")["value"])
    shown = reader.send(page, "/second-factor", code=phone.at(now()))
    assert shown.status == 200
    return phone, [item.text for item in shown.main.all("code")]


def sign_in(reader: Reader) -> Page:
    return reader.send(reader.open("/sign-in"), email=EMAIL, passphrase=PASSPHRASE)


@pytest.fixture
def phone(clock, member: Callable[..., Reader]) -> tuple[TOTP, list[str]]:
    return set_up(member(EMAIL, passphrase=PASSPHRASE))


def test_after_the_passphrase_the_code_is_asked_for_and_until_then_nothing_opens(app: Flask, phone, clock):
    totp, _codes = phone
    reader = Reader(app)
    assert sign_in(reader).leads_to == "/sign-in/code"
    assert reader.get("/account").leads_to == "/sign-in/code?next=/account"
    csrf = {"X-CSRFToken": reader.open("/sign-in/code").csrf}
    for path in ("/account/data/json", "/account/sign-out", "/account/delete", "/account/second-factor/give-up"):
        assert reader.request("POST", path, headers=csrf).status == 401, path

    clock.shift(timedelta(seconds=60))
    page = reader.send(reader.open("/sign-in/code?next=/account/data"), code=totp.at(now()))
    assert page.leads_to == "/account/data"
    assert reader.get("/account").status == 200


def test_a_code_works_once_even_in_another_browser(app: Flask, phone, clock):
    totp, _codes = phone
    clock.shift(timedelta(seconds=60))
    code, first, second = totp.at(now()), Reader(app), Reader(app)
    for reader in (first, second):
        sign_in(reader)
    statuses = [reader.send(reader.open("/sign-in/code"), code=code).status for reader in (first, second)]

    assert statuses == [303, 422]
    assert second.get("/account").status == 303


def test_a_recovery_code_opens_once(app: Flask, phone):
    _totp, codes = phone
    for expected in (303, 422):
        reader = Reader(app)
        sign_in(reader)
        assert reader.send(reader.open("/sign-in/code"), code=codes[0].lower()).status == expected
    assert len(codes) == 8


def test_what_is_stored_makes_no_codes(phone, rows: Callable):
    totp, codes = phone
    stored = str(rows())

    assert totp.secret not in stored
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)


def test_looking_at_the_page_stores_nothing_and_keeps_the_key(member: Callable[..., Reader], rows: Callable):
    reader = member(EMAIL)
    before = rows()
    keys = {reader.open("/account/second-factor").main.one(id="key")["value"] for _ in range(3)}

    assert len(keys) == 1
    assert rows() == before


def test_a_wrong_first_code_switches_nothing_on(member: Callable[..., Reader], rows: Callable):
    reader = member(EMAIL)
    page = reader.send(reader.open("/account/second-factor"), "/second-factor", code="000 000")

    assert page.status == 422
    assert rows()["second_factor"] == []


def test_giving_it_up_is_asked_once_and_leaves_nothing(app: Flask, phone, clock, rows: Callable):
    totp, _codes = phone
    clock.shift(timedelta(seconds=60))
    reader = Reader(app)
    sign_in(reader)
    reader.send(reader.open("/sign-in/code"), code=totp.at(now()))

    assert reader.send(reader.open("/account/second-factor/give-up")).leads_to == "/account/second-factor"
    assert (rows()["second_factor"], rows()["recovery_code"]) == ([], [])
    assert sign_in(Reader(app)).leads_to == "/account"


def test_whoever_guesses_codes_is_stopped_wherever_they_come_from(app: Flask, phone):
    statuses = []
    for number in range(11):
        reader = Reader(app)
        reader.client.environ_base |= {"REMOTE_ADDR": f"10.0.1.{number}"}
        if number < 10:
            sign_in(reader)
            statuses.append(reader.send(reader.open("/sign-in/code"), code="000000").status)
    again = Reader(app)
    again.client.environ_base |= {"REMOTE_ADDR": "10.0.2.1"}
    with app.app_context():
        from kamcareer.services.sign_ins import sign_in as open_account

        account = find_by_mailbox(db.session(), EMAIL)
        again.keep(open_account(db.session(), account, "Firefox", now()))
        db.session.commit()

    assert statuses == [422] * 10
    assert again.send(again.open("/sign-in/code"), code="000000").status == 429


def test_a_staff_role_acts_only_after_the_second_factor(
    app: Flask, clock, member: Callable[..., Reader], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(POLICY, "staff", Rule(frozenset({Role.HR}), Whose.NOBODYS))
    monkeypatch.setitem(POLICY, "team", Rule(frozenset({Role.MANAGER}), Whose.NOBODYS))
    app.add_url_rule("/hr/try", "staff", lambda: "staff")
    app.add_url_rule("/team/try", "team", lambda: "team")
    reader = member(EMAIL, Role.HR, Role.MANAGER)
    assert "Один шаг до ваших ролей" in reader.open("/account").main.text
    assert [reader.get(path).status for path in ("/hr/try", "/team/try")] == [303, 200]
    assert reader.get("/hr/try").leads_to == "/account/second-factor"
    assert reader.get("/hr/try", headers=JSON).status == 401
    set_up(reader)
    assert [reader.get(path).status for path in ("/hr/try", "/team/try")] == [200, 200]
    assert "Один шаг до ваших ролей" not in reader.open("/account").main.text

    clock.shift(timedelta(seconds=60))
    reader.follow(reader.send(reader.open("/account/second-factor/give-up")))
    assert [reader.get(path).status for path in ("/hr/try", "/team/try")] == [303, 200]


def test_the_console_lets_in_whoever_lost_everything(app: Flask, phone):
    assert app.test_cli_runner().invoke(args=["users", "remove-second-factor", EMAIL]).exit_code == 0

    assert sign_in(Reader(app)).leads_to == "/account"
