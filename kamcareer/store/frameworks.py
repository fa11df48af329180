"""Frameworks as they were in use."""

from datetime import datetime
from functools import lru_cache

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kamcareer.core.framework.loading import canonical_json, sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.store.tables import FrameworkRow


def keep_framework(session: Session, framework: Framework, now: datetime) -> str:
    """Store a framework under the hash of its content, once, and return the hash."""
    sha256 = sha256_of(framework)
    if session.get(FrameworkRow, sha256) is None:
        document = canonical_json(framework)
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
    row = session.get(FrameworkRow, sha256)
    if row is None:
        raise LookupError(f"no framework {sha256} is stored")
    return _parsed(row.document)


@lru_cache(maxsize=16)
def _parsed(document: str) -> Framework:
    return Framework.model_validate_json(document)
