"""The plan in a calendar: a private address under stable identifiers, taken back when one likes."""

from collections.abc import Callable

import pytest
from flask import Flask
from icalendar import Calendar

from kamcareer.store.database import db, may_write
from kamcareer.store.tables import PlanFeedRow
from kamcareer.web.erasures import erase_what_came_back
from tests.web.conftest import Person
from tests.web.pages import Reader
from tests.web.test_plan import PLAN, steps

FEED = f"{PLAN}/calendar"


@pytest.fixture
def person(busy_person: Person) -> Person:
    return busy_person


def made(person: Person) -> str:
    """Make the address and return its path."""
    page = person.reader.send(person.reader.open(FEED), "/calendar/make")
    address = page.main.one("input", id="address")["value"]
    return address[address.index("/calendar/") :]


def ids(data: bytes) -> list[str]:
    return sorted(str(event["uid"]) for event in Calendar.from_ical(data).events)


def test_a_calendar_reads_the_plan_under_the_identifiers_of_the_file(person: Person, reader: Reader):
    path = made(person)
    feed = reader.open(path).response

    assert feed.mimetype == "text/calendar"
    assert ids(feed.data) == ids(person.reader.open(f"{PLAN}/download/ics").response.data)


def test_the_address_follows_what_changes(person: Person, reader: Reader):
    path, gone = made(person), steps(person.reader.open(PLAN))[0]
    before = reader.open(path).response.data
    page = person.reader.open(f"{PLAN}/activities/{gone}")
    person.reader.send(page, "/refuse", reason="not_for_me")

    assert ids(reader.open(path).response.data) != ids(before)


def test_the_database_keeps_a_hash_alone_and_the_page_shows_the_address_once(person: Person, rows: Callable):
    secret = made(person).rpartition("/")[2]

    assert secret not in str(rows())
    assert secret not in person.reader.open(FEED).html


def test_what_was_taken_back_or_renewed_opens_nothing_and_does_not_come_back(
    app: Flask, person: Person, reader: Reader, rows: Callable
):
    first = made(person)
    (old,) = rows()["plan_feed"]
    second = made(person)
    assert (reader.get(first).status, reader.get(second).status) == (404, 200)
    person.reader.send(person.reader.open(FEED), "/calendar/close")
    assert reader.get(second).status == 404

    may_write.set(True)
    with app.test_request_context():
        # As an old backup would bring it back.
        db.session.add(PlanFeedRow(**old))
        db.session.commit()
        assert sum(erase_what_came_back().values()) == 1
    assert rows()["plan_feed"] == []


def test_it_goes_with_the_assessment(person: Person, reader: Reader, rows: Callable):
    path = made(person)
    person.reader.send(person.reader.open("/assessment/delete"))

    assert rows()["plan_feed"] == []
    assert reader.get(path).status == 404
