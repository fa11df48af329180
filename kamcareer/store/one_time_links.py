"""One-time links, by the hash of their secret. A link that was used or grew too old is deleted."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Role
from kamcareer.core.one_time_links import OneTimeLink
from kamcareer.store.tables import OneTimeLinkRow


def add_one_time_link(session: Session, link: OneTimeLink) -> None:
    """Store a new link; those that have expired go."""
    session.execute(delete(OneTimeLinkRow).where(OneTimeLinkRow.expires_at <= link.created))
    row = OneTimeLinkRow(secret_sha256=link.secret_sha256, email=link.email, granted=sorted(link.granted))
    row.created_at, row.expires_at = link.created, link.expires
    session.add(row)
    session.flush()


def find_one_time_link(session: Session, secret_sha256: str) -> OneTimeLink | None:
    """Return a link that was not used yet; None when there is none."""
    row = session.get(OneTimeLinkRow, secret_sha256)
    if row is None:
        return None
    granted = frozenset(Role(word) for word in row.granted)
    return OneTimeLink(row.secret_sha256, row.email, granted, row.created_at, row.expires_at)


def use_up(session: Session, secret_sha256: str) -> bool:
    """Delete a link that is being opened; return False where somebody was faster."""
    query = delete(OneTimeLinkRow).where(OneTimeLinkRow.secret_sha256 == secret_sha256)
    return session.execute(query.returning(OneTimeLinkRow.email)).scalar_one_or_none() is not None


def delete_one_time_links(session: Session, email: str, *, with_roles: bool) -> None:
    """Let no link of a mailbox open anything any more; invitations that bring roles only where `with_roles` says so."""
    for row in session.execute(select(OneTimeLinkRow).where(OneTimeLinkRow.email == email)).scalars():
        if with_roles or not row.granted:
            session.delete(row)
    session.flush()
