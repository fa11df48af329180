"""Files between upload and confirmation: sealed, one of a kind for each account, gone after two hours."""

import json
import zlib
from base64 import urlsafe_b64encode
from datetime import date, datetime
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy.orm import Session

from kamcareer.core.spreadsheets.kept import read_kept, written_sheets
from kamcareer.core.spreadsheets.reading import read_sheets
from kamcareer.core.waiting_files import LIFE, Holds, WaitingFile
from kamcareer.store.waiting_files import (
    SealedFile,
    delete_files_before,
    delete_waiting_file,
    every_waiting_file,
    find_waiting_file,
    keep_mapping,
    kept_mapping,
    put_waiting_file,
    set_day,
    set_mapping,
)

EMPTY = "{}"
LONGEST_NAME = 200


def hold_file(  # noqa: PLR0913 - a file, its owner and what it is about
    session: Session,
    secret: str,
    account_id: str,
    holds: Holds,
    data: bytes,
    name: str,
    now: datetime,
    scored_on: date | None = None,
    vacancy_id: str | None = None,
) -> None:
    """Keep the tables of an uploaded file until their owner has looked at them. RefusedFileError.

    What stands in it may be more than is needed, pay for instance: it is sealed with the secret of the installation, so
    that neither a backup nor whoever reads the database sees it. It begins with the mapping that was decided before.
    """
    sheets = read_sheets(data, name)
    head = json.dumps(name[-LONGEST_NAME:]).encode()
    sealed = _cipher(secret).encrypt(zlib.compress(head + b"\n" + written_sheets(sheets), 3)).decode()
    mapping = kept_mapping(session, holds) or EMPTY
    put_waiting_file(session, account_id, holds, SealedFile(sealed, mapping, now, scored_on, vacancy_id))


def waiting_file(session: Session, secret: str, account_id: str, holds: Holds, now: datetime) -> WaitingFile | None:
    """Return what an account has waiting; None for nothing, and for what has waited longer than two hours."""
    found = find_waiting_file(session, account_id, holds)
    if found is None or now - found.uploaded > LIFE:
        return None
    try:
        head, _, tables = zlib.decompress(_cipher(secret).decrypt(found.sealed.encode())).partition(b"\n")
    except InvalidToken:  # the secret of the installation was changed meanwhile
        return None
    about = found.scored_on, found.vacancy_id
    return WaitingFile(json.loads(head), read_kept(tables), found.mapping.encode(), found.uploaded, *about)


def decide_mapping(
    session: Session, account_id: str, holds: Holds, mapping: bytes, lasting: bytes, now: datetime
) -> None:
    """Store what was decided about a waiting file, and what of it the next file begins with."""
    set_mapping(session, account_id, holds, mapping.decode())
    keep_mapping(session, holds, lasting.decode(), now)


def date_file(session: Session, account_id: str, holds: Holds, scored_on: date) -> None:
    """Store the day of the scores in a file that came without it."""
    set_day(session, account_id, holds, scored_on)


def drop_file(session: Session, account_id: str, holds: Holds) -> None:
    """Delete what an account has waiting."""
    delete_waiting_file(session, account_id, holds)


def forget_files(session: Session, now: datetime) -> None:
    """Delete every file that has waited too long."""
    delete_files_before(session, now - LIFE)


def reseal(session: Session, before: str, secret: str) -> int:
    """Seal every waiting file under a new secret; return how many are left that the one before does not open."""
    old, new, left = _cipher(before), _cipher(secret), 0
    for account_id, holds, file in every_waiting_file(session):
        try:
            sealed = new.encrypt(old.decrypt(file.sealed.encode())).decode()
        except InvalidToken:
            left += 1
            continue
        put_waiting_file(session, account_id, holds, file._replace(sealed=sealed))
    return left


def _cipher(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"waiting file:{secret}".encode()).digest()))
