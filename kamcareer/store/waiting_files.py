"""Uploaded files that wait for a word, and the mapping that the next file begins with."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kamcareer.core.waiting_files import Holds
from kamcareer.store.tables import ColumnMappingRow, WaitingFileRow


class SealedFile(NamedTuple):
    """A waiting file as it is stored."""

    sealed: str
    mapping: str
    uploaded: datetime
    scored_on: date | None
    vacancy_id: str | None


def put_waiting_file(session: Session, account_id: str, holds: Holds, file: SealedFile) -> None:
    """Keep a file; the one of its kind that the account had waiting before is gone."""
    row = WaitingFileRow(account_id=account_id, holds=holds, sealed=file.sealed, mapping=file.mapping)
    row.uploaded_at, row.scored_on = file.uploaded, file.scored_on
    row.vacancy_id = file.vacancy_id
    session.merge(row)
    session.flush()


def find_waiting_file(session: Session, account_id: str, holds: Holds, *, lock: bool = False) -> SealedFile | None:
    """Return what an account has waiting; None for nothing."""
    row = session.get(WaitingFileRow, (account_id, holds), with_for_update=lock or None)
    return _sealed(row) if row else None


def every_waiting_file(session: Session) -> list[tuple[str, Holds, SealedFile]]:
    """Return every file that waits, with its account and kind."""
    rows = session.execute(select(WaitingFileRow).order_by(WaitingFileRow.account_id, WaitingFileRow.holds)).scalars()
    return [(row.account_id, Holds(row.holds), _sealed(row)) for row in rows]


def set_mapping(session: Session, account_id: str, holds: Holds, mapping: str) -> None:
    """Store what was decided about a waiting file."""
    query = update(WaitingFileRow).where(WaitingFileRow.account_id == account_id, WaitingFileRow.holds == holds)
    session.execute(query.values(mapping=mapping))


def set_day(session: Session, account_id: str, holds: Holds, scored_on: date) -> None:
    """Store the day that the scores of a waiting file were given."""
    query = update(WaitingFileRow).where(WaitingFileRow.account_id == account_id, WaitingFileRow.holds == holds)
    session.execute(query.values(scored_on=scored_on))


def delete_waiting_file(session: Session, account_id: str, holds: Holds) -> None:
    """Delete what an account has waiting."""
    query = delete(WaitingFileRow).where(WaitingFileRow.account_id == account_id, WaitingFileRow.holds == holds)
    session.execute(query)


def delete_files_before(session: Session, moment: datetime) -> None:
    """Delete every file that was uploaded before a moment."""
    session.execute(delete(WaitingFileRow).where(WaitingFileRow.uploaded_at <= moment))


def kept_mapping(session: Session, holds: Holds) -> str | None:
    """Return the mapping that files of a kind begin with; None where nothing was decided yet."""
    row = session.get(ColumnMappingRow, holds)
    return row.mapping if row else None


def keep_mapping(session: Session, holds: Holds, mapping: str, now: datetime) -> None:
    """Keep what was decided for the next file."""
    session.merge(ColumnMappingRow(holds=holds, mapping=mapping, decided_at=now))
    session.flush()


def _sealed(row: WaitingFileRow) -> SealedFile:
    return SealedFile(row.sealed, row.mapping, row.uploaded_at, row.scored_on, row.vacancy_id)
