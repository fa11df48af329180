"""Accounts as a person uses them: in by a link or a passphrase, out again, and what ends with what."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from random import randrange
from threading import Barrier, Thread
from uuid import uuid4

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Keep
from flask import Flask
from flask_migrate import upgrade

from kamcareer.core.accounts import Role
from kamcareer.core.one_time_links import LIFE
from kamcareer.factory import create_app
from kamcareer.services.accounts import close, find_by_mailbox, grant, new_one_time_link
from kamcareer.store.database import db, may_write
from kamcareer.web.clock import now
from kamcareer.web.limits import limiter
from kamcareer.web.mailing import send_waiting
from tests.conftest import REDIS, lacking, settings_for
from tests.web.conftest import Person
from tests.web.pages import Page, Reader
from tests.web.test_server import free_port

PASSPHRASE = "ёлка самовар трактор 9 лун"
OTHER = "лодка вечер кирпич 4 ветра"
EMAIL = "vera@example.ru"


class Mailbag(Keep):
    """Keeps what a real mail server was given."""

    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.letters: list[EmailMessage] = []

    def prepare_message(self, _session: object, envelope: object) -> EmailMessage:
        from email import message_from_bytes, policy

        return message_from_bytes(envelope.content, policy=policy.default)

    def handle_message(self, message: EmailMessage) -> None:
        self.letters.append(message)


@pytest.fixture
def mailbag(app: Flask) -> Iterator[Mailbag]:
    """A mail server on this machine, and an installation that sends by it."""
    bag = Mailbag()
    port = free_port()
    server = Controller(bag, hostname="127.0.0.1", port=port)
    server.start()
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, mail_url=f"smtp://127.0.0.1:{port}", mail_from="kam@example.ru")
    yield bag
    server.stop()


@pytest.fixture
def link(app: Flask) -> Callable[..., str]:
    """Make a one-time link as the console does; return its path."""

    def make(email: str = EMAIL, *roles: Role) -> str:
        may_write.set(True)
        with app.app_context():
            secret = new_one_time_link(db.session(), email, now(), frozenset(roles))
            db.session.commit()
        return f"/enter/{secret}"

    return make


def sign_in(reader: Reader, email: str = EMAIL, passphrase: str = PASSPHRASE) -> Page:
    return reader.send(reader.open("/sign-in"), email=email, passphrase=passphrase)


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


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(reader: Reader, link: Callable):
    path = link()
    response = reader.send(reader.open(path)).response
    (cookie,) = [value for value in response.headers.getlist("Set-Cookie") if value.startswith("account=")]

    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_signing_in_leads_back_to_the_page_one_wanted(app: Flask, member: Callable[..., Reader]):
    member(EMAIL, passphrase=PASSPHRASE)
    reader = Reader(app)
    door = reader.open(reader.get("/account/passphrase").leads_to)

    assert reader.send(door, email=EMAIL, passphrase=PASSPHRASE).leads_to == "/account/passphrase"
    elsewhere = Reader(app)
    page = elsewhere.open("/sign-in?next=//evil.example/")
    assert elsewhere.send(page, email=EMAIL, passphrase=PASSPHRASE).leads_to == "/"


def replayed(reader: Reader) -> int:
    return reader.get("/account").status


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


def test_ten_wrong_tries_in_five_minutes_are_enough(app: Flask, member: Callable[..., Reader]):
    member(EMAIL, passphrase=PASSPHRASE)
    reader = Reader(app)
    statuses = [sign_in(reader, passphrase=OTHER).status for _ in range(11)]

    assert statuses == [422] * 10 + [429]
    refused = sign_in(reader)
    assert refused.status == 429
    assert int(refused.response.headers["Retry-After"]) > 0


def test_workers_that_share_redis_count_together(tmp_path: Path):
    """Two applications on one database stand for two workers."""
    workers = [create_app(settings_for(tmp_path, KAMCAREER_LIMITS_URL=REDIS or _no_redis())) for _ in range(2)]
    with workers[0].app_context():
        upgrade()
    email = f"{uuid4().hex}@example.ru"  # counters of an earlier run must not matter
    address = {"REMOTE_ADDR": f"10.{randrange(256)}.{randrange(256)}.{randrange(256)}"}
    statuses = []
    for number in range(12):
        reader = Reader(workers[number % 2])
        reader.client.environ_base |= address
        statuses.append(sign_in(reader, email).status)
    for worker in workers:
        with worker.app_context():
            db.engine.dispose()

    assert statuses == [422] * 10 + [429] * 2


def _no_redis() -> str:
    reason = "no Redis: set KAMCAREER_TEST_REDIS_URL, for example redis://127.0.0.1:6379/0"
    lacking(reason)


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


def test_whoever_asks_for_many_links_to_one_mailbox_is_slowed_down(app: Flask, mailbag: Mailbag):
    statuses = []
    for _ in range(4):
        reader = Reader(app)
        statuses.append(reader.send(reader.open("/sign-in/link"), email=EMAIL).status)

    assert statuses == [200, 200, 200, 429]
    assert len(mailbag.letters) == 3


@pytest.fixture
def redis_comes_back() -> Iterator[None]:
    """The counter is one for the whole process: later tests must not find it counting without Redis."""
    yield
    limiter._storage_dead = False


@pytest.mark.usefixtures("redis_comes_back")
def test_while_redis_is_away_attempts_are_counted_in_each_worker(tmp_path: Path):
    app = create_app(settings_for(tmp_path, KAMCAREER_LIMITS_URL="redis://127.0.0.1:1/0"))
    with app.app_context():
        upgrade()
    reader = Reader(app)
    statuses = [sign_in(reader).status for _ in range(11)]
    with app.app_context():
        db.engine.dispose()

    assert statuses == [422] * 10 + [429]
