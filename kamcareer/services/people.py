"""People of the company: taking them from a file, and finding them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from kamcareer.core.framework.model import Framework
from kamcareer.core.people import Person, StaffChange, by_unit_and_name, staff_change
from kamcareer.core.people_import.columns import ColumnMapping
from kamcareer.core.people_import.reading import Known, PeopleFile, read_people
from kamcareer.core.spreadsheets.reading import read_sheets
from kamcareer.core.spreadsheets.sheet import Sheet
from kamcareer.store.one_time_links import delete_invitations_by_staff_list
from kamcareer.store.people import (
    Wanted,
    all_people,
    all_units,
    join_accounts,
    names_of,
    page_of_people,
    put_people,
    record_of,
    records_of,
    roles_of_people,
)

__all__ = ["Wanted", "all_people", "all_units", "record_of", "roles_of_people"]

PAGE = 50


@dataclass(frozen=True)
class PageOfPeople:
    """Some of the people wanted, their records and the names of their managers by number, how many there are in all."""

    people: Sequence[Person]
    records: Mapping[str, str]
    managers: Mapping[str, str]
    count: int
    more: bool


class ProblemsLeftError(ValueError):
    """A file with something to mend: nobody of it is imported."""


def read_people_file(
    session: Session, framework: Framework, data: bytes, name: str, mapping: ColumnMapping, today: date
) -> PeopleFile:
    """Return what a file says of people, held against those known already. RefusedFileError."""
    return people_in(session, framework, read_sheets(data, name), mapping, today)


def people_in(
    session: Session, framework: Framework, sheets: Sequence[Sheet], mapping: ColumnMapping, today: date
) -> PeopleFile:
    """Return what tables say of people, held against those known already."""
    return read_people(sheets, Known(framework, today, mapping, all_people(session)))


def change_by(session: Session, file: PeopleFile) -> StaffChange:
    """Return what importing a file would change."""
    return staff_change(all_people(session), file.people)


def import_people(session: Session, file: PeopleFile, now: datetime) -> StaffChange:
    """Store the people of a file, all or, while there is something to mend, nobody. ProblemsLeftError.

    Who is not in the file stays: a file of one unit is no list of leavers. An invitation to an address
    that became nobody's opens nothing any more.
    """
    if file.problems:
        raise ProblemsLeftError
    before = all_people(session)
    change = staff_change(before, file.people)
    put_people(session, file.people, now)
    gone = {before[one.number].email for one in file.people if one.number in before} - {
        one.email for one in file.people
    }
    delete_invitations_by_staff_list(session, [email for email in gone if email])
    join_accounts(session)
    return change


def everybody(session: Session) -> list[Person]:
    """Return everybody, by unit and name."""
    return sorted(all_people(session).values(), key=by_unit_and_name)


def people_wanted(session: Session, wanted: Wanted) -> list[Person]:
    """Return all of the people wanted, by name."""
    return page_of_people(session, wanted, 0, None)[0]


def list_people(session: Session, wanted: Wanted, number: int) -> PageOfPeople:
    """Return a page of the people wanted, by name; the first page has number 1."""
    people, count = page_of_people(session, wanted, (number - 1) * PAGE, PAGE)
    managers = names_of(session, {one.manager for one in people if one.manager})
    records = records_of(session, {one.number for one in people})
    return PageOfPeople(people, records, managers, count, number * PAGE < count)
