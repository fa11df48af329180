"""Consents and other bases of processing."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select, update
from sqlalchemy.orm import Session

from kamcareer.core.legal_basis import Basis, Holder, LegalBasis, Purpose, Way
from kamcareer.store.database import Base
from kamcareer.store.tables import LegalBasisRow, LegalTextRow, PersonRow

BASIS = Base.metadata.tables[LegalBasisRow.__tablename__]
# Every page about somebody asks this, so it is put into words once.
OF_HOLDERS = (
    select(BASIS)
    .where(
        or_(
            BASIS.c.account_id.in_(bindparam("accounts", expanding=True)),
            BASIS.c.assessment_id.in_(bindparam("assessments", expanding=True)),
        )
    )
    .order_by(BASIS.c.since.desc(), BASIS.c.id)
)


def add_basis(session: Session, holder: Holder, record: LegalBasis) -> None:
    """Store a new record."""
    row = LegalBasisRow(id=record.id, account_id=holder.account_id, assessment_id=holder.assessment_id)
    row.purpose, row.basis, row.text_sha256 = record.purpose, record.basis, record.text_sha256
    row.language, row.way, row.since, row.until = record.language, record.way, record.since, record.until
    session.add(row)
    session.flush()


def bases_of(session: Session, holder: Holder) -> list[LegalBasis]:
    """Return every record of a holder, newest first, ended ones too."""
    return bases_of_all(session, [holder]).get(holder, [])


def bases_of_all(session: Session, holders: Collection[Holder]) -> dict[Holder, list[LegalBasis]]:
    """Return every record of some holders, newest first, ended ones too."""
    accounts = [one.account_id for one in holders if one.account_id]
    assessments = [one.assessment_id for one in holders if one.assessment_id]
    found: dict[Holder, list[LegalBasis]] = {}
    for row in session.execute(OF_HOLDERS, {"accounts": accounts, "assessments": assessments}):
        holder = Holder(account_id=row.account_id, assessment_id=row.assessment_id)
        found.setdefault(holder, []).append(basis_of_row(row))
    return found


def bases_of_people(session: Session, numbers: Collection[str] | None) -> dict[str, list[LegalBasis]]:
    """Return every record of the accounts joined to people, by personnel number; of everybody for None."""
    query = select(PersonRow.number, LegalBasisRow).join(
        LegalBasisRow, LegalBasisRow.account_id == PersonRow.account_id
    )
    if numbers is not None:
        query = query.where(PersonRow.number.in_(numbers))
    found: dict[str, list[LegalBasis]] = {}
    for number, row in session.execute(query.execution_options(populate_existing=True)):
        found.setdefault(number, []).append(basis_of_row(row))
    return found


def bases_of_staff(session: Session) -> dict[str, dict[LegalBasis, bool]]:
    """Return every record of the accounts joined to people, by account.

    With each, whether its text says that answers are counted together with those of others.
    """
    joined = select(PersonRow.account_id).where(PersonRow.account_id.is_not(None))
    query = select(LegalBasisRow, LegalTextRow.counts)
    query = query.outerjoin(LegalTextRow, LegalTextRow.sha256 == LegalBasisRow.text_sha256)
    query = query.where(LegalBasisRow.account_id.in_(joined))
    found: dict[str, dict[LegalBasis, bool]] = {}
    for row, counts in session.execute(query.execution_options(populate_existing=True)):
        found.setdefault(row.account_id or "", {})[basis_of_row(row)] = bool(counts)
    return found


def end_bases(session: Session, holder: Holder, purpose: Purpose, basis: Basis, now: datetime) -> list[str]:
    """End every live record of a purpose and a basis; return their ids."""
    query = update(LegalBasisRow).where(_held(holder), LegalBasisRow.until.is_(None))
    query = query.where(LegalBasisRow.purpose == purpose, LegalBasisRow.basis == basis)
    ended = session.execute(query.values(until=now).returning(LegalBasisRow.id))
    return sorted(ended.scalars())


def consents_for(session: Session, purposes: Collection[Purpose]) -> set[tuple[Holder, str]]:
    """Return holder and id of every record for some purposes, ended ones too."""
    row = LegalBasisRow
    found = session.execute(select(row.account_id, row.assessment_id, row.id).where(row.purpose.in_(list(purposes))))
    return {(Holder(account_id=account, assessment_id=assessment), id) for account, assessment, id in found}


def live_basis_ids(session: Session) -> list[str]:
    """Return the id of every record that has not ended."""
    return list(session.execute(select(LegalBasisRow.id).where(LegalBasisRow.until.is_(None))).scalars())


def end_basis(session: Session, id: str, now: datetime) -> None:
    """End one record."""
    session.execute(update(LegalBasisRow).where(LegalBasisRow.id == id).values(until=now))


def move_bases(session: Session, assessment_id: str, account_id: str) -> None:
    """Let an account hold what an assessment held."""
    query = update(LegalBasisRow).where(LegalBasisRow.assessment_id == assessment_id)
    session.execute(query.values(assessment_id=None, account_id=account_id))


def _held(holder: Holder) -> ColumnElement[bool]:
    if holder.account_id:
        return LegalBasisRow.account_id == holder.account_id
    return LegalBasisRow.assessment_id == holder.assessment_id


def basis_of_row(row: Any) -> LegalBasis:
    """Return the record in a row."""
    return LegalBasis(
        id=row.id,
        purpose=Purpose(row.purpose),
        basis=Basis(row.basis),
        text_sha256=row.text_sha256,
        language=row.language,
        way=Way(row.way),
        since=row.since,
        until=row.until,
    )
