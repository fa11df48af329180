"""Personnel numbers that lost their leading zeros to a spreadsheet, which took them for figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kamcareer.core.people import Person
from kamcareer.core.people_import.row import Row
from kamcareer.core.spreadsheets.header import plain
from kamcareer.core.spreadsheets.problem import CellProblem, Wrong
from kamcareer.core.spreadsheets.sheet import Sheet


def without_zeros(number: str) -> str:
    """Return a number as a spreadsheet leaves it; of zeros alone one stays."""
    return number.lstrip("0") or number[-1:]


def by_bare_number(people: Iterable[str]) -> dict[str, list[str]]:
    """Return personnel numbers by what a spreadsheet leaves of them."""
    found: dict[str, list[str]] = {}
    for number in people:
        found.setdefault(without_zeros(number), []).append(number)
    return found


def same_name(one: Person, other: Person) -> bool:
    """Return whether two people are called the same."""
    return plain(one.name) == plain(other.name)


def with_zeros(
    sheet: Sheet, column: int, rows: Sequence[Row], known: Mapping[str, Person]
) -> tuple[list[Row], dict[str, str], list[CellProblem]]:
    """Return the rows under the numbers known; what the file says in place of those; whom a name speaks against."""
    alike = by_bare_number(known)
    found, said, problems = [], {}, []
    for row in rows:
        number = row.person.number
        near = [known[one] for one in alike.get(without_zeros(number), [])] if number not in known else []
        if len(near) == 1 and same_name(near[0], row.person):
            said[near[0].number] = number
            row = replace(row, person=replace(row.person, number=near[0].number))  # noqa: PLW2901 - the same row
        elif near:
            problems.append(zeros_asked(sheet, column, row, near))
        found.append(row)
    return found, said, problems


def zeros_asked(sheet: Sheet, column: int, row: Row, near: Sequence[Person]) -> CellProblem:
    """Return the question whether a row is one of the people whose numbers differ in leading zeros alone."""
    who = tuple(f"{one.number} ({one.name})" for one in near)
    return CellProblem(sheet.cell(row.place, column), Wrong.ZEROS_LOST, row.person.number, who)
