"""Frameworks as they were in use."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kamcareer.core.framework.loading import document_of, sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.store.tables import FrameworkRow

MOST_PARSED = 16

# Parsing 300 KB costs more than the rest of a page; the key is the hash of the content, so nothing can go stale.
_parsed: dict[str, Framework] = {}
_parsing = Lock()  # of several threads that need the same one parses, the others wait for it


def keep_framework(session: Session, framework: Framework, now: datetime) -> str:
    """Store a framework under the hash of its content, once, and return the hash."""
    sha256 = sha256_of(framework)
    if session.get(FrameworkRow, sha256) is None:
        document = document_of(framework)
        row = FrameworkRow(
            sha256=sha256, framework_id=framework.id, version=framework.version, document=document, stored_at=now
        )
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            # Another worker stored the same framework at the same moment: equal hash, equal content.
            session.expire_all()
    return sha256


def stored_framework(session: Session, sha256: str) -> Framework:
    """Return the framework of a hash, as it was when it was stored. LookupError when it never was."""
    if (known := _parsed.get(sha256)) is not None:
        return known
    row = session.get(FrameworkRow, sha256)
    if row is None:
        raise LookupError(f"no framework {sha256} is stored")
    with _parsing:
        known = _parsed.get(sha256)
        return known if known is not None else _remembered(sha256, Framework.model_validate_json(row.document))


@dataclass(frozen=True)
class Version:
    """A framework that was in use: its content address, what it calls itself, and when it was first met."""

    sha256: str
    framework_id: str
    version: str
    stored_at: datetime


def kept_versions(session: Session) -> list[Version]:
    """Return every stored framework without its content, newest first."""
    columns = (FrameworkRow.sha256, FrameworkRow.framework_id, FrameworkRow.version, FrameworkRow.stored_at)
    newest_first = select(*columns).order_by(FrameworkRow.stored_at.desc(), FrameworkRow.sha256)
    return [Version(*row) for row in session.execute(newest_first)]


def remember_framework(framework: Framework) -> None:
    """Answer for the stored framework of the same content by this one, so that it is in memory once."""
    with _parsing:
        _remembered(sha256_of(framework), framework)


def _remembered(sha256: str, framework: Framework) -> Framework:
    while len(_parsed) >= MOST_PARSED:
        _parsed.pop(next(iter(_parsed)), None)
    _parsed[sha256] = framework
    return framework
