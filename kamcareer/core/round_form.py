"""A manager's answers in a round as a table: a row for a topic and a person, filled in without signing in.

Columns are known by their names in either language, topics and levels by theirs. A level is never a number: the form
shows none, and whoever writes 3 may count from one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kamcareer.core.framework.model import Framework
from kamcareer.core.names import plain_name
from kamcareer.core.people_import.values import read_number
from kamcareer.core.people_import.zeros import by_bare_number, without_zeros
from kamcareer.core.rating_requests import GivenRating
from kamcareer.core.spreadsheets.cells import Cells, named_twice
from kamcareer.core.spreadsheets.header import Header, best_header, plain
from kamcareer.core.spreadsheets.problem import CellProblem, Wrong
from kamcareer.core.spreadsheets.sheet import Sheet, Value

NOT_SEEN = {"ru": "этого не видел(а)", "en": "have not seen it"}


class Field(StrEnum):
    """What a column says."""

    TOPIC = "topic"
    NUMBER = "number"
    NAME = "name"
    SEEN = "seen"


NAMES = {
    Field.TOPIC: {"ru": "Тема", "en": "Topic"},
    Field.NUMBER: {"ru": "Табельный номер", "en": "Personnel number"},
    Field.NAME: {"ru": "ФИО", "en": "Full name"},
    Field.SEEN: {"ru": "Что вы видели", "en": "What you have seen"},
}
BY_NAME = {plain(name): field for field, names in NAMES.items() for name in names.values()}
NEEDED = (Field.TOPIC, Field.NUMBER, Field.SEEN)


@dataclass(frozen=True)
class RoundForm:
    """What a form says, by personnel number and competency; with a problem nothing of it is taken."""

    sheet: Sheet
    header: Header
    said: Mapping[str, Mapping[str, GivenRating]] = field(default_factory=dict)
    problems: tuple[CellProblem, ...] = ()


def read_form(
    sheets: Sequence[Sheet], framework: Framework, asked: Mapping[str, Collection[str]], names: Mapping[str, str]
) -> RoundForm:
    """Return what a form says of those who may be rated, by number: the competencies asked about each, and names."""
    sheet, header, fields = best_header(sheets, _fields_of)
    missing = [
        CellProblem(sheet.cell(header.row, 0), Wrong.NO_COLUMN, what) for what in NEEDED if what not in fields.values()
    ]
    problems = (*missing, *named_twice(sheet, header, fields))
    if problems:
        return RoundForm(sheet, header, problems=problems)
    rows = _Rows(sheet, header, fields, framework, asked, names)
    said = rows.said()
    if not said and not rows.problems:
        rows.problems.append(CellProblem(sheet.cell(header.row, rows.columns[Field.SEEN]), Wrong.NO_SCORES))
    return RoundForm(sheet, header, said, tuple(sorted(rows.problems)))


def level_words(framework: Framework, language: str) -> list[str]:
    """Return the words that a form takes, the lowest level first."""
    return [one.name[language] for one in framework.scale.values()] + [NOT_SEEN[language]]


def word_of(rating: GivenRating, framework: Framework, language: str) -> str:
    """Return what somebody said as the form has it."""
    return NOT_SEEN[language] if rating.level is None else framework.scale[rating.level].name[language]


def _fields_of(header: Header) -> dict[int, Field]:
    return {place: BY_NAME[plain(label)] for place, label in enumerate(header.labels) if plain(label) in BY_NAME}


class _Rows(Cells[Field]):
    """The rows that say something, read one by one."""

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        fields: Mapping[int, Field],
        framework: Framework,
        asked: Mapping[str, Collection[str]],
        names: Mapping[str, str],
    ) -> None:
        super().__init__(sheet, {what: place for place, what in fields.items()})
        self.first, self.asked, self.names = header.row + 1, asked, names
        self.without_zeros = by_bare_number(asked)
        self.topics = {
            plain(name): id for id, one in framework.competencies.items() for name in (one.name["ru"], one.name["en"])
        }
        self.levels = {
            plain(word): GivenRating(level)
            for level, one in framework.scale.items()
            for word in (one.name["ru"], one.name["en"])
        }
        self.levels |= {plain(word): GivenRating(no_chance=True) for word in NOT_SEEN.values()}

    def said(self) -> dict[str, dict[str, GivenRating]]:
        """Return what the rows say; a row whose last cell is empty says nothing."""
        found: dict[str, dict[str, GivenRating]] = {}
        places: dict[tuple[str, str], str] = {}
        for place in range(self.first, len(self.sheet.rows)):
            rating = self.read(place, Field.SEEN, self._rating, Wrong.UNKNOWN_LEVEL)
            if rating is None:
                continue
            number, topic = self._number(place), self._topic(place)
            if number is None or topic is None:
                continue
            if topic not in self.asked[number]:
                self.wrong(place, Field.TOPIC, Wrong.NOT_ASKED)
            elif (number, topic) in places:
                self.wrong(place, Field.SEEN, Wrong.SCORED_TWICE, (places[number, topic],))
            else:
                places[number, topic] = str(self.sheet.cell(place, self.columns[Field.SEEN]))
                found.setdefault(number, {})[topic] = rating
        return found

    def _rating(self, value: Value) -> GivenRating:
        said = plain(f"{value:g}" if isinstance(value, float) else str(value))
        if said not in self.levels:
            raise ValueError
        return self.levels[said]

    def _number(self, place: int) -> str | None:
        number = self.read(place, Field.NUMBER, read_number, Wrong.BAD_NUMBER)
        if self.value(place, Field.NUMBER) is None:
            self.wrong(place, Field.NUMBER, Wrong.NO_NUMBER)
        if number is not None:
            number = self._with_zeros(place, number)
        if number is not None and number not in self.asked:
            self.wrong(place, Field.NUMBER, Wrong.NOT_WAITED_FOR)
            return None
        return number if number is not None and self._is_of(place, self.names[number]) else None

    def _with_zeros(self, place: int, number: str) -> str:
        """Return the number of the one person whose zeros a spreadsheet took, where the name beside it is theirs."""
        near = self.without_zeros.get(without_zeros(number), []) if number not in self.asked else []
        named = len(near) == 1 and self.value(place, Field.NAME) is not None and self._says(place, self.names[near[0]])
        return near[0] if named else number

    def _says(self, place: int, name: str) -> bool:
        said = self.value(place, Field.NAME)
        return said is None or _compared(str(said)) == _compared(name)

    def _is_of(self, place: int, name: str) -> bool:
        # Sorting one column alone would send what was said of one person to another, for good.
        same = self._says(place, name)
        if not same:
            self.wrong(place, Field.NAME, Wrong.OTHER_NAME, (name,))
        return same

    def _topic(self, place: int) -> str | None:
        said = self.value(place, Field.TOPIC)
        topic = self.topics.get(plain(str(said))) if said is not None else None
        if topic is None:
            self.wrong(place, Field.TOPIC, Wrong.UNKNOWN_TOPIC)
        return topic


def _compared(name: str) -> str:
    # The form may have made a name harmless with an apostrophe before it.
    return plain_name(name.lstrip("'"))
