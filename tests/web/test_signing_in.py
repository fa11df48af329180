"""Accounts as a person uses them: in by a link or a passphrase."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256, sha512
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask
from itsdangerous import Signer, URLSafeTimedSerializer

from kamcareer.core.accounts import Role
from kamcareer.core.one_time_links import LIFE
from kamcareer.web.mailing import send_waiting
from tests.conftest import now
from tests.web.doors import EMAIL, OTHER, PASSPHRASE, sign_in
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader


def test_a_link_by_mail_makes_an_account_and_signs_in(app: Flask, reader: Reader, mailbag: Mailbag):
    sent = reader.send(reader.open("/sign-in/link"), email="  Vera@Example.RU ")
    assert EMAIL in sent.main.text
    (letter,) = mailbag.letters
    assert (letter["To"], letter["From"]) == (EMAIL, "kam@example.ru")
    path = re.search(r"http://localhost(/enter/\S+)", letter.get_content())[1]

    page = reader.open(path)
    assert EMAIL in page.main.text
    account = reader.follow(reader.send(page, passphrase=PASSPHRASE))
    assert (account.path, EMAIL in account.main.text) == ("/account", True)
    assert sign_in(Reader(app)).status == 303


def test_the_letter_is_in_the_language_of_the_reader(app: Flask, mailbag: Mailbag):
    for language in ("ru", "en"):
        reader = Reader(app, language)
        reader.send(reader.open("/sign-in/link"), email=f"{language}@example.ru")

    assert [bool(re.search("[а-я]", letter.get_content())) for letter in mailbag.letters] == [True, False]
    assert [bool(re.search("[а-я]", letter["Subject"])) for letter in mailbag.letters] == [True, False]


def test_a_letter_that_the_server_refuses_waits_and_is_sent_once(
    app: Flask, reader: Reader, mailbag: Mailbag, rows: Callable
):
    working = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(working, mail_url="smtp://127.0.0.1:1")
    reader.send(reader.open("/sign-in/link"), email=EMAIL)
    assert [(row["tries"], row["recipient"]) for row in rows()["mail"]] == [(1, EMAIL)]

    app.config["SETTINGS"] = working
    counts = []
    for minutes in (0.5, 2, 5):
        with time_machine.travel(now() + timedelta(minutes=minutes)), app.app_context():
            counts.append(send_waiting())
    assert counts == [0, 1, 0]
    assert (len(mailbag.letters), rows()["mail"]) == (1, [])


def test_without_a_mail_server_the_page_says_whom_to_ask(reader: Reader, rows: Callable):
    page = reader.open("/sign-in/link")

    assert page.main.all("form") == []
    assert rows()["one_time_link"] == []


def test_a_link_works_once_and_looking_at_it_uses_nothing_up(app: Flask, link: Callable):
    path, first, second = link(), Reader(app), Reader(app)
    for _robot in range(3):
        assert second.get(path).status == 200
    page = second.open(path)
    first.follow(first.send(first.open(path)))

    assert second.get(path).status == 404
    assert second.send(page).status == 404
    assert second.get("/account").status == 303


def test_a_link_works_for_half_an_hour(reader: Reader, link: Callable):
    path = link()
    with time_machine.travel(now() + LIFE - timedelta(seconds=5)):
        assert reader.get(path).status == 200
    with time_machine.travel(now() + LIFE + timedelta(seconds=5)):
        assert reader.get(path).status == 404


def test_using_one_link_closes_the_others_but_not_an_invitation_that_brings_a_role(app: Flask, link: Callable):
    invitation, older, newer = link(EMAIL, Role.MANAGER), link(), link()
    assert [Reader(app).get(path).status for path in (invitation, older, newer)] == [200] * 3
    reader = Reader(app)
    reader.follow(reader.send(reader.open(newer)))

    assert [Reader(app).get(path).status for path in (invitation, older, newer)] == [200, 404, 404]


def test_whoever_asks_for_links_to_a_foreign_mailbox_closes_none_of_its_owners(
    app: Flask, link: Callable, mailbag: Mailbag
):
    invitation, waited_for = link(EMAIL, Role.ADMINISTRATOR), link()
    stranger = Reader(app)
    stranger.send(stranger.open("/sign-in/link"), email=EMAIL)

    assert [Reader(app).get(path).status for path in (invitation, waited_for)] == [200, 200]


@pytest.mark.parametrize("token", ["x", "%00", "a" * 3000, "..%2f", "кириллица"])
def test_an_invented_link_opens_nothing(reader: Reader, token: str):
    assert reader.get(f"/enter/{token}").status == 404


def test_of_fifty_who_open_the_first_administrators_link_at_once_one_comes_in(
    app: Flask, link: Callable, rows: Callable
):
    path, gate, seen = link("boss@example.ru", Role.ADMINISTRATOR), Barrier(50), []
    pages = [(reader, reader.open(path)) for reader in (Reader(app) for _ in range(50))]

    def press(reader: Reader, page: Page) -> None:
        gate.wait(20)
        seen.append(reader.send(page).status)

    threads = [Thread(target=press, args=pair) for pair in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(seen) == [303] + [404] * 49
    assert [(row["email"], row["granted"]) for row in rows()["account"]] == [("boss@example.ru", ["administrator"])]
    assert len(rows()["sign_in"]) == 1


def test_there_is_no_account_and_no_open_door_in_a_fresh_installation(reader: Reader, rows: Callable):
    assert (rows()["account"], rows()["one_time_link"]) == ([], [])
    assert reader.get("/account").leads_to == "/sign-in?next=/account"


@pytest.mark.parametrize(("email", "passphrase"), [(EMAIL, OTHER), ("nobody@example.ru", PASSPHRASE)])
def test_a_wrong_passphrase_and_an_unknown_mailbox_get_the_same_answer(
    member: Callable[..., Reader], app: Flask, email: str, passphrase: str
):
    member(EMAIL, passphrase=PASSPHRASE)
    page = sign_in(Reader(app), email, passphrase)

    assert page.status == 422
    assert page.main.one(id="passphrase-error").text == "Ошибка: Адрес или пароль не подходят"
    assert page.main.one(id="passphrase").get("value") in {None, ""}


def test_asking_for_a_link_says_the_same_to_whoever_has_an_account_and_to_others(
    member: Callable[..., Reader], app: Flask, mailbag: Mailbag
):
    member(EMAIL)
    pages = []
    for email in (EMAIL, "nobody@example.ru"):
        reader = Reader(app)
        pages.append(reader.send(reader.open("/sign-in/link"), email=email).main.text.replace(email, "…"))

    assert pages[0] == pages[1]
    assert [letter["To"] for letter in mailbag.letters] == [EMAIL, "nobody@example.ru"]


@pytest.mark.parametrize(
    "passphrase",
    [
        "short",
        "пароль пароль пароль",
        "йцукенйцукенйцукен",
        "passwordpassword1",
        "aaaaaaaaaaaaaaaa",
        EMAIL * 2,
        "я" * 129,
    ],
)
def test_a_passphrase_that_can_be_guessed_is_refused_with_a_reason_and_the_link_stays(
    reader: Reader, link: Callable, passphrase: str, rows: Callable
):
    path = link()
    page = reader.send(reader.open(path), passphrase=passphrase)

    assert page.status == 422
    assert page.main.one(id="passphrase-error").text.startswith("Ошибка:")
    assert rows()["account"] == []
    assert reader.follow(reader.send(page, passphrase=PASSPHRASE)).path == "/account"


def test_passphrases_and_secrets_are_stored_as_hashes_alone(app: Flask, link: Callable, reader: Reader, rows: Callable):
    path = link()
    stored = str(rows())
    assert path.rpartition("/")[2] not in stored
    reader.follow(reader.send(reader.open(path), passphrase=PASSPHRASE))

    assert PASSPHRASE not in str(rows())
    assert rows()["account"][0]["passphrase_hash"].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert reader.client.get_cookie("account").value not in str(rows())


def test_signing_in_leads_back_to_the_page_one_wanted(app: Flask, member: Callable[..., Reader]):
    member(EMAIL, passphrase=PASSPHRASE)
    reader = Reader(app)
    door = reader.open(reader.get("/account/passphrase").leads_to)

    assert reader.send(door, email=EMAIL, passphrase=PASSPHRASE).leads_to == "/account/passphrase"
    elsewhere = Reader(app)
    page = elsewhere.open("/sign-in?next=//evil.example/")
    assert elsewhere.send(page, email=EMAIL, passphrase=PASSPHRASE).leads_to == "/"


def test_no_secret_and_no_mailbox_reaches_the_log(
    app: Flask, mailbag: Mailbag, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture, link: Callable
):
    caplog.set_level("DEBUG")
    # Nobody takes a letter: the mail server of the tests would say to whom it goes.
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_url="smtp://127.0.0.1:1")
    reader = Reader(app)
    path = link()
    reader.follow(reader.send(reader.open(path), passphrase=PASSPHRASE))
    sign_in(Reader(app), passphrase=OTHER)
    reader.send(reader.open("/account/passphrase"), present=OTHER, new="short")
    asking = Reader(app)
    asking.send(asking.open("/sign-in/link"), email=EMAIL)
    said = caplog.text + "".join(capfd.readouterr())

    secrets = [PASSPHRASE, OTHER, EMAIL, path.rpartition("/")[2], reader.client.get_cookie("account").value]
    assert "mail: ConnectionRefusedError" in said
    assert [secret for secret in secrets if secret in said] == []


def test_whatever_is_signed_is_signed_with_sha_256(app: Flask):
    token = Reader(app).open("/sign-in").main.all("input", name="csrf_token")[0]["value"]
    secret = app.config["SECRET_KEY"]

    def signed_with(digest: object) -> bool:
        made = URLSafeTimedSerializer(secret, salt="wtf-csrf-token", signer_kwargs={"digest_method": digest})
        return made.loads_unsafe(token)[0]

    assert signed_with(sha256)
    assert not signed_with(sha512)
    assert Signer(secret).get_signature(b"x") == Signer(secret, digest_method=sha256).get_signature(b"x")
