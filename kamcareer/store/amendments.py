"""What was changed of contests after their announcement."""

from collections.abc import Iterable
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamcareer.core.amendments import Amendment, Amends
from kamcareer.store.tables import ContestAmendmentRow


def add_amendments(session: Session, vacancy_id: str, amendments: Iterable[Amendment]) -> None:
    """Store changes of a contest."""
    session.add_all(
        ContestAmendmentRow(
            id=str(uuid4()),
            vacancy_id=vacancy_id,
            at=one.at,
            account_id=one.account,
            amends=one.amends,
            member_id=one.member,
            deadline_before=one.before,
            deadline_after=one.after,
        )
        for one in amendments
    )
    session.flush()


def amendments_of(session: Session, vacancy_id: str) -> list[Amendment]:
    """Return the changes of a contest, oldest first."""
    row = ContestAmendmentRow
    query = select(row).where(row.vacancy_id == vacancy_id).order_by(row.at, row.amends, row.id)
    rows = session.execute(query.execution_options(populate_existing=True)).scalars()
    return [_amendment(one) for one in rows]


def _amendment(row: ContestAmendmentRow) -> Amendment:
    return Amendment(Amends(row.amends), row.at, row.account_id, row.member_id, row.deadline_before, row.deadline_after)
