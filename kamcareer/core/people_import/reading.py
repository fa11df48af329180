"""From the tables of a file to people and problems."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from kamcareer.core.framework.model import Framework
from kamcareer.core.people import LONGEST_NAME, LONGEST_UNIT, Person
from kamcareer.core.people_import.addresses import address_problems, with_known_addresses
from kamcareer.core.people_import.columns import NAMES, ColumnMapping, Field, fields_of, lacking
from kamcareer.core.people_import.managers import manager_problems
from kamcareer.core.people_import.roles import UnknownRoleError, role_meant, role_words
from kamcareer.core.people_import.row import Row
from kamcareer.core.people_import.values import (
    is_day,
    is_far,
    is_numbering,
    is_total,
    read_day,
    read_email,
    read_number,
    read_text,
)
from kamcareer.core.people_import.zeros import same_name, with_zeros, without_zeros, zeros_asked
from kamcareer.core.spreadsheets.cells import Cells, named_twice
from kamcareer.core.spreadsheets.header import Header, best_header
from kamcareer.core.spreadsheets.problem import CellProblem, Wrong
from kamcareer.core.spreadsheets.sheet import Sheet, Value


@dataclass(frozen=True)
class PeopleFile:
    """What a file says: its header, what each column says, people, problems. With a problem nobody is imported."""

    sheet: Sheet
    header: Header
    fields: Mapping[int, Field]
    people: tuple[Person, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    left_out: tuple[int, ...] = ()  # rows that hold no person: sums, a header printed again, numbers of columns
    zeros_lost: Mapping[str, str] = field(default_factory=dict)  # what the file says in place of numbers known

    @property
    def unused(self) -> tuple[str, ...]:
        """The names of columns that say nothing the import knows."""
        return tuple(self.header.above(place) for place in self._unused)

    @property
    def days_unused(self) -> tuple[str, ...]:
        """The names of columns of days, where none says since when a post is held: one of them may."""
        if Field.SINCE in self.fields.values():
            return ()
        rows = [row for row in self.sheet.rows[self.header.row + 1 :] if any(row[at] is not None for at in self.fields)]
        values = {place: [row[place] for row in rows if row[place] is not None] for place in self._unused}
        return tuple(self.header.above(place) for place, given in values.items() if given and all(map(is_day, given)))

    @property
    def _unused(self) -> tuple[int, ...]:
        return tuple(place for place, label in enumerate(self.header.labels) if label and place not in self.fields)


@dataclass(frozen=True)
class Known:
    """What cells are held against: today, the roles of the model, what was mapped by hand, who is known already."""

    framework: Framework
    today: date
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    people: Mapping[str, Person] = field(default_factory=dict)


def read_people(sheets: Sequence[Sheet], known: Known) -> PeopleFile:
    """Return the people in the sheet whose header says most, or in the one named by hand, and every problem."""
    sheet, header, fields = _best_header(sheets, known.mapping)
    problems = list(_header_problems(sheet, header, fields))
    if problems:
        return PeopleFile(sheet, header, fields, (), tuple(problems))
    reader = _Rows(sheet, header, fields, known)
    column = next(place for place, what in fields.items() if what is Field.NUMBER)
    rows, zeros_lost, asked = with_zeros(sheet, column, list(reader), known.people)
    problems = [*reader.problems, *asked, *_twice(sheet, column, rows, known.people)]
    people, wrong = manager_problems(sheet, rows, fields, known.people)
    problems += [*wrong, *address_problems(sheet, rows, fields, known.people)]
    people = with_known_addresses(people, fields, known.people)
    if not rows and not problems:
        problems.append(CellProblem(sheet.cell(header.row + 1, 0), Wrong.NO_PEOPLE))
    left_out = tuple(reader.left_out)
    return PeopleFile(sheet, header, fields, tuple(people), tuple(sorted(problems)), left_out, zeros_lost)


def proposed_mapping(file: PeopleFile, mapping: ColumnMapping) -> ColumnMapping:
    """Return a mapping with what is still to be decided by hand: columns nobody reads, words that mean no one role.

    Words come with the nearest role, to be looked at; with none where nothing is near.
    """
    words = {one.said: next(iter(one.hints), "") for one in file.problems if one.wrong is Wrong.UNKNOWN_ROLE}
    return ColumnMapping(
        sheet=file.sheet.name,
        columns=dict.fromkeys(file.unused, Field.NOTHING) | mapping.columns,
        roles=words | mapping.roles,
    )


def _best_header(sheets: Sequence[Sheet], mapping: ColumnMapping) -> tuple[Sheet, Header, dict[int, Field]]:
    named = [sheet for sheet in sheets if sheet.name == mapping.sheet] or sheets
    return best_header(named, lambda header: fields_of(header, mapping))


def _header_problems(sheet: Sheet, header: Header, fields: Mapping[int, Field]) -> Iterator[CellProblem]:
    for missing in lacking(fields):
        yield CellProblem(sheet.cell(header.row, 0), Wrong.NO_COLUMN, missing)
    yield from named_twice(sheet, header, {place: what for place, what in fields.items() if what is not Field.NOTHING})


def _twice(sheet: Sheet, column: int, rows: Sequence[Row], known: Mapping[str, Person]) -> Iterator[CellProblem]:
    first: dict[tuple[bool, str], Row] = {}
    for row in rows:
        number = row.person.number
        # Numbers known before are apart for certain; of new ones, 00005 and 5 may be the same.
        key = (number in known, number if number in known else without_zeros(number))
        there = first.setdefault(key, row)
        if not number or there is row:
            continue
        if number == there.person.number or same_name(row.person, there.person):
            said = str(sheet.cell(there.place, column))
            yield CellProblem(sheet.cell(row.place, column), Wrong.NUMBER_TWICE, number, (said,))
        elif number not in known:
            yield zeros_asked(sheet, column, row, [there.person])


class _Rows(Cells[Field]):
    """The rows of a sheet that hold a person, read one by one."""

    def __init__(self, sheet: Sheet, header: Header, fields: Mapping[int, Field], known: Known) -> None:
        super().__init__(sheet, {what: place for place, what in fields.items() if what is not Field.NOTHING})
        self.header, self.known = header, known
        self.roles = role_words(known.framework)
        self.left_out: list[int] = []

    def __iter__(self) -> Iterator[Row]:
        for place in range(self.header.row + 1, len(self.sheet.rows)):
            if self.empty(place):
                continue
            if self._holds_no_person(place, self.sheet.rows[place]):
                self.left_out.append(place)
                continue
            yield self._read(place)

    def _holds_no_person(self, place: int, row: Sequence[Value]) -> bool:
        again = [str(row[column] or "") == self.header.labels[column] for column in self.columns.values()]
        summed = is_total(row) and sum(value is not None for value in row) < len(self.columns)
        return summed or all(again) or (place == self.header.row + 1 and is_numbering(row))

    def _read(self, place: int) -> Row:
        manager = self._text(place, Field.MANAGER, LONGEST_NAME)
        person = Person(
            number=self._number(place),
            name=self._name(place),
            unit=self._text(place, Field.UNIT, LONGEST_UNIT),
            role=self._role(place),
            since=self._since(place),
            email=self.read(place, Field.EMAIL, read_email, Wrong.BAD_EMAIL),
        )
        return Row(place, person, manager)

    def _number(self, place: int) -> str:
        if self.value(place, Field.NUMBER) is None:
            self.wrong(place, Field.NUMBER, Wrong.NO_NUMBER)
        return self.read(place, Field.NUMBER, read_number, Wrong.BAD_NUMBER) or ""

    def _name(self, place: int) -> str:
        parts = [self._text(place, what, LONGEST_NAME) for what in NAMES]
        name = parts[0] or " ".join(filter(None, parts[1:]))
        if not name:
            self.wrong(place, next(what for what in NAMES if what in self.columns), Wrong.NO_NAME)
        return name[:LONGEST_NAME]

    def _text(self, place: int, what: Field, longest: int) -> str:
        return self.read(place, what, partial(read_text, longest=longest), Wrong.BAD_TEXT) or ""

    def _role(self, place: int) -> str | None:
        words = self._text(place, Field.ROLE, LONGEST_UNIT)
        decided = self.known.mapping.role(words) if words else ""
        if decided is not None:
            return decided or None
        try:
            return role_meant(words, self.roles)
        except UnknownRoleError as error:
            self.wrong(place, Field.ROLE, Wrong.UNKNOWN_ROLE, error.near)
            return None

    def _since(self, place: int) -> date | None:
        day = self.read(place, Field.SINCE, read_day, Wrong.BAD_DATE)
        if day and is_far(day, self.known.today):
            self.wrong(place, Field.SINCE, Wrong.DATE_FAR)
        return day


def words_to_decide(file: PeopleFile, mapping: ColumnMapping) -> dict[str, tuple[str, ...]]:
    """Return the words for posts that need a decision by hand, or had one, each with roles that may be meant."""
    found = {one.said: one.hints for one in file.problems if one.wrong is Wrong.UNKNOWN_ROLE}
    column = next((place for place, what in file.fields.items() if what is Field.ROLE), None)
    if column is not None:
        for row in file.sheet.rows[file.header.row + 1 :]:
            words = str(row[column] or "")
            if words and words not in found and mapping.role(words) is not None:
                found[words] = ()
    return dict(sorted(found.items()))


def samples(sheet: Sheet, header: Header, most: int) -> list[tuple[str, ...]]:
    """Return the first few values of each column, as a person would recognise them."""
    found: list[list[str]] = [[] for _ in range(sheet.width)]
    rows = sheet.rows[header.row + 1 : header.row + 22]
    for row in rows[1:] if rows and is_numbering(rows[0]) else rows[:20]:
        for place, value in enumerate(row):
            if value is not None and len(found[place]) < most and str(value) not in found[place]:
                found[place].append(str(value))
    return [tuple(values) for values in found]
