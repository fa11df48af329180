"""The table of notifications: its rules, its words, and the hours at which letters leave."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.audit import Event
from kamcareer.core.framework.errors import FileError
from kamcareer.core.notifications import Happening, Leaves, Recipient, leaves_at, letter, parse_notifications
from kamcareer.services.notifications import TABLE_FILE, notification_table

ROWS = notification_table().rows
MOSCOW = ZoneInfo("Europe/Moscow")
DAYTIME = next(row for row in ROWS.values() if row.leaves is Leaves.BY_DAY)
# What changes who may come in: whoever is asked for it in the audit trail is told of it.
SECURITY = {one for one in Happening if one in set(Event)}
BLANK = re.compile(r"{(\w+)}")
KNOWN = {
    "first_stage",
    "final",
    "result",
    "plan",
    "stop",
    "url",
    "day",
    "reminder",
    "opening",
    "moment",
    "account",
    "shown",
    "table",
}


def test_every_happening_has_its_row_and_no_row_is_left_over():
    assert set(ROWS) == set(Happening)


def test_letters_about_security_leave_at_once_and_cannot_be_switched_off():
    assert len(SECURITY) == 9
    for happening in SECURITY:
        row = ROWS[happening]
        assert (row.leaves, row.may_be_off, row.recipient) == (Leaves.AT_ONCE, False, Recipient.ACCOUNT), happening


def test_only_what_is_security_or_was_just_asked_for_leaves_at_night():
    assert {one for one, row in ROWS.items() if row.leaves is Leaves.AT_ONCE} == SECURITY | {Happening.SIGN_IN_LINK}


def test_a_letter_that_may_be_switched_off_says_where():
    for happening, row in ROWS.items():
        for language in ("ru", "en"):
            assert ("{table}" in row.text[language]) == row.may_be_off, happening


def test_both_languages_say_the_same_blanks_and_subjects_have_none():
    for happening, row in ROWS.items():
        blanks = {language: sorted(BLANK.findall(row.text[language])) for language in ("ru", "en")}
        assert blanks["ru"] == blanks["en"], happening
        assert set(blanks["ru"]) <= KNOWN, happening
        assert BLANK.findall(row.subject.ru + row.subject.en) == [], happening
        assert re.search("[а-я]", row.text.en) is None, happening
        assert len(row.subject.ru) < 60, happening


def test_a_letter_has_its_blanks_filled_in():
    made = letter(ROWS[Happening.INVITATION], "vera@example.ru", "ru", {"url": "https://a/b", "day": "1 мая"}.items())

    assert (made.recipient, "https://a/b" in made.text, "1 мая" in made.text) == ("vera@example.ru", True, True)
    assert BLANK.findall(made.text) == []


@pytest.mark.parametrize(
    ("happens", "leaves"),
    [
        ("2026-11-23 08:59", "2026-11-23 09:00"),
        ("2026-11-23 09:00", "2026-11-23 09:00"),
        ("2026-11-23 20:59", "2026-11-23 20:59"),
        ("2026-11-23 21:00", "2026-11-24 09:00"),
        ("2026-12-31 23:30", "2027-01-01 09:00"),
        ("2026-11-23 00:00", "2026-11-23 09:00"),
    ],
)
def test_what_can_wait_waits_for_nine_in_the_morning(happens: str, leaves: str):
    at = datetime.fromisoformat(happens).replace(tzinfo=MOSCOW)

    assert leaves_at(DAYTIME, at, MOSCOW) == datetime.fromisoformat(leaves).replace(tzinfo=MOSCOW)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))
def test_nothing_waits_longer_than_a_night_even_when_the_clock_changes(at: datetime):
    berlin = ZoneInfo("Europe/Berlin")
    leaves = leaves_at(DAYTIME, at, berlin)

    assert 9 <= leaves.astimezone(berlin).hour < 21
    assert 0 <= (leaves - at).total_seconds() <= 13 * 3600
    assert leaves_at(ROWS[Happening.PASSPHRASE_SET], at, berlin) == at


def test_a_slip_in_the_table_is_named_with_its_place():
    broken = TABLE_FILE.read_bytes().replace(b"leaves: at_once\n", b"leaves: at_one\n", 1)
    with pytest.raises(FileError, match=r"table:\d+:\d+: .*at_once"):
        parse_notifications(broken, "table")
