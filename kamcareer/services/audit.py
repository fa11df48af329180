"""Noting who did what, in the transaction that does it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.audit import (
    FIRST,
    Anchor,
    Entry,
    Event,
    anchors_in,
    first_adrift,
    first_broken,
    fits,
    pseudonym,
    seal,
)
from kamcareer.core.backups import fingerprint
from kamcareer.core.installation_secret import Kept, earlier_keys, key_of, keys_of
from kamcareer.store.audit import (
    UnreadableEntryError,
    add_entries,
    entries,
    entries_of,
    first_entries,
    last_entries,
    newest_entries,
    newest_entry,
)

BEGINNING = 20  # entries

__all__ = ["Anchor", "Event", "anchors_in", "broken_at", "name_of", "names_of", "note_event", "note_events", "trail"]


class ReplacedSecretError(Exception):
    """The secret of this process was replaced; it must be started again with the one that followed."""

    def __init__(self) -> None:
        super().__init__("the secret of this process was replaced: start it again with the one that followed")


class ForeignSecretError(Exception):
    """The secret of this process is not that of the trail: whatever it sealed would break it from there on."""

    def __init__(self) -> None:
        super().__init__("the database was sealed with another secret than that of this process")


def note_event(session: Session, secret: str, event: Event, account_id: str, detail: str, now: datetime) -> None:
    """Add an entry to the trail; `account_id` is stored as a pseudonym, an empty one stands for nobody known."""
    note_events(session, secret, event, account_id, [detail], now)


def note_events(
    session: Session, secret: str, event: Event, account_id: str, details: Iterable[str], now: datetime
) -> None:
    """Add an entry to the trail for each detail, in as many statements as one takes."""
    key = _key(secret)
    last, before = last_entries(session)
    if event is not Event.SECRET_REPLACED:
        _refuse_replaced(session, secret, last, before)
    person = pseudonym(key, account_id) if account_id else ""
    added: list[Entry] = []
    for detail in details:
        entry = Entry(last.number + 1 if last else 1, now, event, person, detail)
        last = replace(entry, seal=seal(key, entry, last.seal if last else FIRST))
        added.append(last)
    add_entries(session, added)


def name_of(secret: str, account_id: str) -> str:
    """Return what an account is called in the trail."""
    return pseudonym(_key(secret), account_id)


def names_of(secret: str, account_id: str) -> list[str]:
    """Return every name an account may have in the trail: a new one since each replacement of the secret."""
    return [pseudonym(key, account_id) for key in keys_of(secret, Kept.TRAIL)]


def broken_at(session: Session, secret: str) -> int | None:
    """Return the number of the first entry that does not fit the trail or cannot be read; None when it is whole."""
    try:
        return first_broken(_key(secret), entries(session), earlier_keys(secret, Kept.TRAIL))
    except UnreadableEntryError as error:
        return error.number


def is_of_another(session: Session, secret: str) -> bool:
    """Return whether a secret is not that of this trail: it sealed nothing at its beginning, nor the newest entry.

    Whoever changes entries leaves others that fit; a process with another secret would seal all that follows with it.
    """
    keys = keys_of(secret, Kept.TRAIL)
    try:
        beginning, (newest, before) = first_entries(session, BEGINNING), newest_entries(session)
    except UnreadableEntryError:
        return False
    seals = [FIRST, *(one.seal for one in beginning)]
    pairs = [*zip(beginning, seals, strict=False), *([(newest, before.seal)] if newest and before else [])]
    return bool(pairs) and not any(fits(keys, entry, earlier) for entry, earlier in pairs)


def newest_anchor(session: Session) -> Anchor | None:
    """Return what is to be kept elsewhere, so that nobody can write the trail anew unseen; None before it begins."""
    newest = newest_entry(session)
    return Anchor(newest.number, newest.seal) if newest else None


def adrift(session: Session, anchors: list[Anchor]) -> Anchor | None:
    """Return the first of some anchors that the trail does not hold to; None where it holds to all."""
    return first_adrift(anchors, entries(session))


def trail(session: Session) -> list[Entry]:
    """Return every entry, oldest first."""
    return list(entries(session))


def _key(secret: str) -> bytes:
    # A key of its own: what signs cookies must not be able to write the trail by accident.
    return key_of(secret, Kept.TRAIL)


def _refuse_replaced(session: Session, secret: str, last: Entry | None, before: Entry | None) -> None:
    """Refuse to write on where another secret holds: this process is of before, or of another installation.

    Asked of the trail only where the newest entry is not sealed by this secret: there may be a million others.
    """
    if last is None or last.seal == seal(_key(secret), last, before.seal if before else FIRST):
        return
    replaced = entries_of(session, Event.SECRET_REPLACED)
    if replaced and not replaced[0].detail.endswith(fingerprint(secret)):
        raise ReplacedSecretError
    if is_of_another(session, secret):
        raise ForeignSecretError
