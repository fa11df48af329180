"""The button that begins an application, pressed again: by the same hands, later, or from another browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from tests.conftest import now
from tests.web.pages import Page, Reader
from tests.web.test_applying import invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy


@pytest.fixture(params=["by link", "by posting"])
def way_in(request: pytest.FixtureRequest, rita: Reader, vacancy: Page) -> str:
    return invitation(rita, vacancy)[0] if request.param == "by link" else posting(vacancy)


def posting(vacancy: Page) -> str:
    return f"{vacancy.path.replace('/recruiting', '')}/apply"


@pytest.fixture
def tapped(app: Flask, way_in: str) -> tuple[Reader, Page]:
    """Somebody whose first tap began, and whose browser threw the answer away; the page they still see."""
    reader = Reader(app)
    consent = reader.open(f"{way_in}/agreement")
    before = reader.client.get_cookie("sitting").value
    assert reader.send(consent).leads_to == "/application/about"
    reader.client.set_cookie("sitting", before)
    return reader, consent


def test_a_second_tap_on_the_button_goes_on_with_what_the_first_began(tapped: tuple[Reader, Page], rows: Callable):
    reader, consent = tapped
    stored = rows()

    assert reader.follow(reader.send(consent)).path == "/application/about"
    assert rows() == stored
    assert len(stored["application"]) == len(stored["assessment"]) == 1


def test_who_kept_the_cookie_of_before_comes_into_nothing_later(tapped: tuple[Reader, Page], rows: Callable):
    reader, consent = tapped
    (first,) = rows()["assessment"]

    with time_machine.travel(now() + timedelta(minutes=6)):
        assert reader.send(consent).status == 303
    with reader.client.session_transaction() as session:
        assert session.get("assessment") != first["id"]


def test_the_button_of_another_browser_opens_nothing_that_was_begun(app: Flask, vacancy: Page, rows: Callable):
    path = f"{posting(vacancy)}/agreement"
    reader, other = Reader(app), Reader(app)
    consent, theirs = reader.open(path), other.open(path)
    reader.send(consent)
    (first,) = rows()["assessment"]

    press = consent.main.one("input", id="press")["value"]
    assert other.send(theirs, press=press).leads_to == "/application/about"
    assert len(rows()["assessment"]) == 2
    with other.client.session_transaction() as session:
        assert session["assessment"] != first["id"]
