"""Sex and age groups, apart: no row of any other table knows these pseudonyms."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kamcareer.core.demographics import AgeGroup, Demographics, Sex
from kamcareer.core.legal_basis import Purpose
from kamcareer.store.tables import DemographicsRow


def put_demographics(session: Session, entry: Demographics) -> None:
    """Store what somebody said, in place of what they said before under the same pseudonym."""
    session.merge(
        DemographicsRow(
            pseudonym=entry.pseudonym,
            sex=entry.sex,
            age_group=entry.age_group,
            given_on=entry.given,
            purpose=entry.purpose,
        )
    )
    session.flush()


def find_demographics(session: Session, pseudonym: str) -> Demographics | None:
    """Return what somebody said; None when they said nothing."""
    row = session.get(DemographicsRow, pseudonym)
    return _entry(row) if row else None


def delete_demographics(session: Session, pseudonym: str) -> None:
    """Delete what somebody said."""
    session.execute(delete(DemographicsRow).where(DemographicsRow.pseudonym == pseudonym))


def rename_demographics(session: Session, pseudonym: str, name: str) -> None:
    """Let what somebody said rest under another pseudonym."""
    session.execute(update(DemographicsRow).where(DemographicsRow.pseudonym == pseudonym).values(pseudonym=name))


def all_pseudonyms(session: Session) -> list[str]:
    """Return the pseudonyms of everything that was said."""
    return list(session.execute(select(DemographicsRow.pseudonym)).scalars())


def all_demographics(session: Session, purpose: Purpose | None = None) -> list[Demographics]:
    """Return everything that was said, for one purpose or for any; the order is that of chance."""
    query = select(DemographicsRow).order_by(DemographicsRow.pseudonym)
    if purpose:
        query = query.where(DemographicsRow.purpose == purpose)
    return [_entry(row) for row in session.execute(query).scalars()]


def _entry(row: DemographicsRow) -> Demographics:
    return Demographics(row.pseudonym, Sex(row.sex), AgeGroup(row.age_group), row.given_on, Purpose(row.purpose))
