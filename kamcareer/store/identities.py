"""Identities of an OpenID provider that accounts are linked to."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kamcareer.core.identities import Identity
from kamcareer.store.tables import IdentityRow


def add_identity(session: Session, identity: Identity) -> bool:
    """Store a link; return False where the identity, or the account, has one with this issuer already."""
    row = IdentityRow(issuer=identity.issuer, subject=identity.subject, account_id=identity.account_id)
    row.linked_at, row.used_at = identity.linked, identity.used
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def find_identity(session: Session, issuer: str, subject: str) -> Identity | None:
    """Return an identity that is linked; None when it is not."""
    row = session.get(IdentityRow, (issuer, subject))
    return _identity(row) if row else None


def identity_of(session: Session, issuer: str, account_id: str) -> Identity | None:
    """Return the identity that an account is linked to at an issuer; None when it is to none."""
    query = select(IdentityRow).where(IdentityRow.issuer == issuer, IdentityRow.account_id == account_id)
    row = session.execute(query).scalar_one_or_none()
    return _identity(row) if row else None


def note_identity_used(session: Session, identity: Identity, now: datetime) -> None:
    """Note that somebody came in by an identity."""
    own = (IdentityRow.issuer == identity.issuer, IdentityRow.subject == identity.subject)
    session.execute(update(IdentityRow).where(*own).values(used_at=now))


def delete_identities(session: Session, account_id: str) -> bool:
    """Delete the identities of an account; return whether there was any."""
    query = delete(IdentityRow).where(IdentityRow.account_id == account_id)
    return bool(session.execute(query.returning(IdentityRow.account_id)).all())


def _identity(row: IdentityRow) -> Identity:
    return Identity(row.issuer, row.subject, row.account_id, row.linked_at, row.used_at)
