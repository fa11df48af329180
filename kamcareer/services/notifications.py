"""Telling people what happened: the one way from which letters are written."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.notifications import (
    Happening,
    NotificationTable,
    Wishes,
    leaves_at,
    letter,
    parse_notifications,
)
from kamcareer.store.accounts import note_told, set_language, set_letters_off, wishes_of, wishes_of_staff
from kamcareer.store.mail import add_message, add_messages

BATCH, PAUSE = 200, timedelta(minutes=1)
TABLE_FILE = Path(__file__).with_name("notifications.yaml")


@cache
def notification_table() -> NotificationTable:
    """Return the table of notifications."""
    return parse_notifications(TABLE_FILE.read_bytes(), TABLE_FILE.name)


def wishes(session: Session, mailbox: str) -> Wishes:
    """Return what the owner of a mailbox wants of letters; nothing is known where it has no account."""
    return wishes_of(session, mailbox)


def notify(  # noqa: PLR0913 - what a letter is made of
    session: Session,
    happening: Happening,
    mailbox: str,
    language: str,
    blanks: Mapping[str, str],
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """Queue the letter of a happening, unless its recipient switched such letters off.

    It is sent only if the transaction it belongs to is kept, and not before its hour.
    """
    row = notification_table().rows[happening]
    if row.may_be_off and happening in wishes(session, mailbox).off:
        return
    add_message(session, letter(row, mailbox, language, blanks.items()), now, leaves_at(row, now, zone))


def staff_to_tell(session: Session, happening: Happening) -> dict[str, str | None]:
    """Return the mailboxes of everybody who works here and wants letters of a kind, with the language each reads."""
    return {mailbox: one.language for mailbox, one in wishes_of_staff(session).items() if happening not in one.off}


def notify_many(
    session: Session,
    happening: Happening,
    readers: Mapping[str, str],
    blanks: Mapping[str, Mapping[str, str]],
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """Queue the letter of a happening to many, by mailbox with the language each reads; `blanks` are by language.

    They leave a BATCH every minute, so that no mail server takes the company for a sender of junk and no other letter
    waits behind all of them.
    """
    row = notification_table().rows[happening]
    made = (letter(row, mailbox, reads, blanks[reads].items()) for mailbox, reads in readers.items())
    first = leaves_at(row, now, zone)
    add_messages(
        session,
        ((one, leaves_at(row, first + number // BATCH * PAUSE, zone)) for number, one in enumerate(made)),
        now,
    )


def remember_language(session: Session, account: Account, language: str) -> None:
    """Note in which language an account reads its letters."""
    set_language(session, account.id, language)


def switch_off(session: Session, account: Account, off: frozenset[Happening]) -> None:
    """Let an account get no letters of these kinds, and all others; ValueError for what may not be switched off."""
    if not off <= set(notification_table().optional()):
        raise ValueError("letters about security, and those one asked for, are always sent")
    set_letters_off(session, account.id, off)


def tell_once(session: Session, account: Account, last_day: date) -> bool:
    """Note that an account is told of a last day; return False where it was told of that day before."""
    return note_told(session, account.id, last_day)
