"""From the tables of a file to scores and problems."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kamcareer.core.framework.model import Framework
from kamcareer.core.matrix_import.columns import (
    Competencies,
    MatrixMapping,
    Whose,
    by_hand_or_name,
    whose,
)
from kamcareer.core.matrix_import.scale import Scale, off_narrower, read_score, recognised
from kamcareer.core.people import LONGEST_NAME, Person
from kamcareer.core.people_import.called import Called
from kamcareer.core.people_import.values import is_numbering, is_total, read_number, read_text
from kamcareer.core.people_import.zeros import by_bare_number, without_zeros
from kamcareer.core.spreadsheets.header import Header, best_header, headers, plain
from kamcareer.core.spreadsheets.problem import CellProblem, Wrong
from kamcareer.core.spreadsheets.sheet import Cell, Sheet, Value


@dataclass(frozen=True)
class Score:
    """What somebody was given in one competency: as the file says it, and in our levels. `rater` as the file says."""

    number: str
    competency: str
    rater: str
    score: float
    level: float


@dataclass(frozen=True)
class Column:
    """A column of scores: the competency, and whose scores they are where the header says so."""

    competency: str
    rater: str = ""


@dataclass(frozen=True)
class MatrixFile:
    """What a matrix says; `certain` is whether its scale can be no other. With a problem no score is kept.

    `scale` is None while no score of a known column says which it is.
    """

    sheet: Sheet
    header: Header
    columns: Mapping[int, Column]
    people: Mapping[int, Whose]
    scale: Scale | None
    certain: bool
    scores: tuple[Score, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    raters: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()  # the people in its rows whom nobody knows, where that was decided
    slips: "Slips | None" = None

    def subject(self, place: int) -> str:
        """Return the words that tell the topic of a column: its own, or those above where its own name a rater."""
        return _subject(self.header, place, self.raters)

    @property
    def unused(self) -> tuple[str, ...]:
        """The names of columns that say nothing the import knows."""
        known = {**self.columns, **self.people}
        return tuple(label for place, label in enumerate(self.header.labels) if label and place not in known)


@dataclass(frozen=True)
class Slips:
    """The few cells that alone make the scale wider than `scale`: they may be slips of a finger."""

    scale: Scale
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class MatrixKnown:
    """What cells are held against."""

    framework: Framework
    people: Mapping[str, Person]
    mapping: MatrixMapping = field(default_factory=MatrixMapping)


@dataclass(frozen=True)
class _Given:
    """A cell with a score on the way."""

    row: int
    column: int
    number: str
    rater: str
    score: float
    percent: bool


def read_matrix(sheets: Sequence[Sheet], known: MatrixKnown) -> MatrixFile:
    """Return the scores in the sheet whose header names most competencies, or the one named by hand, and problems."""
    sheet, header = _best_header(sheets, known)
    raters = _raters(header, Competencies(known.framework))
    people, columns = _columns(header, known, raters)
    problems = list(_header_problems(sheet, header, people, columns, raters, known))
    if problems:
        seen = list(_readable(sheet, header, people, columns))
        scale, certain = _scale(seen, known)
        slips = _slips(sheet, seen, scale, known)
        return MatrixFile(
            sheet, header, columns, people, scale, certain, problems=tuple(problems), raters=raters, slips=slips
        )
    reader = _Rows(sheet, header, people, columns, known)
    given = list(reader)
    seen = given or list(_readable(sheet, header, people, columns))
    scale, certain = _scale(seen, known)
    scores, wrong = _on_scale(sheet, given, columns, scale) if scale else ([], [])
    problems = [*reader.problems, *_twice(sheet, given, columns), *wrong]
    if not given and not problems and not reader.left_out:
        problems.append(CellProblem(sheet.cell(header.row + 1, 0), Wrong.NO_SCORES))
    left_out = tuple(dict.fromkeys(reader.left_out))
    return MatrixFile(
        sheet,
        header,
        columns,
        people,
        scale,
        certain,
        tuple(scores),
        tuple(sorted(problems)),
        raters,
        left_out,
        _slips(sheet, seen, scale, known),
    )


def _best_header(sheets: Sequence[Sheet], known: MatrixKnown) -> tuple[Sheet, Header]:
    named = [sheet for sheet in sheets if sheet.name == known.mapping.sheet] or sheets
    sheet, header, _ = best_header(named, lambda header: _meanings(header, known))
    return sheet, _with_raters(sheet, header, known)


def _with_raters(sheet: Sheet, header: Header, known: MatrixKnown) -> Header:
    """Return the header with the row below it, where that names who rates in every column of a topic: one rater each.

    Such a header says no more topics than its first row does, which would pass for a header of its own.
    """
    double = next((one for one in headers(sheet) if one.row == header.row + 1 and any(one.groups)), None)
    if any(header.groups) or double is None:
        return header
    topics, both = (_columns(one, known, _raters(one, Competencies(known.framework)))[1] for one in (header, double))
    named = all(both[place].rater and not _is_score(sheet.rows[double.row][place]) for place in topics if place in both)
    return double if topics and topics.keys() == both.keys() and named else header


def _is_score(value: Value) -> bool:
    try:
        return value is not None and bool(read_score(value) or True)
    except ValueError:
        return False


def _meanings(header: Header, known: MatrixKnown) -> dict[int, Whose | Column]:
    people, columns = _columns(header, known, _raters(header, Competencies(known.framework)))
    return {**people, **columns}


def _columns(header: Header, known: MatrixKnown, raters: frozenset[str]) -> tuple[dict[int, Whose], dict[int, Column]]:
    names, people, columns = Competencies(known.framework), {}, {}
    labels = Counter(plain(label) for label in header.labels if label)
    for place, label in enumerate(header.labels):
        group = header.groups[place]
        says = known.mapping.column(label) or whose(label) if label else None
        if says:
            people[place] = says
            continue
        own = by_hand_or_name(label, known.mapping, names) if label and plain(label) not in raters else None
        if own is not None:
            # The same topic more than once: what stands above tells whose scores they are.
            columns[place] = Column(own, group if labels[plain(label)] > 1 else "")
        elif group and (above := by_hand_or_name(group, known.mapping, names)) is not None:
            columns[place] = Column(above, label)
    return people, columns


def _raters(header: Header, names: Competencies) -> frozenset[str]:
    """Return the names of columns that stand below a known topic and are none themselves: they tell who rates.

    What somebody decided by hand of such a word in another file is no topic here: that would put the scores of every
    topic into one.
    """
    both = [
        (label, header.groups[place]) for place, label in enumerate(header.labels) if label and header.groups[place]
    ]
    below_topics = {plain(label) for label, group in both if names.meant(group) is not None}
    return frozenset(one for one in below_topics if names.meant(one) is None)


def _subject(header: Header, place: int, raters: frozenset[str]) -> str:
    above = header.groups[place] if plain(header.labels[place]) in raters else ""
    return above or header.labels[place]


def _header_problems(
    sheet: Sheet,
    header: Header,
    people: Mapping[int, Whose],
    columns: Mapping[int, Column],
    raters: frozenset[str],
    known: MatrixKnown,
) -> Iterator[CellProblem]:
    if not {Whose.NUMBER, Whose.NAME} & set(people.values()):
        yield CellProblem(sheet.cell(header.row, 0), Wrong.NOBODY_NAMED)
    names = Competencies(known.framework)
    for place, label in enumerate(header.labels):
        if label and place not in columns and place not in people and _holds_scores(sheet, header, place):
            said = _subject(header, place, raters)
            yield CellProblem(sheet.cell(header.row, place), Wrong.UNKNOWN_COMPETENCY, said, names.near(said))
    if not any(column.competency for column in columns.values()):
        yield CellProblem(sheet.cell(header.row, 0), Wrong.NO_COMPETENCIES)
    seen: dict[Column, int] = {}
    for place, column in columns.items():
        if column.competency and column in seen:
            there = (str(sheet.cell(header.row, seen[column])),)
            yield CellProblem(sheet.cell(header.row, place), Wrong.TWO_COMPETENCIES, header.labels[place], there)
        seen.setdefault(column, place)


def _holds_scores(sheet: Sheet, header: Header, place: int) -> bool:
    """Return whether a column nobody knows looks like scores: then leaving it out would lose something."""
    values = [row[place] for row in sheet.rows[header.row + 1 :] if row[place] is not None]
    return bool(values) and all(map(_is_score, values))


def _scale(seen: Sequence[_Given], known: MatrixKnown) -> tuple[Scale | None, bool]:
    """Return the scale chosen, or the one recognised by the scores; None by none. Also whether it can be no other."""
    if known.mapping.scale:
        return known.mapping.scale, True
    return recognised((one.score, one.percent) for one in seen) if seen else (None, False)


def _slips(sheet: Sheet, seen: Sequence[_Given], scale: Scale | None, known: MatrixKnown) -> Slips | None:
    if known.mapping.scale or scale is None:
        return None
    found = off_narrower([(one.score, one.percent) for one in seen], scale)
    return found and Slips(found[0], tuple(sheet.cell(seen[at].row, seen[at].column) for at in found[1]))


def _readable(
    sheet: Sheet, header: Header, people: Mapping[int, Whose], columns: Mapping[int, Column]
) -> Iterator[_Given]:
    """Return all scores that can be read, whoever they are of."""
    scored = [place for place, column in columns.items() if column.competency]
    for at, row in _rows_of_people(sheet, header, (*scored, *people)):
        for place in scored:
            if _is_score(row[place]) and (found := read_score(row[place])):
                yield _Given(at, place, "", "", *found)


def _rows_of_people(sheet: Sheet, header: Header, read: Collection[int]) -> Iterator[tuple[int, Sequence[Value]]]:
    for place in range(header.row + 1, len(sheet.rows)):
        row = sheet.rows[place]
        if all(row[column] is None for column in read):
            continue
        summed = is_total(row) or _is_mean(row)
        if not summed and not (place == header.row + 1 and is_numbering(row)):
            yield place, row


def _on_scale(
    sheet: Sheet, given: Sequence[_Given], columns: Mapping[int, Column], scale: Scale
) -> tuple[list[Score], list[CellProblem]]:
    scores, problems = [], []
    for one in given:
        try:
            level = scale.level(one.score)
        except ValueError:
            problems.append(CellProblem(sheet.cell(one.row, one.column), Wrong.OFF_SCALE, f"{one.score:g}", (scale,)))
            continue
        scores.append(Score(one.number, columns[one.column].competency, one.rater, one.score, level))
    return scores, problems


def _twice(sheet: Sheet, given: Sequence[_Given], columns: Mapping[int, Column]) -> Iterator[CellProblem]:
    first: dict[tuple[str, str, str], _Given] = {}
    for one in given:
        key = (one.number, columns[one.column].competency, plain(one.rater))
        if key in first:
            there = str(sheet.cell(first[key].row, first[key].column))
            yield CellProblem(sheet.cell(one.row, one.column), Wrong.SCORED_TWICE, f"{one.score:g}", (there,))
        first.setdefault(key, one)


class _Rows:
    """The scores of a sheet, row by row; what is wrong gathers in `problems`."""

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        people: Mapping[int, Whose],
        columns: Mapping[int, Column],
        known: MatrixKnown,
    ) -> None:
        self.sheet, self.header, self.known = sheet, header, known.people
        self.strangers_left_out = known.mapping.strangers_left_out
        self.people = {says: place for place, says in people.items()}
        self.columns = {place: column for place, column in columns.items() if column.competency}
        self.called = Called(known.people)
        self.without_zeros = by_bare_number(known.people)
        self.problems: list[CellProblem] = []
        self.left_out: list[str] = []

    def __iter__(self) -> Iterator[_Given]:
        for place, row in _rows_of_people(self.sheet, self.header, (*self.columns, *self.people.values())):
            yield from self._row(place, row)

    def _row(self, place: int, row: Sequence[Value]) -> Iterator[_Given]:
        number = self._person(place, row)
        if number is None:
            return
        rater = self._words(row, Whose.RATER)
        for column, meant in self.columns.items():
            cell = self.sheet.cell(place, column)
            if (place, column) in self.sheet.uncomputed:
                self.problems.append(CellProblem(cell, Wrong.NO_VALUE))
                continue
            try:
                found = read_score(row[column])
            except ValueError:
                self.problems.append(CellProblem(cell, Wrong.NO_SCORE, str(row[column])))
                continue
            if found and number:
                yield _Given(place, column, number, meant.rater or rater, *found)

    def _words(self, row: Sequence[Value], says: Whose) -> str:
        value = row[self.people[says]] if says in self.people else None
        try:
            return read_text(value, LONGEST_NAME) if value is not None else ""
        except ValueError:
            return ""

    def _person(self, place: int, row: Sequence[Value]) -> str | None:
        """Return whose row it is: by number where there is one, else by a name that one person alone bears.

        A number that lost its leading zeros counts where no name speaks against it.

        Empty with a problem where that cannot be told; None where the row is left out.
        """
        value = row[self.people[Whose.NUMBER]] if Whose.NUMBER in self.people else None
        words = self._words(row, Whose.NAME)
        if value is not None:
            try:
                number = read_number(value)
            except ValueError:
                number = ""
            if number in self.known:
                return number
            near = self.without_zeros.get(without_zeros(number), []) if number else []
            if len(near) == 1 and (not words or near[0] in self.called.find(words)):
                return near[0]
        namesakes = self.called.find(words) if words and value is None else ()
        if len(namesakes) == 1:
            return namesakes[0]
        says = Whose.NUMBER if value is not None or Whose.NAME not in self.people else Whose.NAME
        wrong = Wrong.NAMESAKES if namesakes else Wrong.UNKNOWN_PERSON
        said = str(value) if value is not None else words
        if self.strangers_left_out and said and not namesakes:
            self.left_out.append(words or said)
            return None
        self.problems.append(CellProblem(self.sheet.cell(place, self.people[says]), wrong, said, namesakes))
        return ""


def _is_mean(row: Sequence[Value]) -> bool:
    return any(
        plain(str(value)).split()[:1] in (["средний"], ["среднее"], ["average"], ["mean"]) for value in row[:3] if value
    )
