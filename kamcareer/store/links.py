"""Links that open assessments."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kamcareer.core.links import Audience, Extent, Link, LinkKind
from kamcareer.store.tables import LinkRow


def add_link(session: Session, link: Link) -> None:
    """Store a new link."""
    session.add(
        LinkRow(
            id=link.id,
            assessment_id=link.assessment_id,
            kind=link.kind,
            extent=link.extent,
            examples=list(link.examples),
            created_at=link.created,
            expires_at=link.expires,
            note=link.audience.note,
            mailbox=link.audience.mailbox,
        )
    )
    session.flush()


def find_link(session: Session, id: str) -> Link | None:
    """Return a link; None when there is none, for example after its assessment was deleted."""
    row = session.get(LinkRow, id)
    return _link(row) if row else None


def links_of(session: Session, assessment_id: str) -> list[Link]:
    """Return every link of an assessment, newest first."""
    return links_of_all(session, [assessment_id]).get(assessment_id, [])


def links_of_all(session: Session, assessment_ids: Collection[str]) -> dict[str, list[Link]]:
    """Return every link of some assessments, newest first, by assessment; of those that have any."""
    query = select(LinkRow).where(LinkRow.assessment_id.in_(assessment_ids))
    found: dict[str, list[Link]] = {}
    for row in session.execute(query.order_by(LinkRow.created_at.desc(), LinkRow.id)).scalars():
        found.setdefault(row.assessment_id, []).append(_link(row))
    return found


def revoke(session: Session, assessment_id: str, now: datetime, *, id: str | None = None) -> None:
    """Let one link of an assessment open nothing any more, or its links to continue when no id is given."""
    query = update(LinkRow).where(LinkRow.assessment_id == assessment_id, LinkRow.revoked_at.is_(None))
    query = query.where(LinkRow.id == id) if id else query.where(LinkRow.kind == LinkKind.CONTINUE)
    session.execute(query.values(revoked_at=now))


def working_link_ids(session: Session, now: datetime) -> list[str]:
    """Return the id of every link that still opens something."""
    query = select(LinkRow.id).where(LinkRow.revoked_at.is_(None), LinkRow.expires_at > now)
    return list(session.execute(query).scalars())


def revoke_by_id(session: Session, id: str, now: datetime) -> None:
    """Let one link open nothing any more, whosever it is."""
    session.execute(update(LinkRow).where(LinkRow.id == id).values(revoked_at=now))


def links_to(session: Session, mailbox: str) -> list[Link]:
    """Return the links that were given to a mailbox, newest first."""
    query = select(LinkRow).where(LinkRow.mailbox == mailbox).order_by(LinkRow.created_at.desc(), LinkRow.id)
    return [_link(row) for row in session.execute(query).scalars()]


def forget_mailbox(session: Session, mailbox: str) -> None:
    """Let links that were given to a mailbox name nobody and open for nobody."""
    session.execute(update(LinkRow).where(LinkRow.mailbox == mailbox).values(mailbox=""))


def _link(row: LinkRow) -> Link:
    return Link(
        id=row.id,
        assessment_id=row.assessment_id,
        kind=LinkKind(row.kind),
        extent=Extent(row.extent),
        examples=tuple(row.examples),
        created=row.created_at,
        expires=row.expires_at,
        revoked=row.revoked_at,
        audience=Audience(row.note, row.mailbox),
    )
