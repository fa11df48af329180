"""When a report was opened by somebody it was shown to."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamcareer.store.tables import LinkRow, OpeningRow


def add_opening(session: Session, link_id: str, now: datetime) -> None:
    """Note that a link was opened."""
    session.add(OpeningRow(id=str(uuid4()), link_id=link_id, opened_at=now))
    session.flush()


def openings_of(session: Session, assessment_id: str) -> dict[str, list[datetime]]:
    """Return when each link of an assessment was opened, newest first; links never opened are not in it."""
    query = select(OpeningRow.link_id, OpeningRow.opened_at).join(LinkRow, LinkRow.id == OpeningRow.link_id)
    found: dict[str, list[datetime]] = {}
    for link_id, opened in session.execute(
        query.where(LinkRow.assessment_id == assessment_id).order_by(OpeningRow.opened_at.desc())
    ):
        found.setdefault(link_id, []).append(opened)
    return found


def last_opening(session: Session, link_id: str) -> datetime | None:
    """Return when a link was opened last; None when it never was."""
    query = select(OpeningRow.opened_at).where(OpeningRow.link_id == link_id)
    return session.execute(query.order_by(OpeningRow.opened_at.desc()).limit(1)).scalar_one_or_none()
