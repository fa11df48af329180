"""From the tables of a file to people to invite, and to every cell that is to be mended first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from kamcareer.core.accounts import mailbox
from kamcareer.core.applications import LONGEST_NAME, Application, Invitee
from kamcareer.core.candidates_import.columns import BY_NAME, NAMES, CandidatesMapping, Field, fields_of
from kamcareer.core.people_import.values import read_text
from kamcareer.core.phones import phone_number
from kamcareer.core.spreadsheets.cells import Cells, named_twice
from kamcareer.core.spreadsheets.header import Header, best_header, plain
from kamcareer.core.spreadsheets.problem import CellProblem, Wrong
from kamcareer.core.spreadsheets.sheet import Cell, Sheet, Value

MOST_AT_ONCE = 200
LANGUAGES = {
    "ru": ("ru", "rus", "рус", "русский", "russian"),
    "en": ("en", "eng", "англ", "английский", "english"),
}
BY_WORD = {word: code for code, several in LANGUAGES.items() for word in several}


@dataclass(frozen=True)
class CandidatesFile:
    """What a file says: header, columns, people, problems. With a problem nobody is invited.

    `namesakes` are cells with a name that somebody above or in the vacancy has too: perhaps the same person.
    """

    sheet: Sheet
    header: Header
    fields: Mapping[int, Field]
    people: tuple[Invitee, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    namesakes: tuple[tuple[Cell, str], ...] = ()

    @property
    def unused(self) -> tuple[str, ...]:
        """The names of columns that nobody reads."""
        return tuple(label for place, label in enumerate(self.header.labels) if label and place not in self.fields)


def read_candidates(
    sheets: Sequence[Sheet], there: Sequence[Application], mapping: CandidatesMapping = BY_NAME
) -> CandidatesFile:
    """Return the people in the sheet that was chosen, or whose header says most, held against who is in the vacancy."""
    chosen = [sheet for sheet in sheets if sheet.name == mapping.sheet]
    sheet, header, fields = best_header(chosen or sheets, partial(fields_of, mapping=mapping))
    problems = tuple(_header_problems(sheet, header, fields))
    if problems:
        return CandidatesFile(sheet, header, fields, (), problems)
    reader = _Rows(sheet, header, fields, there)
    people = tuple(reader)
    if not people and not reader.problems:
        reader.problems.append(CellProblem(sheet.cell(header.row + 1, 0), Wrong.NO_PEOPLE))
    return CandidatesFile(sheet, header, fields, people, tuple(sorted(reader.problems)), tuple(reader.namesakes))


def _header_problems(sheet: Sheet, header: Header, fields: Mapping[int, Field]) -> Iterator[CellProblem]:
    there = set(fields.values())
    if not there & {Field.NAME, Field.GIVEN_NAME}:  # a first name alone is enough to write to somebody
        yield CellProblem(sheet.cell(header.row, 0), Wrong.NO_COLUMN, Field.NAME)
    yield from named_twice(sheet, header, fields)


class _Rows(Cells[Field]):
    """The rows of a sheet that hold somebody, read one by one."""

    def __init__(self, sheet: Sheet, header: Header, fields: Mapping[int, Field], there: Sequence[Application]) -> None:
        super().__init__(sheet, {what: place for place, what in fields.items()})
        self.first = header.row + 1
        self.there = {one.email: one.name for one in there if one.email}
        self.there |= {one.phone: one.name for one in there if one.phone}
        self.names = {_same(one.name): one.name for one in there if one.name}
        self.seen: dict[str, str] = {}
        self.namesakes: list[tuple[Cell, str]] = []

    def __iter__(self) -> Iterator[Invitee]:
        read = 0
        for place in range(self.first, len(self.sheet.rows)):
            if self.empty(place):
                continue
            read += 1
            if read > MOST_AT_ONCE:
                cell = self.sheet.cell(place, min(self.columns.values()))
                self.problems.append(CellProblem(cell, Wrong.TOO_MANY, str(MOST_AT_ONCE)))
                return
            yield self._read(place)

    def _read(self, place: int) -> Invitee:
        name = self._name(place)
        email = self.read(place, Field.EMAIL, lambda said: mailbox(str(said).lstrip("'")), Wrong.BAD_EMAIL)
        phone = self.read(place, Field.PHONE, lambda said: phone_number(_digits(said)), Wrong.BAD_PHONE)
        self._once(place, Field.EMAIL, email)
        self._once(place, Field.PHONE, phone)
        return Invitee(name, email, phone, self.read(place, Field.LANGUAGE, _language, Wrong.UNKNOWN_LANGUAGE))

    def _name(self, place: int) -> str:
        before = len(self.problems)
        parts = [self.read(place, what, _name_part, Wrong.BAD_NAME) or "" for what in NAMES]
        name = parts[0] or " ".join(filter(None, parts[1:]))
        if len(self.problems) > before:
            return ""
        cell = next(what for what in NAMES if what in self.columns)
        if not name:
            self.wrong(place, cell, Wrong.NO_NAME)
        elif len(name) > LONGEST_NAME:
            self.wrong(place, cell, Wrong.BAD_NAME)
        else:
            self._note_namesake(self.sheet.cell(place, self.columns[cell]), name)
        return name

    def _note_namesake(self, cell: Cell, name: str) -> None:
        if _same(name) in self.names:
            self.namesakes.append((cell, self.names[_same(name)]))
        self.names.setdefault(_same(name), name)

    def _once(self, place: int, what: Field, said: str | None) -> None:
        """Note where an address or a number stands: that it stands above, or in the vacancy, is a problem."""
        if said is None:
            return
        if said in self.seen:
            self.wrong(place, what, Wrong.CONTACT_TWICE, (self.seen[said],))
        elif said in self.there:
            self.wrong(place, what, Wrong.ALREADY_HERE, tuple(filter(None, [self.there[said]])))
        self.seen.setdefault(said, str(self.sheet.cell(place, self.columns[what])))


def _name_part(value: Value) -> str:
    """Return a name, or a part of one: a number, a phone or a formula is none, and would be greeted as one."""
    text = read_text(value, LONGEST_NAME)
    if not text[0].isalpha() or any(sign.isdigit() for sign in text):
        raise ValueError(f"{text!r} is no name")
    return text


def _language(value: Value) -> str:
    try:
        return BY_WORD[plain(str(value))]
    except KeyError:
        raise ValueError(f"{value!r} is no language") from None


def _same(name: str) -> tuple[str, ...]:
    """Return the words of a name, whichever comes first."""
    return tuple(sorted(plain(name).split()))


def _digits(value: Value) -> str:
    """Return a number as its digits: a spreadsheet that took it for a figure shows it with a fraction of nothing."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).lstrip("'")
