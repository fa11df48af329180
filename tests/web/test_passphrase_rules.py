"""What holds for passphrases, page by page: how one is typed, changed, compared, and how long it lasts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from pyotp import TOTP

from kamcareer.core.accounts import Role
from kamcareer.services.accounts import find_by_mailbox, new_one_time_link
from kamcareer.store.database import db, may_write
from tests.conftest import now, settings_for
from tests.web.forms import OTHER, PASSPHRASE
from tests.web.pages import Page, Reader
from tests.web.test_second_factor import set_up

EMAIL = "vera@example.ru"


def sign_in(app: Flask, passphrase: str) -> Page:
    reader = Reader(app)
    return reader.send(reader.open("/sign-in"), email=EMAIL, passphrase=passphrase)


def link(app: Flask) -> str:
    may_write.set(True)
    with app.app_context():
        secret = new_one_time_link(db.session(), EMAIL, now())
        db.session.commit()
    return f"/enter/{secret}"


def test_a_new_passphrase_needs_the_present_one(app: Flask, member: Callable[..., Reader]):
    reader = member(EMAIL, passphrase=PASSPHRASE)
    page = reader.send(reader.open("/account/passphrase"), present=OTHER, new=OTHER)

    assert page.status == 422
    assert [sign_in(app, PASSPHRASE).status, sign_in(app, OTHER).status] == [303, 422]


def test_it_is_masked_and_managers_of_passphrases_may_fill_it_in(app: Flask, member: Callable[..., Reader]):
    reader = member(EMAIL, passphrase=PASSPHRASE)
    pages = [Reader(app).open("/sign-in"), Reader(app).open(link(app)), reader.open("/account/passphrase")]
    fields = [
        item for page in pages for item in page.main.all("input") if item["name"] in {"passphrase", "present", "new"}
    ]

    assert len(fields) == 4
    assert {(item["type"], item["autocomplete"]) for item in fields} == {
        ("password", "current-password"),
        ("password", "new-password"),
    }
    assert not any(
        name.startswith("on") or name in {"maxlength", "pattern"} for item in fields for name in item.attributes
    )


def test_it_is_compared_letter_by_letter_to_its_end(app: Flask, member: Callable[..., Reader]):
    whole = ("Ёлка самовар трактор " * 6)[:127] + "я"
    member(EMAIL, passphrase=whole)

    assert sign_in(app, whole).status == 303
    for other in (whole[:-1], whole[:-1] + "ю", whole.lower(), whole + " ", f" {whole}", whole[:72]):
        assert sign_in(app, other).status == 422, other


@pytest.mark.parametrize("length", [64, 128])
def test_a_long_one_is_taken(app: Flask, length: int):
    reader, whole = Reader(app), "лодка вечер кирпич 4 ветра, самовар трактор и девять лун над городом у реки. " * 2
    page = reader.send(reader.open(link(app)), passphrase=whole[:length])

    assert page.status == 303


def test_it_does_not_grow_old(app: Flask, member: Callable[..., Reader]):
    member(EMAIL, passphrase=PASSPHRASE)
    with time_machine.travel(now() + timedelta(days=5 * 365)):
        page = sign_in(app, PASSPHRASE)

    assert page.leads_to == "/account"


@pytest.mark.parametrize("passphrase", ["ромашка ромашка ромашка", "РОМАШКА-РОМАШКА-2026", "romashka romashka 1"])
def test_words_of_the_company_make_no_passphrase(app: Flask, passphrase: str, tmp_path):
    env = {"KAMCAREER_COMPANY_WORDS": "ромашка, romashka"}
    app.config["SETTINGS"] = settings_for(tmp_path, **env)
    reader = Reader(app)
    page = reader.send(reader.open(link(app)), passphrase=passphrase)

    assert page.status == 422
    assert page.main.one(id="passphrase-error").text


@pytest.mark.parametrize("passphrase", ["Mailcreated5240", "ЙФЯЧЫЦУВСМАКЕПИТРН"])
def test_a_breached_one_is_refused(app: Flask, member: Callable[..., Reader], passphrase: str):
    reader, stranger = member(EMAIL, passphrase=PASSPHRASE), Reader(app)
    pages = [
        stranger.send(stranger.open(link(app)), passphrase=passphrase),
        reader.send(reader.open("/account/passphrase"), present=PASSPHRASE, new=passphrase),
    ]

    assert [page.status for page in pages] == [422, 422]
    assert sign_in(app, PASSPHRASE).status == 303


def test_a_link_by_mail_does_not_lead_past_the_second_factor(app: Flask, member: Callable[..., Reader]):
    with time_machine.travel(now(), tick=False):
        phone, _codes = set_up(member(EMAIL, passphrase=PASSPHRASE))
        reader = Reader(app)
        page = reader.send(reader.open(link(app)), passphrase=OTHER)
    assert isinstance(phone, TOTP)

    assert page.leads_to.startswith("/sign-in/code")
    assert reader.get("/account").leads_to.startswith("/sign-in/code")


def test_an_administrator_chooses_nobodys_passphrase(app: Flask, member: Callable[..., Reader]):
    member(EMAIL, passphrase=PASSPHRASE)
    boss = member("boss@example.ru", Role.ADMINISTRATOR, second_factor=True)
    with app.app_context():
        account = find_by_mailbox(db.session(), EMAIL)
    page = boss.open(f"/admin/accounts/{account.id}")

    assert page.main.all("form")
    assert [item for item in page.main.all("input") if item["type"] == "password" or "passphrase" in item["name"]] == []


def test_ending_a_sign_in_asks_who_is_there_when_the_proof_is_old(
    app: Flask, member: Callable[..., Reader], rows: Callable
):
    reader = member(EMAIL, passphrase=PASSPHRASE)
    sign_in(app, PASSPHRASE)
    with time_machine.travel(now() + timedelta(minutes=20)):
        asked = reader.send(reader.open("/account"), "/end-others")
        there = len(rows()["sign_in"])
        reader.follow(reader.send(asked, passphrase=PASSPHRASE))

    assert (asked.status, there, len(rows()["sign_in"])) == (401, 2, 1)
