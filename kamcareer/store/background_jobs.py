"""Background jobs: asked for, taken by one worker at a time, finished by whoever has them still."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from kamcareer.core.background_jobs import LEASE, BackgroundJob, Kind, State
from kamcareer.store.tables import BackgroundJobRow


def add_job(
    session: Session, id: str, kind: Kind, arguments: Mapping[str, object], account_id: str | None, now: datetime
) -> bool:
    """Store a job; return False where one of this id is there already."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {
        "id": id,
        "kind": kind,
        "arguments": json.dumps(dict(arguments), ensure_ascii=False),
        "account_id": account_id,
        "asked_at": now,
        "state": State.WAITING,
        "tries": 0,
        "share": 0.0,
    }
    query = insert(BackgroundJobRow).values(**values).on_conflict_do_nothing().returning(BackgroundJobRow.id)
    return session.execute(query).scalar_one_or_none() is not None


def find_job(session: Session, id: str) -> BackgroundJob | None:
    """Return a job; None where there is none."""
    row = session.execute(select(BackgroundJobRow).where(BackgroundJobRow.id == id)).scalar_one_or_none()
    return _job(row) if row else None


def find_job_with_result(session: Session, id: str) -> tuple[BackgroundJob, str | None] | None:
    """Return a job with what came out of it, sealed; None where there is none."""
    row = session.execute(select(BackgroundJobRow).where(BackgroundJobRow.id == id)).scalar_one_or_none()
    return (_job(row), row.result) if row else None


def jobs_of(session: Session, account_id: str, kind: Kind) -> Sequence[BackgroundJob]:
    """Return what an account asked for of one kind, the newest first."""
    query = select(BackgroundJobRow).where(BackgroundJobRow.account_id == account_id, BackgroundJobRow.kind == kind)
    return [_job(row) for row in session.execute(query.order_by(BackgroundJobRow.asked_at.desc())).scalars()]


def sealed_result(session: Session, id: str) -> str | None:
    """Return what came out of a job, sealed; None while nothing did."""
    return session.execute(select(BackgroundJobRow.result).where(BackgroundJobRow.id == id)).scalar_one_or_none()


def every_sealed_result(session: Session) -> list[tuple[str, str]]:
    """Return what came out of every job that has something, by its id."""
    query = select(BackgroundJobRow.id, BackgroundJobRow.result).where(BackgroundJobRow.result.is_not(None))
    return [(id, result) for id, result in session.execute(query.order_by(BackgroundJobRow.id)) if result]


def set_sealed_result(session: Session, id: str, result: str) -> None:
    """Store what came out of a job, sealed anew."""
    session.execute(update(BackgroundJobRow).where(BackgroundJobRow.id == id).values(result=result))


def jobs_to_take(session: Session, now: datetime) -> Sequence[str]:
    """Return the ids of jobs that wait for somebody, those that were asked for first at the head."""
    query = (
        select(BackgroundJobRow.id).where(_to_be_taken(now)).order_by(BackgroundJobRow.asked_at, BackgroundJobRow.id)
    )
    return session.execute(query).scalars().all()


def take_job(session: Session, id: str, now: datetime) -> BackgroundJob | None:
    """Take a job; None where somebody else has it, or it is over. Commit before doing it."""
    query = update(BackgroundJobRow).where(BackgroundJobRow.id == id, _to_be_taken(now))
    values = {"state": State.RUNNING, "tries": BackgroundJobRow.tries + 1, "beat_at": now, "share": 0.0}
    row = session.execute(query.values(**values).returning(BackgroundJobRow)).scalar_one_or_none()
    return _job(row) if row else None


def beat(session: Session, job: BackgroundJob, share: float, now: datetime) -> bool:
    """Give a sign of life; False where the job was taken from this run."""
    return _changed(session, job, {"beat_at": now, "share": share})


def end_job(session: Session, job: BackgroundJob, state: State, result: str | None, now: datetime) -> bool:
    """Store how a run ended; False, and nothing is stored, where the job was taken from it."""
    share = 1.0 if state is State.DONE else job.share
    return _changed(session, job, {"state": state, "result": result, "share": share, "beat_at": now})


def give_back(session: Session, job: BackgroundJob) -> None:
    """Let a job of this run wait for another."""
    _changed(session, job, {"state": State.WAITING, "beat_at": None})


def delete_jobs_before(session: Session, moment: datetime) -> None:
    """Delete what was asked for before a moment."""
    session.execute(delete(BackgroundJobRow).where(BackgroundJobRow.asked_at < moment))


def delete_job(session: Session, id: str) -> None:
    """Delete a job and what came out of it."""
    session.execute(delete(BackgroundJobRow).where(BackgroundJobRow.id == id))


def _to_be_taken(now: datetime):  # type: ignore[no-untyped-def]  # noqa: ANN202 - an expression of SQLAlchemy
    """`BackgroundJob.may_be_taken`, as a condition."""
    left = BackgroundJobRow.beat_at <= now - LEASE
    return or_(
        BackgroundJobRow.state == State.WAITING,
        (BackgroundJobRow.state == State.RUNNING) & or_(BackgroundJobRow.beat_at.is_(None), left),
    )


def _changed(session: Session, job: BackgroundJob, values: Mapping[str, object]) -> bool:
    # The number of tries is the fence: a run that was taken for dead and is not finds another number here.
    mine = (BackgroundJobRow.id == job.id) & (BackgroundJobRow.tries == job.tries)
    query = update(BackgroundJobRow).where(mine, BackgroundJobRow.state == State.RUNNING)
    return session.execute(query.values(**values).returning(BackgroundJobRow.id)).scalar_one_or_none() is not None


def _job(row: BackgroundJobRow) -> BackgroundJob:
    return BackgroundJob(
        id=row.id,
        kind=Kind(row.kind),
        arguments=json.loads(row.arguments),
        asked_by=row.account_id,
        asked=row.asked_at,
        state=State(row.state),
        tries=row.tries,
        share=row.share,
        beat=row.beat_at,
    )
