"""Records of people with what hangs on them, for the day on which somebody leaves."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from kamcareer.core.leavers import Recorded, Traces
from kamcareer.store.people import person_of_row
from kamcareer.store.tables import (
    CompanyRoundPersonRow,
    CompanyRoundRow,
    EarlierScoreRow,
    LegalBasisRow,
    NominationRow,
    PersonRow,
)


def recorded(session: Session, records: Collection[str]) -> list[Recorded]:
    """Return the people of some records, by name."""
    return _recorded(session, PersonRow.id.in_(records))


def all_recorded(session: Session) -> list[Recorded]:
    """Return everybody, by name."""
    return _recorded(session)


def traces_of(session: Session, people: Sequence[Recorded], today: date) -> Traces:
    """Return what hangs on the records of people: scores, places in running rounds, nominations, whom they lead."""
    numbers = [one.person.number for one in people]
    score, place, named = EarlierScoreRow, CompanyRoundPersonRow, NominationRow
    running = select(CompanyRoundRow.id).where(CompanyRoundRow.deadline >= today)
    led = PersonRow.manager_number.in_(numbers), PersonRow.number.not_in(numbers)
    return Traces(
        _count(session, score.person_number.in_(numbers)),
        _count(session, place.person_number.in_(numbers), place.round_id.in_(running)),
        _count(session, named.person_number.in_(numbers)),
        _count(session, *led),
    )


def agreed_nominations(session: Session, one: Recorded) -> list[str]:
    """Return the ids of the consents on which somebody is in the talent pool."""
    row = NominationRow
    query = select(row.basis_id).join(LegalBasisRow, LegalBasisRow.id == row.basis_id)
    query = query.where(row.person_number == one.person.number, LegalBasisRow.until.is_(None))
    return [id for id in session.execute(query).scalars() if id]


def _recorded(session: Session, *which: ColumnElement[bool]) -> list[Recorded]:
    query = select(PersonRow).where(*which).order_by(PersonRow.plain_name, PersonRow.number)
    return [
        Recorded(row.id, person_of_row(row), row.account_id, row.named_at) for row in session.execute(query).scalars()
    ]


def _count(session: Session, *which: ColumnElement[bool]) -> int:
    return session.execute(select(func.count()).where(*which)).scalar_one()
