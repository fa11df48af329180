"""Replacing the secret of the installation: what it seals is sealed anew, at once; what cannot be keeps its key.

The new secret stands in a file beside the present one before anything is committed, and an entry of the trail says that
it holds: whatever is killed when, the next start knows which of the two it is (decision 122).
"""

from datetime import datetime
from time import sleep

from sqlalchemy.orm import Session

from kamcareer.core.audit import Entry, Event
from kamcareer.core.backups import fingerprint
from kamcareer.core.installation_secret import successor
from kamcareer.services import background_jobs, demographics, round_peers, second_factors, waiting_files
from kamcareer.services.audit import is_of_another, name_of, note_event
from kamcareer.services.backup_archive import sync_folder
from kamcareer.services.backups import Installation, write_private
from kamcareer.store.accounts import all_accounts
from kamcareer.store.audit import entries_of, has_trail, last_entries
from kamcareer.store.condition import others_connected
from kamcareer.store.contents import opened
from kamcareer.store.copies import file_in_use
from kamcareer.store.trail_names import rename_people

TRIES, BETWEEN_TRIES = 10, 0.3  # seconds
RESEALING = (second_factors.reseal, waiting_files.reseal, background_jobs.reseal, round_peers.reseal)


class SecretError(Exception):
    """The secret cannot be replaced now, or is not the one that holds; the text says what to do."""


def refuse_company(session: Session, installation: Installation) -> None:
    """Refuse to go on while anybody else works on the database: they would seal with the old secret. SecretError.

    On SQLite no connection may be open here either.
    """
    sqlite = installation.kind == "sqlite"
    if file_in_use(installation.database_file) if sqlite else _others_stay(session):
        raise SecretError("the database is in use. Stop servers, workers and timers first, then try again")


def _others_stay(session: Session) -> bool:
    # PostgreSQL still counts a server that was stopped a moment ago.
    for _try in range(TRIES):
        if not others_connected(session):
            return False
        session.rollback()  # within one unit of work it would say the same again
        sleep(BETWEEN_TRIES)
    return True


def replace_secret(session: Session, installation: Installation, now: datetime) -> int:
    """Let a new secret take the place of the present one; return how many sealed things stay unreadable, as they were.

    SecretError where it was replaced in the meantime. The caller commits, and then calls `settle`.
    """
    (last, _earlier), before = last_entries(session), installation.secret or ""
    if ended := replaced_by(session, before):  # by somebody who was at it when this began
        raise SecretError(_says(installation, ended))
    secret = successor(before, last.number if last else 0)
    installation.next_secret_file.unlink(missing_ok=True)
    write_private(installation.next_secret_file, secret)
    sync_folder(installation.next_secret_file.parent)
    left = sum(reseal(session, before, secret) for reseal in RESEALING)
    demographics.rename(session, before, secret)
    people = [one.id for one in all_accounts(session)]
    rename_people(session, {name_of(before, id): name_of(secret, id) for id in people})
    note_event(session, secret, Event.SECRET_REPLACED, "", f"{fingerprint(before)} {fingerprint(secret)}", now)
    return left


def refuse_foreign(installation: Installation) -> None:
    """Refuse a database that another secret than the one at hand has sealed, before anything is made. SecretError."""
    if installation.kind == "sqlite" and not installation.database_file.exists():
        return
    with opened(installation.database_url) as connection:
        session = Session(bind=connection)
        if has_trail(session) and is_of_another(session, installation.secret or ""):
            at_hand = f"than {fingerprint(installation.secret)}" if installation.secret else "and none is at hand"
            raise SecretError(
                f"this database was sealed with another secret {at_hand}. Do KAMCAREER_DATA, KAMCAREER_SECRET_KEY and "
                "KAMCAREER_DATABASE_URL name one installation? A lost secret is in every backup; where none is left: "
                "flask secret adopt"
            )


def adopt_secret(session: Session, secret: str, now: datetime) -> None:
    """Go on with a secret in a database that another, which is lost, has sealed. SecretError where it is no other.

    Whatever that one sealed stays unreadable, and the trail cannot be checked up to here. The caller commits.
    """
    if not is_of_another(session, secret):
        raise SecretError("the secret at hand is that of the database already")
    note_event(session, secret, Event.SECRET_REPLACED, "", f"lost {fingerprint(secret)}", now)


def settle(installation: Installation) -> str:
    """Return the secret that holds, after bringing a replacement that was interrupted to its end or its beginning.

    SecretError where the present one was replaced and the one that followed is not at hand.
    """
    if installation.kind == "sqlite" and not installation.database_file.exists():
        return installation.secret or ""
    # Not steady: having waited for somebody who replaces, it must see what they committed.
    waits = installation.next_secret_file.exists()
    with opened(installation.database_url, writes=waits, steady=False) as connection:
        return _settled(Session(bind=connection), installation)


def _settled(session: Session, installation: Installation) -> str:
    secret = installation.secret or ""
    if not has_trail(session):
        return secret
    following = _waiting(session, installation)
    if following is not None and _entry_of(session, following, 1) is None:
        # Nothing under it was committed here. Kept aside: asked of a wrong database it may be the only copy there is.
        installation.next_secret_file.replace(installation.next_secret_file.with_suffix(".undone"))
    elif following is not None and not installation.secret_given:
        secret = following
        installation.next_secret_file.replace(installation.secret_file)
        sync_folder(installation.secret_file.parent)
    elif following == secret:
        installation.next_secret_file.unlink()  # the settings name it by now
    ended = replaced_by(session, secret)
    if ended:
        raise SecretError(_says(installation, ended))
    return secret


def replaced_by(session: Session, secret: str) -> Entry | None:
    """Return the entry of the trail that says that a secret was replaced, or lost; None for the one that holds."""
    entries = entries_of(session, Event.SECRET_REPLACED)
    if not entries or entries[0].detail.split()[-1] == fingerprint(secret):
        return None
    return _entry_of(session, secret, 0) or entries[0]


def _waiting(session: Session, installation: Installation) -> str | None:
    if installation.next_secret_file.exists():
        last_entries(session)  # not before a replacement that is under way has ended
    return installation.next_secret_file.read_text() if installation.next_secret_file.exists() else None


def _entry_of(session: Session, secret: str, place: int) -> Entry | None:
    own = fingerprint(secret)
    entries = entries_of(session, Event.SECRET_REPLACED)
    return next((entry for entry in entries if entry.detail.split()[place : place + 1] == [own]), None)


def _says(installation: Installation, ended: Entry) -> str:
    where = installation.next_secret_file
    says = f"the secret was replaced at {ended.at:%Y-%m-%d %H:%M} UTC and opens nothing any more. "
    if installation.secret_given and where.exists():
        return f"{says}Set KAMCAREER_SECRET_KEY to what stands in {where}"
    return f"{says}Take the one that followed, with the fingerprint {ended.detail.split()[-1]}"
