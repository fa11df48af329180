"""Large files that are imported in the background: asked for once, all of a file or nothing, what came out."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.background_jobs import BackgroundJob, Kind
from kamcareer.core.waiting_files import Holds, WaitingFile
from kamcareer.services.background_jobs import ask_for, forget, jobs_of, result_of
from kamcareer.store.waiting_files import find_waiting_file

# Rows that are imported while one waits: under a second of processor time, also of a matrix.
AT_ONCE = 500


def is_large(file: WaitingFile) -> bool:
    """Return whether a file is better imported in the background."""
    return rows_of(file) > AT_ONCE


def rows_of(file: WaitingFile) -> int:
    """Return how many rows the longest sheet of a file has."""
    return max(len(sheet.rows) for sheet in file.sheets)


def ask_for_import(session: Session, account_id: str, holds: Holds, now: datetime) -> None:
    """Ask for the waiting file of an account to be imported; nothing where that is asked for already, or it is gone."""
    # Of two clicks at once the second waits here until the first is stored.
    file = find_waiting_file(session, account_id, holds, lock=True)
    before = last_import(session, account_id, holds)
    if file is None or (before and not before.over):
        return
    if before:
        forget(session, before)
    arguments = {"holds": holds.value, "uploaded": file.uploaded.isoformat()}
    ask_for(session, Kind.IMPORT, arguments, account_id, now)


def last_import(session: Session, account_id: str, holds: Holds) -> BackgroundJob | None:
    """Return the last import of a kind that an account asked for; None for none in the last days."""
    mine = jobs_of(session, account_id, Kind.IMPORT)
    return next((job for job in mine if job.arguments["holds"] == holds), None)


def forget_import(session: Session, account_id: str, holds: Holds) -> None:
    """Give up the last import of a kind that an account asked for, or forget what came out of it."""
    last = last_import(session, account_id, holds)
    if last:
        forget(session, last)


def is_of(job: BackgroundJob, file: WaitingFile) -> bool:
    """Return whether it is this very file that was asked to be imported."""
    return job.arguments["uploaded"] == file.uploaded.isoformat()


def as_result(counts: Mapping[str, int]) -> bytes:
    """Return what came out of an import as it is kept: numbers, nothing of anybody; nothing at all for no import."""
    return json.dumps(dict(counts)).encode()


def counts_of(session: Session, job: BackgroundJob, secret: str) -> Mapping[str, int]:
    """Return what came out of an import; nothing where nothing was imported."""
    kept = result_of(session, job, secret)
    counts: Mapping[str, int] = json.loads(kept) if kept else {}
    return counts
