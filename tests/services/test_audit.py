from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from kamcareer.core.audit import Event
from kamcareer.services.audit import broken_at, note_event, trail
from kamcareer.store.database import db, may_write
from tests.conftest import NOW

SECRET = "s" * 64


def test_entries_of_many_workers_make_one_whole_chain(session: Session, at_once: Callable):
    at_once(*[lambda own: note_event(own, SECRET, Event.SIGNED_IN, "a-1", "link", NOW)] * 8)

    assert [entry.number for entry in trail(session)] == list(range(1, 9))
    assert broken_at(session, SECRET) is None


@pytest.mark.parametrize(
    "change", ["event = 'signed_out'", "detail = 'x'", "person = ''", "at = '2020-01-01 00:00:00'"]
)
def test_a_row_changed_behind_our_back_shows(session: Session, change: str):
    for _ in range(3):
        note_event(session, SECRET, Event.SIGNED_IN, "a-1", "link", NOW)
    session.execute(text(f"UPDATE audit SET {change} WHERE number = 2"))
    session.expire_all()

    assert broken_at(session, SECRET) == 2


def test_a_row_taken_out_shows(session: Session):
    for _ in range(3):
        note_event(session, SECRET, Event.SIGNED_IN, "a-1", "link", NOW)
    session.execute(text("DELETE FROM audit WHERE number = 2"))
    session.expire_all()

    assert broken_at(session, SECRET) == 2


def test_the_trail_names_nobody(session: Session):
    note_event(session, SECRET, Event.ACCOUNT_ERASED, "a-1-vera", "", NOW)

    assert "a-1-vera" not in str(trail(session))


COLUMNS = ("number", "at", "event", "person", "detail", "seal")


@pytest.mark.sqlite
def test_of_a_thousand_flipped_bits_every_one_shows_at_its_entry(app: Flask):
    """One bit of one byte of one column of one row, anywhere, as a hand in the file of SQLite would flip it."""
    chance, shown = Random(45), 0
    # A moment of a clock: where its last digits were all noughts, the point before them would say nothing.
    moment = NOW + timedelta(microseconds=123457)
    may_write.set(True)
    with app.app_context():
        session = db.session()
        for number in range(12):
            note_event(session, SECRET, list(Event)[number], f"a-{number % 3}", "passphrase", moment)
        session.commit()
        for _ in range(1000):
            row, column = chance.randint(1, 12), chance.choice(COLUMNS)
            found = session.execute(text(f"SELECT CAST({column} AS BLOB) FROM audit WHERE number = {row}")).scalar_one()
            place = chance.randrange(len(found))
            # What stands between day and hour is not read: whatever it is, the moment stays the same.
            place -= column == "at" and place == 10
            flipped = found[:place] + bytes([found[place] ^ 1 << chance.randrange(8)]) + found[place + 1 :]
            # A number may not repeat and must be one: the database refuses the rest by itself.
            value = 100 + row if column == "number" else flipped
            as_text = ":value" if column == "number" else "CAST(:value AS TEXT)"
            session.execute(text(f"UPDATE audit SET {column} = {as_text} WHERE number = {row}"), {"value": value})
            session.expire_all()
            shown += broken_at(session, SECRET) == row
            session.rollback()
        assert broken_at(session, SECRET) is None

    assert shown == 1000
