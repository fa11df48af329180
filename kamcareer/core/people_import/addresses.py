"""Whose work address is which: one address is one person's, and a list without the column changes none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kamcareer.core.people import Person
from kamcareer.core.people_import.columns import Field
from kamcareer.core.people_import.row import Row
from kamcareer.core.spreadsheets.problem import CellProblem, Wrong
from kamcareer.core.spreadsheets.sheet import Sheet


def with_known_addresses(
    people: Sequence[Person], fields: Mapping[int, Field], known: Mapping[str, Person]
) -> list[Person]:
    """Return people with the addresses known of them where the file has no column of addresses."""
    if Field.EMAIL in fields.values():
        return list(people)
    return [replace(one, email=known[one.number].email) if one.number in known else one for one in people]


def address_problems(
    sheet: Sheet, rows: Sequence[Row], fields: Mapping[int, Field], known: Mapping[str, Person]
) -> Iterator[CellProblem]:
    """Return the cells whose address stands above as well, or is that of somebody who is not in the file."""
    column = next((place for place, what in fields.items() if what is Field.EMAIL), None)
    if column is None:
        return
    here = {row.person.number for row in rows}
    elsewhere = {one.email: one for one in known.values() if one.email and one.number not in here}
    first: dict[str, str] = {}
    for row in rows:
        email, cell = row.person.email, sheet.cell(row.place, column)
        if email is None:
            continue
        if email in first:
            yield CellProblem(cell, Wrong.CONTACT_TWICE, email, (first[email],))
        elif email in elsewhere:
            other = elsewhere[email]
            yield CellProblem(cell, Wrong.ALREADY_HERE, email, (f"{other.number} ({other.name})",))
        first.setdefault(email, str(cell))
