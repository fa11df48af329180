"""People of the company and their units."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from kamcareer.core.names import plain_name
from kamcareer.core.people import Person
from kamcareer.store.one_time_links import delete_invitations_by_staff_list
from kamcareer.store.tables import AccountRow, PersonRow, UnitRow

LONGEST_PLAIN_NAME = 160  # some letters are two as they are compared


class Wanted(NamedTuple):
    """Whom to list: part of a name or number, a unit, a present role, a manager’s number; empty for everybody."""

    search: str = ""
    unit: str = ""
    role: str = ""
    manager: str = ""


class Place(NamedTuple):
    """A unit, present role and manager that somebody has, and how many have all three; empty for none."""

    unit: str
    role: str
    manager: str
    managers_name: str
    people: int


def page_of_people(session: Session, wanted: Wanted, skip: int, most: int | None) -> tuple[list[Person], int]:
    """Return some of the people wanted, by name, and how many there are; all that follow without `most`."""
    matches = matching(wanted)
    query = select(PersonRow).where(*matches).order_by(PersonRow.plain_name, PersonRow.number)
    if most is None and not skip:
        everybody = [person_of_row(row) for row in session.execute(query).scalars()]
        return everybody, len(everybody)
    count = session.execute(select(func.count()).select_from(PersonRow).where(*matches)).scalar_one()
    return [person_of_row(row) for row in session.execute(query.offset(skip).limit(most)).scalars()], count


def matching(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return what a person’s row must meet to be among those wanted."""
    matches = [PersonRow.unit == wanted.unit] if wanted.unit else []
    matches += [PersonRow.role == wanted.role] if wanted.role else []
    matches += [PersonRow.manager_number == wanted.manager] if wanted.manager else []
    if wanted.search:
        part = plain_name(wanted.search)
        name = PersonRow.plain_name.contains(part, autoescape=True)
        matches.append(or_(name, func.lower(PersonRow.number).contains(part, autoescape=True)))
    return matches


def places_of_people(session: Session) -> list[Place]:
    """Return which units, present roles and managers go together, and of how many people."""
    boss = aliased(PersonRow)
    kinds = (PersonRow.unit, PersonRow.role, PersonRow.manager_number, boss.name)
    query = select(*kinds, func.count()).join(boss, boss.number == PersonRow.manager_number, isouter=True)
    rows = session.execute(query.group_by(*kinds))
    return [Place(unit or "", role or "", number or "", name or "", count) for unit, role, number, name, count in rows]


def names_of(session: Session, numbers: Iterable[str]) -> dict[str, str]:
    """Return names by personnel number."""
    query = select(PersonRow.number, PersonRow.name).where(PersonRow.number.in_(set(numbers)))
    return {row.number: row.name for row in session.execute(query)}


def emails_of(session: Session, numbers: Iterable[str]) -> dict[str, str]:
    """Return the work addresses of those who have one, by personnel number."""
    query = select(PersonRow.number, PersonRow.email).where(PersonRow.number.in_(set(numbers)))
    return {number: email for number, email in session.execute(query) if email}


def all_units(session: Session) -> list[str]:
    """Return the names of the units, in order; Ё stands with Е, where the codes of letters put it before А."""
    return sorted(session.execute(select(UnitRow.name)).scalars(), key=plain_name)


def roles_of_people(session: Session) -> set[str]:
    """Return every present role that somebody has."""
    found = session.execute(select(PersonRow.role).where(PersonRow.role.is_not(None)).distinct()).scalars()
    return {role for role in found if role}


def all_people(session: Session) -> dict[str, Person]:
    """Return everybody by personnel number."""
    rows = session.execute(select(PersonRow).order_by(PersonRow.number)).scalars()
    return {row.number: person_of_row(row) for row in rows}


def put_people(session: Session, people: Iterable[Person], now: datetime) -> None:
    """Store people; who was there by the same number is replaced. Managers must be there or among them."""
    given = list(people)
    _add_units(session, {person.unit for person in given if person.unit})
    there = {row.number: row for row in session.execute(select(PersonRow)).scalars()}
    for person in given:
        row = there.get(person.number) or PersonRow(number=person.number, id=str(uuid4()), manager_number=None)
        row.name, row.unit, row.role, row.since = person.name, person.unit or None, person.role, person.since
        row.email = person.email
        row.plain_name = plain_name(person.name)[:LONGEST_PLAIN_NAME]
        row.named_at = now
        there[person.number] = row
        session.add(row)
    session.flush()
    # A second round: whoever is named as manager is there by now, in whatever order the file names them.
    for person in given:
        there[person.number].manager_number = person.manager
    session.flush()
    _drop_empty_units(session)


def join_accounts(session: Session) -> None:
    """Join to people the accounts that come in by their personnel number."""
    account = select(AccountRow.id).where(AccountRow.personnel_number == PersonRow.number).scalar_subquery()
    session.execute(
        update(PersonRow).where(PersonRow.account_id.is_(None)).values(account_id=account),
        execution_options={"synchronize_session": False},
    )


def delete_person(session: Session, id: str) -> None:
    """Delete somebody's record, with the invitation to their address, and a unit that nobody is in any more.

    Whose manager they were has none then.
    """
    email = session.execute(select(PersonRow.email).where(PersonRow.id == id)).scalar_one_or_none()
    if email:
        delete_invitations_by_staff_list(session, [email])
    session.execute(delete(PersonRow).where(PersonRow.id == id))
    _drop_empty_units(session)


def record_of(session: Session, number: str) -> str | None:
    """Return the id of the record of a personnel number; None where nobody has the number."""
    return session.execute(select(PersonRow.id).where(PersonRow.number == number)).scalar_one_or_none()


def record_of_account(session: Session, account_id: str) -> str | None:
    """Return the id of the record that an account is joined to; None where it is joined to none."""
    return session.execute(select(PersonRow.id).where(PersonRow.account_id == account_id)).scalar_one_or_none()


def records_of(session: Session, numbers: Iterable[str]) -> dict[str, str]:
    """Return the ids of records by personnel number."""
    query = select(PersonRow.number, PersonRow.id).where(PersonRow.number.in_(set(numbers)))
    return {row.number: row.id for row in session.execute(query)}


def all_records(session: Session) -> list[str]:
    """Return the id of every record."""
    return list(session.execute(select(PersonRow.id).order_by(PersonRow.id)).scalars())


def records_named_before(session: Session, moment: datetime) -> list[tuple[str, str | None, datetime]]:
    """Return record, account and last naming of everybody whom no import has named since."""
    query = select(PersonRow.id, PersonRow.account_id, PersonRow.named_at).where(PersonRow.named_at < moment)
    return [(record, account, named) for record, account, named in session.execute(query)]


def _drop_empty_units(session: Session) -> None:
    there = select(PersonRow.unit).where(PersonRow.unit.is_not(None))
    empty = delete(UnitRow).where(UnitRow.name.not_in(there))
    session.execute(empty, execution_options={"synchronize_session": False})


def _add_units(session: Session, names: set[str]) -> None:
    there = set(session.execute(select(UnitRow.name)).scalars())
    session.add_all(UnitRow(name=name) for name in sorted(names - there))
    session.flush()


def person_of_row(row: PersonRow) -> Person:
    """Return the person of a row."""
    return Person(row.number, row.name, row.unit or "", row.manager_number, row.role, row.since, row.email)


def unit_of_account(session: Session, account_id: str) -> str:
    """Return the unit of the person whom an account is joined to; empty where nothing is known of it."""
    query = select(PersonRow.unit).where(PersonRow.account_id == account_id)
    return session.execute(query).scalar_one_or_none() or ""
