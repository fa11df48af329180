"""The versions of frameworks that assessments were made with, as they were."""

from sqlalchemy.orm import Session

from kamcareer.core.framework.model import Framework
from kamcareer.store.frameworks import Version, kept_versions, stored_framework


def framework_versions(session: Session) -> list[Version]:
    """Return every stored version, newest first."""
    return kept_versions(session)


def framework_of_version(session: Session, sha256: str) -> Framework:
    """Return the stored framework of a whole content address. LookupError when there is none."""
    return stored_framework(session, sha256)


def version_named(session: Session, beginning: str) -> Framework:
    """Return the stored framework whose content address begins so. LookupError when none does, or several."""
    found = [version.sha256 for version in kept_versions(session) if version.sha256.startswith(beginning)]
    if len(found) != 1:
        raise LookupError(f"{len(found) or 'no'} stored versions begin with {beginning}")
    return stored_framework(session, found[0])
