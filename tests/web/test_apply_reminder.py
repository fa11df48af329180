"""The reminder to whoever was invited: one letter after two days, whose link leads to where the own link leads."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.services.notifications import notification_table
from kamcareer.web.mailing import send_waiting
from tests.conftest import NOW
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader
from tests.web.test_applying import answer, begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy

DAY = timedelta(days=1)
SUBJECT = notification_table().rows["reminded_to_apply"].subject["ru"]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def reminders(app: Flask, mailbag: Mailbag) -> list[str]:
    """Run the daily job; the paths in the reminders that were written so far."""
    app.test_cli_runner().invoke(args=["mail", "remind"])
    with app.app_context():
        send_waiting()
    letters = [letter.get_content() for letter in mailbag.letters if letter["Subject"] == SUBJECT]
    return [re.search(r"https?://[^/\s]+(/\S+)", letter)[1] for letter in letters]


def test_it_comes_once_and_the_recruiter_sees_that_it_went(
    app: Flask, clock: time_machine.Traveller, rita: Reader, vacancy: Page, mailbag: Mailbag
):
    invitation(rita, vacancy, "Вера", email="vera@example.ru")
    clock.shift(DAY)
    assert reminders(app, mailbag) == []
    for day in range(4):
        clock.shift(DAY + timedelta(minutes=1))
        assert len(reminders(app, mailbag)) == 1, day

    assert "Вера" not in mailbag.letters[-1].get_content()
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        assert "напомнили" in rita.open(f"{vacancy.path}/invitations").main.text


def test_its_link_begins_and_opens_nothing_once_the_answers_are_sent(
    app: Flask, clock: time_machine.Traveller, rita: Reader, vacancy: Page, mailbag: Mailbag
):
    own, _ = invitation(rita, vacancy, "Вера", email="vera@example.ru")
    clock.shift(2 * DAY + timedelta(minutes=1))
    (path,) = reminders(app, mailbag)
    assert path != own
    reader = begun(app, path)
    reader.send(answer(reader), "/send")

    assert reader.open("/application").status == 200
    for link in (path, own):
        assert Reader(app).get(link).status == 404  # the answers are sent: nothing opens any more


def test_whoever_began_in_another_browser_is_told_how_to_go_on(
    app: Flask, clock: time_machine.Traveller, rita: Reader, vacancy: Page, mailbag: Mailbag
):
    own, _ = invitation(rita, vacancy, "Вера", email="vera@example.ru")
    begun(app, own)
    clock.shift(2 * DAY + timedelta(minutes=1))
    (path,) = reminders(app, mailbag)

    assert Reader(app).open(path).main.text == Reader(app).open(own).main.text


def test_a_link_that_was_changed_by_a_letter_opens_nothing(
    app: Flask, clock: time_machine.Traveller, rita: Reader, vacancy: Page, mailbag: Mailbag
):
    invitation(rita, vacancy, "Вера", email="vera@example.ru")
    clock.shift(2 * DAY + timedelta(minutes=1))
    (path,) = reminders(app, mailbag)

    assert Reader(app).open(path).status == 200
    # Not the last letter: some of its bits stand for nothing, and another one may mean the same.
    assert Reader(app).get(f"{path[:-9]}{'A' if path[-9] != 'A' else 'B'}{path[-8:]}").status == 404
