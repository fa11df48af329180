"""Background jobs: asked for in the unit of work that is their reason, done once, their results sealed."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy.orm import Session

from kamcareer.core.background_jobs import KEPT, TRIES, BackgroundJob, Kind, State, due_chores
from kamcareer.store.background_jobs import (
    add_job,
    beat,
    delete_job,
    delete_jobs_before,
    end_job,
    every_sealed_result,
    find_job,
    find_job_with_result,
    give_back,
    jobs_of,
    jobs_to_take,
    sealed_result,
    set_sealed_result,
    take_job,
)
from kamcareer.store.job_queue import has_queue, put_in_queue

__all__ = ["beat", "give_back", "jobs_of", "jobs_to_take"]


def ask_for(session: Session, kind: Kind, arguments: Mapping[str, object], account_id: str, now: datetime) -> str:
    """Ask for something to be done in the background; return the id under which it is asked after."""
    id = str(uuid4())
    ask_once(session, id, kind, arguments, account_id, now)
    return id


def ask_once(
    session: Session, id: str, kind: Kind, arguments: Mapping[str, object], account_id: str | None, now: datetime
) -> None:
    """Ask for something under an id that says what it is: it is done once, however many ask."""
    if add_job(session, id, kind, arguments, account_id, now) and has_queue(session):
        put_in_queue(session, id)


def ask_for_chores(session: Session, now: datetime) -> None:
    """Make jobs of the chores that are due, each once however many ask; `now` with the zone of the installation."""
    for id, kind in due_chores(now):
        ask_once(session, id, kind, {}, None, now)


def own_job(session: Session, id: str, account_id: str, kind: Kind) -> BackgroundJob | None:
    """Return a job of an account; None for none of this kind, and for that of somebody else."""
    job = find_job(session, id)
    return job if job and job.kind is kind and job.asked_by == account_id else None


def job_for_all(session: Session, id: str, kind: Kind, secret: str) -> tuple[BackgroundJob, bytes | None] | None:
    """Return a job whose result is nobody's own, and what came out: the same for everybody who knows what it is of."""
    found = find_job_with_result(session, id)
    if found is None or found[0].kind is not kind:
        return None
    job, sealed = found
    return job, _unsealed(sealed, secret)


def take(session: Session, id: str, now: datetime) -> BackgroundJob | None:
    """Take a job to do it; None where nobody should. One that outlived no worker so far has failed. Commits nothing."""
    job = take_job(session, id, now)
    if job and job.tries > TRIES:
        end_job(session, job, State.FAILED, None, now)
        return None
    return job


def finish(session: Session, job: BackgroundJob, secret: str, result: bytes | None, now: datetime) -> bool:
    """Store that a job is done and what came out; False where it was taken away: then nothing may be committed."""
    sealed = _cipher(secret).encrypt(result).decode() if result is not None else None
    return end_job(session, job, State.DONE, sealed, now)


def fail(session: Session, job: BackgroundJob, now: datetime) -> None:
    """Store that a job cannot be done."""
    end_job(session, job, State.FAILED, None, now)


def result_of(session: Session, job: BackgroundJob, secret: str) -> bytes | None:
    """Return what came out of a job; None for nothing, and where the secret of the installation was changed since."""
    return _unsealed(sealed_result(session, job.id), secret)


def _unsealed(sealed: str | None, secret: str) -> bytes | None:
    try:
        return _cipher(secret).decrypt(sealed.encode()) if sealed else None
    except InvalidToken:
        return None


def reseal(session: Session, before: str, secret: str) -> int:
    """Seal every result under a new secret; return how many are left that the one before does not open."""
    left = 0
    for id, sealed in every_sealed_result(session):
        result = _unsealed(sealed, before)
        if result is None:
            left += 1
        else:
            set_sealed_result(session, id, _cipher(secret).encrypt(result).decode())
    return left


def forget(session: Session, job: BackgroundJob) -> None:
    """Delete a job and its result."""
    delete_job(session, job.id)


def forget_old(session: Session, now: datetime) -> None:
    """Delete every job that has been kept long enough."""
    delete_jobs_before(session, now - KEPT)


def _cipher(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"background job:{secret}".encode()).digest()))
