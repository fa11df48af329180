"""Who is whose manager: by personnel number, or by a name that one person alone bears."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kamcareer.core.accounts import personnel_number
from kamcareer.core.people import Person, manager_cycles
from kamcareer.core.people_import.called import Called
from kamcareer.core.people_import.columns import Field
from kamcareer.core.people_import.row import Row
from kamcareer.core.people_import.values import NOTHING_SAID
from kamcareer.core.people_import.zeros import by_bare_number, without_zeros
from kamcareer.core.spreadsheets.problem import CellProblem, Wrong
from kamcareer.core.spreadsheets.sheet import Cell, Sheet


class NoSuchManagerError(ValueError):
    """Words that name nobody, or several people; `numbers` are theirs."""

    def __init__(self, numbers: tuple[str, ...] = ()) -> None:
        super().__init__(numbers)
        self.numbers = numbers


class _Directory:
    """Everybody who may be somebody's manager: those in the file and those known before."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self.numbers = set(people)
        self.called = Called(people)
        self.without_zeros = by_bare_number(people)

    def find(self, words: str) -> str | None:
        """Return a personnel number; None for nobody. NoSuchManagerError."""
        if words.casefold() in NOTHING_SAID:
            return None
        found = self.called.find(words)
        try:
            number = personnel_number(words)
        except ValueError:
            number = ""
        if number in self.numbers:
            return number
        # A spreadsheet that took the number for a figure lost its zeros on the way.
        found = found or tuple(self.without_zeros.get(without_zeros(number), ())) if number else found
        if len(found) != 1:
            raise NoSuchManagerError(found)
        return found[0]


def _ring(cell: Cell, ring: tuple[str, ...]) -> CellProblem:
    if len(ring) == 1:
        return CellProblem(cell, Wrong.OWN_MANAGER, ring[0])
    return CellProblem(cell, Wrong.MANAGER_CYCLE, " → ".join([*ring, ring[0]]))


def manager_problems(
    sheet: Sheet, rows: Sequence[Row], fields: Mapping[int, Field], known: Mapping[str, Person]
) -> tuple[list[Person], list[CellProblem]]:
    """Return the people with their managers, and what is wrong with those, rings of managers too."""
    people: dict[str, Person] = {}
    for row in rows:
        people.setdefault(row.person.number, row.person)
    people.pop("", None)
    column = next((place for place, what in fields.items() if what is Field.MANAGER), None)
    if column is None:
        kept = [
            replace(one, manager=known[one.number].manager) if one.number in known else one for one in people.values()
        ]
        return kept, []
    directory, problems = _Directory({**known, **people}), []
    places: dict[str, int] = {}
    for row in rows:
        places.setdefault(row.person.number, row.place)
        try:
            manager = directory.find(row.manager)
        except NoSuchManagerError as error:
            wrong = Wrong.MANAGERS_NAMESAKES if error.numbers else Wrong.UNKNOWN_MANAGER
            problems.append(CellProblem(sheet.cell(row.place, column), wrong, row.manager, error.numbers))
            continue
        if people.get(row.person.number) is row.person:
            people[row.person.number] = replace(row.person, manager=manager)
    all_of_them = {number: person.manager for number, person in {**known, **people}.items()}
    for ring in manager_cycles(all_of_them):
        first = next((number for number in ring if number in places), None)
        if first is not None:
            problems.append(_ring(sheet.cell(places[first], column), ring))
    return list(people.values()), problems
