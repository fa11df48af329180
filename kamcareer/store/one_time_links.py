"""One-time links, by the hash of their secret. A link that was used or grew too old is deleted."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Role
from kamcareer.core.one_time_links import OneTimeLink
from kamcareer.store.tables import OneTimeLinkRow


def add_one_time_link(session: Session, link: OneTimeLink) -> None:
    """Store a new link; those that have expired go."""
    delete_expired_links(session, link.created)
    row = OneTimeLinkRow(secret_sha256=link.secret_sha256, email=link.email, granted=sorted(link.granted))
    row.id, row.invitation = link.id, link.invitation
    row.created_at, row.expires_at, row.by_staff_list = link.created, link.expires, link.by_staff_list
    session.add(row)
    session.flush()


def delete_expired_links(session: Session, now: datetime) -> None:
    """Delete the links that open nothing any more."""
    session.execute(delete(OneTimeLinkRow).where(OneTimeLinkRow.expires_at <= now))


def find_one_time_link(session: Session, secret_sha256: str) -> OneTimeLink | None:
    """Return a link that was not used yet; None when there is none."""
    row = session.get(OneTimeLinkRow, secret_sha256)
    return _link(row) if row else None


def invitations(session: Session, now: datetime) -> list[OneTimeLink]:
    """Return the invitations that still open something, the newest first."""
    query = select(OneTimeLinkRow).where(OneTimeLinkRow.invitation, OneTimeLinkRow.expires_at > now)
    rows = session.execute(query.order_by(OneTimeLinkRow.created_at.desc(), OneTimeLinkRow.id)).scalars()
    return [_link(row) for row in rows]


def use_up(session: Session, secret_sha256: str) -> bool:
    """Delete a link that is being opened; return False where somebody was faster."""
    query = delete(OneTimeLinkRow).where(OneTimeLinkRow.secret_sha256 == secret_sha256)
    return session.execute(query.returning(OneTimeLinkRow.email)).scalar_one_or_none() is not None


def delete_invitation(session: Session, id: str) -> OneTimeLink | None:
    """Delete an invitation and return it; None when there is none."""
    query = select(OneTimeLinkRow).where(OneTimeLinkRow.id == id, OneTimeLinkRow.invitation)
    row = session.execute(query).scalar_one_or_none()
    taken_back = _link(row) if row else None
    return taken_back if taken_back and use_up(session, taken_back.secret_sha256) else None


def delete_one_time_links(session: Session, email: str, *, with_invitations: bool) -> None:
    """Let no link of a mailbox open anything any more; invitations only where it is said so."""
    query = delete(OneTimeLinkRow).where(OneTimeLinkRow.email == email)
    session.execute(query if with_invitations else query.where(OneTimeLinkRow.invitation.is_(False)))


def delete_invitations_by_staff_list(session: Session, emails: Collection[str]) -> None:
    """Let the invitations of mailboxes open nothing any more that HR made by the staff list."""
    theirs = (OneTimeLinkRow.email.in_(emails), OneTimeLinkRow.by_staff_list.is_(True))
    session.execute(delete(OneTimeLinkRow).where(*theirs))


def _link(row: OneTimeLinkRow) -> OneTimeLink:
    return OneTimeLink(
        id=row.id,
        secret_sha256=row.secret_sha256,
        email=row.email,
        granted=frozenset(Role(word) for word in row.granted),
        created=row.created_at,
        expires=row.expires_at,
        invitation=row.invitation,
        by_staff_list=bool(row.by_staff_list),
    )
