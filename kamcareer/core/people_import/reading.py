"""From the tables of a file to people and problems."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kamcareer.core.framework.model import Framework
from kamcareer.core.people import LONGEST_NAME, LONGEST_UNIT, Person
from kamcareer.core.people_import.columns import NAMES, ColumnMapping, Field, fields_of, lacking
from kamcareer.core.people_import.managers import manager_problems
from kamcareer.core.people_import.problem import CellProblem, Wrong
from kamcareer.core.people_import.roles import UnknownRoleError, role_meant, role_words
from kamcareer.core.people_import.row import Row
from kamcareer.core.people_import.values import is_far, is_numbering, is_total, read_day, read_number, read_text
from kamcareer.core.spreadsheets.header import Header, fullest, headers
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

    @property
    def unused(self) -> tuple[str, ...]:
        """The names of columns that say nothing the import knows."""
        return tuple(label for place, label in enumerate(self.header.labels) if label and place not in self.fields)


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
    rows = list(reader)
    problems = [*reader.problems, *_twice(sheet, rows, fields)]
    people, wrong = manager_problems(sheet, rows, fields, known.people)
    problems += wrong
    if not rows and not problems:
        problems.append(CellProblem(sheet.cell(header.row + 1, 0), Wrong.NO_PEOPLE))
    return PeopleFile(sheet, header, fields, tuple(people), tuple(sorted(problems)), tuple(reader.left_out))


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
    best = (0, named[0], fullest(named[0]))
    for sheet in named:
        for header in headers(sheet):
            score = len(set(fields_of(header, mapping).values()))
            if score > best[0]:
                best = (score, sheet, header)
    _, sheet, header = best
    return sheet, header, fields_of(header, mapping)


def _header_problems(sheet: Sheet, header: Header, fields: Mapping[int, Field]) -> Iterator[CellProblem]:
    for missing in lacking(fields):
        yield CellProblem(sheet.cell(header.row, 0), Wrong.NO_COLUMN, missing)
    seen: dict[Field, int] = {}
    for place, what in fields.items():
        if what is not Field.NOTHING and what in seen:
            cell = sheet.cell(header.row, place)
            yield CellProblem(cell, Wrong.TWO_COLUMNS, what, (str(sheet.cell(header.row, seen[what])),))
        seen.setdefault(what, place)


def _twice(sheet: Sheet, rows: Sequence[Row], fields: Mapping[int, Field]) -> Iterator[CellProblem]:
    column = next(place for place, what in fields.items() if what is Field.NUMBER)
    first: dict[str, int] = {}
    for row in rows:
        number = row.person.number
        if number and number in first:
            there = str(sheet.cell(first[number], column))
            yield CellProblem(sheet.cell(row.place, column), Wrong.NUMBER_TWICE, number, (there,))
        first.setdefault(number, row.place)


class _Rows:
    """The rows of a sheet that hold a person, read one by one; what is wrong gathers in `problems`."""

    def __init__(self, sheet: Sheet, header: Header, fields: Mapping[int, Field], known: Known) -> None:
        self.sheet, self.header, self.known = sheet, header, known
        self.columns: dict[Field, int] = {what: place for place, what in fields.items() if what is not Field.NOTHING}
        self.roles = role_words(known.framework)
        self.problems: list[CellProblem] = []
        self.left_out: list[int] = []

    def __iter__(self) -> Iterator[Row]:
        for place in range(self.header.row + 1, len(self.sheet.rows)):
            row = self.sheet.rows[place]
            uncomputed = any((place, column) in self.sheet.uncomputed for column in self.columns.values())
            if not uncomputed and all(row[column] is None for column in self.columns.values()):
                continue
            if self._holds_no_person(place, row):
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
        )
        return Row(place, person, manager)

    def _value(self, place: int, what: Field) -> Value:
        if what not in self.columns:
            return None
        if (place, self.columns[what]) in self.sheet.uncomputed:
            self._wrong(place, what, Wrong.NO_VALUE)
        return self.sheet.rows[place][self.columns[what]]

    def _wrong(self, place: int, what: Field, wrong: Wrong, hints: tuple[str, ...] = ()) -> None:
        column = self.columns[what]
        said = self.sheet.rows[place][column]
        cell = self.sheet.cell(place, column)
        if not any(one.cell == cell for one in self.problems[-len(self.columns) :]):  # one thing to mend at a time
            self.problems.append(CellProblem(cell, wrong, "" if said is None else str(said), hints))

    def _number(self, place: int) -> str:
        value = self._value(place, Field.NUMBER)
        if value is None:
            self._wrong(place, Field.NUMBER, Wrong.NO_NUMBER)
            return ""
        try:
            return read_number(value)
        except ValueError:
            self._wrong(place, Field.NUMBER, Wrong.BAD_NUMBER)
            return ""

    def _name(self, place: int) -> str:
        parts = [self._text(place, what, LONGEST_NAME) for what in NAMES]
        name = parts[0] or " ".join(filter(None, parts[1:]))
        if not name:
            self._wrong(place, next(what for what in NAMES if what in self.columns), Wrong.NO_NAME)
        return name[:LONGEST_NAME]

    def _text(self, place: int, what: Field, longest: int) -> str:
        value = self._value(place, what)
        if value is None:
            return ""
        try:
            return read_text(value, longest)
        except ValueError:
            self._wrong(place, what, Wrong.BAD_TEXT)
            return ""

    def _role(self, place: int) -> str | None:
        words = self._text(place, Field.ROLE, LONGEST_UNIT)
        decided = self.known.mapping.role(words) if words else ""
        if decided is not None:
            return decided or None
        try:
            return role_meant(words, self.roles)
        except UnknownRoleError as error:
            self._wrong(place, Field.ROLE, Wrong.UNKNOWN_ROLE, error.near)
            return None

    def _since(self, place: int) -> date | None:
        value = self._value(place, Field.SINCE)
        if value is None:
            return None
        try:
            day = read_day(value)
        except ValueError:
            self._wrong(place, Field.SINCE, Wrong.BAD_DATE)
            return None
        if is_far(day, self.known.today):
            self._wrong(place, Field.SINCE, Wrong.DATE_FAR)
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
    for row in sheet.rows[header.row + 1 : header.row + 21]:
        for place, value in enumerate(row):
            if value is not None and len(found[place]) < most and str(value) not in found[place]:
                found[place].append(str(value))
    return [tuple(values) for values in found]
