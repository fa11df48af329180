"""Letters as people get them: what they are told of, at which hour, in which language, and what they switched off."""

import ast
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.accounts import Role
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.notifications import notification_table, remember_language
from kamcareer.store.database import db, may_write
from kamcareer.web.limits import limiter
from kamcareer.web.mailing import send_waiting
from tests.conftest import NOW
from tests.web.authenticator import Authenticator, add_passkey
from tests.web.conftest import Person
from tests.web.doors import sign_in
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader
from tests.web.test_second_factor import set_up

EMAIL, OLEG = "vera@example.ru", "oleg@example.ru"
PASSPHRASE, OTHER = "ёлка самовар трактор 9 лун", "лодка вечер кирпич 4 ветра"
NIGHT = NOW.replace(hour=20)  # 23:00 in Moscow
ROWS = notification_table().rows


@pytest.fixture(autouse=True)
def clock():
    """Three in the afternoon where the installation is."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def vera(member: Callable[..., Reader]) -> Reader:
    return member(EMAIL, passphrase=PASSPHRASE)


@pytest.fixture
def owner(person: Person, vera: Reader) -> Reader:
    """Somebody with a finished assessment in their account."""
    vera.sit_down(person.id)
    vera.follow(vera.send(vera.open("/account"), "/account/assessments"))
    return vera


def subjects(mailbag: Mailbag, to: str = EMAIL) -> list[str]:
    return [str(letter["Subject"]) for letter in mailbag.letters if letter["To"] == to]


def subject(happening: str, language: str = "ru") -> str:
    return ROWS[happening].subject[language]


def share(owner: Reader, mailbox: str) -> Page:
    form = {"extent": "summary", "life": "30", "mailbox": mailbox}
    return owner.send(owner.open("/assessment/links"), "/links/show", **form)


def send_at(app: Flask, clock, moment) -> int:
    clock.move_to(moment)
    with app.app_context():
        return send_waiting()


def change_passphrase(_app: Flask, vera: Reader) -> None:
    vera.follow(vera.send(vera.open("/account/passphrase"), present=PASSPHRASE, new=OTHER))


def add_codes(_app: Flask, vera: Reader) -> None:
    set_up(vera)


def add_and_remove_a_passkey(_app: Flask, vera: Reader) -> None:
    add_passkey(vera, Authenticator())
    vera.follow(vera.send(vera.open("/account/second-factor"), "/remove"))


def renew_and_give_up(_app: Flask, vera: Reader) -> None:
    set_up(vera)
    vera.send(vera.open("/account/second-factor"), "/recovery-codes")
    vera.follow(vera.send(vera.open("/account/second-factor/give-up")))


def use_a_recovery_code(app: Flask, vera: Reader) -> None:
    _phone, codes = set_up(vera)
    other = Reader(app)
    sign_in(other)
    other.send(other.open("/sign-in/code"), code=codes[0])


EVENTS = {
    change_passphrase: ["passphrase_set"],
    add_codes: ["second_factor_set"],
    add_and_remove_a_passkey: ["passkey_added", "passkey_removed"],
    renew_and_give_up: ["second_factor_set", "recovery_codes_renewed", "second_factor_given_up"],
    use_a_recovery_code: ["second_factor_set", "recovery_code_used"],
}


@pytest.mark.parametrize("act", EVENTS)
def test_whatever_changes_who_may_come_in_is_told_at_once_even_at_night(
    app: Flask, member: Callable[..., Reader], mailbag: Mailbag, clock, act: Callable
):
    clock.move_to(NIGHT)
    act(app, member(EMAIL, passphrase=PASSPHRASE))

    assert subjects(mailbag) == [subject(happening) for happening in EVENTS[act]]
    assert all("http://localhost/account" in letter.get_content() for letter in mailbag.letters)


def test_an_administrator_who_takes_a_factor_away_is_told_of_to_the_person_alone(
    app: Flask, vera: Reader, member: Callable[..., Reader], mailbag: Mailbag
):
    add_passkey(vera, Authenticator())
    boss = member("boss@example.ru", Role.ADMINISTRATOR, second_factor=True)
    listed = boss.open(f"/admin/accounts?search={EMAIL}")
    page = boss.open(next(link["href"] for link in listed.main.all("a") if link.text == EMAIL))
    boss.send(page, "/second-factor", reason="lost")

    assert subjects(mailbag)[1:] == [subject("second_factor_given_up")]
    assert subjects(mailbag, "boss@example.ru") == []


def test_a_letter_holds_no_secret_and_no_word_of_anybody(vera: Reader, app: Flask, mailbag: Mailbag):
    change_passphrase(app, vera)
    text = mailbag.letters[0].get_content()

    assert not any(word in text for word in (PASSPHRASE, OTHER, EMAIL))
    assert "15:00" in text


def test_somebody_who_is_shown_a_report_gets_a_letter_in_their_own_language(
    app: Flask, owner: Reader, member: Callable[..., Reader], mailbag: Mailbag
):
    member(OLEG)
    may_write.set(True)
    with app.app_context():
        remember_language(db.session(), find_by_mailbox(db.session(), OLEG), "en")
        db.session.commit()
    share(owner, OLEG)
    share(owner, "stranger@example.ru")

    assert subjects(mailbag, OLEG) == [subject("report_shown", "en")]
    assert subjects(mailbag, "stranger@example.ru") == [subject("report_shown", "ru")]
    assert "23 December 2026" in mailbag.letters[0].get_content()
    assert "/shared/" in mailbag.letters[0].get_content()


def test_a_letter_that_can_wait_waits_through_the_night(app: Flask, owner: Reader, mailbag: Mailbag, clock):
    clock.move_to(NIGHT)
    share(owner, OLEG)
    assert mailbag.letters == []
    assert send_at(app, clock, NIGHT + timedelta(hours=9, minutes=59)) == 0
    assert send_at(app, clock, NIGHT + timedelta(hours=10)) == 1


def test_the_first_opening_of_a_shown_report_is_told_and_no_later_one(
    owner: Reader, member: Callable[..., Reader], mailbag: Mailbag
):
    share(owner, OLEG)
    path = mailbag.letters[0].get_content().split("http://localhost")[1].split()[0]
    oleg = member(OLEG)
    for _time in range(2):
        oleg.open(path)

    assert subjects(mailbag) == [subject("shown_report_opened")]
    assert OLEG not in mailbag.letters[-1].get_content()


def test_what_is_switched_off_is_not_written_and_everything_else_is(
    app: Flask, owner: Reader, member: Callable[..., Reader], mailbag: Mailbag, rows: Callable
):
    oleg = member(OLEG)
    page = oleg.open("/account/letters")
    assert [box["value"] for box in page.main.all("input", type="checkbox") if "checked" in box] == [
        one.value for one in notification_table().optional()
    ]
    saved = oleg.follow(oleg.send(page, wanted=["data_ends"]))
    said = share(owner, OLEG)

    assert [box["value"] for box in saved.main.all("input", type="checkbox") if "checked" in box] == ["data_ends"]
    assert (subjects(mailbag, OLEG), rows()["mail"]) == ([], [])
    assert OLEG in owner.follow(said).main.text, "whoever shows a report does not learn what others switched off"
    oleg.send(oleg.open("/account/passphrase"), new=OTHER)
    assert subjects(mailbag, OLEG) == [subject("passphrase_set")]


@pytest.mark.parametrize("wanted", ["passphrase_set", "nothing"])
def test_what_may_not_be_switched_off_is_no_choice(vera: Reader, rows: Callable, wanted: str):
    before = rows()["account"]
    page = vera.open("/account/letters")

    assert vera.request("POST", page.path, data=page.values(page.form()) | {"wanted": [wanted]}).status == 422
    assert rows()["account"] == before


def test_the_page_says_the_whole_table_in_words(vera: Reader):
    for language in ("ru", "en"):
        vera.client.set_cookie("language", language)
        text = vera.open("/account/letters").main.text
        assert [row.when[language] for row in ROWS.values() if row.when[language] not in text] == []


def test_without_a_mail_server_nothing_is_queued_for_later(app: Flask, owner: Reader, rows: Callable):
    share(owner, OLEG)
    change_passphrase(app, owner)

    assert rows()["mail"] == []
    assert owner.open("/account/letters").main.all("p", class_="panel")


def test_letters_to_one_mailbox_are_few_a_day(owner: Reader, mailbag: Mailbag):
    limiter.reset()
    answers = [share(owner, OLEG).status for _try in range(6)]

    assert answers == [303] * 5 + [429]
    assert share(owner, "").status == 303
    assert len(subjects(mailbag, OLEG)) == 5


def run_retention(app: Flask, clock, moment) -> str:
    clock.move_to(moment)
    return app.test_cli_runner().invoke(args=["retention", "run"]).output


def test_two_weeks_before_the_end_its_day_is_told_once(app: Flask, owner: Reader, mailbag: Mailbag, clock):
    last = NOW.replace(year=2028)
    for before in (timedelta(days=14), timedelta(days=13), timedelta(days=12, hours=23), timedelta(days=1)):
        run_retention(app, clock, last - before)
        with app.app_context():
            send_waiting()

    assert subjects(mailbag) == [subject("data_ends")]
    assert "23 ноября 2028" in mailbag.letters[0].get_content()
    assert "http://127.0.0.1:8000/account" in mailbag.letters[0].get_content()


def test_letters_are_written_from_the_table_alone():
    """Nothing else makes a message or puts one into the queue."""
    makers = {"Message": {"notifications.py", "mail.py"}, "add_message": {"notifications.py"}}
    for file in sorted((PROJECT_ROOT / "kamcareer").rglob("*.py")):
        text = file.read_text()
        if "core.framework.message import" in text or file.name == "message.py":
            continue  # sentences of the check are called messages too, and no letter is made where they are
        for node in ast.walk(ast.parse(text)):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            assert file.name in makers.get(name, {file.name}), (file, name)
