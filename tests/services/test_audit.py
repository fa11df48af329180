from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kamcareer.core.audit import Event
from kamcareer.services.audit import broken_at, note_event, trail
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
