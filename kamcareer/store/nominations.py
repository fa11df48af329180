"""Nominations of the talent pool and their log."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, and_, delete, or_, select, update
from sqlalchemy.orm import Session, aliased

from kamcareer.core.nominations import LogEntry, Nomination, Status, Who
from kamcareer.store.account_names import called
from kamcareer.store.tables import AccountRow, LegalBasisRow, NominationEntryRow, NominationRow, PersonRow

ONE = NominationRow
CURATOR = aliased(AccountRow)


def add_nomination(session: Session, one: Nomination, account_id: str) -> None:
    """Store a new nomination."""
    session.add(
        ONE(
            id=one.id,
            person_number=one.number,
            account_id=account_id,
            role=one.role,
            status=one.status,
            curator_id=one.curator_id,
            holds_until=one.until,
            proposed_at=one.proposed,
        )
    )
    session.flush()


def lock_person(session: Session, number: str) -> None:
    """Let nobody else nominate a person until this is committed."""
    session.execute(select(PersonRow.number).where(PersonRow.number == number).with_for_update())


def find_nomination(session: Session, id: str) -> Nomination | None:
    """Return a nomination; None when there is none."""
    row = session.execute(_all().where(ONE.id == id)).one_or_none()
    return _nomination(row) if row else None


def all_nominations(session: Session, role: str = "", curator_id: str = "") -> list[Nomination]:
    """Return every nomination, for one role, or with one curator; the first to end comes first."""
    query = _all().where(*([ONE.role == role] if role else []), *([ONE.curator_id == curator_id] if curator_id else []))
    return [_nomination(row) for row in session.execute(query.order_by(ONE.holds_until, PersonRow.plain_name, ONE.id))]


def nominations_of_account(session: Session, account_id: str) -> list[Nomination]:
    """Return the nominations that somebody was told of, the newest first."""
    query = _all().where(ONE.account_id == account_id).order_by(ONE.proposed_at.desc(), ONE.id)
    return [_nomination(row) for row in session.execute(query)]


def nominations_of_person(session: Session, number: str) -> list[Nomination]:
    """Return the nominations of a person, the newest first."""
    query = _all().where(ONE.person_number == number).order_by(ONE.proposed_at.desc(), ONE.id)
    return [_nomination(row) for row in session.execute(query)]


def curators(session: Session) -> dict[str, str]:
    """Return who is a curator of anybody: names by account, in the order of names."""
    query = select(CURATOR.id, called(CURATOR)).join(ONE, ONE.curator_id == CURATOR.id)
    query = query.distinct()
    return dict(sorted(((id, name) for id, name in session.execute(query)), key=lambda one: (one[1], one[0])))


def account_of_person(session: Session, number: str) -> tuple[str, str | None] | None:
    """Return the name of a person and the account that is joined to them, if any; None for an unknown number."""
    query = select(PersonRow.name, PersonRow.account_id).where(PersonRow.number == number)
    row = session.execute(query).one_or_none()
    return (row.name, row.account_id) if row else None


def number_of_account(session: Session, account_id: str) -> str | None:
    """Return the number of the person that an account is joined to."""
    return session.execute(select(PersonRow.number).where(PersonRow.account_id == account_id)).scalar_one_or_none()


def set_agreed(session: Session, id: str, basis_id: str, now: datetime) -> bool:
    """Note that somebody agreed; False where it is no proposal any more."""
    return _change(session, id, Status.PROPOSED, status=Status.AGREED, basis_id=basis_id, agreed_at=now)


def set_status(session: Session, one: Nomination, status: Status, ended: datetime | None) -> bool:
    """Give a nomination another status; False where somebody else has done so meanwhile."""
    return _change(session, one.id, one.status, status=status, ended_at=ended)


def set_until(session: Session, one: Nomination, until: date, curator_id: str | None) -> bool:
    """Let a nomination hold until another day, with a curator; False where its status is another by now."""
    return _change(session, one.id, one.status, holds_until=until, curator_id=curator_id, reminded_at=None)


def add_entry(session: Session, id: str, entry: LogEntry) -> None:
    """Write an entry into the log of a nomination."""
    row = NominationEntryRow(id=str(uuid4()), nomination_id=id, at=entry.at, said_by=entry.by, words=entry.words)
    row.status, row.holds_until = entry.status, entry.until
    session.add(row)
    session.flush()


def log_of(session: Session, id: str) -> list[LogEntry]:
    """Return the log of a nomination, the newest first."""
    row = NominationEntryRow
    query = select(row).where(row.nomination_id == id).order_by(row.at.desc(), row.id)
    return [
        LogEntry(one.at, Who(one.said_by), one.words, Status(one.status) if one.status else None, one.holds_until)
        for one in session.execute(query).scalars()
    ]


def basis_of(session: Session, id: str) -> str | None:
    """Return the record of the consent that a nomination rests on."""
    return session.execute(select(ONE.basis_id).where(ONE.id == id)).scalar_one_or_none()


def ending_between(session: Session, first: date, last: date) -> list[Nomination]:
    """Return the nominations whose day lies between two, both included, of which nobody was reminded yet."""
    query = _all().where(ONE.holds_until >= first, ONE.holds_until <= last, ONE.reminded_at.is_(None))
    return [_nomination(row) for row in session.execute(query.order_by(ONE.holds_until, ONE.id))]


def set_reminded(session: Session, id: str, now: datetime) -> bool:
    """Note that somebody was reminded of the day of a nomination; False where they were before."""
    query = update(ONE).where(ONE.id == id, ONE.reminded_at.is_(None)).values(reminded_at=now).returning(ONE.id)
    return session.execute(query).scalar_one_or_none() is not None


def ended_before(session: Session, moment: datetime, day: date) -> list[tuple[str, str]]:
    """Return the nominations that ended before a moment, or whose day was before a day; with the account of each."""
    over = select(LegalBasisRow.id).where(LegalBasisRow.until < moment)
    ended = or_(ONE.ended_at < moment, ONE.basis_id.in_(over), and_(ONE.ended_at.is_(None), ONE.holds_until < day))
    return [(id, account) for id, account in session.execute(select(ONE.id, ONE.account_id).where(ended))]


def delete_nomination(session: Session, id: str) -> None:
    """Delete a nomination with its log."""
    session.execute(delete(ONE).where(ONE.id == id), execution_options={"synchronize_session": False})


def _change(session: Session, id: str, stands: Status, **values: Any) -> bool:
    query = update(ONE).where(ONE.id == id, ONE.status == stands).values(**values).returning(ONE.id)
    done = session.execute(query, execution_options={"synchronize_session": False}).scalar_one_or_none()
    return done is not None


def _all() -> Select[NominationRow, PersonRow, datetime | None, str]:
    query = select(ONE, PersonRow, LegalBasisRow.until.label("withdrawn"), called(CURATOR).label("curator"))
    query = query.join(PersonRow, PersonRow.number == ONE.person_number)
    query = query.join(LegalBasisRow, LegalBasisRow.id == ONE.basis_id, isouter=True)
    query = query.join(CURATOR, CURATOR.id == ONE.curator_id, isouter=True)
    return query.execution_options(populate_existing=True)


def _nomination(found: Any) -> Nomination:
    row, person = found[0], found[1]
    return Nomination(
        id=row.id,
        number=person.number,
        name=person.name,
        unit=person.unit or "",
        post=person.role,
        account_id=row.account_id,
        role=row.role,
        status=Status(row.status),
        curator_id=row.curator_id,
        curator=found.curator or "",
        until=row.holds_until,
        proposed=row.proposed_at,
        agreed=row.agreed_at if row.basis_id else None,
        ended=row.ended_at,
        withdrawn=found.withdrawn,
    )
