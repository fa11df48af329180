"""A5: after every event that changes who may come in, each old cookie, link, code and question opens nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from pyotp import TOTP

from kamcareer.core.accounts import Role
from kamcareer.services.accounts import (
    close,
    find_by_mailbox,
    grant,
    new_one_time_link,
    reopen,
    set_passphrase,
)
from kamcareer.services.identities import link_identity
from kamcareer.services.second_factors import give_up_everything
from kamcareer.services.sign_ins import sign_in
from kamcareer.store.database import db, may_write
from tests.conftest import now
from tests.web.authenticator import Authenticator, add_passkey, question
from tests.web.pages import Page, Reader
from tests.web.test_second_factor import set_up

EMAIL, PASSPHRASE, OTHER = "vera@example.ru", "ёлка самовар трактор 9 лун", "лодка вечер кирпич 4 ветра"
START = now().replace(microsecond=0)


@dataclass
class Old:
    """What somebody may have kept or copied before the event."""

    cookies: dict[str, Reader]
    link: str
    half: Reader
    half_page: Page
    waiting: Page
    waiting_reader: Reader
    device: Authenticator
    asked: dict
    phone: TOTP


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def signed_in(app: Flask, *, shown: bool) -> Reader:
    may_write.set(True)
    with app.app_context():
        account = find_by_mailbox(db.session(), EMAIL)
        secret = sign_in(db.session(), account, "Firefox", now(), now() if shown else None)
        db.session.commit()
    return Reader(app).keep(secret)


@pytest.fixture
def old(app: Flask, clock, member: Callable[..., Reader]) -> Old:
    """An account with every way in, open in several browsers, with a link and a question that nobody answered yet."""
    owner, device = member(EMAIL, Role.HR, passphrase=PASSPHRASE), Authenticator()
    phone, _codes = set_up(owner)
    add_passkey(owner, device)
    late = signed_in(app, shown=True)
    form = late.open("/account/passphrase")
    clock.shift(timedelta(minutes=16))
    waiting = late.send(form, present=PASSPHRASE, new=OTHER)
    asked = question(late, "/account/passkeys/proof", waiting)
    half, here = signed_in(app, shown=False), signed_in(app, shown=True)
    with app.app_context():
        link = new_one_time_link(db.session(), EMAIL, now())
        db.session.commit()
    cookies = {"here": here, "copied": Reader(app).keep(here.client.get_cookie("account").value), "late": late}
    page = half.open("/sign-in/code")
    return Old(cookies, f"/enter/{link}", half, page, waiting, late, device, asked, phone)


def by_hand(app: Flask, act: Callable) -> None:
    with app.app_context():
        act(db.session(), find_by_mailbox(db.session(), EMAIL))
        db.session.commit()


def change_passphrase(app: Flask, here: Reader) -> None:
    here.follow(here.send(here.open("/account/passphrase"), present=PASSPHRASE, new=OTHER))


def add_another_passkey(app: Flask, here: Reader) -> None:
    add_passkey(here, Authenticator())


def remove_passkey(app: Flask, here: Reader) -> None:
    here.follow(here.send(here.open("/account/second-factor"), "/remove"))


def give_up_codes(app: Flask, here: Reader) -> None:
    here.follow(here.send(here.open("/account/second-factor/give-up")))


def renew_codes(app: Flask, here: Reader) -> None:
    assert here.send(here.open("/account/second-factor"), "/recovery-codes").status == 200


BY_THE_PERSON = {
    "passphrase": change_passphrase,
    "passkey added": add_another_passkey,
    "passkey removed": remove_passkey,
    "codes given up": give_up_codes,
    "recovery codes renewed": renew_codes,
}
BY_OTHERS = {
    "role given": lambda session, account: grant(session, account, account.granted | {Role.RECRUITER}),
    "role taken": lambda session, account: grant(session, account, frozenset()),
    "same roles": lambda session, account: grant(session, account, account.granted),
    "closed": lambda session, account: close(session, account, now()),
    "closed and reopened": lambda session, account: (close(session, account, now()), reopen(session, account)),
    "company account linked": lambda session, account: link_identity(session, account, "https://id", "1", now()),
    "second factor reset": give_up_everything,
    "passphrase reset": lambda session, account: set_passphrase(session, account, OTHER),
}


def test_before_any_event_all_of_it_opens_something(app: Flask, old: Old):
    """Otherwise the tests below would show nothing."""
    assert [reader.get("/account").status for reader in old.cookies.values()] == [200] * 3
    assert Reader(app).get(old.link).status == 200
    assert old.half.send(old.half_page, "/sign-in/code", code=old.phone.at(now())).status == 303
    signed = old.device.get(old.asked)
    assert old.waiting_reader.send(old.waiting, passkey=signed).leads_to == "/account"


@pytest.mark.parametrize("event", [*BY_THE_PERSON, *BY_OTHERS])
def test_afterwards_nothing_old_opens_anything(app: Flask, old: Old, event: str):
    here = old.cookies["here"]
    if event in BY_THE_PERSON:
        BY_THE_PERSON[event](app, here)
        assert here.get("/account").status == 200, "the browser that did it stays in, under a new secret"
        assert here.client.get_cookie("account").value != old.cookies["copied"].client.get_cookie("account").value
    else:
        by_hand(app, BY_OTHERS[event])
        assert here.get("/account").status == 303

    assert [old.cookies[name].get("/account").status for name in ("copied", "late")] == [303, 303]
    assert Reader(app).get(old.link).status == 404
    assert old.half.send(old.half_page, "/sign-in/code", code=old.phone.at(now())).status in {303, 401}
    assert old.half.get("/account").status == 303
    refused = old.waiting_reader.send(old.waiting, passkey=old.device.get(old.asked))
    assert refused.status == 401
    stranger = Reader(app)
    opened = stranger.send(stranger.open("/sign-in"), email=EMAIL, passphrase=OTHER).status == 303
    assert opened == (event in {"passphrase", "passphrase reset"})
