"""How the database is kept: what a doctor asks it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from kamcareer.core.background_jobs import State
from kamcareer.store.contents import broken
from kamcareer.store.tables import AccountRow, AssessmentRow, AuditRow, BackgroundJobRow, MailRow

# What must be in force, or an acknowledged answer can be lost.
SQLITE: Mapping[str, str] = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
POSTGRES: Mapping[str, str] = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


def unsafe_settings(session: Session) -> list[str]:
    """Return each setting of the database that lets acknowledged answers get lost, as `name=value`."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    wanted, ask = (SQLITE, "PRAGMA") if sqlite else (POSTGRES, "SHOW")
    found = {name: str(session.execute(text(f"{ask} {name}")).scalar()) for name in wanted}
    return [f"{name}={value}" for name, value in found.items() if not _safe(name, value, wanted[name])]


def damage(session: Session) -> str | None:
    """Return what the database finds wrong with its own file; None where it is sound."""
    return broken(session.connection())


def holds_people(session: Session) -> bool:
    """Return whether anybody but the invented people would be missed."""
    real = select(AssessmentRow.id).where(AssessmentRow.demo_name.is_(None)).limit(1)
    return bool(session.execute(real).first() or session.execute(select(AccountRow.id).limit(1)).first())


def waiting_since(session: Session) -> datetime | None:
    """Return since when the oldest letter waits; None where none does."""
    return session.execute(select(func.min(MailRow.created_at))).scalar()


def job_waits_since(session: Session) -> datetime | None:
    """Return when the oldest background job that nobody has begun was asked for; None where none waits."""
    query = select(func.min(BackgroundJobRow.asked_at)).where(BackgroundJobRow.state == State.WAITING)
    return session.execute(query).scalar()


def others_connected(session: Session) -> int:
    """Return how many others are connected to a PostgreSQL database."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    # Of sessions of another role PostgreSQL tells no type to whoever may not monitor it.
    people = "(backend_type = 'client backend' OR (backend_type IS NULL AND usesysid IS NOT NULL))"
    return int(session.execute(text(f"{asked} AND {people}")).scalar_one())


def newest_event(session: Session) -> datetime | None:
    """Return the moment of the last entry of the trail."""
    return session.execute(select(AuditRow.at).order_by(AuditRow.number.desc()).limit(1)).scalar()


def _safe(name: str, value: str, wanted: str) -> bool:
    # Replicas may be asked to confirm too; that is more than "on".
    return value == wanted or (name == "synchronous_commit" and value in {"remote_write", "remote_apply", "local"})
