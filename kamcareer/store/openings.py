"""Who read a report that was shown, when, and how much of it."""

from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamcareer.core.links import Extent, Opening, Reader
from kamcareer.store.tables import AccountRow, LinkRow, OpeningRow


def add_opening(session: Session, opening: Opening, account_id: str | None) -> None:
    """Note one reading; `account_id` is that of the reader, None where nobody was signed in."""
    row = OpeningRow(id=str(uuid4()), link_id=opening.link_id, opened_at=opening.at, account_id=account_id)
    row.reader, row.extent = opening.reader, opening.extent
    session.add(row)
    session.flush()


def openings_of(session: Session, *assessment_ids: str) -> list[Opening]:
    """Return every reading of some assessments by somebody else, newest first."""
    query = select(OpeningRow, AccountRow.email).join(LinkRow, LinkRow.id == OpeningRow.link_id)
    query = query.outerjoin(AccountRow, AccountRow.id == OpeningRow.account_id)
    query = query.where(LinkRow.assessment_id.in_(assessment_ids))
    found = session.execute(query.order_by(OpeningRow.opened_at.desc(), OpeningRow.id))
    return [Opening(row.opened_at, row.link_id, Reader(row.reader), Extent(row.extent), email) for row, email in found]
